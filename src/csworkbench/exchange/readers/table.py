"""The door to foreign tables: `read_table` and `preview`, whatever the format."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from csworkbench.exchange.readers.errors import ImportFailed
from csworkbench.exchange.readers.row import TableRow
from csworkbench.exchange.readers.shape import Preview, ReadOptions, Table, TableFacts
from csworkbench.exchange.readers.sheet import read_sheet
from csworkbench.exchange.readers.text import read_text

__all__ = ["ImportFailed", "Preview", "ReadOptions", "Table", "TableFacts", "TableRow", "preview", "read_table"]

PREVIEW_ROWS = 50
MAX_TEXT_BYTES = 2 << 30
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BIFF = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")


def read_table(path: Path, options: ReadOptions | None = None) -> Table:
    """Open a CSV, TSV, XLSX, XLS or ODS file as a table; what the file holds decides, not its name.

    Text is streamed with bounded memory. A sheet is read whole, after limits on its size were checked.

    Raises:
        ImportFailed: the file is missing, unreadable, empty, too large, not a table, or has no header.
    """
    chosen = options if options is not None else ReadOptions()
    try:
        start, size = _start_of(path)
        if start.startswith((_ZIP, _OLE, *_OLD_BIFF)) or start[:4] == b"PK\x05\x06":
            return read_sheet(path, chosen)
        if size > MAX_TEXT_BYTES:
            raise ImportFailed(path, f"{size:,} bytes are more than can be read.", "Split the file into smaller ones.")
        return read_text(path, chosen)
    except OSError as error:
        raise _unreadable(path, error) from None


def preview(path: Path, options: ReadOptions | None = None, rows: int = PREVIEW_ROWS) -> Preview:
    """Give headers, facts and the first rows of a file.

    Raises:
        ImportFailed: as `read_table`, or a fault within these rows.
    """
    table = read_table(path, options)
    try:
        return Preview(table.headers, tuple(islice(table.rows(), rows)), table.facts)
    except OSError as error:
        raise _unreadable(path, error) from None


def _start_of(path: Path) -> tuple[bytes, int]:
    if path.exists() and not (path.is_file() or path.is_dir()):  # to open a pipe nobody writes to would wait for ever
        raise ImportFailed(path, "this is a device or pipe, not a file.", "Save the table as a file and choose it.")
    with path.open("rb") as file:
        return file.read(8), path.stat().st_size


def _unreadable(path: Path, error: OSError) -> ImportFailed:
    if isinstance(error, FileNotFoundError):
        return ImportFailed(path, "there is no such file.", "Check the path.")
    if isinstance(error, IsADirectoryError):
        return ImportFailed(path, "this is a folder.", "Choose a file in it.")
    if isinstance(error, PermissionError):
        return ImportFailed(path, "the file may not be read.", "Close it elsewhere or ask for access to it.")
    return ImportFailed(
        path, f"the file can't be read ({error.strerror or 'error of the disk'}).", "Copy it elsewhere."
    )
