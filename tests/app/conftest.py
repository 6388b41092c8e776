"""What tests of the composition root share."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from csworkbench.infra.clock import FixedClock


@pytest.fixture
def clock() -> FixedClock:
    """Give a clock that stands at Monday 23 November 2026, 09:00 UTC."""
    return FixedClock(datetime(2026, 11, 23, 9, tzinfo=UTC), date(2026, 11, 23))
