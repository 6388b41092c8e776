"""Third step and the end: progress, what the import would do, and what it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from csworkbench.infra.tokens import Progress
from csworkbench.ui.forms.import_file.result_view import ResultView
from csworkbench.ui.forms.import_file.words import sum_line
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.texts import count_text, number_text

if TYPE_CHECKING:
    from csworkbench.services.imports.request import ImportResult


class PreviewPage(QWidget):
    """A headline, a result under it, or a bar while something runs.

    Signals:
        save_asked: the rejected rows shall be saved.
        undo_asked: the import shall be taken back.
    """

    save_asked = Signal()
    undo_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._total = 0
        self._head = make_label(theme, "", "head", wraps=True)
        self._head.setObjectName("import.headline")
        self._told = make_label(theme, "", "body", "muted", wraps=True)
        self.view = ResultView(theme)
        self.save = make_button(theme, "Save rejected rows…", "save")
        self.save.clicked.connect(self.save_asked)
        self.undo = make_button(theme, "Undo import", "undo")
        self.undo.clicked.connect(self.undo_asked)
        for button in (self.save, self.undo):
            button.setAutoDefault(False)
            button.hide()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._done = make_label(theme, "", "body", "muted")
        running = QWidget()
        waiting = QVBoxLayout(running)
        waiting.setContentsMargins(0, 0, 0, 0)
        waiting.addWidget(self._bar)
        waiting.addWidget(self._done)
        waiting.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(running)
        self._stack.addWidget(self.view)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self._told, 1)
        acts.addWidget(self.save)
        acts.addWidget(self.undo)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self._head)
        whole.addLayout(acts)
        whole.addWidget(self._stack, 1)

    @property
    def headline(self) -> str:
        """What is said above the counts."""
        return self._head.text()

    @property
    def told(self) -> str:
        """What is said under the headline."""
        return self._told.text()

    def show_running(self, text: str, total: int = 0) -> None:
        """Show a bar; `total` rows are to be done (0: not known)."""
        self._total = total
        self._bar.setRange(0, total)
        self._bar.setValue(0)
        self._bar.setAccessibleName(text)
        self._head.setText(text)
        self._done.setText("")
        self.tell("")
        self.save.hide()
        self.undo.hide()
        self._stack.setCurrentIndex(0)

    def show_progress(self, progress: Progress) -> None:
        """Move the bar."""
        text, done = progress.text, progress.done
        if self._total and done >= self._total:
            self._bar.setRange(0, 0)
            self._done.setText("All rows are read; bringing health up to date.")
            return
        self._bar.setValue(done if self._total else 0)
        of_all = f" of {number_text(self._total)}" if self._total else ""
        self._done.setText(f"{count_text(done, 'row')}{of_all}" if done else text)

    def show_plan(self, result: ImportResult) -> None:
        """Show what would happen."""
        counts = result.counts
        if counts.new or counts.changed:
            self._head.setText("This is what the import will do. Nothing is written yet.")
        elif counts.rejected:
            self._head.setText("Nothing can be imported as it is.")
        else:
            self._head.setText("The book already has all of this: nothing to import.")
        self._show(result)

    def show_done(self, result: ImportResult) -> None:
        """Show what happened."""
        self._head.setText(f"{sum_line(result.kind, result.counts)}.")
        self._show(result)
        self.undo.setVisible(bool(result.counts.new or result.counts.changed))

    def show_undone(self) -> None:
        """Say that the import was taken back."""
        self._head.setText("The import was undone: the book is as it was.")
        self.undo.hide()

    def tell(self, text: str) -> None:
        """Say how saving went."""
        self._told.setText(text)

    def _show(self, result: ImportResult) -> None:
        self.view.show_result(result)
        rejected = result.counts.rejected
        self.save.setVisible(bool(result.rejects))
        self.tell(f"{count_text(rejected, 'row')} will stay out; save, mend and import them again." if rejected else "")
        self._stack.setCurrentIndex(1)
