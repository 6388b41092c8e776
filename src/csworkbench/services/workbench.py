"""Opening and making workbenches, with everything derived kept true."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from csworkbench.domain.health.model import default_model
from csworkbench.infra.clock import Clock, utc_text
from csworkbench.services.day_start import day_of_figures, needs_day_start, start_day
from csworkbench.services.derive import derive_change
from csworkbench.storage import derived
from csworkbench.storage.engagement_models import add_presets
from csworkbench.storage.health.models import add_model
from csworkbench.storage.workbench import Workbench, create_book, open_book, remove_unfinished

__all__ = [
    "Workbench",
    "closing",
    "create_workbench",
    "day_of_figures",
    "is_demo",
    "needs_day_start",
    "open_workbench",
    "start_day",
]


def open_workbench(
    path: Path, clock: Clock, *, write: bool = True, purpose: str = "CS Workbench", check: bool = True
) -> Workbench:
    """Open the book at `path`; takes and raises what `storage.workbench.open_book` does."""
    return open_book(path, clock, derive_change, write=write, purpose=purpose, check=check)


def create_workbench(path: Path, clock: Clock, *, purpose: str = "CS Workbench") -> Workbench:
    """Make a new book with the engagement models and the health model every book starts with."""
    workbench = create_book(path, clock, derive_change, purpose=purpose)
    try:
        with workbench.birth() as change:
            add_presets(change.connection)
            add_model(change.connection, default_model(), utc_text(clock.now()))
    except BaseException:
        with suppress(Exception):  # the disk that failed may fail again here; the first error is the one to tell
            workbench.close()
        remove_unfinished(path)
        raise
    return workbench


@contextmanager
def closing(workbench: Workbench) -> Iterator[Workbench]:
    """Close the workbench at the end of the block, whatever happens in it."""
    try:
        yield workbench
    finally:
        workbench.close()


def is_demo(workbench: Workbench) -> bool:
    """Tell whether this is the demonstration book."""
    with workbench.read() as connection:
        return derived.mark(connection, "is_demo") == "1"
