"""What the totals of a report say in words, and what several health models do to each file."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from python_calamine import CalamineWorkbook

from csworkbench.domain.health.model import Serves, default_model
from csworkbench.domain.reports import HealthReport, MoneySum, Share, assemble
from csworkbench.exchange.writers.cells import listed, scope_lines, share_line
from csworkbench.exchange.writers.csv_file import write_csv
from csworkbench.exchange.writers.pdf_file import write_pdf
from csworkbench.exchange.writers.xlsx_file import write_xlsx
from csworkbench.infra.tokens import Token
from csworkbench.ui.reports.parameters import facts_text
from tests.exchange.writers.sample_report import AS_OF, sample_report


@pytest.fixture
def two_models() -> HealthReport:
    """A past day's report of twelve accounts, every third scored by a model with a name that a sheet would run."""
    aimed = replace(
        default_model(), version=2, name="=1+1", serves=Serves(segments=("Mid-market",)), policy="zero",
        trend_days=14, dead_band=5,
    )  # fmt: skip
    plain = sample_report(12)
    rows = [replace(row, model_version=2) if row.account_id % 3 == 0 else row for row in plain.rows]
    return assemble(rows, plain.head.scope, [aimed, default_model()], AS_OF, None)


@pytest.mark.parametrize(
    ("share", "line"),
    [
        (Share("x", 1, (MoneySum("EUR", 100_00, 1),), 0, 0, 0), "By count: 1 account; by ARR: €100."),
        (
            Share("x", 7, (MoneySum("EUR", 100_00, 3), MoneySum("USD", 5_00, 1)), 2, 1, 3),
            "By count: 7 accounts, 2 of them with insufficient data, 1 of them overridden; "
            "by ARR: €100 + $5 (3 without ARR).",
        ),
        (Share("x", 2, (), 0, 2, 2), "By count: 2 accounts; by ARR: – (2 without ARR)."),
    ],
)
def test_totals_say_by_what_they_count_and_who_counts_apart(share, line):
    assert share_line(share) == line


@pytest.mark.parametrize(("values", "words"), [((30,), "30"), ((14, 30), "14 or 30"), ((7, 14, 30), "7, 14 or 30")])
def test_numbers_in_a_row(values, words):
    assert listed(values) == words


def test_every_model_is_named_with_the_accounts_it_serves(two_models, tmp_path):
    lines = " ".join(scope_lines(two_models))
    assert "as known at the end of that day" in lines
    assert "=1+1, version 2, serves segment Mid-market: 4 accounts, missing data zero" in lines
    assert "Default, version 1, serves everyone: 8 accounts, missing data two-level" in lines
    facts = facts_text(two_models.head)
    assert "=1+1, version 2, for segment Mid-market: 4 accounts" in facts
    assert "Default, version 1, for everyone: 8 accounts" in facts
    write_pdf(two_models, tmp_path / "r.pdf", Token())
    text = _text(tmp_path / "r.pdf")
    assert "Movement in 14 or 30 days, as the health model of each account says" in text
    assert "steady is up to 3 or 5 points either way" in text
    assert "Trend over 14 days, steady up to 5 points" in text
    assert text.count(" v. 2 ") == 4


def test_each_row_of_the_tables_names_its_model_and_runs_nothing(two_models, tmp_path):
    write_csv(two_models, tmp_path / "r.csv", Token())
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        found = {row["Account"]: (row["Health model"], row["Missing data"]) for row in csv.DictReader(file)}
    assert sorted(found.values()) == [("'=1+1", "zero")] * 4 + [("Default", "two-level")] * 8
    write_xlsx(two_models, tmp_path / "r.xlsx", Token())
    sheet = CalamineWorkbook.from_path(tmp_path / "r.xlsx").get_sheet_by_name("Accounts").to_python()
    assert {row[-1] for row in sheet[1:]} == {"=1+1, version 2", "Default, version 1"}


def test_the_words_of_the_movement_stand_whole_in_the_pdf(tmp_path):
    words = "fell 40: sponsor silent for 111 days (-15), goals on track now known: 0 % (-13), " * 4 + "the end (-12)"
    plain = sample_report(30)
    rows = [replace(row, moved=words) for row in plain.rows]
    report = assemble(rows, plain.head.scope, [default_model()], AS_OF, None)
    write_pdf(report, tmp_path / "r.pdf", Token())
    assert _text(tmp_path / "r.pdf").count("the end (-12)") == len(report.movement.movers) == 10


def test_the_movers_of_the_summary_sheet_say_why(tmp_path):
    report = sample_report(60)
    write_xlsx(report, tmp_path / "r.xlsx", Token())
    rows = CalamineWorkbook.from_path(tmp_path / "r.xlsx").get_sheet_by_name("Summary").to_python()
    start = next(at for at, row in enumerate(rows) if row[0] == "Largest movements: 10")
    assert rows[start + 1][-1] == "Why it moved (score as shown)"
    assert [row[-1] for row in rows[start + 2 : start + 12]] == [row.moved for row in report.movement.movers]
    moved = {row[0]: (row[1], row[3]) for row in rows if row[0] in ("Up", "Down", "Steady", "Unknown")}
    assert moved == {
        one.word.capitalize(): (one.accounts, one.overrides) for one in report.movement.shares[:-1]
    }  # the last is insufficient data


def _text(path: Path) -> str:
    document = PdfDocument(path)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()
