"""Words that several sources of My day use."""

from __future__ import annotations

from datetime import date

from csworkbench.domain.day import DayItemRow
from csworkbench.domain.day_words import count_text, short_day
from csworkbench.services.day.source import Telling

LONGEST_QUOTE = 80


def late_words(item: DayItemRow, today: date) -> str:
    """Give "3 days late", "due today" or "due 4 Dec"."""
    if item.due_on is None:
        return "no day was set"
    if item.days_late > 0:
        return f"{count_text(item.days_late, 'day')} late"
    return "due today" if item.days_late == 0 else f"due {short_day(item.due_on, today)}"


def contact_words(telling: Telling, item: DayItemRow) -> str:
    """Give "last contact 5 days ago"."""
    last = telling.accounts[item.account_id].last_contact_on
    if last is None:
        return "no contact yet"
    days = (telling.today - date.fromisoformat(last)).days
    return "contact today" if days <= 0 else f"last contact {count_text(days, 'day')} ago"


def quoted(words: str | None) -> str:
    """Give a text as one short line."""
    line = " ".join((words or "").split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1].rstrip() + "…"


def capitalised(words: str) -> str:
    """Give the words with a capital in front; the rest stays as it is."""
    return f"{words[:1].upper()}{words[1:]}"
