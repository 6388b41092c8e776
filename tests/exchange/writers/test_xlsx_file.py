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


def test_the_summary_says_the_same_totals(written):
    report = sample_report(120)
    rows = CalamineWorkbook.from_path(written).get_sheet_by_name("Summary").to_python()
    by_band = {row[0]: row[1] for row in rows if row[0] in ("Healthy", "Watch", "At risk", "Insufficient data", "All")}
    assert by_band == {one.band.capitalize(): one.accounts for one in report.bands} | {"All": 120}
    text = " ".join(str(row[0]) for row in rows)
    assert "n = 120 accounts" in text
    assert "3 churned" in text
    assert "two-level" in text


def test_no_text_becomes_a_formula_or_a_link(written):
    with zipfile.ZipFile(written) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/")]
        names = parts.namelist()
    assert len([name for name in names if name.startswith("xl/worksheets/sheet")]) == 2
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)


def test_header_is_frozen_filtered_and_bands_are_coloured(written):
    with zipfile.ZipFile(written) as parts:
        accounts = parts.read("xl/worksheets/sheet2.xml").decode()
    assert 'state="frozen"' in accounts
    assert '<autoFilter ref="A1:M121"' in accounts
    assert accounts.count("<cfRule") == 4


def test_an_overlong_name_is_cut_and_not_lost(tmp_path):
    path = tmp_path / "r.xlsx"
    write_xlsx(sample_report(1, ("x" * 40_000,)), path, Token())
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Accounts").to_python()
    assert rows[1][0] == "x" * 32_767
