"""Series of check-ins: plan one; move, edit or cancel this one, this and later ones, or all that are planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from csworkbench.domain.checkins import CheckInDraft, CheckInRow
from csworkbench.domain.day_words import short_day
from csworkbench.domain.fatigue_rows import DAY_KINDS
from csworkbench.domain.ids import CheckInId
from csworkbench.domain.recurrence import Rule, RuleNotKept, parse_rule, rule_text
from csworkbench.domain.repeats import REPEATS
from csworkbench.domain.series import (
    SCOPES,
    SeriesDraft,
    SeriesRow,
    ended_before,
    moved_rule,
    rule_for,
    stepped_back,
)
from csworkbench.domain.words import SHIFTS
from csworkbench.infra.errors import InvalidInput
from csworkbench.services import checkins as single
from csworkbench.services.checks import check_day, check_optional_word, check_word, needed_text
from csworkbench.services.series.guard import guard_check_ins, guard_series
from csworkbench.services.series_planning import plan_ahead, replan
from csworkbench.storage import checkins, records, series
from csworkbench.storage.health.history import name_of
from csworkbench.storage.workbench import Workbench

EDITED = ("channel", "kind", "agenda", "minutes", "due_time", "time_zone", "contact_ids")
"""What of a check-in `edit_check_in` changes."""
GUARDED = frozenset({"channel", "minutes", "due_time", "time_zone", "contact_ids"})
"""What of it the fatigue guard has a say in."""


def schedule_series(wb: Workbench, draft: SeriesDraft) -> int:
    """Plan a series: its first check-ins about half a year ahead, or the first one when it goes by completion.

    Raises:
        InvalidInput: the rule, a word, a day, a time or a person can't be stored as given, or no day is left to plan.
        NotFound: there is no such account.
    """
    first = single.checked_draft(_member_draft(draft))
    check_optional_word(draft.shift, SHIFTS, "shift")
    rule = _rule(draft.rule, draft.anchor_on)
    with wb.read() as connection:
        name = name_of(connection, draft.account_id)
    with wb.change(f"Plan a series of check-ins with {name}") as change:
        records.check_people(change.connection, draft.account_id, draft.contact_ids)
        values = {
            "account_id": draft.account_id,
            "rule": rule_text(rule),
            "anchor_on": draft.anchor_on,
            "is_from_completion": draft.is_from_completion,
            "shift": draft.shift,
            **_content(first),
        }
        key = series.add(change.connection, values)
        plan_ahead(change.connection, key, wb.clock)
        members = checkins.list_where(change.connection, series_id=key)
        if not members:
            raise InvalidInput("The rule gives no day from today on.", field="rule")
        for one in members:
            checkins.set_people(change.connection, one.id, draft.contact_ids)
        guard_series(change.connection, key, draft.override_reason, wb.clock)
    return key


def move_in_series(
    wb: Workbench,
    check_in_id: CheckInId,
    due_on: date,
    scope: str = "this",
    *,
    due_time: str | None = None,
    override_reason: str | None = None,
) -> None:
    """Move a check-in to another day: only this, this and later ones, or all that are planned (its rule moves along).

    `due_time` moves it to another time of day, too; None leaves that as it is. With an `override_reason`, also an empty
    one, the fatigue guard is asked about the days.

    Raises:
        InvalidInput: it is over, it is of no series, its rule can't be told from one day, or the guard has something
            against a day without a reason being given.
        NotFound: there is no such check-in.
    """
    check_word(scope, SCOPES, "scope")
    check_day(due_on, "due_on")
    found = _found(wb, check_in_id, scope)
    if found is None or found.series.is_from_completion:
        return single.move_check_in(wb, check_in_id, due_on, due_time, override_reason=override_reason)
    single.check_time(due_time)
    values = {} if due_time is None else {"due_time": due_time}
    rest, start = _moved(found, due_on)
    with wb.change(f"Move series with {found.name} to {short_day(due_on, wb.clock.today())}") as change:
        key = _cut(change.connection, found, rest, start, values)
        for one in found.open if values else ():
            checkins.put(change.connection, one.id, **values)
        replan(change.connection, key, found.series, found.open, wb.clock, {found.row.id: due_on})
        guard_series(change.connection, key, override_reason, wb.clock, only=DAY_KINDS)


def edit_check_in(
    wb: Workbench,
    check_in_id: CheckInId,
    values: Mapping[str, Any],
    scope: str = "this",
    *,
    override_reason: str | None = None,
) -> None:
    """Change what a check-in is about (names of `EDITED`): only this, this and later ones, or all that are planned.

    With an `override_reason`, also an empty one, the fatigue guard is asked where people, channel or time change.

    Raises:
        InvalidInput: a value can't be stored as given, it is over, it is of no series, or the guard has something
            against it without a reason being given.
        NotFound: there is no such check-in.
    """
    check_word(scope, SCOPES, "scope")
    unknown = sorted(set(values) - set(EDITED))
    if unknown:
        raise InvalidInput(f"A check-in has no {', '.join(unknown)} to edit.", field=unknown[0])
    found = _found(wb, check_in_id, scope)
    row, name = single.open_check_in(wb, check_in_id)
    draft = single.checked_draft(replace(_draft_of(row), **values))
    kept = {key: value for key, value in _content(draft).items() if key in values}
    with wb.change(f"Edit check-in with {name}" if found is None else f"Edit series with {name}") as change:
        records.check_people(change.connection, row.account_id, draft.contact_ids)
        if found is not None:
            rule = parse_rule(found.series.rule)
            first_day = found.first.scheduled_on or found.first.due_on
            key = _cut(change.connection, found, ended_before(rule, first_day, found.days)[1], first_day, kept)
            kept = {**kept, "series_id": key}
        for one in [row] if found is None else found.open:
            if kept:
                checkins.put(change.connection, one.id, **kept)
            if "contact_ids" in values:
                checkins.set_people(change.connection, one.id, draft.contact_ids)
        if GUARDED & set(values):
            edited = [checkins.get(change.connection, one.id) for one in ([row] if found is None else found.open)]
            guard_check_ins(change.connection, edited, override_reason, wb.clock)


def cancel_in_series(wb: Workbench, check_in_id: CheckInId, reason: str, scope: str = "this") -> None:
    """Cancel a check-in, saying why: only this, this and later ones, or all that are planned (the series ends).

    Raises:
        InvalidInput: it is over, it is of no series, or no reason is given.
        NotFound: there is no such check-in.
    """
    check_word(scope, SCOPES, "scope")
    found = _found(wb, check_in_id, scope)
    if found is None:
        return single.cancel_check_in(wb, check_in_id, reason)
    why = needed_text(reason, "Say why the check-ins are cancelled.", "reason")
    with wb.change(f"Cancel series with {found.name}") as change:
        first_day = found.first.scheduled_on or found.first.due_on
        ended = ended_before(parse_rule(found.series.rule), first_day, found.days)[0]
        series.put(change.connection, found.series.id, {"rule": rule_text(ended)})
        for one in found.open:
            checkins.put(change.connection, one.id, state="cancelled", reason=why)


def get_series(wb: Workbench, series_id: int) -> SeriesRow:
    """Give one series; NotFound when there is none."""
    with wb.read() as connection:
        return series.get(connection, series_id)


def list_series_check_ins(wb: Workbench, series_id: int) -> list[CheckInRow]:
    """Give the check-ins of a series by day."""
    with wb.read() as connection:
        return checkins.list_where(connection, series_id=series_id)


@dataclass(frozen=True, slots=True)
class _Found:
    """A check-in of a series with those that the scope reaches (`open`, `first` the first of them), by schedule."""

    row: CheckInRow
    name: str
    series: SeriesRow
    first: CheckInRow
    open: tuple[CheckInRow, ...]
    days: tuple[date, ...]


def _found(wb: Workbench, check_in_id: CheckInId, scope: str) -> _Found | None:
    if scope == "this":
        return None
    row, name = single.open_check_in(wb, check_in_id)
    if row.series_id is None:
        raise InvalidInput("That check-in is of no series.", field="scope")
    with wb.read() as connection:
        kept = series.get(connection, row.series_id)
        members = checkins.list_where(connection, series_id=row.series_id)
    members = sorted(members, key=lambda one: (one.scheduled_on or one.due_on, one.id))
    later = members[[one.id for one in members].index(row.id) :] if scope == "later" else members
    reached = tuple(one for one in later if one.is_open)
    days = tuple(one.scheduled_on or one.due_on for one in members)
    return _Found(row, name, kept, reached[0], reached, days)


def _moved(found: _Found, due_on: date) -> tuple[Rule, date]:
    """Give the rule of what the scope reaches once the row is due on another day, and the day it is counted from."""
    rule = parse_rule(found.series.rule)
    old = found.row.scheduled_on or found.row.due_on
    first_day = found.first.scheduled_on or found.first.due_on
    try:
        moved = moved_rule(rule, old, due_on)
    except RuleNotKept as error:
        raise InvalidInput(_sentence(error), "due_on", "Move this one only, or plan another series.") from error
    start = due_on if first_day == old else stepped_back(moved, first_day, old, due_on)
    return replace(moved, count=ended_before(rule, first_day, found.days)[1].count), start


def _cut(connection: Connection, found: _Found, rest: Rule, start: date, values: Mapping[str, Any]) -> int:
    """Let the rest of a series go its own way; give the key of the series that it is now."""
    first_day = found.first.scheduled_on or found.first.due_on
    changed = {"rule": rule_text(rest), "anchor_on": start, **values}
    if not any(day < first_day for day in found.days):
        series.put(connection, found.series.id, changed)
        return found.series.id
    before = ended_before(parse_rule(found.series.rule), first_day, found.days)[0]
    series.put(connection, found.series.id, {"rule": rule_text(before)})
    row = found.series
    kept = {name: getattr(row, name) for name in
            ("account_id", "is_from_completion", "kind", "channel", "agenda", "minutes", "due_time", "time_zone",
             "shift")}  # fmt: skip
    return series.add(connection, {**kept, **changed})


def _rule(text: str, anchor: date) -> Rule:
    try:
        return rule_for(text, anchor)
    except RuleNotKept as error:
        raise InvalidInput(_sentence(error), "rule", f"Write {', '.join(REPEATS)}, or a rule of RFC 5545.") from error


def _sentence(error: RuleNotKept) -> str:
    words = str(error)
    return f"{words[:1].upper()}{words[1:]}."


def _member_draft(draft: SeriesDraft) -> CheckInDraft:
    return CheckInDraft(
        draft.account_id, draft.anchor_on, draft.channel, draft.kind, draft.agenda, draft.contact_ids, draft.minutes,
        draft.due_time, draft.time_zone,
    )  # fmt: skip


def _draft_of(row: CheckInRow) -> CheckInDraft:
    people = tuple(key for key, _ in row.people)
    return CheckInDraft(
        row.account_id, row.due_on, row.channel, row.kind, row.agenda, people, row.minutes, row.due_time, row.time_zone
    )


def _content(draft: CheckInDraft) -> dict[str, Any]:
    names = ("channel", "kind", "agenda", "minutes", "due_time", "time_zone")
    return {name: getattr(draft, name) for name in names}
