"""First step: which file, and what it holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csworkbench.ui.forms.import_file.words import KIND_LABELS, how_read, in_window
from csworkbench.ui.forms.inputs import ChoiceInput, LineInput
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.labels import ElidingLabel, make_label

if TYPE_CHECKING:
    from csworkbench.services.imports.outline import ImportOutline

FILTER = "Tables and calendars (*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.ods *.ics);;All files (*)"
LABEL_WIDTH = 116


class FilePage(QWidget):
    """A place to drop a file, a button, a line for its path, and the kind.

    Signals:
        path_chosen: the `Path` of a file.
        kind_chosen: a kind's name, chosen by the person.
    """

    path_chosen = Signal(object)
    kind_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without a file."""
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._theme = theme
        self.folder = Path.home()
        self._taken: Path | None = None
        self.browse = make_button(theme, "Choose a file…", "document")
        self.browse.clicked.connect(self._on_browse_clicked)
        self.line = LineInput("Path of the file", "or type its path here")
        self.line.editingFinished.connect(self.take_line)
        self.kind = ChoiceInput("What the file holds", list(KIND_LABELS.items()))
        self.kind.activated.connect(self._on_kind_activated)
        self._read = ElidingLabel(theme, "", "body", "muted")
        self._guess = make_label(theme, "", "caption", "muted", wraps=True)
        self.other = make_button(theme, "", kind="link")
        self.other.clicked.connect(self._on_other_clicked)
        self._other_kind = ""
        self._noted = make_label(theme, "", "caption", "muted", wraps=True)
        for button in (self.browse, self.other):
            button.setAutoDefault(False)
        self._lay_out()
        self.show_outline(None)

    def take_line(self) -> None:
        """Take what stands in the line as the file, once."""
        text = self.line.text().strip().strip('"')
        path = Path(text).expanduser() if text else None
        if path is not None and path != self._taken:
            self.take(path)

    def take(self, path: Path) -> None:
        """Take a file that was chosen or dropped."""
        self._taken = path
        self.line.setText(str(path))
        self.path_chosen.emit(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take local files."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first of the files."""
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.take(path)

    def forget(self) -> None:
        """Start again without a file."""
        self._taken = None
        self.line.clear()
        self.show_outline(None)

    def show_outline(self, outline: ImportOutline | None, *, is_guessed: bool = True) -> None:
        """Show how the file is read and what it seems to hold; None: nothing is known yet."""
        self.kind.setEnabled(outline is not None)
        self.other.hide()
        if outline is None:
            for label in (self._read, self._guess, self._noted):
                label.setText("")
            return
        self._read.setText(how_read(outline))
        self.kind.set_value(outline.kind)
        self._noted.setText(" ".join(map(in_window, outline.notes[:6])))
        if outline.other_kind is not None:
            other = KIND_LABELS[outline.other_kind].lower()
            self._other_kind = outline.other_kind
            self._guess.setText(f"These columns look like {other}, not {KIND_LABELS[outline.kind].lower()}.")
            self._guess.set_tone("at_risk")
            self.other.setText(f"Import as {other}")
            self.other.setAccessibleName(self.other.text())
            self.other.show()
        else:
            self._guess.setText("Guessed from the columns; choose another if that is wrong." if is_guessed else "")
            self._guess.set_tone("muted")

    def _lay_out(self) -> None:
        theme = self._theme
        drop = QFrame()
        drop.setProperty("surface", "card")
        inside = QVBoxLayout(drop)
        inside.setContentsMargins(20, 18, 20, 18)
        inside.setSpacing(10)
        hint = make_label(theme, "Drop a CSV, Excel or OpenDocument table or a calendar file here", "strong")
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self.browse)
        first.addWidget(self.line, 1)
        inside.addStretch(1)
        inside.addWidget(hint)
        inside.addLayout(first)
        inside.addWidget(self._read)
        inside.addStretch(1)
        name = make_label(theme, "It holds", tone="muted")
        name.setBuddy(self.kind)
        name.setFixedWidth(round(LABEL_WIDTH * theme.font_scale))
        second = QHBoxLayout()
        second.setSpacing(10)
        second.addWidget(name)
        self.kind.setMinimumWidth(240)
        second.addWidget(self.kind)
        second.addWidget(self._guess, 1)
        second.addWidget(self.other)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        whole.addWidget(drop, 1)
        whole.addLayout(second)
        whole.addWidget(self._noted)

    def _on_browse_clicked(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a file to import", str(self.folder), FILTER)
        if chosen:
            self.take(Path(chosen))

    def _on_kind_activated(self) -> None:
        self.kind_chosen.emit(str(self.kind.value()))

    def _on_other_clicked(self) -> None:
        self.kind_chosen.emit(self._other_kind)


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return next((Path(url.toLocalFile()) for url in urls if url.isLocalFile()), None)
