"""Rows of the table for the clipboard: tab-separated text and an HTML table, both paste into a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from csworkbench.domain.ids import AccountId
from csworkbench.domain.money import to_major
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.columns import Column
from csworkbench.ui.bridge.id_table_model import PAGE_ROWS
from csworkbench.ui.bridge.workspace import BookWork

if TYPE_CHECKING:
    from csworkbench.domain.accounts import AccountLineRow
    from csworkbench.services.workbench import Workbench


def cell_text(column: Column[AccountLineRow], row: AccountLineRow) -> str:
    """Give a cell as data: days in ISO form, money as a plain number, all else as shown."""
    if column.key == "arr":
        return "" if row.arr_minor is None else str(to_major(row.arr_minor, row.currency or ""))
    day = {"renewal": row.renewal_on, "next_check_in": row.next_check_in_on, "last_contact": row.last_contact_on}
    if column.key in day:
        found = day[column.key]
        return "" if found is None else found.isoformat()
    if column.key == "trend":
        return "" if row.trend is None else str(row.trend)
    text = " ".join(column.text(row).split())
    # A spreadsheet would take such a name for a formula.
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def rows_as_mime(columns: Sequence[Column[AccountLineRow]], rows: Sequence[AccountLineRow]) -> QMimeData:
    """Give the rows with a heading, as TSV and HTML."""
    table = [[column.title for column in columns], *([cell_text(column, row) for column in columns] for row in rows)]
    mime = QMimeData()
    mime.setText("\n".join("\t".join(line) for line in table))
    from html import escape  # with the names of 2,200 signs

    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line) + "</tr>" for line in table)
    mime.setData("text/html", f"<table>{body}</table>".encode())
    return mime


def read_rows(ids: Sequence[int]) -> BookWork:
    """Give work for `Workspace.read` that loads rows in the order of `ids`."""
    return partial(_rows, tuple(ids))


def _rows(ids: tuple[int, ...], workbench: Workbench, token: Token) -> list[AccountLineRow]:
    from csworkbench.services.accounts import load_account_lines

    rows: list[AccountLineRow] = []
    for start in range(0, len(ids), PAGE_ROWS):
        token.check()
        page = [AccountId(one) for one in ids[start : start + PAGE_ROWS]]
        known = {row.account_id: row for row in load_account_lines(workbench, page)}
        rows += [known[one] for one in page if one in known]
    return rows
