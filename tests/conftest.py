"""What every test shares: no display, one scale, one language."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from csworkbench.infra.clock import FixedClock

if TYPE_CHECKING:
    from csworkbench.storage.workbench import Workbench

BOOK_INSTANT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)

# The same examples in every run: what fails here fails everywhere. HYPOTHESIS_SEARCH=1 looks for new ones.
settings.register_profile("suite", derandomize=os.environ.get("HYPOTHESIS_SEARCH") != "1")
settings.load_profile("suite")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for name in ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_AUTO_SCREEN_SCALE_FACTOR", "QT_STYLE_OVERRIDE"):
    os.environ.pop(name, None)


@pytest.fixture(autouse=True)
def _british_english(request: pytest.FixtureRequest) -> None:
    """Give tests that use Qt one locale, whatever the machine has."""
    if "qapp" in request.fixturenames:
        from PySide6.QtCore import QLocale

        QLocale.setDefault(QLocale("en_GB"))


@pytest.fixture(scope="session")
def book_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a new, closed book, made once and only ever copied."""
    from csworkbench.services.workbench import create_workbench

    path = tmp_path_factory.mktemp("template") / "book.cswb"
    create_workbench(path, FixedClock(BOOK_INSTANT)).close()
    return path


@pytest.fixture
def workbench(book_template: Path, tmp_path: Path) -> Iterator[Workbench]:
    """Give a new book of its own, open for writing, on Monday 23 November 2026."""
    from csworkbench.services.workbench import closing, open_workbench

    path = tmp_path / "book.cswb"
    path.write_bytes(book_template.read_bytes())
    with closing(open_workbench(path, FixedClock(BOOK_INSTANT))) as opened:
        yield opened
