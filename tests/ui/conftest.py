"""What tests of windows share: a theme that is worn, a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QApplication

from csworkbench.infra.clock import FixedClock
from csworkbench.ui.theme.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """Give the light theme, applied to the application."""
    made = Theme("light")
    made.apply(qapp)
    yield made
    made.deleteLater()


@pytest.fixture
def clock() -> FixedClock:
    """Give a clock that stands at Monday 23 November 2026, 09:00 UTC."""
    return FixedClock(datetime(2026, 11, 23, 9, tzinfo=UTC), date(2026, 11, 23))
