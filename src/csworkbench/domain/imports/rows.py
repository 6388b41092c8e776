"""From a raw row to typed values, or to the reasons why it can't be taken."""

from __future__ import annotations

from collections.abc import Sequence

from csworkbench.domain.imports.fields import Field, FieldType
from csworkbench.domain.imports.finishing import finish
from csworkbench.domain.imports.kinds import KINDS
from csworkbench.domain.imports.mapping import ColumnMapping
from csworkbench.domain.imports.numbers import currency_of
from csworkbench.domain.imports.profiles import GENERIC, Profile
from csworkbench.domain.imports.results import RejectedRow, RowError, RowResult, Value
from csworkbench.domain.imports.styles import ColumnStyles
from csworkbench.domain.imports.values import PLAIN, BadValue, Cell, Style, is_blank, parse_value, salesforce_id, shown

_LEAVE_OUT = "Correct the cell, or leave the column out with --map COLUMN=-."
_SELDOM_REPEATED = frozenset({FieldType.TEXT, FieldType.KEY, FieldType.DOMAIN, FieldType.EMAIL})
_REMEMBERED = 4_096


def _remembered(cell: Cell, field: Field, style: Style, seen: dict[str, Value | None]) -> Value | None:
    """Read a cell once per distinct text: days, words and flags repeat in most files."""
    if not isinstance(cell, str):
        return parse_value(cell, field, style)
    if cell in seen:
        return seen[cell]
    value = parse_value(cell, field, style)
    if len(seen) < _REMEMBERED:
        seen[cell] = value
    return value


