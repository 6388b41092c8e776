"""The self-test passes here, and says what is wrong where something is."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from csworkbench.services import selftest


def _problems(command: list[str] | None) -> dict[str, str]:
    return {one.name: one.problem for one in selftest.run_selftest(command)}


@pytest.mark.slow
def test_all_checks_pass_and_a_window_that_dies_is_reported():
    problems = _problems([sys.executable, "-c", "import sys; sys.exit('no display')"])
    assert problems.pop("window and letters") == "CheckFailed: ended with 1: no display"
    assert len(problems) == 11
    assert not any(problems.values())


def test_library_path_of_the_bundle_must_not_reach_children(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/csworkbench/_internal")
    with pytest.raises(selftest.CheckFailed, match="our libraries"):
        selftest._check_environment()


def test_own_command_starts_this_program(monkeypatch: pytest.MonkeyPatch):
    assert selftest.own_command("open") == [sys.executable, "-m", "csworkbench", "open"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert selftest.own_command("open") == [sys.executable, "open"]


@pytest.mark.slow
def test_charts_are_drawn_in_silence_where_home_and_data_are_shut(tmp_path):
    shut = {"HOME": "/dev/null", "XDG_CONFIG_HOME": "/dev/null/a", "XDG_CACHE_HOME": "/dev/null/b"}
    env = {name: value for name, value in os.environ.items() if name != "MPLCONFIGDIR"}
    words = "import sys; from pathlib import Path; from csworkbench.services.selftest import _check_charts; "
    done = subprocess.run(
        [sys.executable, "-c", f"{words}_check_charts(Path(sys.argv[1]))", str(tmp_path)],
        env=env | shut | {"CSWORKBENCH_DATA": "/dev/null/c"}, capture_output=True, check=False, timeout=100,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
