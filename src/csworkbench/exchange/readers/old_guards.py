"""What is checked of an XLS before it is opened: its container holds together and its cells stay within limits.

The reader reserves memory for what records state, so a few damaged bytes could ask for many gigabytes.
"""

from __future__ import annotations

import struct
from pathlib import Path

from csworkbench.exchange.readers.errors import ImportFailed

MAX_BYTES = 100 << 20
MAX_CELLS = 8_000_000
_END = 0xFFFFFFFE
_LAST_SECTOR = 0xFFFFFFFA
_ROWS, _COLUMNS = 65_536, 256
_CELLS = frozenset({0x0006, 0x00BD, 0x00BE, 0x00FD, 0x00D6, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x0206, 0x0406})
_BEGIN, _DIMENSIONS, _STRINGS = 0x0809, 0x0200, 0x00FC
_SAVE = "Open it in a spreadsheet program and save it as XLSX or CSV."


class _Broken(Exception):
    """The container or a record contradicts itself."""


def check_old(path: Path) -> None:
    """Refuse an XLS that is damaged or asks for more cells than can be read.

    Raises:
        ImportFailed: as said.
    """
    if path.stat().st_size > MAX_BYTES:
        raise ImportFailed(path, "the workbook is larger than 100 MB.", "Save the sheet as CSV.")
    data = path.read_bytes()
    try:
        _check_records(_Container(data).workbook() if data.startswith(b"\xd0\xcf") else data)
    except (_Broken, struct.error, IndexError, UnicodeDecodeError):
        raise ImportFailed(path, "the workbook is damaged.", _SAVE) from None


class _Container:
    """The compound file around the records: sectors chained by a table."""

    def __init__(self, data: bytes) -> None:
        """Read the tables.

        Raises:
            _Broken: they contradict themselves or the file's length.
        """
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise _Broken
        self._size = 1 << shift
        tables, directory, _, cutoff, mini, minis, more, mores = struct.unpack_from("<I I I I I I I I", data, 44)
        sectors = len(data) // self._size + 1
        if max(tables, minis, mores) > sectors or cutoff != 4_096:
            raise _Broken
        places = [place for place in struct.unpack_from("<109I", data, 76) if place <= _LAST_SECTOR]
        for _ in range(mores):
            entries = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            places += [place for place in entries[:-1] if place <= _LAST_SECTOR]
            more = entries[-1]
        self._next = [each for place in places[:tables] for each in self._numbers(place)]
        self._directory = self._chain(directory)
        self._mini_table = self._mini_next(mini) if minis else []

    def workbook(self) -> bytes:
        """Give the stream of records."""
        root = self._directory[:128]
        for start in range(0, len(self._directory), 128):
            entry = self._directory[start : start + 128]
            length = struct.unpack_from("<H", entry, 64)[0]
            name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").casefold()
            if name in ("workbook", "book") and entry[66] == 2:
                first, size = struct.unpack_from("<II", entry, 116)
                if size > len(self._data):
                    raise _Broken
                return self._small(root, first, size) if size < 4_096 else self._chain(first)[:size]
        raise _Broken

    def _sector(self, place: int) -> bytes:
        begin = (place + 1) * self._size
        sector = self._data[begin : begin + self._size]
        if not sector:
            raise _Broken
        return sector.ljust(self._size, b"\0")

    def _numbers(self, place: int) -> tuple[int, ...]:
        return struct.unpack(f"<{self._size // 4}I", self._sector(place))

    def _chain(self, place: int) -> bytes:
        found: list[bytes] = []
        while place <= _LAST_SECTOR:
            if len(found) > len(self._next):
                raise _Broken
            found.append(self._sector(place))
            place = self._next[place]
        if place != _END:
            raise _Broken
        return b"".join(found)

    def _mini_next(self, place: int) -> list[int]:
        table = self._chain(place)
        return list(struct.unpack(f"<{len(table) // 4}I", table))

    def _small(self, root: bytes, place: int, size: int) -> bytes:
        stream = self._chain(struct.unpack_from("<I", root, 116)[0])
        found: list[bytes] = []
        while place <= _LAST_SECTOR and len(found) <= len(self._mini_table):
            found.append(stream[place * 64 : place * 64 + 64])
            place = self._mini_table[place]
        return b"".join(found)[:size]


def _check_records(stream: bytes) -> None:
    place, last_row, last_column = 0, 0, 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        body = stream[place + 4 : place + 4 + size]
        if kind == _BEGIN:
            last_row = last_column = 0
        elif kind in _CELLS and size >= 4:
            row, column = struct.unpack_from("<HH", body)
            last_row, last_column = max(last_row, row + 1), max(last_column, _last_of(kind, column, body))
        elif kind == _DIMENSIONS:
            _check_dimensions(body)
        elif kind == _STRINGS and size >= 8 and max(struct.unpack_from("<II", body)) > len(stream):
            raise _Broken
        if last_column > _COLUMNS or last_row * last_column > MAX_CELLS:
            raise _Broken
        place += 4 + size


def _last_of(kind: int, column: int, body: bytes) -> int:
    """Give the last column of a cell record, from 1; a record of several cells states it at its end."""
    return int(struct.unpack_from("<H", body, len(body) - 2)[0]) + 1 if kind in (0x00BD, 0x00BE) else column + 1


def _check_dimensions(body: bytes) -> None:
    form = "<IIHH" if len(body) >= 14 else "<HHHH"
    first_row, last_row, first_column, last_column = struct.unpack_from(form, body)
    if last_row > _ROWS or last_column > _COLUMNS or first_row > last_row or first_column > last_column:
        raise _Broken
    if (last_row - first_row) * (last_column - first_column) > 2 * MAX_CELLS:
        raise _Broken
