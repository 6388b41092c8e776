"""Adherence as a table to hand out: by month the book, each owner and each segment, with counts beside the shares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from csworkbench.domain.account_table import AccountTable, TableColumn
from csworkbench.domain.adherence import AdherenceRow

_COLUMNS = (
    TableColumn("Month", "day", 12),
    TableColumn("Of", "text", 10),
    TableColumn("Name", "text", 28),
    TableColumn("Accounts with an ideal", "number", 12),
    TableColumn("Within ideal", "number", 12),
    TableColumn("Within ideal, %", "money", 12),
    TableColumn("Accounts with a maximum", "number", 12),
    TableColumn("Within maximum", "number", 12),
    TableColumn("Within maximum, %", "money", 12),
)


def adherence_table(rows: Sequence[AdherenceRow], as_of: date) -> AccountTable:
    """Give the rows as a table; shares are percent with two digits, None of nobody."""
    cells = tuple(
        (
            row.month, row.group, row.name or "The book", row.with_ideal, row.within_ideal, _percent(row.ideal_share),
            row.with_maximum, row.within_maximum, _percent(row.maximum_share),
        )
        for row in rows
    )  # fmt: skip
    return AccountTable(as_of, _COLUMNS, cells, "Cadence compliance")


def adherence_file_name(as_of: date, suffix: str) -> str:
    """Give the name its file is offered under: `cadence-compliance-2026-11-23.xlsx`."""
    return f"cadence-compliance-{as_of.isoformat()}.{suffix}"


def _percent(share: float | None) -> Decimal | None:
    return None if share is None else (Decimal(share) * 100).quantize(Decimal("0.01"))
