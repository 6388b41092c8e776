"""Plans made, checked and written in a process beside the window, which they would hold up."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from csworkbench.domain.history import ChangeSet, UndoState
from csworkbench.domain.planning.preview import PlannedRow, PlanPreview, PlanRequest, RowProblem
from csworkbench.infra.clock import Clock
from csworkbench.infra.tokens import Token
from csworkbench.services.derive import derive_change
from csworkbench.services.planning.plans import apply_plan, check_rows, preview_plan
from csworkbench.services.workbench import Workbench, open_workbench
from csworkbench.storage.lent import LentWorkbench


def preview_for_book(token: Token, book: Path, clock: Clock, request: PlanRequest) -> PlanPreview:
    """Give a plan for the book at `book`; raises what `preview_plan` does."""
    with closing(_reading(book, clock)) as workbench:
        return preview_plan(workbench, request, token)


def check_for_book(
    _token: Token, book: Path, clock: Clock, request: PlanRequest, rows: Sequence[PlannedRow]
) -> list[RowProblem]:
    """Say what speaks against rows of a plan for the book at `book`; raises what `check_rows` does."""
    with closing(_reading(book, clock)) as workbench:
        return check_rows(workbench, request, rows)


def apply_for_book(
    token: Token, book: Path, clock: Clock, preview: PlanPreview
) -> tuple[int, ChangeSet | None, UndoState]:
    """Write a plan into the book at `book`, which the calling process has open and leaves alone meanwhile.

    Raises:
        InvalidInput, NotFound: as `apply_plan`.
    """
    with closing(LentWorkbench(book, clock, derive_change, token)) as workbench:
        token.report("Planning check-ins")
        count = apply_plan(workbench, preview)
        return count, workbench.last_change, workbench.undo_state()


def _reading(book: Path, clock: Clock) -> Workbench:
    return open_workbench(book, clock, write=False, purpose="a plan", check=False)
