from __future__ import annotations

import struct
from pathlib import Path
from random import Random

import pytest

from csworkbench.exchange.readers.errors import ImportFailed
from csworkbench.exchange.readers.old_guards import check_old

_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _number(row: int, column: int) -> bytes:
    return _record(0x0203, struct.pack("<HHHd", row, column, 0, 1.5))


def _xls(records: bytes, *, loop: bool = False) -> bytes:
    """Give a compound file: sector 0 the table, sector 1 the directory, from 2 on the stream."""
    stream = records.ljust(max(4_096, -(-len(records) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    links = [_TABLE, _END, *range(3, sectors + 2), 2 if loop else _END]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIII", 1, 1, 0, 4_096, _END, 0, _END, 0) + struct.pack("<109I", 0, *[_FREE] * 108)
    entries = b""
    for name, kind, first, size in (("Root Entry", 5, _END, 0), ("Workbook", 2, 2, len(stream))):
        text = (name + "\0").encode("utf-16-le")
        entries += text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + struct.pack("<III", *[_FREE] * 3)
        entries += bytes(36) + struct.pack("<IQ", first, size)
    table = struct.pack("<128I", *links, *[_FREE] * (128 - len(links)))
    return head + table + entries.ljust(512, b"\0") + stream


def _written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "old.xls"
    path.write_bytes(content)
    return path


def test_sound_workbook_passes(tmp_path: Path) -> None:
    check_old(_written(tmp_path, _xls(_record(0x0809, bytes(8)) + _number(0, 0) + _number(1_000, 20))))


@pytest.mark.parametrize(
    "records",
    [
        _number(0, 60_000),
        _number(65_535, 255),
        _record(0x00BD, struct.pack("<HHHIH", 5, 0, 0, 0, 40_000)),
        _record(0x0200, struct.pack("<IIHHH", 0, 4_000_000_000, 0, 3, 0)),
        _record(0x0200, struct.pack("<IIHHH", 0, 9, 0, 50_000, 0)),
        _record(0x00FC, struct.pack("<II", 1, 4_000_000_000)),
    ],
    ids=["column", "area", "several", "rows", "columns", "strings"],
)
def test_what_would_reserve_memory_is_refused(tmp_path: Path, records: bytes) -> None:
    with pytest.raises(ImportFailed, match="damaged"):
        check_old(_written(tmp_path, _xls(_record(0x0809, bytes(8)) + records)))


def test_endless_chain_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="damaged"):
        check_old(_written(tmp_path, _xls(_number(0, 0), loop=True)))


def test_mutants_pass_or_are_refused(tmp_path: Path) -> None:
    random = Random(20260104)
    whole = _xls(_record(0x0809, bytes(8)) + b"".join(_number(row, 1) for row in range(40)))
    ends = set()
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(random.randint(1, 8)):
            data[random.randrange(1_700)] = random.randrange(256)
        try:
            check_old(_written(tmp_path, bytes(data)))
            ends.add("passed")
        except ImportFailed:
            ends.add("refused")
    assert ends == {"passed", "refused"}
