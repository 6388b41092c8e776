"""Counts, errors by what mends them, and notes of a planned or finished import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csworkbench.ui.forms.import_file.words import group_lines, in_window
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.labels import TextLabel, make_label
from csworkbench.ui.widgets.texts import count_text, number_text

if TYPE_CHECKING:
    from csworkbench.services.imports.request import ImportResult

COUNTS = (
    ("new", "New"),
    ("changed", "Changed"),
    ("unchanged", "Unchanged"),
    ("rejected", "Rejected"),
    ("skipped", "Passed over"),
)
GROUPS_AT_MOST = 40


class CountTile(QFrame):
    """One number with its word."""

    def __init__(self, theme: Theme, word: str) -> None:
        """Start at nothing."""
        super().__init__()
        self.setProperty("surface", "card")
        self._word = word
        self._number = make_label(theme, "–", "title")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 14, 8)
        column.setSpacing(0)
        column.addWidget(self._number)
        column.addWidget(make_label(theme, word, "caption", "muted"))

    def show_count(self, count: int, tone: str) -> None:
        """Show a number."""
        self._number.setText(number_text(count))
        self._number.set_tone(tone)
        self.setAccessibleName(f"{self._word}: {count}")


class ResultView(QWidget):
    """Five counts, and under them what the person should know."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without a result."""
        super().__init__(parent)
        self._theme = theme
        self.tiles = {key: CountTile(theme, word) for key, word in COUNTS}
        line = QHBoxLayout()
        line.setSpacing(10)
        for tile in self.tiles.values():
            line.addWidget(tile, 1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName("Errors and notes")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(line)
        whole.addWidget(self._area, 1)

    def show_result(self, result: ImportResult) -> None:
        """Show counts, groups of errors, what was passed over, and notes."""
        for key, tile in self.tiles.items():
            count = getattr(result.counts, key)
            tile.show_count(count, "at_risk" if key == "rejected" and count else "")
        inside = QWidget()
        inside.setProperty("surface", "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for group in result.errors[:GROUPS_AT_MOST]:
            column.addWidget(self._group(*group_lines(group)))
        rest = len(result.errors) - GROUPS_AT_MOST
        if rest > 0:
            text = f"{count_text(rest, 'more kind')} of error: they stand in the saved rejected rows."
            column.addWidget(self._line(text, "muted"))
        for reason, count in sorted(result.skips.items()):
            column.addWidget(self._line(f"Passed over {count_text(count, 'row')}: {reason}.", ""))
        for note in result.notes:
            column.addWidget(self._line(in_window(note), "muted"))
        if not (result.errors or result.skips or result.notes):
            column.addWidget(self._line("Every row can be taken as it is.", "healthy"))
        column.addStretch(1)
        self._area.setWidget(inside)

    def _group(self, head: str, seen: str, fix: str) -> QFrame:
        frame = QFrame()
        frame.setProperty("surface", "card")
        frame.setAccessibleName(f"{head}. {seen}. {fix}")
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(2)
        for text, role, tone in ((head, "strong", "at_risk"), (seen, "body", ""), (fix, "body", "muted")):
            label = self._line(text, tone)
            if role == "strong":
                label = make_label(self._theme, text, "strong", tone, wraps=True)
            column.addWidget(label)
        return frame

    def _line(self, text: str, tone: str) -> TextLabel:
        return make_label(self._theme, text, "body", tone, wraps=True)
