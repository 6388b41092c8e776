"""Where a table lies in its rows: title rows, the header, several header rows, report footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from csworkbench.domain.imports.values import Cell, is_blank
from csworkbench.exchange.readers.errors import ImportFailed
from csworkbench.exchange.readers.row import TableRow

SAMPLE_ROWS = 200
MAX_COLUMNS = 2_000
_LONGEST_FOOTER = 20
_FOOTER = re.compile(
    r"(grand )?totals?( \([\d,. ]+ records?\))?:?|confidential information.*|copyright (\(c\)|©).*"
    r"|©.*all rights reserved.*",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER = re.compile(r"[-+]?[€$£]?\d[\d.,]*%?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ].*)?")
_HEADER_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the table begins; indexes count the sample's rows from 0."""

    header: int
    first_data: int
    headers: tuple[str, ...]
    notes: tuple[str, ...]


def find_layout(path: Path, sample: Sequence[Sequence[Cell]], header_row: int | None) -> Layout:
    """Find the header in the first rows of a file.

    Raises:
        ImportFailed: no rows, no row of names, or more columns than can be read.
    """
    header = header_row - 1 if header_row is not None else _header_index(path, sample)
    if not 0 <= header < len(sample) or not _filled(sample[header]):
        advice = "Choose another header row." if header_row is not None else "Choose a file with column names and rows."
        raise ImportFailed(path, "there is no row of column names.", advice, header_row)
    cells = sample[header]
    width = max((index + 1 for index, cell in enumerate(cells) if not is_blank(cell)), default=0)
    if width > MAX_COLUMNS:
        raise ImportFailed(path, f"{width:,} columns are more than the {MAX_COLUMNS:,} that can be read.",
                           "Keep only the columns you need.", header + 1)  # fmt: skip
    notes = [f"Rows above the column names were passed over: {header}."] if header else []
    first = header + 1
    after = _after_qualtrics(sample, first)
    if after > first:
        notes.append(f"Rows of question texts below the column names were passed over: {after - first}.")
    names, renamed = unique_headers(cells[:width])
    if renamed:
        notes.append(f"Blank or repeated column names were made unique: {', '.join(renamed[:5])}.")
    return Layout(header, after, names, tuple(notes))


def _filled(cells: Sequence[Cell]) -> int:
    return sum(not is_blank(cell) for cell in cells)


def _header_index(path: Path, sample: Sequence[Sequence[Cell]]) -> int:
    counts = [_filled(cells) for cells in sample]
    if not any(counts):
        raise ImportFailed(path, "the file holds no rows.", "Choose a file with column names and rows.")
    wide = Counter(count for count in counts if count > 1)
    usual = wide.most_common(1)[0][0] if wide else 1
    needed = max(2, (usual + 1) // 2) if usual > 1 else 1
    header = next(index for index, count in enumerate(counts) if count >= needed)
    header = _fuller_below(sample, counts, header, usual)
    if _looks_like_data(sample[header]):
        advice = "Add a row of column names above the data, or choose the header row."
        raise ImportFailed(path, "the first filled row holds values, not column names.", advice, header + 1)
    return header


def _fuller_below(sample: Sequence[Sequence[Cell]], counts: Sequence[int], header: int, usual: int) -> int:
    """Give a fuller row of names right below loose words: all text, as wide as the data, with values under it."""
    if counts[header] >= usual:
        return header
    for index in range(header + 1, min(header + 6, len(sample) - 1)):
        if any(_is_value(cell) for cell in sample[index]):
            return header
        if counts[index] == usual and any(_is_value(cell) for cell in sample[index + 1]):
            return index
    return header


def _looks_like_data(cells: Sequence[Cell]) -> bool:
    values = [cell for cell in cells if not is_blank(cell)]
    plain = [cell for cell in values if _is_value(cell)]
    return len(plain) == len(values) or len(plain) > max(2, len(values) * 2 // 3)


def _is_value(cell: Cell) -> bool:
    if isinstance(cell, str):
        return _NUMBER.fullmatch(cell.strip()) is not None and not re.fullmatch(r"(19|20)\d\d", cell.strip())
    return isinstance(cell, (int, float, date, Decimal)) and not (
        isinstance(cell, (int, float)) and 1900 <= cell <= 2100
    )


def _after_qualtrics(sample: Sequence[Sequence[Cell]], first: int) -> int:
    for index in range(first, min(first + 3, len(sample))):
        marks = sum(isinstance(cell, str) and "importid" in cell[:20].casefold() for cell in sample[index])
        if marks and marks * 2 >= _filled(sample[index]):
            return index + 1
    return first


def unique_headers(cells: Sequence[Cell]) -> tuple[tuple[str, ...], list[str]]:
    """Give unique, one-line, non-blank names in place of header cells, and those that were made up."""
    names: list[str] = []
    renamed: list[str] = []
    seen: set[str] = set()
    for place, cell in enumerate(cells, start=1):
        text = " ".join(str(cell).split())[:_HEADER_LENGTH] if not is_blank(cell) else ""
        name, again = text or f"Column {place}", 2
        while name in seen:
            name, again = f"{text or f'Column {place}'} ({again})", again + 1
        if name != text:
            renamed.append(name)
        seen.add(name)
        names.append(name)
    return tuple(names), renamed


def without_footers(rows: Iterator[TableRow], width: int, footers: list[TableRow]) -> Iterator[TableRow]:
    """Pass rows on without blank ones and without a report's footer, which goes to `footers` at the end.

    A footer begins with a row of totals, a confidentiality or copyright line, or a lone cell after a blank row, and
    counts as one only if no fuller row follows and one of its rows is plainly a footer's.
    """
    held: list[TableRow] = []
    after_blank = False
    for row in rows:
        if not held and _is_plain(row.cells):
            after_blank = False
            yield row
            continue
        filled = _filled(row.cells)
        if not filled:
            after_blank = True
            continue
        is_loose = filled == 1 and width >= 3 and (after_blank or bool(held))
        if (is_loose or _is_footer(row)) and len(held) < _LONGEST_FOOTER:
            held.append(row)
            continue
        yield from held
        held.clear()
        after_blank = False
        yield row
    if any(_is_footer(row) for row in held):
        footers += held
    else:
        yield from held


def _is_plain(cells: Sequence[Cell]) -> bool:
    """Whether the row is surely neither blank nor a footer: nearly every row, so this is quick."""
    if len(cells) < 3 or not cells[0] or not cells[1] or not cells[2]:
        return False
    first = cells[0]
    if not isinstance(first, str):
        return True
    start = first.lstrip()[:1]
    return bool(start) and start not in "gGtTcC©"


def _is_footer(row: TableRow) -> bool:
    first = next((cell for cell in row.cells if not is_blank(cell)), None)
    if not isinstance(first, str) or _FOOTER.fullmatch(first.strip()) is None:
        return False
    text = first.strip().casefold()
    return not text.startswith("total") or _filled(row.cells) <= max(2, len(row.cells) // 2)
