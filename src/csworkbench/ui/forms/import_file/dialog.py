"""The import dialog: three steps and the result, in one place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.forms.calendar_file.opening import hand_calendar_over
from csworkbench.ui.forms.import_file.draft import ImportDraft, Options
from csworkbench.ui.forms.import_file.file_page import FilePage
from csworkbench.ui.forms.import_file.frame import ImportFrame
from csworkbench.ui.forms.import_file.mapping_page import MappingPage
from csworkbench.ui.forms.import_file.preview_page import PreviewPage
from csworkbench.ui.forms.import_file.rejected_rows import RejectedRows
from csworkbench.ui.forms.import_file.running import ImportRunning
from csworkbench.ui.forms.import_file.undo_watch import UndoWatch
from csworkbench.ui.forms.import_file.words import in_window, records
from csworkbench.ui.forms.work_dialog import WorkDialog

if TYPE_CHECKING:
    from csworkbench.services.imports.outline import ImportOutline
    from csworkbench.services.imports.request import ImportResult

FILE, MAPPING, PREVIEW, DONE = range(4)
LOOK_AGAIN_MS = 250
FOLDER_KEY = "import/folder"


class ImportDialog(WorkDialog):
    """Takes a file into the book; writes nothing before its last button.

    Attributes:
        draft: what is chosen so far.
        reject_saver: saves rejected rows.
    """

    running: ImportRunning

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Start at the first step."""
        super().__init__(parent)
        self.workspace = workspace
        self.setWindowTitle("Import a file")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.draft = ImportDraft()
        self.step = FILE
        self._outline: ImportOutline | None = None
        self._plan: ImportResult | None = None
        self._is_kind_chosen = False
        self._goes_on = False
        theme = workspace.theme
        self.file_page = FilePage(theme)
        self.mapping_page = MappingPage(theme, self.draft)
        self.preview_page = PreviewPage(theme)
        self.frame = ImportFrame(theme, self, (self.file_page, self.mapping_page, self.preview_page))
        self.reject_saver = RejectedRows(workspace, self)
        self.running = ImportRunning(workspace, self)
        self.undo_watch = UndoWatch(workspace, self)
        self._look_again = QTimer(self)
        self._look_again.setSingleShot(True)
        self._look_again.setInterval(LOOK_AGAIN_MS)
        self._look_again.timeout.connect(self._look)
        folder = workspace.settings.text(FOLDER_KEY)
        if folder:
            self.file_page.folder = Path(folder)
        self._connect()
        self._show_step(FILE)
        self.frame.fit()
        self.file_page.browse.setFocus()

    # steps

    def go_on(self) -> None:
        """Take the next step, or import; says what is missing when it can't."""
        if self.step == FILE:
            self.file_page.take_line()
        if self.running.is_running or self._look_again.isActive():
            self._goes_on = self.step in (FILE, MAPPING)
        elif self.step == FILE and self._outline is not None:
            self._show_step(MAPPING)
            if not self.mapping_page.focus_first_open():
                self.frame.next.setFocus()
        elif self.step == FILE:
            self.frame.show_problem("Choose a file first.")
        elif self.step == MAPPING:
            self._check()
        elif self.step == PREVIEW and self.frame.next.isEnabled():
            self._import()
        elif self.step == DONE:
            self.accept()

    def go_back(self) -> None:
        """Go one step back; after an import: to another file."""
        if self.running.is_running and self.step == PREVIEW:
            return
        if self.step == DONE:
            self._start_anew()
        elif self.step in (MAPPING, PREVIEW):
            self._show_step(self.step - 1)

    def on_cancelling(self) -> None:
        """Say that the cancel is on its way."""
        self._goes_on = False
        self.frame.set_cancelling()

    # what the person chose

    def _on_path_chosen(self, path: Path) -> None:
        if path.suffix.lower() == ".ics":
            self.running.cancel()
            hand_calendar_over(self.workspace, self, path)
            return
        self.draft.path = path
        self.draft.options = Options()
        self.mapping_page.options.reset()
        self.mapping_page.forget_extra(path.parent)
        self.workspace.settings.set(FOLDER_KEY, str(path.parent))
        self._is_kind_chosen = False
        self._forget()
        self._look()

    def _on_kind_chosen(self, kind: str) -> None:
        self.draft.kind = kind
        self._is_kind_chosen = True
        self.mapping_page.forget_extra()
        self._forget()
        self._look()

    def _on_reading_changed(self) -> None:
        self._forget()
        self._look()

    def _on_mapping_changed(self, is_styled: bool) -> None:
        self.frame.show_problem("")
        if is_styled:
            self._look_again.start()

    def _forget(self) -> None:
        self._look_again.stop()
        self._outline = None
        self.draft.fields, self.draft.usual = {}, {}

    # work

    def _look(self) -> None:
        if self.draft.path is None:
            return
        request = self.draft.request()
        if self._outline is None and not self._is_kind_chosen and self.step == FILE:
            request = replace(request, kind="")
        self.frame.show_problem("")
        self.frame.show_busy(f"Reading {self.draft.path.name}…")
        self.running.outline(request)

    def _on_outlined(self, outline: ImportOutline) -> None:
        self.frame.show_busy("")
        known, self._outline = self._outline, outline
        if known is None:
            self.draft.take(outline, self.workspace.settings.texts(_memory_key(outline)))
            self.file_page.show_outline(outline, is_guessed=not self._is_kind_chosen)
            self.mapping_page.show_outline(outline)
            if any(self.draft.is_styled(name) for name in self._hand_mapped()):
                self._look()
                return
        else:
            self.mapping_page.show_open_choices(outline)
        if self._goes_on:
            self._goes_on = False
            self.go_on()

    def _hand_mapped(self) -> list[str]:
        draft = self.draft
        return [name for header, name in draft.fields.items() if draft.usual.get(header) != name]

    def _check(self) -> None:
        points = self.mapping_page.open_points()
        if points or self._outline is None:
            self.frame.show_problem("" if points else "The file could not be read.")
            self.mapping_page.focus_first_open()
            return
        self.workspace.settings.set(_memory_key(self._outline), list(self.draft.choices()))
        self._show_step(PREVIEW)
        self.preview_page.show_running("Checking every row. Nothing is written yet.")
        self.running.plan(self.draft.request())
        self._refresh_buttons()

    def _on_planned(self, result: ImportResult) -> None:
        self._plan = result
        self.preview_page.show_plan(result)
        self._refresh_buttons()
        (self.frame.next if self.frame.next.isEnabled() else self.frame.back).setFocus()

    def _import(self) -> None:
        plan = self._plan
        if plan is None:
            return
        total = plan.counts.total if plan.unit == "rows" else 0
        self.preview_page.show_running(f"Importing {self.draft.kind}. Cancel leaves the book as it was.", total)
        self.running.apply(self.draft.request())
        self._refresh_buttons()

    def _on_imported(self, result: ImportResult) -> None:
        self._plan = result
        self._show_step(DONE)
        self.preview_page.show_done(result)
        self.undo_watch.start()
        self._refresh_buttons()
        self.frame.next.setFocus()

    def _on_failed(self, text: str) -> None:
        self._goes_on = False
        self.frame.show_busy("")
        if self.step == FILE:
            self.file_page.show_outline(None)
        if self.step == PREVIEW:
            self._show_step(MAPPING)
        self.frame.show_problem(in_window(text))
        self._refresh_buttons()

    def _on_stopped(self) -> None:
        self.frame.show_busy("")
        if self.step == PREVIEW:
            self._show_step(MAPPING)
        self.frame.show_problem("Stopped: nothing was written.")

    def _on_save_asked(self) -> None:
        if self._plan is not None and self.draft.path is not None:
            self.reject_saver.save(self._plan, self.draft.path, self.preview_page.tell)

    # showing

    def _start_anew(self) -> None:
        self._forget()
        self._plan = None
        self.undo_watch.stop()
        self.draft.path = None
        self.file_page.forget()
        self._show_step(FILE)
        self.file_page.browse.setFocus()

    def _show_step(self, step: int) -> None:
        self.step = step
        self.frame.show_problem("")
        self.frame.show_page(min(step, PREVIEW), is_done=step == DONE)
        self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        frame, is_busy = self.frame, self.running.is_running and self.step == PREVIEW
        frame.back.setVisible(self.step in (MAPPING, PREVIEW, DONE))
        frame.back.setEnabled(not is_busy)
        frame.name_back("Import another file" if self.step == DONE else "Back")
        frame.cancel.setVisible(self.step != DONE)
        frame.cancel.setEnabled(True)
        counts = self._plan.counts if self._plan is not None and self.step == PREVIEW and not is_busy else None
        takes = counts.new + counts.changed if counts is not None else 0
        words = {FILE: "Next", MAPPING: "Check the rows", DONE: "Close"}
        frame.name_next(words.get(self.step) or (f"Import {records(self.draft.kind, takes)}" if takes else "Import"))
        frame.next.setEnabled(self.step != PREVIEW or takes > 0)

    def _connect(self) -> None:
        self.frame.next.clicked.connect(self.go_on)
        self.frame.back.clicked.connect(self.go_back)
        self.frame.cancel.clicked.connect(self.reject)
        self.file_page.path_chosen.connect(self._on_path_chosen)
        self.file_page.kind_chosen.connect(self._on_kind_chosen)
        self.mapping_page.reading_changed.connect(self._on_reading_changed)
        self.mapping_page.mapping_changed.connect(self._on_mapping_changed)
        self.preview_page.save_asked.connect(self._on_save_asked)
        self.preview_page.undo_asked.connect(self.workspace.undo.undo)
        self.running.outlined.connect(self._on_outlined)
        self.running.planned.connect(self._on_planned)
        self.running.imported.connect(self._on_imported)
        self.running.failed.connect(self._on_failed)
        self.running.stopped.connect(self._on_stopped)
        self.running.progressed.connect(self.preview_page.show_progress)
        self.undo_watch.undone.connect(self.preview_page.show_undone)
        self.undo_watch.offered.connect(self.preview_page.undo.setVisible)
        self.addAction(self.workspace.undo.undo_action)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.go_on)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.go_back)


def _memory_key(outline: ImportOutline) -> str:
    return f"import/{outline.profile.partition('-')[0]}-{outline.kind}"
