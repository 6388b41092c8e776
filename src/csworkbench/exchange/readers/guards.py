"""What is checked of a workbook before it is opened: parts, unpacked size, ratio, rows and columns."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from csworkbench.exchange.readers.errors import ImportFailed

MAX_FILE_BYTES = 200 << 20
MAX_PARTS = 2_000
MAX_UNPACKED = 500 << 20
MAX_RATIO = 250
RATIO_FLOOR = 20 << 20
MAX_CELLS = 8_000_000
_CHUNK = 1 << 20
_OVERLAP = 256
_REFERENCE = re.compile(rb'<(?:\w+:)?(?:c|row)\b[^<>]{0,200}?\br\s*=\s*["\']([A-Z]{0,3})(\d{1,9})["\']')
_CELLS = ("table-cell", "covered-table-cell")
_SAVE = "Open it in a spreadsheet program and save it as XLSX or CSV."


def check_zip(path: Path) -> str:
    """Give `xlsx` or `ods` for a workbook within the limits.

    Raises:
        ImportFailed: damaged, another kind of archive, protected, or beyond a limit.
    """
    if path.stat().st_size > MAX_FILE_BYTES:
        raise ImportFailed(path, "the workbook is larger than 200 MB.", "Save the sheet as CSV.")
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_sizes(path, parts)
            form = _form(path, {part.filename for part in parts})
            for part in parts:
                _check_part(path, archive, part, form)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        KeyError,
        expat.ExpatError,
        MemoryError,
        OverflowError,
    ):
        raise ImportFailed(path, "the workbook is damaged.", _SAVE) from None
    return form


def _check_sizes(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_PARTS:
        raise ImportFailed(path, f"the workbook has {len(parts):,} parts.", "Save the one sheet you need as CSV.")
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_FLOOR and unpacked > packed * MAX_RATIO):
        raise ImportFailed(
            path, f"the workbook unpacks to {unpacked >> 20:,} MB.", "Save the one sheet you need as CSV."
        )


def _form(path: Path, names: set[str]) -> str:
    if "xl/workbook.xml" in names or any(name.endswith("workbook.xml") for name in names):
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    if any(name.startswith("xl/") for name in names):
        raise ImportFailed(path, "this is a binary workbook (XLSB) or an incomplete one.", _SAVE)
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise ImportFailed(path, "this is a document, not a workbook.", "Choose a CSV, XLSX, XLS or ODS file.")
    raise ImportFailed(path, "this is an archive, not a workbook.", "Unpack it and choose the file inside.")


def _check_part(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo, form: str) -> None:
    """Unpack a part piece by piece: its true size must be what it states, and its cells within the limit."""
    is_sheet = form == "xlsx" and part.filename.endswith(".xml") and "sharedStrings" not in part.filename
    is_content = form == "ods" and part.filename == "content.xml"
    extent: _Extent | _OdsExtent = _OdsExtent() if is_content else _Extent()
    size = 0
    with archive.open(part) as stream:
        pieces = iter(lambda: stream.read(_CHUNK), b"")
        for chunk in _overlapping(pieces) if is_sheet else pieces:
            size += len(chunk)
            if size > MAX_UNPACKED:
                raise ImportFailed(path, "the workbook unpacks to more than 500 MB.", "Save the sheet as CSV.")
            if is_sheet or is_content:
                extent.add(chunk)
    if extent.cells > MAX_CELLS:
        what = f"a sheet reaches to row {extent.last_row:,} and column {extent.last_column:,}"
        raise ImportFailed(path, f"{what}, more than {MAX_CELLS:,} cells.",
                           "Delete the empty rows and columns beyond the table, or save it as CSV.")  # fmt: skip


def _overlapping(chunks: Iterator[bytes]) -> Iterator[bytes]:
    tail = b" " * _OVERLAP
    for chunk in chunks:
        yield tail + chunk
        tail = (tail + chunk)[-_OVERLAP:]


class _Extent:
    """How far the stated cell references of a sheet reach; a sheet is held as a full rectangle when opened."""

    def __init__(self) -> None:
        self.last_row = 0
        self.last_column = 0
        self.first_row = 1 << 60

    @property
    def cells(self) -> int:
        """How many cells the rectangle has."""
        return max(0, self.last_row - self.first_row + 1) * max(1, self.last_column)

    def add(self, chunk: bytes) -> None:
        """See a piece of the sheet."""
        references = _REFERENCE.findall(chunk)
        if not references:
            return
        rows = {int(row) for _, row in references}
        self.first_row = min(self.first_row, *rows)
        self.last_row = max(self.last_row, *rows)
        self.last_column = max(
            self.last_column, *(_column_number(letters) for letters in {each for each, _ in references})
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class _OdsExtent:
    """How far the filled cells of an ODS reach once repeated rows and cells are written out.

    Parsed without a tree; declared entities are refused.
    """

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._refuse_entity
        self._row = self._column = self._filled_to = 0
        self._row_repeat = self._cell_repeat = 1
        self.last_row = 0
        self.last_column = 0

    @property
    def cells(self) -> int:
        """How many cells the largest rectangle has."""
        return self.last_row * self.last_column

    def add(self, chunk: bytes) -> None:
        """See a piece of `content.xml`."""
        self._parser.Parse(chunk)

    def _refuse_entity(self, *_declaration: object) -> None:
        raise ValueError("entities have no place in a workbook")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name == "table":
            self._row = 0
        elif name == "table-row":
            self._column = self._filled_to = 0
            self._row_repeat = _repeat(attributes, "rows")
        elif name in _CELLS:
            self._cell_repeat = _repeat(attributes, "columns")
        elif name == "p":
            self._filled_to = self._column + self._cell_repeat

    def _end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if name in _CELLS:
            self._column += self._cell_repeat
        elif name == "table-row":
            self._row += self._row_repeat
            if self._filled_to:
                self.last_row = max(self.last_row, self._row)
                self.last_column = max(self.last_column, self._filled_to)


def _repeat(attributes: dict[str, str], what: str) -> int:
    text = next((value for key, value in attributes.items() if key.endswith(f"}}number-{what}-repeated")), "1")
    return int(text) if text.isdigit() and len(text) < 10 else 1
