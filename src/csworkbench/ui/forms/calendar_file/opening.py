"""Opens the dialogs for calendar files over a window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from csworkbench.domain.ids import CheckInId
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.forms.calendar_file.export_form import CalendarExportForm
from csworkbench.ui.forms.calendar_file.import_dialog import CalendarImportDialog


def open_calendar_export(
    workspace: Workspace, window: QWidget | None, check_in_id: CheckInId | None = None
) -> CalendarExportForm:
    """Ask where check-ins shall go: one and its series when `check_in_id` is given, or the book."""
    form = CalendarExportForm(workspace, check_in_id, window)
    form.open()
    return form


def open_calendar_import(
    workspace: Workspace, window: QWidget | None, path: Path | None = None
) -> CalendarImportDialog | None:
    """Ask for a calendar file, or show what `path` would do.

    None on a past day and before the book is open, which is said in words.
    """
    if workspace.is_refused():
        return None
    if not workspace.is_ready:
        workspace.say("The book is still being opened; try again in a moment.")
        return None
    dialog = CalendarImportDialog(workspace, window)
    dialog.open()
    if path is not None:
        dialog.take(path)
    return dialog


def hand_calendar_over(workspace: Workspace, dialog: QDialog, path: Path) -> None:
    """Leave a dialog that can't read calendar files for the one that can."""
    parent = dialog.parentWidget()
    dialog.accept()
    open_calendar_import(workspace, parent, path)
