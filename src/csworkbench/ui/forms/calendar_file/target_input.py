"""Where a calendar goes: a line for the path, and a button that asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from csworkbench.ui.forms.inputs import LineInput
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button

SUFFIX = ".ics"
FILTER = f"Calendar files (*{SUFFIX})"


class TargetInput(QWidget):
    """A path that is typed or chosen.

    Attributes:
        is_folder: whether a folder is asked for instead of a file.

    Signals:
        edited: another path was typed or chosen.
    """

    edited = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        """Start without a path."""
        super().__init__()
        self.is_folder = False
        self.line = LineInput(name, "Type a path or choose one")
        self.line.textEdited.connect(self._on_edited)
        self.setFocusProxy(self.line)
        self.browse = make_button(theme, "Choose…")
        self.browse.setAccessibleName(f"Choose: {name}")
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._on_browse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.browse)

    def value(self) -> str | None:
        """Give the path as it stands there, or None."""
        return self.line.value()

    def set_value(self, value: Any) -> None:
        """Show a path."""
        self.line.set_value(None if value is None else str(value))

    def path(self) -> Path | None:
        """Give the path; a file gets its suffix when none was typed."""
        text = (self.value() or "").strip('"')
        if not text:
            return None
        path = Path(text).expanduser()
        return path if self.is_folder or path.suffix else path.with_name(path.name + SUFFIX)

    def _on_edited(self, _text: str) -> None:
        self.edited.emit()

    def _on_browse(self) -> None:
        now = str(self.path() or Path.home())
        if self.is_folder:
            chosen = QFileDialog.getExistingDirectory(self, "Choose a folder", now)
        else:
            chosen, _ = QFileDialog.getSaveFileName(self, "Save the calendar file", now, FILTER)
        if chosen:
            self.line.setText(chosen)
            self.edited.emit()
