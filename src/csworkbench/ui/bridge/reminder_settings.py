"""The settings of reminders, as rules; and what was dismissed or put off, which outlives the program."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from hashlib import sha256
from pathlib import Path

from csworkbench.domain.ids import CheckInId
from csworkbench.domain.reminders import LEAD_MINUTES, ReminderRules
from csworkbench.infra.settings import Settings

ON, LEAD, QUIET, QUIET_FROM, QUIET_TO, TRAY = (
    "reminders/on",
    "reminders/lead_minutes",
    "reminders/quiet",
    "reminders/quiet_from",
    "reminders/quiet_to",
    "reminders/tray",
)
MOST_LEAD = 120
KEPT_FOR = timedelta(days=3)
"""How long after its beginning it is kept that a check-in was dismissed: it is over by then in every zone."""
Key = tuple[CheckInId, datetime]
FIRST_FROM, FIRST_TO = "19:00", "07:00"


def reminder_rules(settings: Settings) -> ReminderRules:
    """Give what the settings say; a damaged one counts as absent."""
    is_quiet = settings.flag(QUIET)
    return ReminderRules(
        settings.flag(ON, True),
        min(MOST_LEAD, max(0, round(settings.number(LEAD, LEAD_MINUTES)))),
        _time(settings.text(QUIET_FROM, FIRST_FROM)) if is_quiet else None,
        _time(settings.text(QUIET_TO, FIRST_TO)) if is_quiet else None,
    )


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None


def load_put_off(settings: Settings, book: Path) -> dict[Key, datetime | None]:
    """Give until when reminders of a book were put off, by check-in and beginning; None: dismissed.

    It is of this machine, in its settings: on another one nobody has seen the reminder.
    """
    found: dict[Key, datetime | None] = {}
    for line in settings.texts(_name(book)):
        key, _, rest = line.partition(" ")
        begins, _, until = rest.partition(" ")
        try:
            found[CheckInId(int(key)), _instant(begins)] = _instant(until) if until else None
        except ValueError:
            continue  # a damaged setting counts as absent
    return found


def keep_put_off(settings: Settings, book: Path, put_off: Mapping[Key, datetime | None], now: datetime) -> None:
    """Keep what `load_put_off` gives, without what is long over."""
    lines = [
        f"{int(key)} {begins.isoformat()}" + (f" {until.isoformat()}" if until else "")
        for (key, begins), until in sorted(put_off.items())
        if begins + KEPT_FOR > now
    ]
    settings.set(_name(book), lines)
    settings.save()


def _name(book: Path) -> str:
    return f"reminders/of_{sha256(str(book.absolute()).encode()).hexdigest()[:16]}"


def _instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return found
