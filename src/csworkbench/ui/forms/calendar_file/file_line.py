"""A line for the calendar file to take in: typed, chosen or dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from csworkbench.ui.forms.inputs import LineInput
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button

FILTER = "Calendar files (*.ics *.ical *.ifb *.icalendar);;All files (*)"


class FileLine(QWidget):
    """The line and its button.

    Signals:
        path_chosen: the `Path` of another file than before.
    """

    path_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        """Start without a file."""
        super().__init__()
        self.setAcceptDrops(True)
        self.folder = Path.home()
        self._taken: Path | None = None
        self.line = LineInput("Path of the calendar file", "Choose a file, drop it here, or type its path")
        self.line.editingFinished.connect(self.take_line)
        self.setFocusProxy(self.line)
        self.browse = make_button(theme, "Choose a file…", "document")
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._on_browse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.browse)

    def path(self) -> Path | None:
        """Give the file as it stands there."""
        text = (self.line.value() or "").strip('"')
        return Path(text).expanduser() if text else None

    def show_path(self, path: Path) -> None:
        """Show a file that was chosen elsewhere."""
        self._taken = path
        self.line.setText(str(path))

    def take_line(self) -> None:
        """Take what stands in the line as the file, once."""
        path = self.path()
        if path is not None and path != self._taken:
            self._taken = path
            self.path_chosen.emit(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take local files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first of the files."""
        path = next((Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()), None)
        if path is not None:
            event.acceptProposedAction()
            self._choose(path)

    def _choose(self, path: Path) -> None:
        self.show_path(path)
        self.path_chosen.emit(path)

    def _on_browse(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a calendar file", str(self.folder), FILTER)
        if chosen:
            self._choose(Path(chosen))
