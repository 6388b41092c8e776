"""The points and events of a chart of health over time, and the chart in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from csworkbench.domain.values import frozen
from csworkbench.ui.widgets.texts import count_text, full_day, short_day


@frozen
class TrendPoint:
    """A score (0..100, None for insufficient data) on a day."""

    day: date
    score: int | None


@frozen
class TrendMarker:
    """Something that happened on a day."""

    day: date
    text: str


def trend_summary(points: Sequence[TrendPoint], markers: Sequence[TrendMarker] = ()) -> str:
    """Give the chart in one or two sentences."""
    known = [(point.day, point.score) for point in points if point.score is not None]
    if not known:
        return "No health scores in this time."
    (first_day, first), (last_day, last) = known[0], known[-1]
    scores = [score for _, score in known]
    text = (
        f"Health {first} on {full_day(first_day)}, {last} on {full_day(last_day)}; "
        f"lowest {min(scores)}, highest {max(scores)}."
    )
    if markers:
        text += f" {count_text(len(markers), 'event')}: " + "; ".join(
            f"{short_day(marker.day)} {marker.text}" for marker in markers
        )
    return text


def months_between(first: date, last: date) -> list[date]:
    """Give the first day of each month within a span, and the span's own first day when a month is cut."""
    found: list[date] = []
    day = first.replace(day=1)
    while day <= last:
        if day >= first:
            found.append(day)
        day = day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)
    return found
