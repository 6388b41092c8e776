"""Calendar files in a process beside the window that has the book open; functions for a child process.

They take the token first, are picklable and give plain data.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from csworkbench.domain.calendar_import import CalendarImport
from csworkbench.domain.history import ChangeSet, UndoState
from csworkbench.domain.ids import AccountId, CheckInId
from csworkbench.infra.clock import Clock
from csworkbench.infra.tokens import Token
from csworkbench.services.accounts import resolve_account
from csworkbench.services.calendar_files import export as calendar_export
from csworkbench.services.calendar_files.importing import import_calendar
from csworkbench.services.derive import derive_change
from csworkbench.services.workbench import open_workbench
from csworkbench.storage.lent import LentWorkbench


@dataclass(frozen=True, slots=True)
class CalendarExportRequest:
    """What goes out, and where to: one check-in, a series, or else the book, of one owner or of everyone.

    `is_folder`: `target` is a folder that a calendar program subscribes to; only the book goes into one.
    """

    target: Path
    check_in_id: CheckInId | None = None
    series_id: int | None = None
    owner_id: int | None = None
    is_folder: bool = False


@dataclass(frozen=True, slots=True)
class CalendarImportRequest:
    """A calendar file to take in; `since` as `import_calendar` takes it.

    `account` is whose the events are that tell no account: its key, or words that mean it.
    """

    path: Path
    account: AccountId | str | None = None
    since: date | None = None


def export_for_book(token: Token, book: Path, clock: Clock, request: CalendarExportRequest) -> int:
    """Write what is asked for; give the number of events, or of files of the folder that are new, changed or gone.

    Raises:
        InvalidInput, NotFound, WorkbenchError: as the functions of `calendar_export`.
    """
    with closing(open_workbench(book, clock, write=False, purpose="a calendar file", check=False)) as workbench:
        if request.check_in_id is not None:
            return calendar_export.export_check_in(workbench, request.check_in_id, request.target, token)
        if request.series_id is not None:
            return calendar_export.export_series(workbench, request.series_id, request.target, token)
        if request.is_folder:
            return calendar_export.export_folder(workbench, request.target, request.owner_id, token)
        return calendar_export.export_book(workbench, request.target, request.owner_id, token)


def preview_for_book(
    token: Token, book: Path, clock: Clock, request: CalendarImportRequest
) -> tuple[CalendarImport, ChangeSet | None, UndoState]:
    """Say what an import into the book would do; the lending process leaves the book alone meanwhile.

    It is done and taken back in one transaction, so it says just what the import itself would.

    Raises:
        InvalidInput: it is no calendar file.
        NotFound: no account, or more than one, is meant by the words.
        WorkbenchError: the file can't be read.
    """
    return _imported(token, book, clock, request, is_dry_run=True)


def import_for_book(
    token: Token, book: Path, clock: Clock, request: CalendarImportRequest
) -> tuple[CalendarImport, ChangeSet | None, UndoState]:
    """Import into the book at `book`, which the calling process has open for writing and leaves alone meanwhile.

    Gives what was done, what was touched and what can be undone then; raises as `preview_for_book`.
    """
    return _imported(token, book, clock, request, is_dry_run=False)


def _imported(
    token: Token, book: Path, clock: Clock, request: CalendarImportRequest, *, is_dry_run: bool
) -> tuple[CalendarImport, ChangeSet | None, UndoState]:
    with closing(LentWorkbench(book, clock, derive_change, token)) as workbench:
        account = request.account
        if isinstance(account, str):
            account = resolve_account(workbench, account)
        done = import_calendar(
            workbench, request.path, account, since=request.since, is_dry_run=is_dry_run, token=token
        )
        return done, workbench.last_change, workbench.undo_state()
