"""Running other programs: one place for echo, environment and exit codes."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Stopped(Exception):
    """The command can't go on; `str()` is the sentence for the person."""


def say(text: str) -> None:
    """Print a line at once, so that it stands above what a child prints."""
    print(text, flush=True)


def run(command: Sequence[str | Path], *, extra: Mapping[str, str] | None = None, echo: bool = True) -> int:
    """Run a program in the checkout, its output on ours, and give its exit code."""
    words = [str(word) for word in command]
    if echo:
        say(f"$ {shlex.join(words)}")
    return subprocess.run(words, cwd=ROOT, env={**os.environ, **(extra or {})}, check=False).returncode


def run_or_stop(command: Sequence[str | Path], failure: str, *, extra: Mapping[str, str] | None = None) -> None:
    """Run a program and stop with `failure` when it fails.

    Raises:
        Stopped: the program's exit code was not 0.
    """
    code = run(command, extra=extra)
    if code:
        raise Stopped(f"{failure} (exit {code})")


def output_of(command: Sequence[str | Path]) -> tuple[int, str]:
    """Run a program silently and give its exit code and what it wrote (127 when it can't be started)."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:  # also "permission denied", when a folder of PATH may not be read
        return 127, f"{words[0]}: {error.strerror}"
    return done.returncode, done.stdout


def is_linux() -> bool:
    """Tell whether this is Linux (asked through a function, so that mypy reads all branches)."""
    return sys.platform.startswith("linux")
