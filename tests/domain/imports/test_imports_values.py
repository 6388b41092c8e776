from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.imports.fields import Field, FieldType, normal_header
from csworkbench.domain.imports.kinds import KINDS
from csworkbench.domain.imports.results import Value
from csworkbench.domain.imports.values import (
    BadValue,
    Cell,
    Style,
    cell_text,
    match_name,
    normal_domain,
    parse_value,
    salesforce_id,
    shown,
)


def _of(kind: FieldType) -> Field:
    return Field("field", "Field", kind, words=("low", "in notice"), synonyms={"minor": "low", "task": ""})


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (FieldType.TEXT, "  Acme ", "Acme"),
        (FieldType.TEXT, "'=1+1", "=1+1"),
        (FieldType.TEXT, "'s-Hertogenbosch", "'s-Hertogenbosch"),
        (FieldType.TEXT, "N/A", "N/A"),
        (FieldType.TEXT, 12345.0, "12345"),
        (FieldType.KEY, "000000000000000AAA", None),
        (FieldType.KEY, 370295712714.0, "370295712714"),
        (FieldType.KEY, "00042", "00042"),
        (FieldType.DOMAIN, "https://user@WWW.Acme.example:8080/path?x#y", "acme.example"),
        (FieldType.EMAIL, "Mailto:Ann@Acme.EXAMPLE", "mailto:ann@acme.example".removeprefix("mailto:")),
        (FieldType.INTEGER, "500000.0", 500000),
        (FieldType.INTEGER, 12.0, 12),
        (FieldType.NUMBER, 0.1, Decimal("0.1")),
        (FieldType.MONEY, "$1,250.50", Decimal("1250.50")),
        (FieldType.CURRENCY, "€", "EUR"),
        (FieldType.CURRENCY, "usd", "USD"),
        (FieldType.DATE, datetime(2024, 5, 6, 23, 59, tzinfo=UTC), date(2024, 5, 6)),
        (FieldType.DATE, date(2024, 5, 6), date(2024, 5, 6)),
        (FieldType.DATE, "2024-01-19T23:42:24.000-0800", date(2024, 1, 19)),
        (FieldType.DATE, "n/a", None),
        (FieldType.INSTANT, "2024-01-19", datetime(2024, 1, 19, 12, tzinfo=UTC)),
        (FieldType.INSTANT, "2024-01-19 09:30", datetime(2024, 1, 19, 9, 30, tzinfo=UTC)),
        (FieldType.INSTANT, "2024-01-19T09:30:00+02:00", datetime(2024, 1, 19, 7, 30, tzinfo=UTC)),
        (FieldType.BOOLEAN, "TRUE", True),
        (FieldType.BOOLEAN, "0", False),
        (FieldType.BOOLEAN, 1.0, True),
        (FieldType.BOOLEAN, False, False),
        (FieldType.ENUM, "In-Notice", "in notice"),
        (FieldType.ENUM, "Minor", "low"),
        (FieldType.ENUM, "Task", None),
        (FieldType.WORDS, "low; In Notice, LOW", ("low", "in notice")),
        (FieldType.NUMBER, "   ", None),
    ],
)
def test_cell_is_read(kind: FieldType, cell: Cell, value: Value | None) -> None:
    found = parse_value(cell, _of(kind), Style())
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (FieldType.INTEGER, "1.5"),
        (FieldType.NUMBER, "many"),
        (FieldType.NUMBER, True),
        (FieldType.NUMBER, float("nan")),
        (FieldType.NUMBER, "1E+99"),
        (FieldType.DATE, "02/03/24"),
        (FieldType.DATE, "0001-01-01"),
        (FieldType.DATE, True),
        (FieldType.INSTANT, "yesterday"),
        (FieldType.BOOLEAN, "perhaps"),
        (FieldType.CURRENCY, "euros"),
        (FieldType.ENUM, "gigantic"),
        (FieldType.DOMAIN, "not a domain"),
        (FieldType.EMAIL, "ann at acme"),
        (FieldType.KEY, "x" * 256),
    ],
)
def test_wrong_cell_says_what_was_expected(kind: FieldType, cell: Cell) -> None:
    with pytest.raises(BadValue) as caught:
        parse_value(cell, _of(kind), Style())
    assert caught.value.expected


@given(st.text(max_size=40) | st.floats() | st.integers() | st.booleans() | st.datetimes() | st.dates())
def test_any_cell_is_a_value_or_a_bad_value(cell: Cell) -> None:
    for kind in KINDS.values():
        for field in kind.fields:
            with suppress(BadValue):
                parse_value(cell, field, Style())


def test_salesforce_ids_of_both_lengths_are_equal() -> None:
    for full in ("001x0000002xLD0AAM", "006x0000001YtCrAAK", "001Ec00000GGw3hIAD", "003bm00000zapthAAA"):
        assert salesforce_id(full[:15]) == full
        assert salesforce_id(full) == full
    assert salesforce_id("A-2e4581") == "A-2e4581"


def test_names_match_without_case_and_blanks_only() -> None:
    assert match_name(" ACME\u00a0  Straße ") == match_name("acme STRASSE")
    assert match_name("Acme GmbH") != match_name("Acme")


def test_domain_without_host_is_none() -> None:
    assert normal_domain("http://") is None
    assert normal_domain("WWW.WalkerHenson.com.") == "walkerhenson.com"


def test_headers_are_compared_without_dress() -> None:
    variants = ("Account ID", "AccountId", "ACCOUNTID", "account_id", " account-id ", "Account_ID__c")
    assert {normal_header(text) for text in variants} == {"accountid"}
    assert normal_header("Probability (%)") == "probability"


def test_shown_is_short_and_one_line() -> None:
    assert shown("a\nb") == "a b"
    assert len(shown("x" * 500)) == 60
    assert cell_text(datetime(2024, 1, 2, tzinfo=UTC)) == "2024-01-02"
