"""Making books: the empty one and the demonstration book, outside the UI thread. No Qt here: the child imports it."""

from __future__ import annotations

from pathlib import Path

from csworkbench.infra.clock import Clock
from csworkbench.infra.tokens import Token

DEMO_ACCOUNTS, DEMO_SEED = 1000, 7
_COMPANIONS = ("", "-wal", "-shm", ".lock")


def make_empty_book(path: Path, clock: Clock, _token: Token) -> Path:
    """Make a new book at `path` and close it."""
    from csworkbench.services.workbench import create_workbench

    create_workbench(path, clock).close()
    return path


def make_demo_book(token: Token, path: Path, clock: Clock) -> Path:
    """Make the demonstration book at `path`, whole or not at all; one that is there already is kept."""
    from csworkbench.services.demo.making import make_demo

    if path.exists():
        return path
    part = path.with_name(f"making-{path.name}")
    remove_book(part)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    make_demo(part, DEMO_ACCOUNTS, DEMO_SEED, clock, token)
    part.replace(path)
    remove_book(part)
    return path


def remove_book(path: Path) -> None:
    """Delete a book with everything beside it that belongs to it, backups included."""
    from csworkbench.infra.paths import backup_folder

    for ending in _COMPANIONS:
        path.with_name(path.name + ending).unlink(missing_ok=True)
    folder = backup_folder(path)
    if folder.is_dir():
        for backup in folder.glob(f"*{path.suffix}"):
            backup.unlink()
        if not any(folder.iterdir()):
            folder.rmdir()
