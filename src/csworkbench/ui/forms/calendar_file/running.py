"""The work of the calendar dialogs in the process beside the UI: export, preview, import; with progress and cancel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csworkbench.domain.ids import CheckInId
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.forms.one_work import OneWork

if TYPE_CHECKING:
    from csworkbench.services.calendar_files.beside import CalendarImportRequest


class CalendarRunning(OneWork):
    """Runs one step at a time.

    Signals:
        exported: how many events or files were written.
        previewed, imported: a `CalendarImport`.
    """

    exported = Signal(int)
    previewed = Signal(object)
    imported = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        """Work through the workspace's lanes; what the work needs is loaded beside the UI."""
        super().__init__(workspace, parent)
        workspace.operations.read(self, _loaded, _on_loaded, name="Get ready for calendar files")

    def export(
        self, target: Path, *, check_in_id: CheckInId | None, series_id: int | None, owner_id: int | None,
        is_folder: bool,
    ) -> None:  # fmt: skip
        """Write a calendar file or a folder of them."""
        from csworkbench.services.calendar_files.beside import CalendarExportRequest, export_for_book

        request = CalendarExportRequest(target, check_in_id, series_id, owner_id, is_folder)
        operation = self.workspace.operations.compute(
            self,
            export_for_book,
            (self.workspace.path, self.workspace.clock, request),
            self.emitting(self.exported),
            on_failure=self.fail,
            name=f"Export {target.name}",
        )
        self.watch(operation)

    def preview(self, request: CalendarImportRequest) -> None:
        """See what an import would do: it is done and taken back, so nothing else is written meanwhile."""
        from csworkbench.services.calendar_files.beside import preview_for_book

        operation = self.workspace.change_in_child(
            self,
            preview_for_book,
            (self.workspace.path, self.workspace.clock, request),
            self.emitting(self.previewed),
            on_failure=self.fail,
            name=f"Check {request.path.name}",
            is_quiet=True,
        )
        self.watch(operation)

    def take_in(self, request: CalendarImportRequest) -> None:
        """Import as one change."""
        from csworkbench.services.calendar_files.beside import import_for_book

        operation = self.workspace.change_in_child(
            self,
            import_for_book,
            (self.workspace.path, self.workspace.clock, request),
            self.emitting(self.imported),
            on_failure=self.fail,
            name=f"Import {request.path.name}",
        )
        self.watch(operation)


def _loaded(_token: Token) -> None:
    """Load beside the UI what the dialogs need."""
    import csworkbench.services.calendar_files.beside  # noqa: F401


def _on_loaded(_value: object) -> None:
    """Nothing waits for it: who needs a module meanwhile waits for that module alone."""
