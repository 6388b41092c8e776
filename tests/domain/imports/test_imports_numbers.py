from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.imports.numbers import (
    DecimalMark,
    UnknownMark,
    currency_of,
    decimal_mark,
    parse_number_text,
)


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("500000.0", None, "500000.0"),
        ("1,234.56", None, "1234.56"),
        ("1.234,56", None, "1234.56"),
        ("1 234,5", None, "1234.5"),
        ("1\u202f234,5", None, "1234.5"),
        ("1'234.50", None, "1234.50"),
        ("1,234", ".", "1234"),
        ("1,234", ",", "1.234"),
        ("200.000.000", None, "200000000"),
        ("1,7", None, "1.7"),
        ("0.125", None, "0.125"),
        ("1234.567", None, "1234.567"),
        ("12,34,567.00", None, "1234567.00"),
        ("$1,124,741.15", None, "1124741.15"),
        ("-€12", None, "-12"),
        ("€-12", None, "-12"),
        ("(12.50)", None, "-12.50"),
        ("12-", None, "-12"),
        ("EUR 52.000,00", None, "52000.00"),
        ("45%", None, "45"),
        ("1E+3", None, "1E+3"),
    ],
)
def test_number_is_read(text: str, mark: DecimalMark | None, number: str) -> None:
    assert parse_number_text(text, mark) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "abc", "1,23,4", "1..2", "--1", "52k", "1/2", "1,2.3,4", "$", ".", "NaN", "Infinity"]
)
def test_no_number_is_refused(text: str) -> None:
    with pytest.raises((ValueError, ArithmeticError)):
        parse_number_text(text, None)


@pytest.mark.parametrize("text", ["1,234", "1.234", "12.345"])
def test_unknown_mark_is_not_guessed(text: str) -> None:
    with pytest.raises(UnknownMark):
        parse_number_text(text, None)


@pytest.mark.parametrize(
    ("column", "mark"),
    [
        (["1,234", "1,234.5"], "."),
        (["1.234", "2,5"], ","),
        (["1,234", "5,678"], "ambiguous"),
        (["1.5", "1,5"], "ambiguous"),
        (["12", "x", ""], None),
    ],
)
def test_mark_of_a_column(column: list[str], mark: str | None) -> None:
    assert decimal_mark(column) == mark


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from([",", "."]))
def test_written_amounts_come_back(amount: Decimal, mark: DecimalMark) -> None:
    text = f"{amount:,.2f}"
    if mark == ",":
        text = text.translate({44: 46, 46: 44})
    assert parse_number_text(text, mark) == amount
    assert parse_number_text(text, None) == amount


def test_currency_beside_a_number() -> None:
    assert currency_of("€ 12") == "EUR"
    assert currency_of("12 CHF") == "CHF"
    assert currency_of("US$12") == "USD"
    assert currency_of("12") is None
    assert currency_of("about 12") is None
