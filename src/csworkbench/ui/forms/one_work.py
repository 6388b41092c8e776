"""Long work of a dialog: one piece at a time, with progress, a failure in words, and cancel."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from csworkbench.infra.errors import WorkbenchError
from csworkbench.infra.tokens import Progress
from csworkbench.ui.bridge.operations import OnSuccess, Operation
from csworkbench.ui.bridge.workspace import Workspace

POLL_MS = 100


class OneWork(QObject):
    """Watches what a dialog has under way; subclasses start it and pass it to `watch`.

    Signals:
        failed: what went wrong, as a sentence.
        stopped: it was cancelled; nothing was written.
        progressed: a `Progress`.
    """

    failed = Signal(str)
    stopped = Signal()
    progressed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        """Work through the workspace's lanes."""
        super().__init__(parent)
        self.workspace = workspace
        self._operation: Operation | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._on_poll)

    @property
    def is_running(self) -> bool:
        """Whether something is under way."""
        return self._operation is not None

    def cancel(self) -> None:
        """Stop what is under way; `stopped` follows when it has."""
        if self._operation is not None:
            self.workspace.operations.cancel(self._operation)

    def watch(self, operation: Operation) -> None:
        """Tell how far an operation is until it is over."""
        self._operation = None if operation.is_over else operation
        if self._operation is not None:
            self._timer.start()

    def emitting(self, signal: SignalInstance) -> OnSuccess:
        """Give what settles the work and emits its value."""
        return partial(self._on_done, signal)

    def fail(self, error: BaseException) -> None:
        """Settle the work and say what went wrong."""
        self._settle()
        if isinstance(error, WorkbenchError | ValueError):
            self.failed.emit(str(error))
        else:
            self.failed.emit("That did not work; the book is as it was.")
            self.workspace.operations.failed.emit(error)

    def _on_done(self, signal: SignalInstance, value: Any) -> None:
        self._settle()
        signal.emit(value)

    def _on_poll(self) -> None:
        operation = self._operation
        if operation is None:
            self._timer.stop()
        elif operation.is_over:
            self._settle()
            self.stopped.emit()
        else:
            progress: Progress = operation.progress
            self.progressed.emit(progress)

    def _settle(self) -> None:
        self._operation = None
        self._timer.stop()
