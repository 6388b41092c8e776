"""The import's work beside the UI: reading the file, planning, importing; one at a time, with progress and cancel."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from csworkbench.infra.errors import WorkbenchError
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.operations import Operation
from csworkbench.ui.bridge.workspace import Workspace

if TYPE_CHECKING:
    from csworkbench.services.imports.request import ImportRequest

POLL_MS = 100


class ImportRunning(QObject):
    """Runs one step of an import at a time.

    Signals:
        outlined: an `ImportOutline`. planned, imported: an `ImportResult`.
        failed: what went wrong, as a sentence.
        stopped: it was cancelled; nothing was written.
        progressed: (sentence, rows done).
    """

    outlined = Signal(object)
    planned = Signal(object)
    imported = Signal(object)
    failed = Signal(str)
    stopped = Signal()
    progressed = Signal(str, int)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        """Work through the workspace's lanes."""
        super().__init__(parent)
        self._workspace = workspace
        self._operation: Operation | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._on_poll)
        workspace.operations.read(self, _loaded, _on_loaded, name="Get ready to import")

    @property
    def is_running(self) -> bool:
        """Whether something is under way."""
        return self._operation is not None

    def outline(self, request: ImportRequest) -> None:
        """Look at the file; a newer look replaces the one before."""
        from csworkbench.services.imports.outline import outline_import

        operation = self._workspace.operations.compute(
            self,
            outline_import,
            (request,),
            partial(self._on_done, self.outlined),
            on_failure=self._on_failed,
            latest="look",
            name=f"Read {request.path.name}",
        )
        self._watch(operation)

    def plan(self, request: ImportRequest) -> None:
        """See what the import would do."""
        from csworkbench.services.imports.beside import plan_for_book

        operation = self._workspace.operations.compute(
            self,
            plan_for_book,
            (self._workspace.path, self._workspace.clock, request),
            partial(self._on_done, self.planned),
            on_failure=self._on_failed,
            latest="look",
            name=f"Check {request.path.name}",
        )
        self._watch(operation)

    def apply(self, request: ImportRequest) -> None:
        """Import as one change."""
        from csworkbench.services.imports.beside import import_for_book

        operation = self._workspace.change_in_child(
            self,
            import_for_book,
            (self._workspace.path, self._workspace.clock, request),
            partial(self._on_done, self.imported),
            on_failure=self._on_failed,
            name=f"Import {request.kind}",
        )
        self._watch(operation)

    def cancel(self) -> None:
        """Stop what is under way; `stopped` follows when it has."""
        if self._operation is not None:
            self._workspace.operations.cancel(self._operation)

    def _watch(self, operation: Operation) -> None:
        self._operation = None if operation.is_over else operation
        if self._operation is not None:
            self._timer.start()

    def _on_done(self, signal: SignalInstance, value: object) -> None:
        self._settle()
        signal.emit(value)

    def _on_failed(self, error: BaseException) -> None:
        self._settle()
        if isinstance(error, WorkbenchError | ValueError):
            self.failed.emit(str(error))
        else:
            self.failed.emit("That did not work; the book is as it was.")
            self._workspace.operations.failed.emit(error)

    def _on_poll(self) -> None:
        operation = self._operation
        if operation is None:
            self._timer.stop()
        elif operation.is_over:
            self._settle()
            self.stopped.emit()
        else:
            progress = operation.progress
            self.progressed.emit(progress.text, progress.done)

    def _settle(self) -> None:
        self._operation = None
        self._timer.stop()


def _loaded(_token: Token) -> None:
    """Load beside the UI what the first look at a file needs."""
    import csworkbench.services.imports.beside  # noqa: F401


def _on_loaded(_value: object) -> None:
    """Nothing waits for it: who needs a module meanwhile waits for that module alone."""
