"""The settings of reminders, as rules."""

from __future__ import annotations

from datetime import time

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
