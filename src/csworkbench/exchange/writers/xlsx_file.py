"""A report as XLSX: a summary sheet and a sheet of all accounts, written row by row in constant memory."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from csworkbench.domain.money import to_major
from csworkbench.domain.reports import BandShare, HealthReport, ReportRow
from csworkbench.exchange.writers.cells import band_word, contradiction_rows, counted, scope_lines
from csworkbench.exchange.writers.safe_text import printable
from csworkbench.infra.tokens import Token

LONGEST_TEXT = 32_767
STEP = 500
BAND_COLORS = {
    "At risk": ("#8E1812", "#FDE6E4"),
    "Watch": ("#7A4200", "#FFF0D2"),
    "Healthy": ("#0B5C44", "#DDF5EB"),
    "Insufficient data": ("#4B5768", "#E9EDF3"),
}
COLUMNS = (
    ("Account", 34), ("Owner", 20), ("Tier", 6), ("Segment", 16), ("Score", 7), ("Band", 16), ("Coverage", 10),
    ("Trend", 8), ("ARR", 14), ("Currency", 10), ("Renewal", 12), ("Last contact", 13), ("Main driver", 36),
    ("Computed score", 10), ("Computed band", 16), ("Override", 44), ("Oldest input", 13), ("Contradictions", 60),
)  # fmt: skip
BAND_COLUMN = 5
CONTRADICTION_COLUMNS = (
    ("Account", 34), ("Owner", 20), ("ARR", 14), ("Currency", 10), ("Renewal", 12), ("What speaks against healthy", 60),
)  # fmt: skip


def write_xlsx(report: HealthReport, path: Path, token: Token) -> None:
    """Write both sheets; text is always a string cell, never a formula or a link.

    Raises:
        OSError: the file can't be written.
    """
    options = {"constant_memory": True, "tmpdir": str(path.parent), "in_memory": False}
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            formats = _Formats(book)
            _Summary(book.add_worksheet("Summary"), formats).write(report)
            _write_accounts(book.add_worksheet("Accounts"), formats, report, token)
            _write_contradictions(book.add_worksheet("Quiet contradictions"), formats, report)
            token.report("Packing XLSX", len(report.rows), len(report.rows))
    except FileCreateError as error:  # it hides the error of the file system in its arguments
        cause = error.args[0] if error.args else None
        raise (cause if isinstance(cause, OSError) else OSError(str(error))) from error


class _Formats:
    """The cell formats of one workbook."""

    def __init__(self, book: Any) -> None:
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.head = book.add_format({"bold": True, "font_size": 12, "top": 1})
        self.column = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF1F6", "text_wrap": True})
        self.text = book.add_format({"valign": "top"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.money = book.add_format({"num_format": "#,##0"})
        self.cents = book.add_format({"num_format": "#,##0.00"})
        self.share = book.add_format({"num_format": "0%"})
        self.points = book.add_format({"num_format": "+0;-0;0"})
        self.whole = book.add_format({"num_format": "#,##0"})
        self.bands = {
            word: book.add_format({"font_color": ink, "bg_color": ground, "bold": word == "At risk"})
            for word, (ink, ground) in BAND_COLORS.items()
        }


def _write_accounts(sheet: Any, formats: _Formats, report: HealthReport, token: Token) -> None:
    last = max(1, len(report.rows))
    for column, (_, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    for word, look in formats.bands.items():
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
        sheet.conditional_format(1, BAND_COLUMN, last, BAND_COLUMN, rule)
    for column, (title, _) in enumerate(COLUMNS):
        sheet.write_string(0, column, title, formats.column)
    for number, row in enumerate(report.rows):
        if number % STEP == 0:
            token.report("Writing XLSX", number, len(report.rows))
        _write_account(sheet, formats, number + 1, row)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_account(sheet: Any, formats: _Formats, at: int, row: ReportRow) -> None:
    _put_text(sheet, at, 0, row.name)
    _put_text(sheet, at, 1, row.owner_name)
    _put_text(sheet, at, 2, row.tier)
    _put_text(sheet, at, 3, row.segment)
    if row.score is not None:
        sheet.write_number(at, 4, row.score)
    sheet.write_string(at, BAND_COLUMN, band_word(row.band))
    sheet.write_number(at, 6, row.coverage, formats.share)
    if row.trend is not None:
        sheet.write_number(at, 7, row.trend, formats.points)
    _put_money(sheet, formats, at, 8, row.arr_minor, row.currency)
    _put_text(sheet, at, 9, row.currency)
    _put_day(sheet, formats, at, 10, row.renewal_on)
    _put_day(sheet, formats, at, 11, row.last_contact_on)
    _put_text(sheet, at, 12, row.driver)
    if row.computed_score is not None:
        sheet.write_number(at, 13, row.computed_score)
    sheet.write_string(at, 14, band_word(row.computed_band))
    _put_text(sheet, at, 15, row.override)
    _put_day(sheet, formats, at, 16, row.oldest_input_on)
    _put_text(sheet, at, 17, "; ".join(row.contradictions))


def _write_contradictions(sheet: Any, formats: _Formats, report: HealthReport) -> None:
    for column, (title, width) in enumerate(CONTRADICTION_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, formats.column)
    sheet.freeze_panes(1, 1)
    for at, (row, words) in enumerate(contradiction_rows(report), start=1):
        _put_text(sheet, at, 0, row.name)
        _put_text(sheet, at, 1, row.owner_name)
        _put_money(sheet, formats, at, 2, row.arr_minor, row.currency)
        _put_text(sheet, at, 3, row.currency)
        _put_day(sheet, formats, at, 4, row.renewal_on)
        _put_text(sheet, at, 5, words)


class _Summary:
    """Writes the first sheet from top to bottom."""

    def __init__(self, sheet: Any, formats: _Formats) -> None:
        self.sheet, self.formats, self.at = sheet, formats, 0
        for column, width in enumerate((34, 20, 14, 14, 14, 14, 36)):
            sheet.set_column(column, column, width)

    def write(self, report: HealthReport) -> None:
        self._line(report.title, self.formats.title)
        for sentence in scope_lines(report):
            self._line(sentence, self.formats.text)
        self._distribution(report)
        risk = f"{len(report.at_risk)} of {counted(report.at_risk_total, 'account')} at risk, lowest score first"
        self._rows("Top at risk", risk, report.at_risk, ("Main driver", lambda row: row.driver))
        self._movement(report)
        title = f"Renewals in 90 days: {counted(len(report.renewals), 'account')}"
        self._rows(title, "", report.renewals, ("Band", lambda row: band_word(row.band)))
        title = f"Overrides: {counted(len(report.overridden), 'account')}"
        self._rows(title, "", report.overridden, ("Override", lambda row: row.override))
        self._head("How this is calculated")
        for term, text in report.definitions:
            self._line(f"{term}: {text}", self.formats.text)

    def _distribution(self, report: HealthReport) -> None:
        self._head("Distribution by count and by ARR")
        currencies = [one.currency for one in report.total_arr]
        self._columns("Band", "Accounts", "Share", *(f"ARR {one}".strip() for one in currencies), "Overridden")
        whole = BandShare("all", report.scope.accounts, report.total_arr, len(report.overridden))
        for share in (*report.bands, whole):
            self._band(share, report.scope.accounts, currencies)

    def _band(self, share: BandShare, whole: int, currencies: list[str]) -> None:
        word, accounts = band_word(share.band), share.accounts
        amounts = {one.currency: one.amount_minor for one in share.arr}
        _put_text(self.sheet, self.at, 0, word, self.formats.bands.get(word, self.formats.text))
        self.sheet.write_number(self.at, 1, accounts, self.formats.whole)
        if whole:
            self.sheet.write_number(self.at, 2, accounts / whole, self.formats.share)
        for place, currency in enumerate(currencies):
            _put_money(self.sheet, self.formats, self.at, 3 + place, amounts.get(currency, 0), currency)
        self.sheet.write_number(self.at, 3 + len(currencies), share.overrides, self.formats.whole)
        self.at += 1

    def _movement(self, report: HealthReport) -> None:
        moved = report.movement
        self._head(f"Movement in {moved.days} days")
        self._columns("Up", "Down", "Steady", "Unknown")
        for place, count in enumerate((moved.up, moved.down, moved.steady, moved.unknown)):
            self.sheet.write_number(self.at, place, count, self.formats.whole)
        self.at += 1
        self._rows("Largest movers", "", moved.movers, ("Main driver", lambda row: row.driver))

    def _rows(self, title: str, note: str, rows: tuple[ReportRow, ...], last: tuple[str, Any]) -> None:
        self._head(title)
        if note:
            self._line(note, self.formats.text)
        self._columns("Account", "Owner", "Score", "Trend", "ARR", "Currency", "Renewal", "Last contact", last[0])
        for row in rows:
            _put_text(self.sheet, self.at, 0, row.name)
            _put_text(self.sheet, self.at, 1, row.owner_name)
            if row.score is not None:
                self.sheet.write_number(self.at, 2, row.score)
            if row.trend is not None:
                self.sheet.write_number(self.at, 3, row.trend, self.formats.points)
            _put_money(self.sheet, self.formats, self.at, 4, row.arr_minor, row.currency)
            _put_text(self.sheet, self.at, 5, row.currency)
            _put_day(self.sheet, self.formats, self.at, 6, row.renewal_on)
            _put_day(self.sheet, self.formats, self.at, 7, row.last_contact_on)
            _put_text(self.sheet, self.at, 8, last[1](row))
            self.at += 1

    def _head(self, title: str) -> None:
        self.at += 1
        self._line(title, self.formats.head)

    def _columns(self, *titles: str) -> None:
        for column, title in enumerate(titles):
            _put_text(self.sheet, self.at, column, title, self.formats.column)
        self.at += 1

    def _line(self, text: str, look: Any) -> None:
        _put_text(self.sheet, self.at, 0, text, look)
        self.at += 1


def _put_text(sheet: Any, at: int, column: int, text: str | None, look: Any = None) -> None:
    if text:
        sheet.write_string(at, column, printable(text)[:LONGEST_TEXT], look)


def _put_day(sheet: Any, formats: _Formats, at: int, column: int, day: date | None) -> None:
    if day is None:
        return
    if day.year < 1900:
        sheet.write_string(at, column, day.isoformat())
    else:
        sheet.write_datetime(at, column, day, formats.day)


def _put_money(
    sheet: Any, formats: _Formats, at: int, column: int, amount_minor: int | None, currency: str | None
) -> None:
    if amount_minor is None:
        return
    amount = to_major(amount_minor, currency or "")
    look = formats.money if amount == amount.to_integral_value() else formats.cents
    sheet.write_number(at, column, float(amount), look)
