"""What is checked of a workbook before it is opened: parts, unpacked size, ratio, rows and columns."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

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
_REPEAT = re.compile(rb'number-(columns|rows)-repeated\s*=\s*["\'](\d{1,12})["\'][^<>]*>(<text|</?)?')
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
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError):
        raise ImportFailed(path, "the workbook is damaged.", _SAVE) from None
    return form


def _check_sizes(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_PARTS:
        raise ImportFailed(path, f"the workbook has {len(parts):,} parts.", "Save the one sheet you need as CSV.")
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_FLOOR and unpacked > packed * MAX_RATIO):
        raise ImportFailed(path, f"the workbook unpacks to {unpacked >> 20:,} MB.", "Save the one sheet you need as CSV.")


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
    is_sheet = form == "xlsx" and "sheet" in part.filename and part.filename.endswith(".xml")
    is_content = form == "ods" and part.filename == "content.xml"
    extent = _Extent()
    size = 0
    with archive.open(part) as stream:
        for chunk in _overlapping(iter(lambda: stream.read(_CHUNK), b"")):
            size += len(chunk) - _OVERLAP
            if size > MAX_UNPACKED:
                raise ImportFailed(path, "the workbook unpacks to more than 500 MB.", "Save the sheet as CSV.")
            if is_sheet:
                extent.add(chunk)
            if is_content:
                _check_repeats(path, chunk)
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
        self.last_column = max(self.last_column, *(_column_number(letters) for letters in {each for each, _ in references}))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_repeats(path: Path, chunk: bytes) -> None:
    """Refuse filled cells that are repeated beyond any real table (empty ones at the end are normal)."""
    for kind, count, inside in _REPEAT.findall(chunk):
        if int(count) > (20_000 if kind == b"columns" else 2_000_000) or (int(count) > 2_000 and inside == b"<text"):
            raise ImportFailed(path, f"a cell is repeated {int(count):,} times.", "Save the sheet as CSV.")
