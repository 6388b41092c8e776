"""A table of accounts as CSV or XLSX: ISO dates, exact amounts, no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from csworkbench.domain.account_table import AccountTable, CellValue
from csworkbench.exchange.writers.safe_text import neutralised, printable
from csworkbench.infra.tokens import Token

STEP = 1000
LONGEST_TEXT = 32_767
FIRST_YEAR = 1900
"""Excel knows no day before."""
_LOOKS = {"number": "#,##0", "points": "+0;-0;0", "money": "#,##0.00", "day": "yyyy-mm-dd"}


def write_table_csv(table: AccountTable, path: Path, token: Token) -> None:
    """Write the table as UTF-8 with a mark."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.title for column in table.columns])
        for number, row in enumerate(table.rows):
            if number % STEP == 0:
                token.report("Writing CSV", number, len(table.rows))
            writer.writerow([_csv_cell(value) for value in row])


def write_table_xlsx(table: AccountTable, path: Path, token: Token) -> None:
    """Write the table as one sheet with a fixed first row and filters; text is never a formula or a link.

    Raises:
        OSError: the file can't be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    options = {"constant_memory": True, "tmpdir": str(path.parent), "in_memory": False}
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            _fill(book, book.add_worksheet(table.title), table, token)
            token.report("Packing XLSX", len(table.rows), len(table.rows))
    except FileCreateError as error:  # it hides the error of the file system in its arguments
        cause = error.args[0] if error.args else None
        raise (cause if isinstance(cause, OSError) else OSError(str(error))) from error


def _fill(book: Any, sheet: Any, table: AccountTable, token: Token) -> None:
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF1F6"})
    looks = {kind: book.add_format({"num_format": form}) for kind, form in _LOOKS.items()}
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.title, head)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    for number, row in enumerate(table.rows):
        if number % STEP == 0:
            token.report("Writing XLSX", number, len(table.rows))
        for at, value in enumerate(row):
            _put(sheet, number + 1, at, value, looks.get(table.columns[at].kind))


def _put(sheet: Any, at: int, column: int, value: CellValue, look: Any) -> None:
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(at, column, printable(value)[:LONGEST_TEXT])
    elif isinstance(value, date) and value.year < FIRST_YEAR:
        sheet.write_string(at, column, value.isoformat())
    elif isinstance(value, date):
        sheet.write_datetime(at, column, value, look)
    else:
        sheet.write_number(at, column, float(value), look)


def _csv_cell(value: CellValue) -> str:
    if value is None:
        return ""
    return neutralised(printable(value)) if isinstance(value, str) else str(value)
