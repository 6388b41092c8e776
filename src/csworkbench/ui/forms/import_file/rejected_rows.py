"""Saving the rows that were not taken."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from csworkbench.infra.errors import WorkbenchError
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import Workspace

if TYPE_CHECKING:
    from csworkbench.services.imports.request import ImportResult


class RejectedRows(QObject):
    """Writes rejected rows with their reasons to a CSV.

    Attributes:
        ask_path: asks where; gets the proposed path, gives None when the person changed their mind.
    """

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        """Ask over `parent`."""
        super().__init__(parent)
        self._workspace = workspace
        self.ask_path: Callable[[Path], Path | None] = partial(_ask_path, parent)

    def save(self, result: ImportResult, source: Path, on_told: Callable[[str], None]) -> None:
        """Ask for a place, write, and tell how it went in a sentence."""
        target = self.ask_path(source.with_name(f"{source.stem}-rejected.csv"))
        if target is None:
            return
        if target.resolve() == source.resolve():
            on_told("The rejected rows would overwrite the file they come from: choose another name.")
            return
        self._workspace.operations.read(
            self,
            partial(_written, result, target),
            partial(self._on_written, target, on_told),
            on_failure=partial(_on_failed, on_told),
            name=f"Save {target.name}",
        )

    def _on_written(self, target: Path, on_told: Callable[[str], None], count: int) -> None:
        on_told(f"Saved {count} rejected rows in {target.name}. Mend them there and import that file.")
        self._workspace.say(f"Saved {target.name}", "Show folder", partial(_show_folder, target.parent))


def _written(result: ImportResult, target: Path, _token: Token) -> int:
    from csworkbench.services.imports import write_rejects

    return write_rejects(result, target)


def _on_failed(on_told: Callable[[str], None], error: BaseException) -> None:
    reason = str(error) if isinstance(error, WorkbenchError) else getattr(error, "strerror", None) or "an error"
    on_told(f"The rows could not be saved: {reason}. Choose another place.")


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _ask_path(parent: QWidget, proposed: Path) -> Path | None:
    chosen, _ = QFileDialog.getSaveFileName(parent, "Save the rejected rows", str(proposed), "CSV (*.csv)")
    return Path(chosen) if chosen else None
