"""What the entrance puts right before anything else runs."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

from csworkbench import __main__ as entrance


def test_folder_that_is_gone_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    entrance.leave_closed_folder()
    assert Path.cwd() == Path(tempfile.gettempdir()).resolve()


def test_usable_folder_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    entrance.leave_closed_folder()
    assert Path.cwd() == tmp_path


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has this variable")
@pytest.mark.parametrize(("before", "after"), [("/usr/local/lib", "/usr/local/lib"), (None, None)])
def test_frozen_program_gives_children_the_library_path_from_before(
    monkeypatch: pytest.MonkeyPatch, before: str | None, after: str | None
):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/csworkbench/_internal")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    if before is not None:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    entrance.restore_library_path()
    assert os.environ.get("LD_LIBRARY_PATH") == after
