"""What an import of a calendar file did, or would do: event by event, and in counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

NEW, CHANGED, UNCHANGED, LEFT_OUT = "new", "changed", "unchanged", "left out"
NO_ACCOUNT = "no account is known for it"
MOST_LINES = 1_000
"""Lines of one kind that are kept; the counts hold for all."""


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """What becomes of one event.

    Attributes:
        kind: new, changed, unchanged or left out.
        title: of the event, or what of the file could not be read.
        day: None for a part of the file that could not be read.
        account: whose it is, None when no account is known for it.
        people, strangers: attendees who are contacts of the account, and the others, by name.
        why: of what is left out.
    """

    kind: str
    title: str
    day: date | None = None
    time: str | None = None
    is_series: bool = False
    account: str | None = None
    people: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    why: str = ""


_UNREAD = re.compile(r'event "(?P<title>.*?)": (?P<why>.+)', re.DOTALL)


def unread_line(words: str) -> CalendarLine:
    """Give the line of what could not be read, as the reader of the file tells it."""
    match = _UNREAD.fullmatch(words)
    return CalendarLine(LEFT_OUT, match["title"], why=match["why"]) if match else CalendarLine(LEFT_OUT, words)


@dataclass(slots=True)
class CalendarImport:
    """Counts of check-ins and series, what was left out with its reason, and attendees who are no contacts."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    left_out: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    without_account: int = 0
    lines: list[CalendarLine] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing would be written."""
        return not (self.added or self.updated)

    def count(self, kind: str) -> int:
        """Give how many events this became of."""
        counts = {NEW: self.added, CHANGED: self.updated, UNCHANGED: self.unchanged, LEFT_OUT: len(self.left_out)}
        return counts[kind]

    def note(self, line: CalendarLine) -> None:
        """Count one event."""
        self.added += line.kind == NEW
        self.updated += line.kind == CHANGED
        self.unchanged += line.kind == UNCHANGED
        self.without_account += line.why == NO_ACCOUNT
        if line.kind == LEFT_OUT:
            on = f" on {line.day.isoformat()}" if line.day else ""
            self.left_out.append(f'event "{line.title}"{on}: {line.why}' if line.why else line.title)
        self.strangers += line.strangers
        if self.count(line.kind) <= MOST_LINES:
            self.lines.append(line)
