"""Changing how often accounts are touched in a process beside the one that has the book open: health is made anew."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from csworkbench.domain.adherence import AdherenceRow
from csworkbench.domain.engagement import CadencePreview, EngagementModel
from csworkbench.domain.history import ChangeSet, UndoState
from csworkbench.domain.ids import AccountId, EngagementModelId, OwnerId
from csworkbench.infra.clock import Clock
from csworkbench.infra.tokens import Token
from csworkbench.services.cadence import change_interval, change_model, list_adherence
from csworkbench.services.derive import derive_change
from csworkbench.services.workbench import open_workbench
from csworkbench.storage.lent import LentWorkbench

Interval = tuple[EngagementModelId | None, int | None, int | None]
"""Engagement model, ideal and maximum days by hand (None: the model's)."""


def change_model_for_book(
    token: Token, book: Path, clock: Clock, model: EngagementModel, with_check_ins: bool
) -> tuple[CadencePreview, ChangeSet | None, UndoState]:
    """Change a model in the book at `book`, which the calling process has open for writing and leaves alone meanwhile.

    Raises:
        InvalidInput: the model can't be stored as given.
    """
    with closing(LentWorkbench(book, clock, derive_change, token)) as workbench:
        found = change_model(workbench, model, with_check_ins=with_check_ins)
        return found, workbench.last_change, workbench.undo_state()


def change_interval_for_book(
    token: Token, book: Path, clock: Clock, account_ids: Sequence[AccountId], interval: Interval, with_check_ins: bool
) -> tuple[CadencePreview, ChangeSet | None, UndoState]:
    """Give many accounts of the book at `book` another engagement model and intervals by hand; see above.

    Raises:
        InvalidInput: the intervals can't be kept.
    """
    with closing(LentWorkbench(book, clock, derive_change, token)) as workbench:
        found = change_interval(workbench, account_ids, *interval, with_check_ins=with_check_ins)
        return found, workbench.last_change, workbench.undo_state()


def adherence_of_book(token: Token, book: Path, clock: Clock, owner_id: OwnerId | None) -> list[AdherenceRow]:
    """Give by month how well the accounts of the book at `book` were touched in time; it is only read."""
    token.report("Reading touches")
    with closing(open_workbench(book, clock, write=False, purpose="a report", check=False)) as workbench:
        return list_adherence(workbench, owner_id)
