"""Series of check-ins: how they repeat, in words and as rules, and which days they are planned for."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from csworkbench.domain.ids import AccountId
from csworkbench.domain.natural_dates import add_months
from csworkbench.domain.recurrence import Rule, RuleNotKept, days_of, rule_text
from csworkbench.domain.repeats import REPEATS, on_month_day, rule_for

SCOPES = ("this", "later", "all")
_DAYS_AHEAD = 183
_FEWEST, _MOST = 3, 26
_NUMBERS = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Shift = Callable[[date], date]


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series: its rule, the day it is counted from, and what each of its check-ins starts with.

    `is_from_completion`: the next one is counted from the day the last was held; `shift` moves days that are no
    business days.
    """

    id: int
    uid: str
    account_id: AccountId
    rule: str
    anchor_on: date
    is_from_completion: bool
    kind: str
    channel: str
    agenda: str | None
    minutes: int | None
    due_time: str | None
    time_zone: str | None
    shift: str | None
    ics_uid: str | None = None
    ics_sequence: int | None = None


@dataclass(frozen=True, slots=True)
class SeriesDraft:
    """A series to plan from `anchor_on` on; `rule` is one of `REPEATS` or a rule of RFC 5545.

    `override_reason` says why it is planned past the fatigue guard; None leaves the guard unasked, "" asks it.
    """

    account_id: AccountId
    anchor_on: date
    rule: str
    is_from_completion: bool = False
    shift: str | None = None
    channel: str = "call"
    kind: str = "check-in"
    agenda: str | None = None
    contact_ids: tuple[int, ...] = ()
    minutes: int | None = None
    due_time: str | None = None
    time_zone: str | None = None
    override_reason: str | None = None


def repeat_words(rule: Rule) -> str:
    """Give the rule in words, e.g. "every 3 months on the last day"; rules out of the ordinary as they are written."""
    units = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
    every = f"every {units[rule.freq]}" if rule.interval == 1 else f"every {rule.interval} {units[rule.freq]}s"
    words = (every + (_part_words(rule) or f" ({rule_text(replace(rule, count=None, until=None))})")).rstrip()
    if rule.count is not None:
        words += f", {rule.count} times"
    return words if rule.until is None else f"{words}, until {rule.until.isoformat()}"


def _part_words(rule: Rule) -> str:
    if rule.by_set_pos and rule.by_set_pos != (-1,):
        return ""
    if rule.freq == "WEEKLY" and rule.by_day and not rule.by_month:
        return " on " + ", ".join(_DAY_NAMES[day] for _, day in rule.by_day)
    if rule.freq == "MONTHLY" and len(rule.by_day) == 1 and rule.by_day[0][0] in _NUMBERS and not rule.by_month:
        which, day = rule.by_day[0]
        return f" on the {_NUMBERS[which]} {_DAY_NAMES[day]}"
    if rule.freq == "MONTHLY" and rule.by_month_day and not rule.by_day and not rule.by_month:
        if rule.by_month_day == (-1,):
            return " on the last day"
        if rule.by_set_pos or len(rule.by_month_day) == 1:
            return f" on day {max(rule.by_month_day)}" + (", or the last one" if rule.by_set_pos else "")
        return ""
    if rule.freq == "YEARLY" and len(rule.by_month) == len(rule.by_month_day) == 1 and not rule.by_day:
        day_words = "the last day" if rule.by_month_day == (-1,) else f"day {rule.by_month_day[0]}"
        return f" on {day_words} of {calendar.month_name[rule.by_month[0]]}"
    plain = not (rule.by_day or rule.by_month or rule.by_month_day)
    return " " if plain and rule.freq == "DAILY" else ""


def planned_days(
    rule: Rule, anchor: date, after: date | None, today: date, shift: Shift | None = None, have: int = 0
) -> Iterator[tuple[date, date]]:
    """Give (day of the rule, day to plan for) of the check-ins to plan after `after`, about half a year ahead.

    At least three of them and at most 26, with the `have` that are planned already. Each day of the rule is shifted by
    itself, so shifts never add up; two days that are shifted onto one are planned once.
    """
    last_due: date | None = None
    made = have
    for day in days_of(rule, anchor):
        due = shift(day) if shift else day
        is_double = due == last_due
        last_due = due
        if is_double or (after is not None and day <= after):
            continue
        if made >= _MOST or (made >= _FEWEST and day > today + timedelta(days=_DAYS_AHEAD)):
            return
        made += 1
        yield day, due


def after_completion(rule: Rule, done_on: date) -> date | None:
    """Give the day one interval after `done_on`, None when the rule has ended or the calendar does."""
    steps = {"MONTHLY": rule.interval, "YEARLY": 12 * rule.interval}
    if rule.freq in steps:
        day = add_months(done_on, steps[rule.freq])
    else:
        day = done_on + timedelta(days=rule.interval * (7 if rule.freq == "WEEKLY" else 1))
    return None if day is None or (rule.until is not None and day > rule.until) else day


def moved_rule(rule: Rule, old: date, new: date) -> Rule:
    """Give the rule that falls on `new` where it fell on `old`.

    Raises:
        RuleNotKept: no such rule can be told from one day.
    """
    if rule.freq == "DAILY" and not rule.by_day and not rule.by_month_day and not rule.by_month:
        return rule
    if rule.freq == "WEEKLY" and not rule.by_month:
        step = (new - old).days
        days = tuple(sorted((0, (day + step) % 7) for _, day in rule.by_day or ((0, old.weekday()),)))
        return replace(rule, by_day=days)
    if rule.freq == "MONTHLY" and not rule.by_month:
        if len(rule.by_day) == 1 and not rule.by_set_pos:
            made = rule_for("monthly by weekday", new)
            return replace(rule, by_day=made.by_day)
        if not rule.by_day and (len(rule.by_month_day) < 2 or rule.by_set_pos == (-1,)):
            made = on_month_day(rule.interval, new.day)
            return replace(rule, by_month_day=made.by_month_day, by_set_pos=made.by_set_pos)
    if rule.freq == "YEARLY" and not rule.by_day and max(len(rule.by_month), len(rule.by_month_day)) < 2:
        made = rule_for("yearly", new)
        return replace(rule, by_month=made.by_month, by_month_day=made.by_month_day)
    raise RuleNotKept(f"the rule {rule_text(rule)} can't be moved by one of its days")


def stepped_back(rule: Rule, first: date, old: date, new: date) -> date:
    """Give the day to count a moved rule from: as many periods before `new` as `first` is before `old`."""
    if rule.freq == "DAILY":
        return new - (old - first)
    if rule.freq == "WEEKLY":
        starts = [day - timedelta(days=(day.weekday() - rule.week_start) % 7) for day in (first, old, new)]
        weeks = (starts[1] - starts[0]).days // 7
        return starts[2] - timedelta(weeks=weeks)
    months = (old.year - first.year) * 12 + old.month - first.month
    return add_months(new.replace(day=1), -months) or new


def ended_before(rule: Rule, day: date, members: Sequence[date]) -> tuple[Rule, Rule]:
    """Give the rule up to the day before `day`, and the rest of it: what is left of a count after `members`."""
    before = sum(one < day for one in members)
    rest = replace(rule, count=max(1, rule.count - before)) if rule.count is not None else rule
    return replace(rule, count=None, until=day - timedelta(days=1)), rest


__all__ = [
    "REPEATS",
    "SCOPES",
    "SeriesDraft",
    "SeriesRow",
    "after_completion",
    "ended_before",
    "moved_rule",
    "planned_days",
    "repeat_words",
    "rule_for",
    "stepped_back",
]
