"""The list of accounts as a table and as a file: the accounts, the order and the columns that are on the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from csworkbench.domain.account_table import AccountTable, CellValue, TableColumn
from csworkbench.domain.accounts import AccountLineRow, AccountQuery
from csworkbench.domain.money import to_major
from csworkbench.infra.errors import InvalidInput
from csworkbench.infra.tokens import Token
from csworkbench.services.accounts import find_accounts
from csworkbench.services.report_files import put_whole
from csworkbench.storage import account_lines
from csworkbench.storage.workbench import Workbench

STEP = 200
Value = Callable[[AccountLineRow], CellValue]


def account_table(wb: Workbench, query: AccountQuery, keys: Sequence[str], token: Token) -> AccountTable:
    """Give the accounts asked for, in the order asked for, with the columns of these keys.

    Raises:
        InvalidInput: the filter can't be understood, or there is no such column.
        Cancelled: `token` was cancelled.
    """
    for key in keys:
        if key not in _COLUMNS:
            raise InvalidInput(f"The list has no column {key!r}.", field="columns")
    columns = [column for key in keys for column in _COLUMNS[key]]
    ids = find_accounts(wb, query)
    rows: list[tuple[CellValue, ...]] = []
    for start in range(0, len(ids), STEP):
        token.report("Reading accounts", start, len(ids))
        with wb.read() as connection:
            lines = account_lines.load_lines(connection, ids[start : start + STEP])
        rows += [tuple(value(line) for _, value in columns) for line in lines]
    return AccountTable(wb.clock.today(), tuple(column for column, _ in columns), tuple(rows))


def table_file_name(as_of: date, suffix: str) -> str:
    """Give the name a list's file is offered under: `accounts-2026-11-23.xlsx`."""
    return f"accounts-{as_of.isoformat()}.{suffix}"


def write_table(token: Token, table: AccountTable, path: Path) -> None:
    """Write a table to `path` as its suffix says, csv or xlsx, whole or not at all; it needs no book.

    Raises:
        WorkbenchError: the disk refuses; nothing is left behind.
        Cancelled: `token` was cancelled; nothing is left behind.
    """
    from csworkbench.exchange.writers.table_file import write_table_csv, write_table_xlsx

    write = write_table_xlsx if path.suffix.lower() == ".xlsx" else write_table_csv

    def fill(draft: Path) -> None:
        write(table, draft, token)
        token.check()

    put_whole(path, fill)


def _arr(line: AccountLineRow) -> CellValue:
    return None if line.arr_minor is None else to_major(line.arr_minor, line.currency or "")


def _text(title: str, width: int, value: Value) -> tuple[tuple[TableColumn, Value], ...]:
    return ((TableColumn(title, "text", width), value),)


def _day(title: str, value: Value) -> tuple[tuple[TableColumn, Value], ...]:
    return ((TableColumn(title, "day", 13), value),)


_COLUMNS: Mapping[str, tuple[tuple[TableColumn, Value], ...]] = {
    "name": _text("Account", 34, lambda line: line.name),
    "score": (
        (TableColumn("Health", "number", 8), lambda line: line.score),
        (TableColumn("Band", "text", 18), lambda line: (line.band or "").capitalize() or None),
    ),
    "trend": ((TableColumn("30-day trend", "points", 13), lambda line: line.trend),),
    "arr": (
        (TableColumn("ARR", "money", 14), _arr),
        (TableColumn("Currency", "text", 10), lambda line: line.currency if line.arr_minor is not None else None),
    ),
    "renewal": _day("Renewal", lambda line: line.renewal_on),
    "next_check_in": _day("Next check-in", lambda line: line.next_check_in_on),
    "last_contact": _day("Last contact", lambda line: line.last_contact_on),
    "owner": _text("Owner", 22, lambda line: line.owner_name),
    "tier": _text("Tier", 6, lambda line: line.tier),
    "segment": _text("Segment", 16, lambda line: line.segment),
    "lifecycle": _text("Lifecycle", 14, lambda line: line.lifecycle),
    "status": _text("Status", 12, lambda line: line.status),
    "country": _text("Country", 10, lambda line: line.country),
    "engagement_model": _text("Engagement model", 26, lambda line: line.engagement_model),
}
"""Per column of the list the columns of the table: what is one cell on the screen can be two values."""
