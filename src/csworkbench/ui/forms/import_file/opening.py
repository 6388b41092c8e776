"""Opens the import dialog over a window, once."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.forms.import_file.dialog import ImportDialog


def open_import(workspace: Workspace, window: QWidget | None) -> ImportDialog:
    """Show the dialog; one that is open over the window already comes to the front instead."""
    found = window.findChild(ImportDialog) if window is not None else None
    if isinstance(found, ImportDialog) and found.isVisible():
        found.activateWindow()
        return found
    dialog = ImportDialog(workspace, window)
    dialog.show()
    return dialog
