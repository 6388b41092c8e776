"""The first sheet of an XLSX report: what it covers, the totals, and the lists a lead reads first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from csworkbench.domain.reports import HealthReport, ReportHead, ReportRow, Share, share
from csworkbench.exchange.writers.cells import (
    band_cell,
    band_word,
    counted,
    movement_note,
    movement_title,
    overridden_share,
    scope_lines,
    share_line,
)
from csworkbench.exchange.writers.safe_text import printable
from csworkbench.exchange.writers.xlsx_cells import LONGEST_TEXT, Formats, put_day, put_money, put_text

WIDTHS = (34, 20, 10, 18, 13, 15, 13, 13, 13, 60)
LINE_HEIGHT = 15


def write_summary(sheet: Any, formats: Formats, report: HealthReport) -> None:
    """Fill the sheet, row by row from the top."""
    _Summary(sheet, formats).write(report)


class _Summary:
    """Writes the first sheet from top to bottom."""

    def __init__(self, sheet: Any, formats: Formats) -> None:
        self.sheet, self.formats, self.at = sheet, formats, 0
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)

    def write(self, report: HealthReport) -> None:
        self._line(report.head.title, self.formats.title)
        for sentence in scope_lines(report):
            self._paragraph(sentence)
        whole, overridden = report.head.whole, overridden_share(report)
        self._head("Distribution by count and by ARR")
        self._shares("Band", [*report.bands, whole, overridden], report.head)
        at_risk = next(one for one in report.bands if one.word == "at risk")
        title = f"Top at risk: {len(report.at_risk)} of {counted(at_risk.accounts, 'account')}, lowest score first"
        self._rows(title, share_line(at_risk, "At risk in all, by count"), report.at_risk, ("Main driver", _driver))
        self._head(movement_title(report.movement))
        self._paragraph(movement_note(report.movement))
        self._shares("Computed score", report.movement.shares, report.head)
        title = f"Largest movements: {len(report.movement.movers)}"
        self._rows(title, "", report.movement.movers, ("Why it moved (score as shown)", _moved))
        title = f"Renewals in 90 days: {counted(len(report.renewals), 'account')}"
        self._rows(title, share_line(share("", report.renewals)), report.renewals, ("Main driver", _driver))
        title = f"Overrides: {counted(len(report.overridden), 'account')}"
        self._rows(title, share_line(overridden), report.overridden, ("Override", _override))
        self._head("How this is calculated")
        for term, text in report.definitions:
            self._paragraph(f"{term}: {text}")

    def _shares(self, title: str, shares: Sequence[Share], head: ReportHead) -> None:
        currencies = [one.currency for one in head.whole.arr]
        sums = (f"ARR {one}".strip() for one in currencies)
        self._columns(title, "Accounts", "Share", "Overridden", "Without ARR", *sums)
        for one in shares:
            self._share(one, head.scope.accounts, currencies)

    def _share(self, one: Share, whole: int, currencies: list[str]) -> None:
        word, amounts = band_word(one.word), {money.currency: money.amount_minor for money in one.arr}
        put_text(self.sheet, self.at, 0, word, self.formats.bands.get(word, self.formats.text))
        self.sheet.write_number(self.at, 1, one.accounts, self.formats.whole)
        if whole:
            self.sheet.write_number(self.at, 2, one.accounts / whole, self.formats.share)
        self.sheet.write_number(self.at, 3, one.overrides, self.formats.whole)
        self.sheet.write_number(self.at, 4, one.without_arr, self.formats.whole)
        for place, currency in enumerate(currencies):
            put_money(self.sheet, self.formats, self.at, 5 + place, amounts.get(currency, 0), currency)
        self.at += 1

    def _rows(
        self, title: str, note: str, rows: Sequence[ReportRow], last: tuple[str, Callable[[ReportRow], str]]
    ) -> None:
        self._head(title)
        if note:
            self._paragraph(note)
        if not rows:
            return
        titles = ("Account", "Owner", "Score", "Band", "Trend", "ARR", "Currency", "Renewal", "Last contact", last[0])
        self._columns(*titles)
        for row in rows:
            self._row(row, last[1](row))

    def _row(self, row: ReportRow, last: str) -> None:
        put_text(self.sheet, self.at, 0, row.name)
        put_text(self.sheet, self.at, 1, row.owner_name)
        if row.score is not None:
            self.sheet.write_number(self.at, 2, row.score)
        put_text(self.sheet, self.at, 3, band_cell(row))
        if row.trend is not None:
            self.sheet.write_number(self.at, 4, row.trend, self.formats.points)
        put_money(self.sheet, self.formats, self.at, 5, row.arr_minor, row.currency)
        put_text(self.sheet, self.at, 6, row.currency)
        put_day(self.sheet, self.formats, self.at, 7, row.renewal_on)
        put_day(self.sheet, self.formats, self.at, 8, row.last_contact_on)
        put_text(self.sheet, self.at, 9, last)
        self.at += 1

    def _head(self, title: str) -> None:
        self.at += 1
        self._line(title, self.formats.head)

    def _columns(self, *titles: str) -> None:
        for column, title in enumerate(titles):
            put_text(self.sheet, self.at, column, title, self.formats.column)
        self.at += 1

    def _line(self, text: str, look: Any) -> None:
        put_text(self.sheet, self.at, 0, text, look)
        self.at += 1

    def _paragraph(self, text: str) -> None:
        """Write a text over all columns, as many lines high as it needs."""
        shown = printable(text)[:LONGEST_TEXT]
        self.sheet.set_row(self.at, LINE_HEIGHT * -(-len(shown) // sum(WIDTHS)))
        self.sheet.merge_range(self.at, 0, self.at, len(WIDTHS) - 1, "", self.formats.wrapped)
        self.sheet.write_string(self.at, 0, shown, self.formats.wrapped)
        self.at += 1


def _driver(row: ReportRow) -> str:
    return row.driver


def _moved(row: ReportRow) -> str:
    return row.moved


def _override(row: ReportRow) -> str:
    return row.override
