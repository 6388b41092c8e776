"""The checks of `dev.py test`: static checks, tests, and the frozen build when it may have changed."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.environment import VENV, in_venv
from tools.shell import ROOT, Stopped, output_of, run, run_or_stop, say

SPEC = ROOT / "build.spec"
FROZEN_STAMP = VENV / "frozen-stamp"
BUNDLE = ROOT / "dist" / "csworkbench" / ("csworkbench.exe" if os.name == "nt" else "csworkbench")
HEADLESS = {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
TYPED_FOLDERS = ("src", "tools", "tests", "benchmarks")


@dataclass(frozen=True)
class Outcome:
    """How one step ended.

    Attributes:
        name: what was done.
        word: `ok`, `FAILED` or why it was skipped.
        seconds: how long it took.
    """

    name: str
    word: str
    seconds: float


def test(*, fast: bool, pytest_arguments: Sequence[str]) -> int:
    """Run the checks and give the exit code; with arguments for pytest only the tests run.

    Args:
        fast: leave out the slow tests and the frozen build.
        pytest_arguments: handed to pytest as they are.
    """
    steps: list[tuple[str, Callable[[], str]]] = [("tests", lambda: _tests(fast, pytest_arguments))]
    if not pytest_arguments:
        steps = [*((name, _silent(command)) for name, command in _static()), *steps]
        if not fast:
            steps.append(("frozen build", frozen_build))
    outcomes = [_timed(name, step) for name, step in steps]
    say("\nSummary")
    for outcome in outcomes:
        say(f"  {outcome.name:<22} {outcome.word:<44} {outcome.seconds:7.1f} s")
    failed = [outcome.name for outcome in outcomes if outcome.word == "FAILED"]
    say(f"FAILED: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def soak(arguments: Sequence[str]) -> int:
    """Run the long tests alone, without a time limit, and give pytest's exit code."""
    return run([in_venv("python"), "-m", "pytest", "-m", "soak", "--timeout", "0", *arguments], extra=HEADLESS)


def build() -> None:
    """Build the one-folder program into `dist/` and let it test itself.

    Raises:
        Stopped: the build or its self-test failed.
    """
    if not SPEC.exists():
        raise Stopped("There is no build.spec, so there is nothing to build.")
    _, epoch = output_of(["git", "log", "-1", "--format=%ct"])
    # the same sources give the same bytes
    extra = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": epoch.strip() if epoch.strip().isdigit() else "0"}
    command: list[str | Path] = [in_venv("python"), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", SPEC]
    run_or_stop(command, "The frozen build failed.", extra=extra)
    run_or_stop([BUNDLE, "selftest"], "The frozen program failed its self-test.", extra=HEADLESS)


def frozen_build() -> str:
    """Build the program when its recipe or the dependencies changed since that last went well; give the outcome.

    A fresh checkout always builds.

    Raises:
        Stopped: the build or its self-test failed.
    """
    if not SPEC.exists():
        return "no build.spec: skipped the frozen build"
    digest = hashlib.sha256()
    for file in (SPEC, ROOT / "requirements.lock", ROOT / "pyproject.toml"):
        digest.update(file.read_bytes())
    if FROZEN_STAMP.exists() and FROZEN_STAMP.read_text("utf-8") == digest.hexdigest():
        return "skipped: unchanged since it last passed"
    build()
    FROZEN_STAMP.write_text(digest.hexdigest(), "utf-8")
    return "ok"


def _static() -> list[tuple[str, list[str | Path]]]:
    typed = [name for name in TYPED_FOLDERS if any((ROOT / name).rglob("*.py"))]
    return [
        ("ruff check", [in_venv("ruff"), "check", "."]),
        ("ruff format", [in_venv("ruff"), "format", "--check", "."]),
        ("mypy", [in_venv("mypy"), "dev.py", *typed]),
        ("import rules", [in_venv("lint-imports")]),
    ]


def _timed(name: str, step: Callable[[], str]) -> Outcome:
    say(f"\n== {name}")
    start = time.monotonic()
    try:
        word = step()
    except Stopped as error:
        say(str(error))
        word = "FAILED"
    seconds = time.monotonic() - start
    say(f"{name}: {word} ({seconds:.1f} s)")
    return Outcome(name, word, seconds)


def _silent(command: list[str | Path]) -> Callable[[], str]:
    def step() -> str:
        code, text = output_of(command)
        if code:
            say(text.rstrip())
        return "FAILED" if code else "ok"

    return step


def _tests(fast: bool, arguments: Sequence[str]) -> str:
    chosen = "not slow and not soak" if fast else "not soak"
    command: list[str | Path] = [in_venv("python"), "-m", "pytest", "-q", "-n", "2", "-m", chosen, *arguments]
    return "FAILED" if run(command, extra=HEADLESS) else "ok"
