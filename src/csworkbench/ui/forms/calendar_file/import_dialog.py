"""The dialog that takes a calendar file into the book: which file, what becomes of each event, one undoable change."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from csworkbench.domain.calendar_import import CHANGED, LEFT_OUT, NEW, UNCHANGED, CalendarImport
from csworkbench.infra.tokens import Progress
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.forms.calendar_file.import_frame import CalendarImportFrame
from csworkbench.ui.forms.calendar_file.running import CalendarRunning
from csworkbench.ui.forms.work_dialog import WorkDialog
from csworkbench.ui.widgets.texts import count_text

if TYPE_CHECKING:
    from csworkbench.services.calendar_files.beside import CalendarImportRequest

FOLDER_KEY = "import/folder"
LONG_AGO = date(1970, 1, 1)
ORDER = {LEFT_OUT: 0, CHANGED: 1, NEW: 2, UNCHANGED: 3}
"""What asks for a look comes first."""


class CalendarImportDialog(WorkDialog):
    """Shows what a file would do; writes nothing before its last button.

    Attributes:
        found: what the preview said; None before there was one.
    """

    running: CalendarRunning

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Start without a file."""
        super().__init__(parent)
        self.workspace = workspace
        self.setWindowTitle("Import a calendar file")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.found: CalendarImport | None = None
        self._previewed: CalendarImportRequest | None = None
        self.running = CalendarRunning(workspace, self)
        self.frame = CalendarImportFrame(workspace, self)
        self.file = self.frame.file
        folder = workspace.settings.text(FOLDER_KEY)
        if folder:
            self.file.folder = Path(folder)
        self._connect()
        self._refresh()
        self.frame.fit()
        self.file.browse.setFocus()

    def take(self, path: Path) -> None:
        """Preview a file."""
        self.file.show_path(path)
        self.workspace.settings.set(FOLDER_KEY, str(path.parent))
        self.preview()

    def preview(self) -> None:
        """Ask what the file would do, as the fields stand."""
        request = self._request()
        if request is None or self.running.is_running or request == self._previewed:
            return
        self.found = None
        self._previewed = request
        self.frame.show_problem("")
        self.frame.show_running(f"Reading {request.path.name}. Nothing is written yet.")
        self.running.preview(request)
        self._refresh()

    def go_on(self) -> None:
        """Preview what was not previewed yet, else import."""
        shown = self.found
        self.file.take_line()
        request = self._request()
        if self.running.is_running or self.found is not shown:
            return  # what has just been found is to be seen first
        if request is None:
            self.frame.show_problem("Choose a file first.")
            self.file.line.setFocus()
        elif request != self._previewed or self.found is None:
            self._previewed = None
            self.preview()
        elif not self.found.is_nothing:
            self.frame.show_running(f"Importing {request.path.name}. Cancel leaves the book as it was.")
            self.running.take_in(request)
            self._refresh()

    def on_cancelling(self) -> None:
        """Take no second cancel."""
        self.frame.cancel.setEnabled(False)

    def _request(self) -> CalendarImportRequest | None:
        from csworkbench.services.calendar_files.beside import CalendarImportRequest

        path = self.file.path()
        since = LONG_AGO if self.frame.with_past.isChecked() else None
        return None if path is None else CalendarImportRequest(path, self.frame.account.value(), since)

    def _on_previewed(self, found: CalendarImport) -> None:
        self.found = found
        lines = sorted(found.lines, key=lambda one: (ORDER[one.kind], one.day or date.max, one.title))
        self.frame.show_lines(lines, _headline(found), _note(found))
        self._refresh()
        (self.frame.next if self.frame.next.isEnabled() else self.frame.account).setFocus()

    def _on_imported(self, _done: CalendarImport) -> None:
        self.accept()

    def _on_failed(self, text: str) -> None:
        self._previewed = None
        self.frame.show_nothing()
        self.frame.show_problem(text)
        self._refresh()

    def _on_stopped(self) -> None:
        self._on_failed("Stopped: nothing was written.")

    def _on_progressed(self, progress: Progress) -> None:
        self.frame.show_progress(progress)

    def _refresh(self) -> None:
        found, is_busy = self.found, self.running.is_running
        count = 0 if found is None else found.added + found.updated
        is_ready = found is not None and not is_busy
        self.frame.name_next(f"Import {count_text(count, 'event')}" if count else "Import" if is_ready else "Preview")
        self.frame.next.setEnabled(not is_busy and not (is_ready and count == 0))
        self.frame.cancel.setEnabled(True)
        self.frame.enable_fields(not is_busy)

    def _connect(self) -> None:
        self.frame.next.clicked.connect(self.go_on)
        self.frame.cancel.clicked.connect(self.reject)
        self.file.path_chosen.connect(self.take)
        self.frame.account.editingFinished.connect(self._on_account_edited)
        self.frame.account.picked.connect(self._on_account_picked)
        self.frame.with_past.toggled.connect(self._on_past_toggled)
        self.running.previewed.connect(self._on_previewed)
        self.running.imported.connect(self._on_imported)
        self.running.failed.connect(self._on_failed)
        self.running.stopped.connect(self._on_stopped)
        self.running.progressed.connect(self._on_progressed)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.go_on)

    def _on_account_edited(self) -> None:
        self.preview()

    def _on_account_picked(self, account_id: object) -> None:
        if account_id is not None:
            self.preview()

    def _on_past_toggled(self, _is_on: bool) -> None:
        self.preview()


def _headline(found: CalendarImport) -> str:
    if found.is_nothing and not found.left_out:
        return "The book already has all of this: nothing to import."
    words = [
        f"{found.count(kind):,} {kind}" for kind in (NEW, CHANGED, UNCHANGED, LEFT_OUT) if found.count(kind)
    ]  # fmt: skip
    return f"{', '.join(words)}. Nothing is written yet." if words else "There is no event in this file."


def _note(found: CalendarImport) -> str:
    parts = []
    if found.without_account:
        parts.append(f"No account is known for {count_text(found.without_account, 'event')}: choose one above.")
    if found.strangers:
        names = ", ".join(found.strangers[:5]) + (f" and {len(found.strangers) - 5} more" if len(found.strangers) > 5
                                                  else "")  # fmt: skip
        parts.append(f"Attendees who are no contacts of theirs: {names}.")
    return " ".join(parts)
