"""A list of accounts as a table to hand out: titles with the kind of their cells, and rows of plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

CellKind = Literal["text", "number", "points", "money", "day"]
CellValue = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column; `width` is in letters."""

    title: str
    kind: CellKind
    width: int


@dataclass(frozen=True, slots=True)
class AccountTable:
    """The table of a list as it was on a day; each row has a value (or None) per column. `title` names its sheet."""

    as_of: date
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    title: str = "Accounts"
