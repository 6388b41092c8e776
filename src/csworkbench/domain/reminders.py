"""Reminders of check-ins with a time: which are to be told now, and when to look next.

Everything is handed in: the instant, the local quiet hours, what was told and what was put off. What is done, moved or
cancelled is simply not among the check-ins any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from csworkbench.domain.ids import AccountId, CheckInId

LEAD_MINUTES = 10
GRACE = timedelta(minutes=15)
"""So long after its beginning a check-in without a length is still told of."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """A planned check-in with a time; `begins` and `ends` are instants (UTC)."""

    check_in_id: CheckInId
    account_id: AccountId
    account_name: str
    begins: datetime
    ends: datetime
    words: str


@dataclass(frozen=True, slots=True)
class ReminderRules:
    """When to tell: so many minutes ahead, and never in the quiet hours (local; None: there are none)."""

    is_on: bool = True
    lead_minutes: int = LEAD_MINUTES
    quiet_from: time | None = None
    quiet_to: time | None = None

    def is_quiet(self, at: time) -> bool:
        """Tell whether a local time lies in the quiet hours; these may run over midnight."""
        first, last = self.quiet_from, self.quiet_to
        if first is None or last is None or first == last:
            return False
        return first <= at < last if first < last else at >= first or at < last


def due_reminders(
    appointments: Iterable[Appointment],
    now: datetime,
    rules: ReminderRules,
    put_off: Mapping[tuple[CheckInId, datetime], datetime | None],
    zone: tzinfo | None = None,
) -> list[Appointment]:
    """Give what is to be told now, in order.

    `put_off` holds by check-in and beginning (one that is moved is told anew) until when it was put off; None: it was
    told and that is all. In the quiet hours nothing is due; what is not over when they end is told then.
    """
    if not rules.is_on or rules.is_quiet(now.astimezone(zone).time()):
        return []
    lead = timedelta(minutes=rules.lead_minutes)
    found = [one for one in appointments if one.begins - lead <= now < one.ends and _is_open(one, now, put_off)]
    return sorted(found, key=lambda one: (one.begins, one.account_name.casefold(), one.check_in_id))


def next_look(
    appointments: Sequence[Appointment],
    now: datetime,
    rules: ReminderRules,
    put_off: Mapping[tuple[CheckInId, datetime], datetime | None],
    zone: tzinfo | None = None,
) -> datetime | None:
    """Give the next instant something may be due at, None when nothing will."""
    if not rules.is_on:
        return None
    lead = timedelta(minutes=rules.lead_minutes)
    instants = []
    for one in appointments:
        until = put_off.get((one.check_in_id, one.begins), one.begins - lead)
        if until is not None and now < one.ends:
            instants.append(max(until, now))
    if not instants:
        return None
    soonest = min(instants)
    return _after_quiet(soonest, rules, zone)


def told_words(one: Appointment, now: datetime, zone: tzinfo | None = None) -> str:
    """Give the sentence: `10:30 Umbra Health, in 10 minutes: SSO rollout`; what is long may be cut at its end."""
    at = f"{one.begins.astimezone(zone):%H:%M}"
    minutes = round((one.begins - now).total_seconds() / 60)
    when = "now" if minutes == 0 else f"in {_minutes(minutes)}" if minutes > 0 else f"since {_minutes(-minutes)}"
    return f"{at} {one.account_name}, {when}: {' '.join(one.words.split())}"


def _minutes(count: int) -> str:
    return f"{count} minute" if count == 1 else f"{count} minutes"


def _is_open(one: Appointment, now: datetime, put_off: Mapping[tuple[CheckInId, datetime], datetime | None]) -> bool:
    key = (one.check_in_id, one.begins)
    if key not in put_off:
        return True
    until = put_off[key]
    return until is not None and until <= now


def _after_quiet(instant: datetime, rules: ReminderRules, zone: tzinfo | None) -> datetime:
    """Give the instant itself, or the end of the quiet hours it lies in."""
    local = instant.astimezone(zone)
    if rules.quiet_to is None or not rules.is_quiet(local.time()):
        return instant
    day = local.date() if local.time() < rules.quiet_to else local.date() + timedelta(days=1)
    return _at(day, rules.quiet_to, zone).astimezone(instant.tzinfo)


def _at(day: date, at: time, zone: tzinfo | None) -> datetime:
    wall = datetime.combine(day, at)
    return wall.astimezone() if zone is None else wall.replace(tzinfo=zone)
