"""What an import is asked to do and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from csworkbench.domain.imports.dates import DateOrder
from csworkbench.domain.imports.numbers import DecimalMark
from csworkbench.domain.imports.results import ErrorGroup
from csworkbench.domain.imports.values import Cell


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """One file to bring in.

    Attributes:
        kind: accounts, contacts, contracts, signals, tickets, feedback, touches or outcomes.
        profile: a profile's name; None: told by the headers.
        choices: `COLUMN=FIELD`, over what the headers suggest (an empty FIELD leaves the column out).
        constants: `FIELD=VALUE` for fields that no column fills.
        date_order, decimal_mark: the person's choice where a column can be read in two ways.
        currency: of amounts that name none.
        link: a table that says which account each id of the file belongs to, where the file does not.
        encoding, delimiter, sheet, header_row: instead of what would be detected.
    """

    path: Path
    kind: str
    profile: str | None = None
    choices: tuple[str, ...] = ()
    constants: tuple[str, ...] = ()
    date_order: DateOrder | None = None
    decimal_mark: DecimalMark | None = None
    currency: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    link: Path | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was not taken: its number in the file, why, and its cells."""

    row_number: int
    reason: str
    cells: Sequence[Cell]


@dataclass(slots=True)
class ImportCounts:
    """How many rows (of signals: points) were what."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    skipped: int = 0

    @property
    def total(self) -> int:
        """All of them together."""
        return self.new + self.changed + self.unchanged + self.rejected + self.skipped


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, or (dry run) would do.

    Attributes:
        unit: what the counts of new, changed and unchanged are of: rows, or points of signals.
        skips: reason -> number of rows that are sound but no record of this kind.
        notes: what was assumed, passed over or added up, as sentences.
    """

    kind: str
    profile: str
    is_dry_run: bool
    headers: tuple[str, ...]
    counts: ImportCounts
    unit: str
    errors: list[ErrorGroup]
    skips: dict[str, int]
    rejects: Sequence[Reject] = field(repr=False)
    notes: tuple[str, ...] = ()
