"""What becomes of a row: typed values, a rejection with its reasons, or a skip with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

Value = str | int | bool | Decimal | date | datetime | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowError:
    """One reason why a row can't be taken.

    Attributes:
        row_number: the row in the file as a spreadsheet counts it, from 1.
        column: the header at fault; empty when it is the whole row.
        field: the field the column fills; empty when it is the whole row.
        found: what stands there (shortened).
        expected: what was expected, in words.
        fix: what the person can do; equal fixes can be done together (`grouped`).
    """

    row_number: int
    column: str
    field: str
    found: str
    expected: str
    fix: str

    def sentence(self) -> str:
        """Give the error as one line for a list or the rejects file."""
        where = f"{self.column}: " if self.column else ""
        found = f"found '{self.found}', " if self.found else ""
        return f"{where}{found}expected {self.expected}. {self.fix}"


@dataclass(frozen=True, slots=True)
class ConvertedRow:
    """A row that can be taken: field name -> typed value. A blank cell has no entry (it states nothing)."""

    row_number: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row with at least one error."""

    row_number: int
    errors: tuple[RowError, ...]

    def reason(self) -> str:
        """Give all reasons in one line."""
        return " ".join(error.sentence() for error in self.errors)


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is sound but is no record of this kind, for example an open deal; counted apart from rejected ones."""

    row_number: int
    reason: str


RowResult = ConvertedRow | RejectedRow | SkippedRow


@dataclass(frozen=True, slots=True)
class ErrorGroup:
    """Errors that one act repairs: same column, same expectation, same fix."""

    column: str
    expected: str
    fix: str
    count: int
    first_rows: tuple[int, ...]
    examples: tuple[str, ...]


def grouped(errors: Iterable[RowError]) -> list[ErrorGroup]:
    """Give the errors by what repairs them, most frequent first (ties by column)."""
    groups: dict[tuple[str, str, str], list[RowError]] = {}
    for error in errors:
        groups.setdefault((error.column, error.expected, error.fix), []).append(error)
    found = [
        ErrorGroup(*key, len(members), tuple(each.row_number for each in members[:5]),
                   tuple(dict.fromkeys(each.found for each in members))[:5])
        for key, members in groups.items()
    ]  # fmt: skip
    return sorted(found, key=lambda group: (-group.count, group.column, group.expected))
