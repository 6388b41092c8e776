"""A report as XLSX: a summary, all accounts and the contradictions, written row by row in constant memory."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from csworkbench.domain.reports import HealthReport, ReportHead, ReportRow
from csworkbench.exchange.writers.cells import band_word, contradiction_rows, model_label
from csworkbench.exchange.writers.xlsx_cells import Formats, put_day, put_money, put_text
from csworkbench.exchange.writers.xlsx_summary import write_summary
from csworkbench.infra.tokens import Token

STEP = 500
COLUMNS = (
    ("Account", 34), ("Owner", 20), ("Tier", 6), ("Segment", 16), ("Score", 7), ("Band", 16), ("Coverage", 10),
    ("Trend", 8), ("ARR", 14), ("Currency", 10), ("Renewal", 12), ("Last contact", 13), ("Main driver", 36),
    ("Computed score", 10), ("Computed band", 16), ("Override", 44), ("Oldest input", 13), ("Contradictions", 60),
    ("Why it moved", 60), ("Health model", 20),
)  # fmt: skip
BAND_COLUMN = 5
CONTRADICTION_COLUMNS = (
    ("Account", 34), ("Owner", 20), ("ARR", 14), ("Currency", 10), ("Renewal", 12), ("What speaks against healthy", 60),
)  # fmt: skip


def write_xlsx(report: HealthReport, path: Path, token: Token) -> None:
    """Write the three sheets; text is always a string cell, never a formula or a link.

    Raises:
        OSError: the file can't be written.
    """
    options = {"constant_memory": True, "tmpdir": str(path.parent), "in_memory": False}
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            book.set_properties({"title": report.head.title, "created": _made(report.head)})
            formats = Formats(book)
            write_summary(book.add_worksheet("Summary"), formats, report)
            _write_accounts(book.add_worksheet("Accounts"), formats, report, token)
            _write_contradictions(book.add_worksheet("Quiet contradictions"), formats, report)
            token.report("Packing XLSX", len(report.rows), len(report.rows))
    except FileCreateError as error:  # it hides the error of the file system in its arguments
        cause = error.args[0] if error.args else None
        raise (cause if isinstance(cause, OSError) else OSError(str(error))) from error


def _made(head: ReportHead) -> datetime:
    """Give the instant the file bears: of a past day that day, so that its file is the same whenever it is made."""
    return head.made_at or datetime.combine(head.as_of, time())


def _write_accounts(sheet: Any, formats: Formats, report: HealthReport, token: Token) -> None:
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
    models = {one.version: model_label(one) for one in report.head.models}
    for number, row in enumerate(report.rows):
        if number % STEP == 0:
            token.report("Writing XLSX", number, len(report.rows))
        _write_account(sheet, formats, number + 1, row)
        sheet.write_string(number + 1, len(COLUMNS) - 1, models.get(row.model_version, ""))
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_account(sheet: Any, formats: Formats, at: int, row: ReportRow) -> None:
    put_text(sheet, at, 0, row.name)
    put_text(sheet, at, 1, row.owner_name)
    put_text(sheet, at, 2, row.tier)
    put_text(sheet, at, 3, row.segment)
    if row.score is not None:
        sheet.write_number(at, 4, row.score)
    sheet.write_string(at, BAND_COLUMN, band_word(row.band))
    sheet.write_number(at, 6, row.coverage, formats.share)
    if row.trend is not None:
        sheet.write_number(at, 7, row.trend, formats.points)
    put_money(sheet, formats, at, 8, row.arr_minor, row.currency)
    put_text(sheet, at, 9, row.currency)
    put_day(sheet, formats, at, 10, row.renewal_on)
    put_day(sheet, formats, at, 11, row.last_contact_on)
    put_text(sheet, at, 12, row.driver)
    if row.computed_score is not None:
        sheet.write_number(at, 13, row.computed_score)
    sheet.write_string(at, 14, band_word(row.computed_band))
    put_text(sheet, at, 15, row.override)
    put_day(sheet, formats, at, 16, row.oldest_input_on)
    put_text(sheet, at, 17, "; ".join(row.contradictions))
    put_text(sheet, at, 18, row.moved)


def _write_contradictions(sheet: Any, formats: Formats, report: HealthReport) -> None:
    for column, (title, width) in enumerate(CONTRADICTION_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, formats.column)
    sheet.freeze_panes(1, 1)
    for at, (row, words) in enumerate(contradiction_rows(report), start=1):
        put_text(sheet, at, 0, row.name)
        put_text(sheet, at, 1, row.owner_name)
        put_money(sheet, formats, at, 2, row.arr_minor, row.currency)
        put_text(sheet, at, 3, row.currency)
        put_day(sheet, formats, at, 4, row.renewal_on)
        put_text(sheet, at, 5, words)
