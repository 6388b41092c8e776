from __future__ import annotations

import csv

from csworkbench.exchange.writers.csv_file import HEADER, write_csv
from csworkbench.infra.tokens import Token
from tests.exchange.writers.sample_report import sample_report


def test_every_account_is_a_row_with_iso_dates_and_its_day(tmp_path):
    path = tmp_path / "r.csv"
    report = sample_report(120)
    write_csv(report, path, Token())
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert tuple(header) == HEADER
    assert len(rows) == 120
    for row, shown in zip(report.rows, rows, strict=True):
        assert shown[4] == ("" if row.score is None else str(row.score))
        assert shown[10] == str(row.renewal_on)
        assert shown[13] == ("" if row.computed_score is None else str(row.computed_score))
        assert shown[14] == row.computed_band.capitalize()
        assert shown[15] == ("'" + row.override if row.override else "")
        assert shown[16] == ("" if row.oldest_input_on is None else str(row.oldest_input_on))
        assert shown[17] == "; ".join(row.contradictions)
        assert shown[18] == ("'" + row.moved if row.moved else "")
        assert shown[19:] == ["2026-11-23", "Default", "1", "two-level"]


def test_names_that_look_like_formulas_are_neutralised(tmp_path):
    path = tmp_path / "r.csv"
    write_csv(sample_report(), path, Token())
    with path.open(encoding="utf-8-sig", newline="") as file:
        names = {row[0] for row in csv.reader(file)}
    assert {"'=1+1", "'@SUM(A1)", "Müller & Söhne", 'O"Neil, Inc.', "Line\nbreak"} <= names


def test_money_is_exact_in_each_currency(tmp_path):
    path = tmp_path / "r.csv"
    write_csv(sample_report(), path, Token())
    with path.open(encoding="utf-8-sig", newline="") as file:
        money = {row[0]: (row[8], row[9]) for row in csv.reader(file)}
    assert money["'=1+1"] == ("0.50", "EUR")
    assert money["'@SUM(A1)"] == ("100050", "JPY")
    assert money["Müller & Söhne"] == ("", "USD")
