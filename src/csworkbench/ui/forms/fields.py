"""A list of labelled fields: values out and in, errors beside the field, the first bad one focused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from csworkbench.ui.forms.inputs import DayInput, Input
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.labels import TextLabel, make_label

LABEL_WIDTH = 116
GAP = 8


@dataclass(slots=True)
class _Field:
    widget: QWidget
    label: TextLabel
    error: TextLabel
    wanted: str
    row: int


class FieldList(QWidget):
    """Fields one under another: label left, input right, its error under the input."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without fields."""
        super().__init__(parent)
        self._theme = theme
        self._fields: dict[str, _Field] = {}
        self._initial: dict[str, object] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, round(LABEL_WIDTH * theme.font_scale))

    def add(self, key: str, label: str, widget: QWidget, *, wanted: str = "") -> None:
        """Add a field.

        Args:
            key: the field's name, as services use it in their errors.
            label: what the person reads, `&` before its access key.
            widget: an `Input`.
            wanted: the error when it is left blank; without it the field may be blank.
        """
        row = self._grid.rowCount()
        shown = make_label(self._theme, f"{label} (required)" if wanted else label, tone="muted", wraps=True)
        shown.setBuddy(widget.focusProxy() or widget)
        error = make_label(self._theme, role="caption", tone="at_risk", wraps=True)
        error.setObjectName(f"error.{key}")
        error.hide()
        shown.setContentsMargins(0, 8, 0, 0)
        self._grid.addWidget(shown, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, row, 1)
        self._grid.addWidget(error, row + 1, 1)
        self._grid.setRowMinimumHeight(row + 2, GAP)
        widget.setObjectName(f"field.{key}")
        self._fields[key] = _Field(widget, shown, error, wanted, row)

    def add_note(self, note: QWidget) -> None:
        """Add something to read under the fields so far, across the whole width."""
        row = self._grid.rowCount()
        self._grid.addWidget(note, row, 0, 1, 2)
        self._grid.setRowMinimumHeight(row + 1, GAP)

    def widget(self, key: str) -> QWidget:
        """Give the input of a field (KeyError when there is none)."""
        return self._fields[key].widget

    def show_field(self, key: str, is_shown: bool) -> None:
        """Show or hide a field with its label; a hidden field is not asked for."""
        field = self._fields[key]
        for part in (field.widget, field.label):
            part.setVisible(is_shown)
        self._grid.setRowMinimumHeight(field.row + 2, GAP if is_shown else 0)
        if not is_shown:
            field.error.hide()

    def value(self, key: str) -> Any:
        """Give what is entered in a field."""
        return cast(Input, self._fields[key].widget).value()

    def values(self) -> dict[str, Any]:
        """Give what is entered, by field."""
        return {key: self.value(key) for key in self._fields}

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show values in the fields of these names and take all that stands there now as unchanged."""
        self.put(values)
        self.settle()

    def put(self, values: Mapping[str, object]) -> None:
        """Show values in the fields of these names as if they had been typed."""
        for key, value in values.items():
            cast(Input, self._fields[key].widget).set_value(value)

    def settle(self) -> None:
        """Take what stands in the fields now as unchanged."""
        self._initial = self.values()

    def settle_field(self, key: str) -> None:
        """Take what stands in one field now as unchanged."""
        self._initial[key] = self.value(key)

    def changed(self) -> dict[str, Any]:
        """Give the values that differ from the unchanged ones."""
        return {key: value for key, value in self.values().items() if value != self._initial.get(key)}

    def error_of(self, key: str) -> str:
        """Give the error beside a field; empty when there is none."""
        error = self._fields[key].error
        return error.text() if not error.isHidden() else ""

    def check(self) -> bool:
        """Put errors beside blank required fields and unreadable days, focus the first; True when there is none."""
        self.clear_errors()
        problems = {key: self._problem(field) for key, field in self._fields.items() if not field.widget.isHidden()}
        return self.show_errors({key: text for key, text in problems.items() if text})

    def clear_errors(self) -> None:
        """Take all errors away."""
        for field in self._fields.values():
            field.error.hide()
            _mark(field.widget, "")

    def show_errors(self, errors: Mapping[str, str]) -> bool:
        """Put errors beside their fields and focus the first of them; True when there was none to show."""
        first: QWidget | None = None
        for key, field in self._fields.items():
            if key not in errors:
                continue
            field.error.setText(errors[key])
            field.error.show()
            _mark(field.widget, errors[key])
            first = first or field.widget
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        return first is None

    def has_field(self, key: str) -> bool:
        """Tell whether there is such a field, shown or not."""
        return key in self._fields

    def has(self, key: str) -> bool:
        """Tell whether there is such a field, and it is shown."""
        return key in self._fields and not self._fields[key].widget.isHidden()

    def _problem(self, field: _Field) -> str:
        if isinstance(field.widget, DayInput) and not field.widget.is_valid:
            return field.widget.problem
        value = cast(Input, field.widget).value()
        return field.wanted if field.wanted and value in (None, "", ()) else ""


def _mark(widget: QWidget, problem: str) -> None:
    target = widget.focusProxy() or widget
    target.setProperty("invalid", bool(problem))
    target.setAccessibleDescription(problem)
    target.style().unpolish(target)
    target.style().polish(target)
