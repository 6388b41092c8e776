"""Labelled fields, each with its problem below it; showing one moves no focus, as it is done at every key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from csworkbench.domain.health.validation import Problem
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.labels import TextLabel, make_label

LABEL_WIDTH = 86


class FieldGrid(QWidget):
    """Fields one under another."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without fields."""
        super().__init__(parent)
        self._theme = theme
        self._told: dict[str, tuple[QWidget, TextLabel]] = {}
        self._labels: dict[QWidget, TextLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, round(LABEL_WIDTH * theme.font_scale))

    def add(self, key: str, label: str, widget: QWidget, *, tip: str = "") -> None:
        """Add a field; `&` in `label` marks its access key. `key` is the field's name in a problem's place."""
        row = self._grid.rowCount()
        shown = make_label(self._theme, label, tone="muted", wraps=True)
        shown.setBuddy(widget.focusProxy() or widget)
        shown.setToolTip(tip)
        self._labels[widget] = shown
        if not widget.accessibleName():
            widget.setAccessibleName(label.replace("&", ""))
        self._grid.addWidget(shown, row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(widget, row, 1)
        self._add_told(key, widget, row + 1, 1, 1)

    def add_wide(self, key: str, widget: QWidget) -> None:
        """Add a field over the whole width, without a label."""
        row = self._grid.rowCount()
        self._grid.addWidget(widget, row, 0, 1, 2)
        self._add_told(key, widget, row + 1, 0, 2)

    def show_problem(self, key: str, problem: Problem | None) -> None:
        """Say below a field what is wrong with it (None: nothing is)."""
        widget, told = self._told[key]
        told.setVisible(problem is not None)
        target = widget.focusProxy() or widget
        is_invalid = problem is not None and not problem.is_warning
        if problem is not None:
            told.setText(problem.words)
            told.set_tone("watch" if problem.is_warning else "at_risk")
        target.setAccessibleDescription(problem.words if problem else "")
        if bool(target.property("invalid")) != is_invalid:
            target.setProperty("invalid", is_invalid)
            target.style().unpolish(target)
            target.style().polish(target)

    def label_of(self, widget: QWidget) -> TextLabel | None:
        """Give the label of a field; None where it has none."""
        return self._labels.get(widget)

    def problem_words(self, key: str) -> str:
        """Give what is said below a field; empty when nothing is."""
        told = self._told[key][1]
        return "" if told.isHidden() else told.text()

    def _add_told(self, key: str, widget: QWidget, row: int, column: int, width: int) -> None:
        told = make_label(self._theme, role="caption", tone="at_risk", wraps=True)
        told.hide()
        widget.setObjectName(f"model.{key}")
        self._grid.addWidget(told, row, column, 1, width)
        self._grid.setRowMinimumHeight(row + 1, 6)
        self._told[key] = (widget, told)
