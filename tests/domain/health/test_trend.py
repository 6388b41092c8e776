"""Trend against the last snapshot that is old enough, with a dead band."""

from __future__ import annotations

from datetime import date

import pytest

from csworkbench.domain.health.trend import Trend, score_to_compare, trend


@pytest.mark.parametrize(
    ("now", "then", "expected"),
    [
        (60, 60, Trend(0, "steady")),
        (63, 60, Trend(3, "steady")),
        (64, 60, Trend(4, "rising")),
        (57, 60, Trend(-3, "steady")),
        (56, 60, Trend(-4, "falling")),
        (None, 60, None),
        (60, None, None),
    ],
)
def test_trend(now, then, expected):
    assert trend(now, then) == expected


def test_compared_with_the_last_snapshot_at_least_thirty_days_old():
    snapshots = [(date(2026, 4, 19), 70), (date(2026, 4, 20), 50), (date(2026, 4, 21), 10), (date(2026, 1, 1), 90)]
    assert score_to_compare(snapshots, date(2026, 5, 20)) == 50
    assert score_to_compare(snapshots, date(2026, 1, 30)) is None
    assert score_to_compare([], date(2026, 1, 30)) is None
