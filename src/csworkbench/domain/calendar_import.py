"""What an import of a calendar file did."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class CalendarImport:
    """Counts of check-ins and series, what was left out with its reason, and attendees who are no contacts."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    left_out: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing would be written."""
        return not (self.added or self.updated)
