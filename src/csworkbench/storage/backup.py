"""Backups of a book: whole, checked, renamed into place, thinned with age."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from csworkbench.infra.clock import Clock
from csworkbench.infra.errors import BookDamaged, file_fault
from csworkbench.infra.paths import BOOK_SUFFIX, backup_folder
from csworkbench.storage.connection import connect
from csworkbench.storage.faults import explained

_STAMP = "%Y%m%dT%H%M%SZ"
_ALL_DAYS, _DAILY, _WEEKLY, _MONTHLY = 2, 12, 10, 9


def back_up(book: Path, clock: Clock, why: str) -> Path:
    """Copy the book (open or not) into its backup folder through SQLite itself; give the copy's path.

    Raises:
        WorkbenchError: the folder can't be written or the disk is full; no part of a copy stays.
        BookDamaged: the copy did not pass the check; no backup was kept.
    """
    folder = backup_folder(book)
    final = folder / f"{clock.now().strftime(_STAMP)}-{why}{BOOK_SUFFIX}"
    part = final.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        copy_into(book, part)
        _check(part)
        part.replace(final)
    except BaseException as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise file_fault(error, folder) from error
        raise
    thin(folder, clock)
    return final


def copy_into(book: Path, part: Path) -> None:
    """Write a whole copy of the book, open or not, into the empty file `part`, through SQLite itself."""
    with explained(book):
        connection = connect(book, read_only=True)
        try:
            connection.execute("PRAGMA query_only=OFF")
            connection.execute("VACUUM INTO ?", (str(part),))
        finally:
            connection.close()


def backup_time(backup: Path) -> datetime:
    """Give the instant (naive, UTC) in a backup's name."""
    return datetime.strptime(backup.name.split("-")[0], _STAMP)  # noqa: DTZ007  # the stamp is UTC by its Z


def thin(folder: Path, clock: Clock) -> None:
    """Keep every backup of 2 days, then 12 daily, 10 weekly and 9 monthly ones; delete the rest."""
    backups = sorted(folder.glob(f"*{BOOK_SUFFIX}"), reverse=True)
    for backup in set(backups) - kept(backups, clock.now().replace(tzinfo=None)):
        backup.unlink()


def kept(backups: list[Path], now: datetime) -> set[Path]:
    """Give which of the backups (newest first) stay."""
    keep: set[Path] = set()
    slots: dict[str, set[str]] = {"day": set(), "week": set(), "month": set()}
    limits = {"day": _DAILY, "week": _WEEKLY, "month": _MONTHLY}
    for backup in backups:
        made = backup_time(backup)
        if (now - made).days < _ALL_DAYS:
            keep.add(backup)
            continue
        labels = {"day": f"{made:%Y-%m-%d}", "week": f"{made:%G-%V}", "month": f"{made:%Y-%m}"}
        for kind, label in labels.items():
            if label not in slots[kind] and len(slots[kind]) < limits[kind]:
                slots[kind].add(label)
                keep.add(backup)
    return keep


def _check(part: Path) -> None:
    connection = connect(part, read_only=True)
    try:
        answer = connection.execute("PRAGMA quick_check").fetchone()[0]
    finally:
        connection.close()
    if answer != "ok":
        part.unlink()
        raise BookDamaged("The backup did not pass its check; it was not kept.", "Check the disk.")
