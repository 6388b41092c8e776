"""Date order and decimal mark of whole columns, found by seeing every row once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from csworkbench.domain.imports.dates import DATE_ORDERS, DateOrder, possible_orders
from csworkbench.domain.imports.fields import FieldType
from csworkbench.domain.imports.kinds import KINDS
from csworkbench.domain.imports.mapping import ColumnMapping
from csworkbench.domain.imports.numbers import DECIMAL_MARKS, DecimalMark, possible_marks
from csworkbench.domain.imports.values import Cell, Style

_Reading = TypeVar("_Reading")
_DATES = frozenset({FieldType.DATE, FieldType.INSTANT})
_NUMBERS = frozenset({FieldType.INTEGER, FieldType.NUMBER, FieldType.MONEY})


@dataclass(frozen=True, slots=True)
class ColumnStyles:
    """What a scan found.

    Attributes:
        styles: header -> style.
        unknown_dates: headers whose order of day and month must be chosen before anything is imported.
        unknown_marks: headers whose decimal mark must be chosen before anything is imported.
        examples: header -> a value that can be read in two ways.
    """

    styles: Mapping[str, Style] = field(default_factory=dict)
    unknown_dates: tuple[str, ...] = ()
    unknown_marks: tuple[str, ...] = ()
    examples: Mapping[str, str] = field(default_factory=dict)

    def of(self, header: str) -> Style:
        """Give the style of a column."""
        return self.styles.get(header, Style())

    def blocks(self) -> list[str]:
        """Give why the import can't run before the person has chosen; empty when it can."""
        dates = [f"Column '{header}' can be read day first or month first (for example '{self.examples[header]}'). "
                 "Choose with --date-order dmy or --date-order mdy." for header in self.unknown_dates]  # fmt: skip
        marks = [f"Column '{header}' can be read with decimal point or decimal comma (for example "
                 f"'{self.examples[header]}'). Choose with --decimal-mark."
                 for header in self.unknown_marks]  # fmt: skip
        return dates + marks


class StyleScan:
    """Sees every row of a file once and keeps, per mapped column, which readings are still possible."""

    def __init__(self, headers: Sequence[str], mapping: ColumnMapping) -> None:
        """Prepare the date and number columns of the mapping."""
        kind = KINDS[mapping.kind]
        place = {header: index for index, header in enumerate(headers)}
        self._dates: list[tuple[int, str]] = []
        self._numbers: list[tuple[int, str]] = []
        for header, name in mapping.pairs.items():
            found = kind.field(name)
            if found is not None and header in place and found.type in _DATES:
                self._dates.append((place[header], header))
            elif found is not None and header in place and found.type in _NUMBERS:
                self._numbers.append((place[header], header))
        self._orders: dict[str, set[DateOrder]] = {}
        self._marks: dict[str, set[DecimalMark]] = {}
        self._examples: dict[str, str] = {}

    @property
    def is_needed(self) -> bool:
        """Whether the mapping has a date or number column at all."""
        return bool(self._dates or self._numbers)

    def add(self, cells: Sequence[Cell]) -> None:
        """See one row."""
        for index, header in self._dates:
            cell = cells[index] if index < len(cells) else None
            if isinstance(cell, str) and cell:
                self._add_date(header, cell.strip())
        for index, header in self._numbers:
            cell = cells[index] if index < len(cells) else None
            if isinstance(cell, str) and ("," in cell or "." in cell):
                self._add_number(header, cell)

    def _add_date(self, header: str, text: str) -> None:
        orders = possible_orders(text)
        if orders:
            self._orders[header] = self._orders.get(header, set(DATE_ORDERS)) & orders
            if len(orders) > 1:
                self._examples.setdefault(header, text)

    def _add_number(self, header: str, text: str) -> None:
        marks = possible_marks(text)
        if marks:
            self._marks[header] = self._marks.get(header, set(DECIMAL_MARKS)) & marks
            if len(marks) > 1:
                self._examples.setdefault(header, text.strip())

    def result(self, order: DateOrder | None = None, mark: DecimalMark | None = None) -> ColumnStyles:
        """Give the styles; `order` and `mark` are the person's choice and win over what was found.

        A column whose cells contradict each other but are each plain needs no choice: every cell is read as it must.
        """
        orders = {header: order or _only(left) for header, left in self._orders.items()}
        marks = {header: mark or _only(left) for header, left in self._marks.items()}
        headers = [header for _, header in (*self._dates, *self._numbers)]
        return ColumnStyles(
            {header: Style(orders.get(header), marks.get(header)) for header in headers},
            tuple(each for each, found in orders.items() if found is None and each in self._examples),
            tuple(each for each, found in marks.items() if found is None and each in self._examples),
            self._examples,
        )


def _only(left: set[_Reading]) -> _Reading | None:
    return next(iter(left)) if len(left) == 1 else None