class RowConverter:
    """Turns raw rows of one file into results; made once per file, then called per row.

    Holds no row, so memory does not grow with the file.
    """

    def __init__(
        self, headers: Sequence[str], mapping: ColumnMapping, styles: ColumnStyles, profile: Profile = GENERIC
    ) -> None:
        """Prepare the columns.

        Args:
            headers: the table's headers.
            mapping: which of them fill which field; `problems` must have been empty.
            styles: date order and decimal mark per column, from a `StyleScan` over the whole file.
            profile: the source; Salesforce ids are brought to 18 characters, HubSpot lists of ids to their first.

        Raises:
            BadValue: a constant of the mapping is not of its field's type.
        """
        self._kind = KINDS[mapping.kind]
        self._width = len(headers)
        self._profile = profile.name.partition("-")[0]
        place = {header: index for index, header in enumerate(headers)}
        self._columns: list[tuple[int, str, Field, Style, dict[str, Value | None] | None]] = []
        for header, name in mapping.pairs.items():
            found = self._kind.field(name)
            if found is not None and header in place:
                seen: dict[str, Value | None] | None = None if found.type in _SELDOM_REPEATED else {}
                self._columns.append((place[header], header, found, styles.of(header), seen))
        self._constants: dict[str, Value] = {}
        for name, text in mapping.constants.items():
            found = self._kind.field(name)
            value = parse_value(text, found, Style()) if found is not None else None
            if value is not None and mapping.header_of(name) is None:
                self._constants[name] = value

    def convert_all(self, rows: Sequence[tuple[int, Sequence[Cell]]]) -> list[RowResult]:
        """Give the results of many rows (row number, cells), as `convert` would: read by column, several times faster.

        Rows that are not as wide as the header, or hold a cell that can't be read, go through `convert` one by one.
        """
        width = self._width
        regular = [row for row in rows if len(row[1]) == width]
        by_place = list(zip(*(cells for _, cells in regular), strict=True)) if regular else []
        odd: set[int] = set()
        columns = [
            self._column(by_place[place], field, style, seen, odd) if by_place else []
            for place, _, field, style, seen in self._columns
        ]
        names = [field.name for _, _, field, _, _ in self._columns]
        found: list[RowResult | None] = []
        for at, values in enumerate(zip(*columns, strict=True) if columns else ((),) * len(regular)):
            if at in odd:
                found.append(None)
                continue
            stated = dict(zip(names, values, strict=True))
            if None in values:
                stated = {name: value for name, value in stated.items() if value is not None}
            found.append(finish(self._kind, regular[at][0], {**self._constants, **stated}))
        done = iter(found)
        return [(next(done) if len(cells) == width else None) or self.convert(number, cells) for number, cells in rows]

    def _column(
        self,
        cells: Sequence[Cell],
        field: Field,
        style: Style,
        seen: dict[str, Value | None] | None,
        odd: set[int],
    ) -> list[Value | None]:
        """Read a column; the places of cells that need a closer look go to `odd`."""
        plain = PLAIN.get(field.type)
        values: list[Value | None]
        if plain is not None:
            values = [plain(cell) if type(cell) is str else None for cell in cells]
        elif seen is not None:
            values = [seen.get(cell) if type(cell) is str else None for cell in cells]
        else:
            values = [None] * len(cells)
        if None in values:
            self._read_rest(values, cells, field, style, seen, odd)
        if field.type is FieldType.KEY and self._profile in ("salesforce", "hubspot"):
            values = [self._one_key(value) if isinstance(value, str) else value for value in values]
        elif field.type is FieldType.MONEY:
            odd.update(at for at, cell in enumerate(cells) if cell and isinstance(cell, str) and not cell[:1].isdigit())
        return values

    @staticmethod
    def _read_rest(
        values: list[Value | None],
        cells: Sequence[Cell],
        field: Field,
        style: Style,
        seen: dict[str, Value | None] | None,
        odd: set[int],
    ) -> None:
        """Read the cells that the short way gave nothing for."""
        for at, value in enumerate(values):
            cell = cells[at]
            if value is not None or cell is None or cell == "":
                continue
            try:
                values[at] = parse_value(cell, field, style) if seen is None else _remembered(cell, field, style, seen)
            except BadValue:
                odd.add(at)

    def convert(self, row_number: int, cells: Sequence[Cell]) -> RowResult:
        """Give the typed values of a row, or its errors, or why it is skipped."""
        if len(cells) > self._width and not all(is_blank(cell) for cell in cells[self._width :]):
            return RejectedRow(row_number, (self._ragged(row_number, cells),))
        values = dict(self._constants)
        errors: list[RowError] = []
        width = len(cells)
        for index, header, field, style, seen in self._columns:
            cell = cells[index] if index < width else None
            if cell is None or cell == "":
                continue
            try:
                value = parse_value(cell, field, style) if seen is None else _remembered(cell, field, style, seen)
            except BadValue as bad:
                fix = bad.fix or _LEAVE_OUT
                errors.append(RowError(row_number, header, field.name, shown(cell), bad.expected, fix))
                continue
            if value is not None:
                self._keep(values, field, value, cell)
        return RejectedRow(row_number, tuple(errors)) if errors else finish(self._kind, row_number, values)

    def _keep(self, values: dict[str, Value], field: Field, value: Value, cell: Cell) -> None:
        if field.type is FieldType.KEY and isinstance(value, str):
            value = self._one_key(value)
        elif field.type is FieldType.MONEY and isinstance(cell, str) and not cell[:1].isdigit():
            code = currency_of(cell)
            if code is not None and self._kind.field("currency") is not None:
                values.setdefault("currency", code)
        values[field.name] = value

    def _one_key(self, value: str) -> str:
        if self._profile == "salesforce":
            return salesforce_id(value)
        return value.partition(";")[0].strip() if self._profile == "hubspot" else value

    def _ragged(self, row_number: int, cells: Sequence[Cell]) -> RowError:
        surplus = next(cell for cell in cells[self._width :] if not is_blank(cell))
        return RowError(
            row_number,
            "",
            "",
            shown(surplus),
            f"{self._width} cells as in the header, not {len(cells)}",
            "Put quotes around cells that hold the delimiter.",
        )
