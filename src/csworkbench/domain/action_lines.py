"""Actions as they are noted in a call: one line each, "Send the plan @ fri", with "> " before what they promised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from csworkbench.domain.checkins import ActionLine
from csworkbench.domain.natural_dates import parse_date


def read_action_lines(text: str, today: date, *, is_day_first: bool = True) -> tuple[ActionLine, ...]:
    """Give the actions of a text; what follows the last "@" of a line is its day.

    Raises:
        ValueError: a day is not understood; the text says which.
    """
    return tuple(_lines(text, today, is_day_first))


def _lines(text: str, today: date, is_day_first: bool) -> Iterator[ActionLine]:
    for line in text.splitlines():
        words = line.strip()
        side = "theirs" if words.startswith(">") else "ours"
        words = words.removeprefix(">").strip()
        if not words:
            continue
        title, mark, when = words.rpartition("@")
        if not mark or ("." in when.partition(" ")[0] and parse_date(when, today, is_day_first=is_day_first) is None):
            yield ActionLine(words, None, side)  # an address is no day
            continue
        day = parse_date(when, today, is_day_first=is_day_first)
        if day is None or not title.strip():
            raise ValueError(f"“{when.strip()[:30]}” is no day; write as in: Send the plan @ fri.")
        yield ActionLine(title.strip(), day, side)
