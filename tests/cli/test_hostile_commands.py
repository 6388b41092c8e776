"""Commands under hostile circumstances: closed streams, refused files, figures out of range, no screen."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from csworkbench.domain.accounts import AccountDraft
from csworkbench.infra import errors
from csworkbench.infra.clock import SystemClock
from csworkbench.infra.errors import WorkbenchError
from csworkbench.services.accounts import add_account
from csworkbench.services.report_files import put_whole
from csworkbench.services.workbench import closing, open_workbench

FULL = Path("/dev/full")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="pipes, devices and shells are different there")


def process(*words: object, **more):
    arguments = [sys.executable, "-m", "csworkbench", *map(str, words)]
    return subprocess.run(arguments, capture_output=True, check=False, timeout=100, **more)


@pytest.mark.parametrize(
    "words",
    [
        ("history", "--limit", "99999999999999999999999"),
        ("import", "accounts", "x.csv", "--header-row", "99999999999999999999"),
        ("health", "recompute", "--as-of", "0001-01-01"),
        ("health", "list", "--as-of", "9999-12-31"),
    ],
)
def test_figures_out_of_range_are_wrong_usage(command, demo, words):
    ended = command(*words, "--workbench", demo)
    assert ended.code == 2
    assert "unexpectedly" not in ended.err


def test_words_that_are_not_utf8_are_told(command, demo, tmp_path):
    before = demo.read_bytes()
    shown = command("health", "show", "\udcff\udc80", "--workbench", demo)
    assert (shown.code, "no account '\\udcff" in shown.err) == (1, True)
    made = command("demo", tmp_path / "out\udcff.cswb", "--accounts", "1")
    assert (made.code, made.err.count("\ufffd")) == (0, 2)
    assert demo.read_bytes() == before


@POSIX
def test_a_pipe_is_no_file_to_import(command, demo, tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    ended = command("import", "accounts", tmp_path / "pipe.csv", "--workbench", demo, "--dry-run")
    assert ended.code == 1
    assert "device or pipe" in ended.err


@POSIX
@pytest.mark.parametrize("form", ["csv", "table"])
def test_closed_stdout_is_no_failure(demo, form):
    line = '"$0" -m csworkbench accounts list --workbench "$1" --format "$2" >&-'
    done = subprocess.run(
        ["/bin/sh", "-c", line, sys.executable, str(demo), form], stderr=subprocess.PIPE, check=False, timeout=100
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("encoding", ["ascii:strict", "latin-1:strict", "cp1252"])
def test_a_terminal_without_the_letters_of_a_name_is_no_failure(empty, encoding):
    with closing(open_workbench(empty, SystemClock())) as wb:
        add_account(wb, AccountDraft(name="Łódź 東京 Ünit"))
    env = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = process("accounts", "list", "--workbench", empty, env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"nit" in done.stdout


@POSIX
@pytest.mark.parametrize("form", ["csv", "json", "table"])
def test_a_reader_that_leaves_early_hears_no_complaint(demo, form):
    line = '"$0" -m csworkbench accounts list --workbench "$1" --format "$2" | head -c 10'
    done = subprocess.run(
        ["/bin/sh", "-c", line, sys.executable, str(demo), form], capture_output=True, check=False, timeout=100
    )
    assert done.stderr == b""
    assert len(done.stdout) == 10


@pytest.mark.skipif(not FULL.exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("form", ["csv", "table"])
def test_output_to_a_full_disk_is_told_in_one_line(demo, form):
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "csworkbench", "accounts", "list", "--workbench", str(demo), "--format", form],
            stdout=full, stderr=subprocess.PIPE, check=False, timeout=100,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "The output can't be written: the disk is full. Make room and try again."
    ]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
def test_without_a_screen_the_window_is_refused_in_words(demo):
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    done = process("open", demo, env={name: value for name, value in os.environ.items() if name not in hidden})
    assert done.returncode == 1
    assert b"no screen" in done.stderr


def test_faults_of_files_have_advice():
    full = errors.file_fault(OSError(errno.ENOSPC, "No space left"), "book.cswb")
    refused = errors.file_fault(PermissionError(errno.EACCES, "Permission denied", "/a/b"))
    assert (full.message, bool(full.advice)) == ("book.cswb can't be written: the disk is full.", True)
    assert "/a/b" in refused.message
    assert refused.advice


def test_a_report_on_a_full_disk_says_so(tmp_path):
    def fill(_draft: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(WorkbenchError, match=r"disk is full\. Make room"):
        put_whole(tmp_path / "report.pdf", fill)
    assert list(tmp_path.iterdir()) == []
