from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from csworkbench.exchange.writers.xlsx_file import COLUMNS, write_xlsx
from csworkbench.infra.tokens import Token
from tests.exchange.writers.sample_report import sample_report


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("xlsx") / "r.xlsx"
    write_xlsx(sample_report(120), path, Token())
    return path


def test_the_accounts_sheet_reads_back_value_by_value(written):
    report = sample_report(120)
    header, *rows = CalamineWorkbook.from_path(written).get_sheet_by_name("Accounts").to_python()
    assert header == [title for title, _ in COLUMNS]
    assert len(rows) == 120
    for row, cells in zip(report.rows, rows, strict=True):
        assert cells[0] == row.name
        assert cells[4] == ("" if row.score is None else row.score)
        assert str(cells[5]).casefold() == row.band
        assert cells[6] == row.coverage
        assert cells[7] == ("" if row.trend is None else row.trend)
        digits = 1 if row.currency == "JPY" else 100
        assert cells[8] == ("" if row.arr_minor is None else row.arr_minor / digits)
        assert cells[10] == row.renewal_on
        assert isinstance(cells[11], date)
        assert cells[13] == ("" if row.computed_score is None else row.computed_score)
        assert str(cells[14]).casefold() == row.computed_band
        assert cells[15] == row.override
        assert cells[16] == (row.oldest_input_on or "")
        assert cells[17] == "; ".join(row.contradictions)
        assert cells[18] == row.moved
        assert cells[19] == "Default, version 1"


def test_each_quiet_contradiction_is_a_row_of_its_own_sheet(written):
    report = sample_report(120)
    header, *rows = CalamineWorkbook.from_path(written).get_sheet_by_name("Quiet contradictions").to_python()
    assert header[0] == "Account"
    assert [(row[0], row[5]) for row in rows] == [
        (row.name, words) for row in report.contradicted for words in row.contradictions
    ]
    assert len(rows) == 26


def test_the_summary_says_how_many_overrides_are_in_each_band(written):
    report = sample_report(120)
    rows = CalamineWorkbook.from_path(written).get_sheet_by_name("Summary").to_python()
    bands = ("Healthy", "Watch", "At risk", "Insufficient data", "All")
    head = next(row for row in rows if row[0] == "Band")
    found = {row[0]: row[head.index("Overridden")] for row in rows if row[0] in bands}
    assert found == {one.word.capitalize(): one.overrides for one in report.bands} | {"All": 13}
    assert "13 are shown as overridden by a CSM" in " ".join(str(row[0]) for row in rows)


def test_the_summary_says_the_same_totals(written):
    report = sample_report(120)
    rows = CalamineWorkbook.from_path(written).get_sheet_by_name("Summary").to_python()
    by_band = {row[0]: row[1] for row in rows if row[0] in ("Healthy", "Watch", "At risk", "Insufficient data", "All")}
    assert by_band == {one.word.capitalize(): one.accounts for one in report.bands} | {"All": 120}
    text = " ".join(str(row[0]) for row in rows)
    assert "n = 120 accounts" in text
    assert "3 churned" in text
    assert "two-level" in text


def test_no_text_becomes_a_formula_or_a_link(written):
    with zipfile.ZipFile(written) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/")]
        names = parts.namelist()
    assert len([name for name in names if name.startswith("xl/worksheets/sheet")]) == 3
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)


def test_header_is_frozen_filtered_and_bands_are_coloured(written):
    with zipfile.ZipFile(written) as parts:
        accounts = parts.read("xl/worksheets/sheet2.xml").decode()
    assert 'state="frozen"' in accounts
    assert '<autoFilter ref="A1:T121"' in accounts
    assert accounts.count("<cfRule") == 4


def test_an_overlong_name_is_cut_and_not_lost(tmp_path):
    path = tmp_path / "r.xlsx"
    write_xlsx(sample_report(1, ("x" * 40_000,)), path, Token())
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Accounts").to_python()
    assert rows[1][0] == "x" * 32_767
