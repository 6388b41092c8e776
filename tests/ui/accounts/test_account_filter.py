"""Filter, figures and copied cells as plain functions."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from csworkbench.domain.accounts import AccountLineRow
from csworkbench.domain.ids import AccountId
from csworkbench.domain.segments import parse_filter
from csworkbench.infra.clock import FixedClock
from csworkbench.infra.settings import Settings
from csworkbench.ui.accounts.account_columns import account_columns
from csworkbench.ui.accounts.account_filter import MISSING, AccountFilter, expression_error, is_expression, quick_part
from csworkbench.ui.accounts.account_glance import band_of
from csworkbench.ui.accounts.money_words import arr_list, arr_words
from csworkbench.ui.accounts.page_memory import PageMemory
from csworkbench.ui.accounts.row_copy import cell_text


@pytest.mark.parametrize("value", ["A", 'Maya "May" Chen', "back\\slash", MISSING, "und so weiter and or not"])
def test_a_quick_filter_is_always_an_expression_that_can_be_read(value: str):
    assert parse_filter(quick_part("owner", value)) is not None


def test_all_that_narrows_is_one_expression():
    both = AccountFilter(
        view="At risk", view_filter='band = "at risk"', quick={"tier": "A"}, expression="arr > 1 or arr < 0"
    )
    assert both.filter == '(band = "at risk") and (tier = "A") and (arr > 1 or arr < 0)'
    assert expression_error(both.filter) is None
    assert both.is_narrowed
    assert both.words == "tier A · arr > 1 or arr < 0"
    assert not both.without_narrowing().is_narrowed
    assert both.without_narrowing().filter == 'band = "at risk"'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('band = "at risk"', True),
        ("arr >= 50000 and renewal < +90d", True),
        ("Acme", False),
        ("  ", False),
        ("a = ", False),
    ],
)
def test_conditions_are_told_from_words(text: str, found: bool):
    assert is_expression(text) is found


def test_an_expression_error_has_its_place():
    error = expression_error("tier = A and ")
    assert error is not None
    assert error.position == len("tier = A and ")
    assert expression_error("  ") is None


@pytest.mark.parametrize(
    ("sums", "words", "listed"),
    [
        ({}, "", ""),
        ({"EUR": 0}, "", ""),
        ({"EUR": 144_000_000}, "€1.44 M ARR", "ARR: €1.44 M"),
        ({"USD": 65_400_000, "EUR": 362_000_000}, "€3.62 M +1", "ARR: €3.62 M, $654 k"),
    ],
)
def test_currencies_are_never_added_up(sums: dict[str, int], words: str, listed: str):
    assert (arr_words(sums), arr_list(sums)) == (words, listed)


def test_copied_cells_are_data_and_no_formulas(clock: FixedClock):
    known: dict[str, Any] = {
        "account_id": AccountId(1), "name": '=HYPERLINK("x")', "arr_minor": 5_200_050, "currency": "EUR",
        "renewal_on": date(2026, 12, 4), "trend": -7, "sparkline": (), "status": "active",
    }  # fmt: skip
    values: dict[str, Any] = {one.name: known.get(one.name) for one in fields(AccountLineRow)}
    row = AccountLineRow(**values)
    cells = {column.key: cell_text(column, row) for column in account_columns(clock)}
    assert cells["name"] == '\'=HYPERLINK("x")'
    assert (cells["arr"], cells["renewal"], cells["trend"], cells["last_contact"]) == (
        "52000.50",
        "2026-12-04",
        "-7",
        "",
    )


@pytest.mark.parametrize(
    ("value", "band"), [(None, "insufficient data"), (50, "at risk"), (51, "watch"), (76, "healthy")]
)
def test_parts_take_the_colour_of_their_band(value: int | None, band: str):
    assert band_of(value) == band


def test_a_damaged_memory_counts_as_absent(tmp_path: Path):
    settings = Settings(tmp_path / "settings.ini")
    settings.set("accounts/expression", "nonsense ((")
    settings.set("accounts/quick", ["tier=A", "shoe size=44", "owner="])
    memory = PageMemory.recalled(settings)
    assert memory.filter.expression == ""
    assert memory.filter.quick == {"tier": "A"}
    memory.keep(settings)
    assert PageMemory.recalled(settings) == memory
