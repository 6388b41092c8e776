"""The timeline of an account: everything dated, in one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

TIMELINE_KINDS = ("touch", "check_in", "feedback", "review", "action", "ticket", "score", "outcome")


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One event: `kind` is one of `TIMELINE_KINDS`, `id` the key of its record, `icon_word` what its icon shows."""

    kind: str
    id: int
    on: date
    title: str
    detail: str
    channel: str | None
    icon_word: str
