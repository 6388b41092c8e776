"""The command line run in this process, on books that are made once."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from csworkbench.cli import book as book_words
from csworkbench.cli import imports as import_words
from csworkbench.cli.main import run
from csworkbench.infra.clock import FixedClock
from csworkbench.infra.tokens import Token
from csworkbench.services.demo import make_demo
from csworkbench.services.workbench import create_workbench

CLOCK = FixedClock(datetime(2026, 11, 23, 8, 30, tzinfo=UTC), date(2026, 11, 23))


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Ended]


@pytest.fixture
def command(capsysbinary, monkeypatch, tmp_path: Path) -> Command:
    """Give a function that runs one command line at the fixed day."""
    monkeypatch.setenv("CSWORKBENCH_DATA", str(tmp_path / "data"))
    for module in (book_words, import_words):
        monkeypatch.setattr(module, "program_clock", lambda: CLOCK)

    def no_window(path: Path | None, theme: str) -> int:
        raise AssertionError("no window was asked for")

    def call(*words: object) -> Ended:
        code = run(no_window, [str(word) for word in words])
        out, err = capsysbinary.readouterr()
        return Ended(code, out.decode("utf-8"), err.decode("utf-8"))

    return call


@pytest.fixture(scope="session")
def made_books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("books")
    create_workbench(folder / "empty.cswb", CLOCK).close()
    make_demo(folder / "demo.cswb", 30, 3, CLOCK, Token())
    return {name: (folder / f"{name}.cswb").read_bytes() for name in ("empty", "demo")}


@pytest.fixture
def empty(made_books, tmp_path: Path) -> Path:
    path = tmp_path / "empty.cswb"
    path.write_bytes(made_books["empty"])
    return path


@pytest.fixture
def demo(made_books, tmp_path: Path) -> Path:
    path = tmp_path / "demo.cswb"
    path.write_bytes(made_books["demo"])
    return path
