"""Paths that hold no book one can open: what is there, where, and what to do next, in one line and with its code."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="devices, links and permissions are different there")


def is_told(ended, code: int, path: Path, *words: str) -> None:
    assert ended.code == code, ended.err
    assert (ended.out, ended.err.count("\n")) == ("", 1)
    assert str(path) in ended.err
    for word in words:
        assert word in ended.err


@pytest.mark.parametrize("words", [("accounts", "list"), ("history",), ("undo",), ("health", "recompute")])
def test_a_folder_is_no_book(command, tmp_path, words):
    is_told(command(*words, "--workbench", tmp_path), 1, tmp_path, "is a folder", "ends in .cswb")


def test_a_path_through_a_file_leads_nowhere(command, demo):
    path = demo / "book.cswb"
    is_told(command("accounts", "list", "--workbench", path), 1, path, "no book at", "csworkbench demo")


@POSIX
def test_pipes_devices_and_loops_are_no_books(command, tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe")
    for path, word in ((tmp_path / "pipe", "pipe"), (Path("/dev/zero"), "device"), (tmp_path / "loop", "links")):
        is_told(command("accounts", "list", "--workbench", path), 1, path, word)


@pytest.mark.parametrize(
    "data", [b"hello", b"\0" * 8192, random.Random(1).randbytes(8192)], ids=["text", "zeros", "noise"]
)
def test_another_kind_of_file_is_left_as_it_is(command, tmp_path, data):
    path = tmp_path / "other.cswb"
    path.write_bytes(data)
    is_told(command("accounts", "list", "--workbench", path), 13, path if data[:1] != b"\0" else tmp_path.name[:0],
            "not a book")  # fmt: skip
    assert path.read_bytes() == data


def test_a_damaged_book_is_told_with_its_backup(command, demo):
    backups = demo.parent / "demo-backups"
    backups.mkdir()
    backup = backups / "20261122T090000Z-close.cswb"
    backup.write_bytes(demo.read_bytes())
    demo.write_bytes(demo.read_bytes()[:100_000])
    is_told(command("accounts", "list", "--workbench", demo), 13, demo, "damaged", str(backup))


@POSIX
def test_a_book_that_may_not_be_read(command, demo):
    if os.geteuid() == 0:
        pytest.skip("the administrator may read everything")
    demo.chmod(0)
    is_told(command("accounts", "list", "--workbench", demo), 1, demo, "permissions")
