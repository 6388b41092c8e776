"""Calendar files of the book: one check-in, a series, everything in one file or in a folder to subscribe to.

An export reads, so it works beside the window that has the book open. What it tells for the first time, or tells anew,
is noted in the ledger in a transaction of its own; only that waits for a write that is under way.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from csworkbench.domain.calendar_events import OUR_DOMAIN, CalendarEvent
from csworkbench.domain.ids import CheckInId
from csworkbench.infra.clock import utc_text
from csworkbench.infra.errors import InvalidInput, file_fault
from csworkbench.infra.tokens import Token
from csworkbench.services.calendar_files.events import EventMaker, events_of_book
from csworkbench.services.report_files import put_whole
from csworkbench.storage import calendar_ledger, checkins, series
from csworkbench.storage.calendar_ledger import Told
from csworkbench.storage.workbench import Workbench

SUFFIX = ".ics"
PAST_DAYS = 92
"""How far back what is over is exported with the whole book."""
REPORT_EVERY = 200
_OURS = re.compile(rf"[0-9a-f-]{{36}}{re.escape(OUR_DOMAIN)}\.ics", re.ASCII)
_UNSAFE = re.compile(r"[^A-Za-z0-9@._-]")


def export_check_in(wb: Workbench, check_in_id: CheckInId, path: Path, token: Token | None = None) -> int:
    """Write the calendar file of one check-in; give how many events it holds.

    Cancelled through `token`, it leaves the file as it was.

    Raises:
        InvalidInput: the file's name does not end in .ics.
        NotFound: there is no such check-in.
        WorkbenchError: the file can't be written, or what it tells can't be noted in the book.
    """
    with wb.read() as connection:
        row = checkins.get(connection, check_in_id)
        maker = EventMaker(connection, [row.account_id])
        kept = None if row.series_id is None else series.get(connection, row.series_id)
        is_member = kept is not None and not kept.is_from_completion
        event = maker.member(kept, row) if kept is not None and is_member else maker.single(row)
    return _write(wb, [event], path, token or Token())


def export_series(wb: Workbench, series_id: int, path: Path, token: Token | None = None) -> int:
    """Write the calendar file of a series; gives and raises what `export_check_in` does."""
    with wb.read() as connection:
        kept = series.get(connection, series_id)
        members = checkins.list_where(connection, series_id=series_id)
        events = EventMaker(connection, [kept.account_id]).of_series(kept, members)
    return _write(wb, events, path, token or Token())


def export_book(wb: Workbench, path: Path, owner_id: int | None = None, token: Token | None = None) -> int:
    """Write what is planned and the last three months into one file; gives and raises what `export_check_in` does."""
    token = token or Token()
    check_suffix(path)
    return _write(wb, _book(wb, owner_id, token), path, token)


def export_folder(wb: Workbench, folder: Path, owner_id: int | None = None, token: Token | None = None) -> int:
    """Write one file per event or series into a folder that a calendar program can subscribe to (vdir).

    Files that would say the same stay untouched; those of ours that are no longer needed are deleted, others never.
    Give how many files were written or deleted.

    Raises:
        WorkbenchError: the folder can't be written, or what it tells can't be noted in the book.
    """
    token = token or Token()
    wanted = _files(wb, _book(wb, owner_id, token), token)
    token.seal()
    changed = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".csworkbench-", dir=folder) as drafts:
            for done, (name, data) in enumerate(wanted.items()):
                if done % REPORT_EVERY == 0:
                    token.report(f"Writing {folder.name}", done, len(wanted))
                changed += _put(drafts, folder / name, data)
            for path in folder.iterdir():
                if path.name not in wanted and _OURS.fullmatch(path.name):
                    path.unlink()
                    changed += 1
    except OSError as error:
        raise file_fault(error, folder) from error
    return changed


def _put(drafts: str, target: Path, data: bytes) -> bool:
    """Put a file where it belongs, whole or not at all, unless it says the same already; tell whether it was put."""
    if target.is_file() and target.read_bytes() == data:
        return False
    draft = Path(drafts) / target.name
    draft.write_bytes(data)
    draft.replace(target)
    return True


def check_suffix(path: Path) -> None:
    """Raise InvalidInput when the name of a calendar file does not end in .ics."""
    if path.suffix.lower() != SUFFIX:
        raise InvalidInput(f"A calendar file ends in {SUFFIX}.", "file", f"Write {path.stem}{SUFFIX}.")


def _files(wb: Workbench, events: Sequence[CalendarEvent], token: Token) -> dict[str, bytes]:
    """Give the files of a folder: one per event or series, by name."""
    from csworkbench.exchange.writers.ics_file import calendar_bytes

    parts: dict[str, list[CalendarEvent]] = {}
    for event in _sequenced(wb, events):
        parts.setdefault(_UNSAFE.sub("_", event.uid)[:120] + SUFFIX, []).append(event)
    made = {}
    for done, (name, found) in enumerate(parts.items()):
        if done % REPORT_EVERY == 0:
            token.report("Writing events", done, len(parts))
        made[name] = calendar_bytes(found, wb.path.stem)
    return made


def _book(wb: Workbench, owner_id: int | None, token: Token) -> list[CalendarEvent]:
    token.report("Reading check-ins")
    since: date = wb.clock.today() - timedelta(days=PAST_DAYS)
    with wb.read() as connection:
        return events_of_book(connection, since, owner_id)


def _write(wb: Workbench, events: Sequence[CalendarEvent], path: Path, token: Token) -> int:
    from csworkbench.exchange.writers.ics_file import calendar_bytes

    check_suffix(path)
    data = calendar_bytes(_sequenced(wb, events), wb.path.stem, token)
    token.seal()
    put_whole(path, partial(_fill, data))
    return len(events)


def _fill(data: bytes, draft: Path) -> None:
    draft.write_bytes(data)


def _sequenced(wb: Workbench, events: Sequence[CalendarEvent]) -> list[CalendarEvent]:
    """Give the events with a sequence that has risen for each whose content is not what was told last.

    What is news is noted before it is told. Another export may have noted some meanwhile: the ledger is asked again
    inside the transaction that notes, so that no sequence ever stands for two contents.
    """
    now = wb.clock.now().replace(microsecond=0)
    with wb.read() as connection:
        found, fresh = _numbered(events, calendar_ledger.told(connection), now)
    if not fresh:
        return found
    with calendar_ledger.noting(wb.path) as connection:
        found, fresh = _numbered(events, calendar_ledger.told(connection), now)
        calendar_ledger.tell(connection, fresh, utc_text(now))
    return found


def _numbered(
    events: Sequence[CalendarEvent], known: Mapping[str, Told], now: datetime
) -> tuple[list[CalendarEvent], dict[str, tuple[int, str]]]:
    """Give the events as they are told, and what of it is to be noted: (sequence, fingerprint) by key."""
    fresh: dict[str, tuple[int, str]] = {}
    found = []
    for event in events:
        last = known.get(event.key)
        fingerprint = event.fingerprint()
        if last is not None and last.fingerprint == fingerprint:
            found.append(replace(event, sequence=last.sequence, changed_at=last.changed_at))
            continue
        sequence = max(event.sequence, 0 if last is None else last.sequence + 1)
        fresh[event.key] = (sequence, fingerprint)
        found.append(replace(event, sequence=sequence, changed_at=now))
    return found, fresh
