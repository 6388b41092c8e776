"""Planning and importing in a process beside the one that has the book open; functions for a child process.

They take the token first, are picklable and give plain data.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from csworkbench.domain.history import ChangeSet, UndoState
from csworkbench.infra.clock import Clock
from csworkbench.infra.tokens import Token
from csworkbench.services.derive import derive_change
from csworkbench.services.imports.rejects import PackedRejects
from csworkbench.services.imports.request import ImportRequest, ImportResult
from csworkbench.services.imports.running import apply_import, plan_import
from csworkbench.services.workbench import open_workbench
from csworkbench.storage.lent import LentWorkbench


def plan_for_book(token: Token, book: Path, clock: Clock, request: ImportRequest) -> ImportResult:
    """Say what an import into the book at `book` would do; opens it for reading, also beside the program that has it.

    Raises:
        ImportFailed: the file can't be read. ImportStopped: it can't be imported as asked.
    """
    with closing(open_workbench(book, clock, write=False)) as workbench:
        return _packed(plan_import(workbench, request, token))


def import_for_book(
    token: Token, book: Path, clock: Clock, request: ImportRequest
) -> tuple[ImportResult, ChangeSet | None, UndoState]:
    """Import into the book at `book`, which the calling process has open for writing and leaves alone meanwhile.

    Gives the result, what was touched and what can be undone then. Killed before it was sealed, it leaves no trace.

    Raises:
        ImportFailed: the file can't be read. ImportStopped: it can't be imported as asked.
    """
    with closing(LentWorkbench(book, clock, derive_change, token)) as workbench:
        result = apply_import(workbench, request, token)
        return _packed(result), workbench.last_change, workbench.undo_state()


def _packed(result: ImportResult) -> ImportResult:
    return replace(result, rejects=PackedRejects(result.rejects))
