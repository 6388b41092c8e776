"""What a book holds, to compare it before and after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import select

from csworkbench.storage.journal.triggers import journaled_tables
from csworkbench.storage.tables.derived import account_line
from csworkbench.storage.workbench import Workbench

T = TypeVar("T")


def state_of(workbench: Workbench) -> dict[str, list[Any]]:
    """Give every row that a person could miss, table by table, and the ready-made ones."""
    tables = [*journaled_tables(), account_line]
    with workbench.read() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in tables
        }


def check_undo(workbench: Workbench, name: str, write: Callable[[], T]) -> T:
    """Write, then hold undo to the state before and redo to the state after; give what was written."""
    before = state_of(workbench)
    written = write()
    after = state_of(workbench)
    assert workbench.undo_state().undo_name == name
    assert after != before
    workbench.undo()
    assert state_of(workbench) == before
    workbench.redo()
    assert state_of(workbench) == after
    return written
