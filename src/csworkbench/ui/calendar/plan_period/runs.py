"""Work of the dialog beside the window: planning, checking rows and writing, in the child process."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from csworkbench.domain.planning.preview import PlannedRow, PlanPreview, PlanRequest
from csworkbench.ui.bridge.operations import Operation
from csworkbench.ui.bridge.workspace import Workspace


class PlanRuns(QObject):
    """Starts it; the newest plan wins over those before it.

    Signals:
        planned: a `PlanPreview`.
        checked: a list of `RowProblem`.
        applied: how many check-ins were planned.
        failed: an error, of whichever of them.
        changed: something has begun or ended.
    """

    planned = Signal(object)
    checked = Signal(object)
    applied = Signal(int)
    failed = Signal(object)
    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        """Start idle."""
        super().__init__(parent)
        self._workspace = workspace
        self._planning: Operation | None = None
        self._checking: Operation | None = None
        self._applying: Operation | None = None

    @property
    def planning(self) -> Operation | None:
        """The planning that is under way."""
        return _running(self._planning)

    @property
    def applying(self) -> Operation | None:
        """The writing that is under way."""
        return _running(self._applying)

    @property
    def is_checking(self) -> bool:
        """Whether rows are being checked."""
        return _running(self._checking) is not None

    def plan(self, request: PlanRequest) -> None:
        """Make a plan; what was being made or checked is given up."""
        from csworkbench.services.planning.beside import preview_for_book

        self._cancel(self._checking)
        args = (self._workspace.path, self._workspace.clock, request)
        self._planning = self._workspace.operations.compute(
            self, preview_for_book, args, self._on_planned, on_failure=self._on_failed, latest="plan", name="Planning"
        )
        self.changed.emit()

    def check(self, request: PlanRequest, rows: Sequence[PlannedRow]) -> None:
        """Check rows as they stand."""
        from csworkbench.services.planning.beside import check_for_book

        args = (self._workspace.path, self._workspace.clock, request, tuple(rows))
        self._checking = self._workspace.operations.compute(
            self,
            check_for_book,
            args,
            self._on_checked,
            on_failure=self._on_failed,
            latest="check",
            name="Checking the plan",
        )
        self.changed.emit()

    def apply(self, preview: PlanPreview) -> None:
        """Write a plan as one change."""
        from csworkbench.services.planning.beside import apply_for_book

        args = (self._workspace.path, self._workspace.clock, preview)
        self._applying = self._workspace.change_in_child(
            self, apply_for_book, args, self._on_applied, on_failure=self._on_failed, name="Plan check-ins"
        )
        self.changed.emit()

    def cancel(self) -> None:
        """Give up what is under way; what is being committed is not."""
        for operation in (self._planning, self._checking, self._applying):
            self._cancel(operation)
        self.changed.emit()

    def _cancel(self, operation: Operation | None) -> None:
        if operation is not None:
            self._workspace.operations.cancel(operation)

    def _on_planned(self, preview: PlanPreview) -> None:
        self.planned.emit(preview)
        self.changed.emit()

    def _on_checked(self, problems: object) -> None:
        self.checked.emit(problems)
        self.changed.emit()

    def _on_applied(self, count: int) -> None:
        self.applied.emit(count)

    def _on_failed(self, error: BaseException) -> None:
        self.failed.emit(error)
        self.changed.emit()


def _running(operation: Operation | None) -> Operation | None:
    return operation if operation is not None and not operation.is_over else None
