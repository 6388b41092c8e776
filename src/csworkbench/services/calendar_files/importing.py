"""Calendar files into the book: new events become check-ins and series, known ones are brought up to date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from csworkbench.domain.calendar_events import CalendarEvent, CalendarFile
from csworkbench.domain.calendar_import import CHANGED, NEW, UNCHANGED, CalendarImport, unread_line
from csworkbench.domain.checkins import CheckInDraft, CheckInRow
from csworkbench.domain.ids import AccountId, CheckInId
from csworkbench.infra.clock import utc_text
from csworkbench.infra.tokens import Token
from csworkbench.services.calendar_files.import_run import NEWER, Guests, Taking, is_same_people, known_by, values_of
from csworkbench.services.calendar_files.importing_series import take_series
from csworkbench.services.calendar_files.matching import Matcher
from csworkbench.services.series_planning import add_member
from csworkbench.storage import calendar_ledger, checkins, series
from csworkbench.storage.workbench import Workbench

MOST_TOLD = 200
REPORT_EVERY = 50


class _NothingWritten(Exception):
    """Takes the change back."""


def import_calendar(
    wb: Workbench,
    path: Path,
    account_id: AccountId | None = None,
    *,
    since: date | None = None,
    is_dry_run: bool = False,
    token: Token | None = None,
) -> CalendarImport:
    """Bring the events of a calendar file into the book, as one change; give what was done, or would be.

    Events are told apart by UID; a known one is brought up to date unless the book knows a higher SEQUENCE. Events that
    were over before `since` (today when it is None) and are not known are left out. Events that tell no account go to
    `account_id`, and are left out when it is None. Stopped by `token`, it leaves the book as it was.

    Raises:
        InvalidInput: it is no calendar file.
        WorkbenchError: the file can't be read.
    """
    from csworkbench.exchange.readers.ics_file import read_calendar_file

    token = token or Token()
    token.report(f"Reading {path.name}")
    file = read_calendar_file(path)
    done = CalendarImport()
    for words in file.unread:
        done.note(unread_line(words))
    try:
        with wb.change(f"Import calendar {path.name}", token=token) as change:
            matcher = Matcher(change.connection, account_id)
            _run(Taking(change.connection, wb.clock, matcher, since or wb.clock.today(), done), file, token)
            if done.is_nothing or is_dry_run:
                raise _NothingWritten
    except _NothingWritten:
        pass
    done.strangers[:] = sorted(set(done.strangers))[:MOST_TOLD]
    return done


def _run(taking: Taking, file: CalendarFile, token: Token) -> None:
    """Go through the file: series first, then what differs from them, then single events."""
    told = calendar_ledger.told(taking.connection)
    uids = [one.own_uid or one.uid for one in file.events]
    singles = checkins.by_uids(taking.connection, uids)
    known_series = series.by_uids(taking.connection, uids)
    before = {*singles, *known_series}
    events = _newest(file.events)
    days = _told_days(events)
    for place, event in enumerate(events):
        if place % REPORT_EVERY == 0:
            token.report("Reading events", place, len(events))
        key = event.own_uid or event.uid
        last = told.get(event.key)
        newest = -1 if last is None else last.sequence
        if key in before and last is not None and last.fingerprint == event.fingerprint():
            # The book wrote it; what the book says now is newer.
            taking.note(UNCHANGED, event, taking.matcher.account_of(event))
        elif event.rule is not None and event.recurrence_on is None:
            found = take_series(taking, event, known_series.get(key), newest, days.get(key, frozenset()))
            if found is not None:
                known_series[key] = found
        elif key in known_series:
            _take_member(taking, event, known_series[key], newest, CHANGED if key in before else NEW)
        else:
            _take_single(taking, event, singles.get(key), newest)


def _take_single(taking: Taking, event: CalendarEvent, known: CheckInId | None, newest: int) -> None:
    if known is not None:
        row = checkins.get(taking.connection, known)
        _update(taking, row, event, taking.guests_of(event, row.account_id), newest)
        return
    account_id = taking.account_of(event)
    if account_id is None:
        return
    guests = taking.guests_of(event, account_id)
    draft = CheckInDraft(AccountId(account_id), contact_ids=guests.keys, **values_of(event))
    more = {"state": event.state, "reason": event.reason, "ics_sequence": event.sequence, **known_by(event)}
    checkins.add(taking.connection, draft, utc_text(taking.clock.now()), **more)
    taking.note(NEW, event, account_id, guests)


def _take_member(taking: Taking, event: CalendarEvent, series_id: int, newest: int, kind: str) -> None:
    kept = series.get(taking.connection, series_id)
    day = event.recurrence_on or event.day
    members = checkins.list_where(taking.connection, series_id=series_id)
    guests = taking.guests_of(event, kept.account_id)
    row = next((one for one in members if one.scheduled_on == day), None)
    if row is not None:
        _update(taking, row, event, guests, newest, kind)
    elif event.day < taking.since:
        taking.leave_out(event, "it was over before", kept.account_id)
    else:
        add_member(taking.connection, kept, day, event.day, guests.keys, taking.clock)
        added = checkins.list_where(taking.connection, series_id=series_id, first=event.day, last=event.day)
        new = next(one for one in added if one.scheduled_on == day)
        values = {**values_of(event), "state": event.state, "reason": event.reason, "ics_sequence": event.sequence}
        checkins.put(taking.connection, new.id, **values)
        taking.note(NEW, event, kept.account_id, guests)


def _update(
    taking: Taking, row: CheckInRow, event: CalendarEvent, guests: Guests, newest: int, kind: str = CHANGED
) -> None:
    if event.sequence < max(newest, row.ics_sequence or 0):
        taking.leave_out(event, NEWER, row.account_id)
        return
    if row.state == "held" and event.state != "held":
        taking.leave_out(event, "it was held already", row.account_id)
        return
    values = {**values_of(event), "state": event.state, "reason": event.reason}
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed and is_same_people(row.people, guests.keys):
        taking.note(UNCHANGED, event, row.account_id, guests)
        return
    if "due_on" in changed:
        changed["moved_count"] = row.moved_count + 1
    checkins.put(taking.connection, row.id, **changed, ics_sequence=event.sequence)
    checkins.set_people(taking.connection, row.id, guests.keys)
    taking.note(kind, event, row.account_id, guests)


def _newest(events: Sequence[CalendarEvent]) -> list[CalendarEvent]:
    """Give each event once, in its highest sequence; series before what differs from them."""
    found: dict[str, CalendarEvent] = {}
    for event in events:
        other = found.get(event.key)
        if other is None or event.sequence >= other.sequence:
            found[event.key] = event
    return sorted(found.values(), key=lambda one: (one.recurrence_on is not None, one.day, one.uid))


def _told_days(events: Sequence[CalendarEvent]) -> Mapping[str, frozenset[date]]:
    """Give the days of each series for which the file has an event of its own."""
    found: dict[str, set[date]] = {}
    for event in events:
        if event.recurrence_on is not None:
            found.setdefault(event.own_uid or event.uid, set()).add(event.recurrence_on)
    return {key: frozenset(days) for key, days in found.items()}
