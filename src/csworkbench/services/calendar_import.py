"""Calendar files into the book: new events become check-ins and series, known ones are brought up to date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from csworkbench.domain.calendar_events import CalendarEvent, CalendarFile
from csworkbench.domain.calendar_import import CalendarImport
from csworkbench.domain.checkins import CheckInDraft, CheckInRow
from csworkbench.domain.ids import AccountId, CheckInId
from csworkbench.domain.texts import LONGEST_TEXT
from csworkbench.infra.clock import Clock, utc_text
from csworkbench.services.calendar_matching import Matcher
from csworkbench.services.series_planning import add_member, plan_ahead, replan
from csworkbench.storage import calendar_ledger, checkins, series
from csworkbench.storage.workbench import Workbench

MOST_TOLD = 200
_EXCLUDED = "Left out in the calendar"


class _NothingWritten(Exception):
    """Takes the change back."""


def import_calendar(
    wb: Workbench,
    path: Path,
    account_id: AccountId | None = None,
    *,
    since: date | None = None,
    is_dry_run: bool = False,
) -> CalendarImport:
    """Bring the events of a calendar file into the book, as one change; give what was done, or would be.

    Events are told apart by UID; a known one is brought up to date unless the book knows a higher SEQUENCE. Events that
    were over before `since` (today when it is None) and are not known are left out. Events that tell no account go to
    `account_id`, and are left out when it is None.

    Raises:
        InvalidInput: it is no calendar file.
        WorkbenchError: the file can't be read.
    """
    from csworkbench.exchange.readers.ics_file import read_calendar_file

    file = read_calendar_file(path)
    done = CalendarImport(left_out=list(file.unread))
    try:
        with wb.change(f"Import calendar {path.name}") as change:
            _Import(change.connection, wb.clock, account_id, since or wb.clock.today(), done).run(file)
            if done.is_nothing or is_dry_run:
                raise _NothingWritten
    except _NothingWritten:
        pass
    done.strangers[:] = sorted(set(done.strangers))[:MOST_TOLD]
    return done


@dataclass(slots=True)
class _Import:
    """One import that runs."""

    connection: Connection
    clock: Clock
    default: AccountId | None
    since: date
    done: CalendarImport

    def run(self, file: CalendarFile) -> None:
        """Go through the file: series first, then what differs from them, then single events."""
        matcher = Matcher(self.connection, self.default)
        told = calendar_ledger.told(self.connection)
        uids = [one.own_uid or one.uid for one in file.events]
        singles = checkins.by_uids(self.connection, uids)
        known_series = series.by_uids(self.connection, uids)
        before = {*singles, *known_series}
        for event in _newest(file.events):
            key = event.own_uid or event.uid
            last = told.get(event.key)
            newest = -1 if last is None else last.sequence
            if key in before and last is not None and last.fingerprint == event.fingerprint():
                self.done.unchanged += 1  # the book wrote it; what the book says now is newer
                continue
            if event.rule is not None and event.recurrence_on is None:
                found = self._series(event, matcher, known_series.get(key), newest)
                if found is not None:
                    known_series[key] = found
            elif key in known_series:
                self._member(event, matcher, known_series[key], newest)
            else:
                self._single(event, matcher, singles.get(key), newest)

    def _single(self, event: CalendarEvent, matcher: Matcher, known: CheckInId | None, newest: int) -> None:
        row = None if known is None else checkins.get(self.connection, known)
        account_id = self._account(event, matcher, row)
        if account_id is None:
            return
        people = self._people(event, matcher, account_id)
        values = _values(event)
        if row is not None:
            self._update(row, values, people, event, newest)
            return
        more = {"state": event.state, "reason": event.reason, "ics_sequence": event.sequence, **_ics_uid(event)}
        checkins.add(self.connection, _draft(account_id, event, people), utc_text(self.clock.now()), **more)
        self.done.added += 1

    def _series(self, event: CalendarEvent, matcher: Matcher, known: int | None, newest: int) -> int | None:
        row = None if known is None else series.get(self.connection, known)
        if row is None and event.state == "cancelled":
            self._leave_out(event, "it is cancelled")
            return None
        account_id = int(row.account_id) if row else self._account(event, matcher, None, is_series=True)
        if account_id is None:
            return None
        people = self._people(event, matcher, account_id)
        values = {name: value for name, value in _values(event).items() if name != "due_on"}
        values |= {"rule": event.rule, "shift": event.shift}
        if row is None:
            values |= {"account_id": account_id, "anchor_on": event.day, "ics_sequence": event.sequence}
            key = series.add(self.connection, {**values, "is_from_completion": False, **_ics_uid(event)})
            plan_ahead(self.connection, key, self.clock)
            for member in checkins.list_where(self.connection, series_id=key):
                checkins.set_people(self.connection, member.id, people)
            self._exclude(event, key)
            self.done.added += 1
            return key
        if event.sequence < max(newest, row.ics_sequence or 0):
            self._leave_out(event, "the book knows a newer one")
        elif all(getattr(row, name) == value for name, value in values.items() if name != "rule") and (
            newest >= event.sequence or row.rule == event.rule
        ):
            self.done.unchanged += 1
        else:
            self._update_series(row.id, values, people, event)
        return known

    def _update_series(self, key: int, values: dict[str, Any], people: Sequence[int], event: CalendarEvent) -> None:
        series.put(self.connection, key, {**values, "anchor_on": event.day, "ics_sequence": event.sequence})
        members = [one for one in checkins.list_where(self.connection, series_id=key) if one.is_open]
        members = [one for one in members if (one.scheduled_on or one.due_on) >= event.day]
        for one in members:
            kept = {name: values[name] for name in ("due_time", "time_zone", "minutes", "agenda", "kind", "channel")}
            checkins.put(self.connection, one.id, **kept)
            checkins.set_people(self.connection, one.id, people)
        replan(self.connection, key, members, self.clock, {})
        self._exclude(event, key)
        self.done.updated += 1

    def _exclude(self, event: CalendarEvent, key: int) -> None:
        for one in checkins.list_where(self.connection, series_id=key, states=["planned"]):
            if one.scheduled_on in event.left_out:
                checkins.put(self.connection, one.id, state="cancelled", reason=_EXCLUDED)

    def _member(self, event: CalendarEvent, matcher: Matcher, series_id: int, newest: int) -> None:
        kept = series.get(self.connection, series_id)
        day = event.recurrence_on or event.day
        members = checkins.list_where(self.connection, series_id=series_id)
        people = self._people(event, matcher, int(kept.account_id))
        row = next((one for one in members if one.scheduled_on == day), None)
        if row is not None:
            self._update(row, _values(event), people, event, newest)
        elif event.day < self.since:
            self._leave_out(event, "it was over before")
        else:
            add_member(self.connection, kept, day, event.day, people, self.clock)
            added = checkins.list_where(self.connection, series_id=series_id, first=event.day, last=event.day)
            new = next(one for one in added if one.scheduled_on == day)
            values = {**_values(event), "state": event.state, "reason": event.reason, "ics_sequence": event.sequence}
            checkins.put(self.connection, new.id, **values)
            self.done.added += 1

    def _update(
        self, row: CheckInRow, values: dict[str, Any], people: Sequence[int], event: CalendarEvent, newest: int
    ) -> None:
        if event.sequence < max(newest, row.ics_sequence or 0):
            self._leave_out(event, "the book knows a newer one")
            return
        if row.state == "held" and event.state != "held":
            self._leave_out(event, "it was held already")
            return
        values = {**values, "state": event.state, "reason": event.reason}
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not changed and {key for key, _ in row.people} == set(people):
            self.done.unchanged += 1
            return
        if "due_on" in changed:
            changed["moved_count"] = row.moved_count + 1
        checkins.put(self.connection, row.id, **changed, ics_sequence=event.sequence)
        checkins.set_people(self.connection, row.id, people)
        self.done.updated += 1

    def _account(
        self, event: CalendarEvent, matcher: Matcher, row: CheckInRow | None, *, is_series: bool = False
    ) -> int | None:
        if row is not None:
            return int(row.account_id)
        if not is_series and event.day < self.since and event.own_uid is None:
            self._leave_out(event, "it was over before")
            return None
        if event.state == "cancelled" and event.own_uid is None:
            self._leave_out(event, "it is cancelled")
            return None
        found = matcher.account_of(event)
        if found is None:
            self._leave_out(event, "no account is known for it")
        return found

    def _people(self, event: CalendarEvent, matcher: Matcher, account_id: int) -> list[int]:
        people, strangers = matcher.people_of(event, account_id)
        self.done.strangers += strangers
        return people

    def _leave_out(self, event: CalendarEvent, why: str) -> None:
        self.done.left_out.append(f'event "{event.title or event.uid}" on {event.day.isoformat()}: {why}')


def _newest(events: Sequence[CalendarEvent]) -> list[CalendarEvent]:
    """Give each event once, in its highest sequence; series before what differs from them."""
    found: dict[str, CalendarEvent] = {}
    for event in events:
        other = found.get(event.key)
        if other is None or event.sequence >= other.sequence:
            found[event.key] = event
    return sorted(found.values(), key=lambda one: (one.recurrence_on is not None, one.day, one.uid))


def _values(event: CalendarEvent) -> dict[str, Any]:
    agenda = event.agenda
    if event.own_uid is None and event.title:
        # The title is all that another program tells; a check-in has none.
        agenda = f"{event.title}\n{agenda}" if agenda else event.title
    return {
        "due_on": event.day,
        "due_time": event.time,
        "time_zone": event.zone,
        "minutes": event.minutes,
        "agenda": agenda[:LONGEST_TEXT] if agenda else None,
        "kind": event.kind,
        "channel": event.channel,
    }


def _draft(account_id: int, event: CalendarEvent, people: Sequence[int]) -> CheckInDraft:
    return CheckInDraft(AccountId(account_id), contact_ids=tuple(people), **_values(event))


def _ics_uid(event: CalendarEvent) -> dict[str, Any]:
    """Give how the event is known again: its own uid is taken over when the book, or another one, made it."""
    return {"uid": event.own_uid} if event.own_uid else {"ics_uid": event.uid}
