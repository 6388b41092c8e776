"""One row of a foreign table."""

from __future__ import annotations

from typing import NamedTuple

from csworkbench.domain.imports.values import Cell


class TableRow(NamedTuple):
    """One row of data: its number in the file (from 1, as a spreadsheet counts) and its cells.

    Cells of a text file are strings (untrimmed); those of a sheet are typed. A row can be shorter than the headers
    (the rest is blank) or longer (a fault that `RowConverter` rejects).
    """

    number: int
    cells: list[Cell]
