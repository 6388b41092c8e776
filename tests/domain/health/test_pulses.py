"""How the newest pulse is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from csworkbench.domain.health.pulses import PulseHistory, PulseRow, last_pulse_text
from csworkbench.domain.ids import AccountId, PulseId

TODAY = date(2026, 11, 23)


def history(days: int, maximum: int | None = 60, *, is_counted: bool = True) -> PulseHistory:
    given = [PulseRow(PulseId(2), AccountId(1), 4, "", TODAY - timedelta(days=days))]
    return PulseHistory(given, is_counted, maximum)


@pytest.mark.parametrize(
    ("pulses", "words"),
    [
        (history(0), "last pulse 4, today"),
        (history(1), "last pulse 4, 1 day ago"),
        (history(60), "last pulse 4, 60 days ago"),
        (history(61), "last pulse 4, 61 days ago: too old to count"),
        (history(75), "last pulse 4, 75 days ago: too old to count"),
        (history(400, None), "last pulse 4, 400 days ago"),
        (history(3, is_counted=False), "last pulse 4, 3 days ago: the model does not count it"),
        (PulseHistory([], True, 60), "no pulse yet"),
    ],
)
def test_the_newest_pulse_says_whether_it_counts(pulses: PulseHistory, words: str) -> None:
    assert last_pulse_text(pulses, TODAY) == words
