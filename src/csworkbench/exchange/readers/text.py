"""Text tables: CSV, TSV and their relatives, streamed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path

from csworkbench.exchange.readers.dialect import Dialect, detect_dialect
from csworkbench.exchange.readers.encoding import check_codec, detect_encoding
from csworkbench.exchange.readers.errors import ImportFailed
from csworkbench.exchange.readers.layout import SAMPLE_ROWS, find_layout
from csworkbench.exchange.readers.row import TableRow
from csworkbench.exchange.readers.shape import ReadOptions, Table, TableFacts

FIELD_LIMIT = 1 << 20
_LINE_LIMIT = 8 << 20
_SAMPLE_LINES = 500
_SAMPLE_LETTERS = 1 << 18


@dataclass(frozen=True, slots=True)
class _Source:
    """Everything needed to read the file again from its first row."""

    path: Path
    encoding: str
    dialect: Dialect


def read_text(path: Path, options: ReadOptions) -> Table:
    """Open a text table: find encoding, dialect and header; rows are streamed later.

    Raises:
        ImportFailed: not text, no header, undecodable or never-closed quotes in the first rows.
    """
    encoding = check_codec(path, options.encoding) if options.encoding else detect_encoding(path)
    lines = list(islice(_lines(path, encoding, _SAMPLE_LETTERS), _SAMPLE_LINES))
    delimiter = options.delimiter
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '\r\n"'):
        raise ImportFailed(path, f"'{delimiter}' can't be a delimiter.", "Choose one character, such as ; or ,.")
    source = _Source(path, encoding, detect_dialect(lines, delimiter))
    sample = [row.cells for row in islice(_rows(source, 0), max(SAMPLE_ROWS, options.header_row or 0))]
    layout = find_layout(path, sample, options.header_row)
    notes = list(layout.notes)
    if not encoding.startswith(("utf-16", "utf-32")) and _has_zeros(path):
        notes.append("Zero bytes were removed.")
    if encoding not in ("utf-8", "utf-8-sig", "utf-16", "utf-32") and options.encoding is None:
        notes.append(f"The encoding is a guess: {encoding}. Check accented letters.")
    facts = TableFacts(
        form="csv",
        header_row=layout.header + 1,
        first_data_row=layout.first_data + 1,
        encoding=encoding,
        delimiter=source.dialect.delimiter,
        quote=source.dialect.quote,
        escape=source.dialect.escape,
        notes=tuple(notes),
    )
    return Table(layout.headers, facts, partial(_rows, source, layout.first_data))


def _has_zeros(path: Path) -> bool:
    with path.open("rb") as file:
        return b"\0" in file.read(_SAMPLE_LETTERS)


def _lines(path: Path, encoding: str, limit: int | None = None) -> Iterator[str]:
    """Give the file's lines with their ends (LF, CRLF or CR), without zero bytes, up to about `limit` letters."""
    taken = 0
    try:
        with path.open(encoding=encoding, newline="") as file:
            while line := file.readline(_LINE_LIMIT):
                if len(line) >= _LINE_LIMIT:
                    raise ImportFailed(path, "a line is longer than 8 million characters.",
                                       "Choose a table with one record per line.")  # fmt: skip
                yield line.replace("\0", "") if "\0" in line else line
                taken += len(line)
                if limit is not None and taken > limit:
                    return
    except UnicodeError as error:
        raise ImportFailed(path, f"the text is not {encoding}: {_reason(error)}.",
                           "Choose another encoding, such as cp1252.") from None  # fmt: skip


def _reason(error: UnicodeError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"{error.reason} (byte 0x{error.object[error.start]:02x})"
    return str(error) or "undecodable bytes"


def _rows(source: _Source, skip: int) -> Iterator[TableRow]:
    """Give the rows after the first `skip`; a row counts as in a spreadsheet (a cell with line ends is one row)."""
    records = _records(source)
    for number, cells in enumerate(records, start=1):
        if number > skip:
            yield TableRow(number, list(cells))


def _records(source: _Source) -> Iterator[list[str]]:
    """Parse strictly, so that a quote that never closes is noticed; a badly quoted record alone is read leniently."""
    csv.field_size_limit(FIELD_LIMIT)
    pending: list[str] = []
    lines = _lines(source.path, source.encoding)
    strict = _reader(source.dialect, _remembered(lines, pending), strict=True)
    number = 0
    while True:
        number += 1
        pending.clear()
        try:
            record = next(strict, None)
        except csv.Error as error:
            record = _leniently(source, error, pending, lines, number)
        if record is None:
            return
        yield record


def _remembered(lines: Iterator[str], pending: list[str]) -> Iterator[str]:
    for line in lines:
        pending.append(line)
        yield line


def _reader(dialect: Dialect, lines: Iterator[str], *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(
        lines,
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        escapechar=dialect.escape or None,
        skipinitialspace=False,
        strict=strict,
    )


def _leniently(
    source: _Source, error: csv.Error, pending: list[str], lines: Iterator[str], number: int
) -> list[str] | None:
    text = str(error)
    if "unexpected end of data" in text:
        raise ImportFailed(source.path, f"a quotation mark ({source.dialect.quote}) opens here and never closes.",
                           "Close or remove it, or choose another delimiter.", number) from None  # fmt: skip
    if "field larger" in text:
        raise ImportFailed(source.path, "a cell is longer than a million characters; a quotation mark may be open.",
                           "Look for a missing closing quotation mark.", number) from None  # fmt: skip
    try:
        return next(_reader(source.dialect, chain(list(pending), lines), strict=False), None)
    except csv.Error as again:
        raise ImportFailed(source.path, f"the row can't be divided into cells ({again}).",
                           "Check its quotation marks.", number) from None  # fmt: skip
