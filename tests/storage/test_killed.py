"""A killed program loses no acknowledged change and leaves no half of one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL")
SCRIPT = Path(__file__).with_name("killing.py")


def kill(folder: Path, rounds: int, seed: int) -> dict:
    command = [sys.executable, str(SCRIPT), str(folder), str(rounds), str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_fifty_kills_lose_nothing(tmp_path: Path, seed: int) -> None:
    found = kill(tmp_path, 50, seed)
    assert found["wrong"] == []
    assert found["written"] >= 50


@pytest.mark.soak
def test_five_thousand_kills_lose_nothing(tmp_path: Path) -> None:
    assert kill(tmp_path, 5000, 99)["wrong"] == []
