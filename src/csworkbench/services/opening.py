"""Opening: what the first window shows, read before anything heavy is loaded."""

from __future__ import annotations

from pathlib import Path

from csworkbench.domain.accounts import SORTS, FirstPage
from csworkbench.infra.clock import Clock
from csworkbench.storage.opening import read_first_page

FIRST_LINES = 60


def open_first_page(
    path: Path, clock: Clock, lines: int = FIRST_LINES, sort: str = "score", *, descending: bool = False
) -> FirstPage | None:
    """Give the first page of the accounts by `sort` (score when unknown); None: the book needs a migration first.

    Raises:
        NotFound: there is no such file.
        BookTooNew: a newer program wrote it.
        BookDamaged: the file is no book.
    """
    known = sort if sort in SORTS else "score"
    return read_first_page(path, clock.today(), lines, known, descending=descending)
