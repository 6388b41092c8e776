"""The import's work beside the UI: reading the file, planning, importing; one at a time, with progress and cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.forms.one_work import OneWork

if TYPE_CHECKING:
    from csworkbench.services.imports.request import ImportRequest


class ImportRunning(OneWork):
    """Runs one step of an import at a time.

    Signals:
        outlined: an `ImportOutline`. planned, imported: an `ImportResult`.
    """

    outlined = Signal(object)
    planned = Signal(object)
    imported = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        """Work through the workspace's lanes."""
        super().__init__(workspace, parent)
        workspace.operations.read(self, _loaded, _on_loaded, name="Get ready to import")

    def outline(self, request: ImportRequest) -> None:
        """Look at the file; a newer look replaces the one before."""
        from csworkbench.services.imports.outline import outline_import

        operation = self.workspace.operations.compute(
            self,
            outline_import,
            (request,),
            self.emitting(self.outlined),
            on_failure=self.fail,
            latest="look",
            name=f"Read {request.path.name}",
        )
        self.watch(operation)

    def plan(self, request: ImportRequest) -> None:
        """See what the import would do."""
        from csworkbench.services.imports.beside import plan_for_book

        operation = self.workspace.operations.compute(
            self,
            plan_for_book,
            (self.workspace.path, self.workspace.clock, request),
            self.emitting(self.planned),
            on_failure=self.fail,
            latest="look",
            name=f"Check {request.path.name}",
        )
        self.watch(operation)

    def apply(self, request: ImportRequest) -> None:
        """Import as one change."""
        from csworkbench.services.imports.beside import import_for_book

        operation = self.workspace.change_in_child(
            self,
            import_for_book,
            (self.workspace.path, self.workspace.clock, request),
            self.emitting(self.imported),
            on_failure=self.fail,
            name=f"Import {request.kind}",
        )
        self.watch(operation)


def _loaded(_token: Token) -> None:
    """Load beside the UI what the first look at a file needs."""
    import csworkbench.services.imports.beside  # noqa: F401


def _on_loaded(_value: object) -> None:
    """Nothing waits for it: who needs a module meanwhile waits for that module alone."""
