"""The longest silence of the window's event loop while something long is done, from a window of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.measures import Case


def stalls(case: Case, act: str, book: Path, *files: Path) -> dict[str, float]:
    """Give the longest gaps in seconds by part of an act of `window_child`, and of the idle window."""
    surroundings = {**os.environ, "CSWORKBENCH_DATA": str(case.folder), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "benchmarks.window_child", act, str(book), *map(str, files)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=surroundings)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
