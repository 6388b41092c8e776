"""Inputs of forms: each has a name for screen readers and gives and takes one plain value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from csworkbench.infra.clock import Clock
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.choice_box import ChoiceBox
from csworkbench.ui.widgets.date_field import DateField
from csworkbench.ui.widgets.flow_layout import FlowLayout
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.texts import full_day, plain_tool_tip, weekday_day


class Input(Protocol):
    """What a field list asks of each input."""

    def value(self) -> object:
        """Give what is entered, without surrounding space."""
        ...

    def set_value(self, value: Any) -> None:
        """Show another value."""
        ...


class LineInput(QLineEdit):
    """One line of text; empty is None."""

    def __init__(self, name: str, hint: str = "") -> None:
        """Start empty."""
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)

    def value(self) -> str | None:
        """Give the text, or None."""
        return self.text().strip() or None

    def set_value(self, value: Any) -> None:
        """Show a text, a number or (None) nothing."""
        self.setText("" if value is None else str(value))


class NumberInput(LineInput):
    """One whole number; empty is None."""

    def value(self) -> Any:
        """Give the number, None, or a text that is none as it is, so that whoever stores it can say so."""
        text = super().value()
        is_number = text is not None and text.isascii() and text.isdigit() and len(text) < 10
        return int(text) if text is not None and is_number else text


class BoxInput(QPlainTextEdit):
    """Several lines of text; Tab leaves it, empty is None."""

    def __init__(self, name: str, hint: str = "", lines: int = 4) -> None:
        """Start empty, `lines` high at least."""
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        height = self.fontMetrics().lineSpacing() * lines + 20
        self.setMinimumHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setFixedHeight(height)

    def value(self) -> str | None:
        """Give the text, or None."""
        return self.toPlainText().strip() or None

    def set_value(self, value: Any) -> None:
        """Show a text or (None) nothing."""
        self.setPlainText("" if value is None else str(value))


class ChoiceInput(ChoiceBox):
    """One of a few choices, told by the value behind the text."""

    def __init__(self, name: str, choices: Sequence[tuple[object, str]]) -> None:
        """Start at the first of `choices` (value, text)."""
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer other choices, keeping the chosen value where it still exists."""
        kept = self.currentData() if self.count() else None
        self.clear()
        for value, text in choices:
            self.addItem(text, value)
        self.set_value(kept)

    def value(self) -> object:
        """Give the value behind the chosen text."""
        return self.currentData()

    def set_value(self, value: Any) -> None:
        """Choose the text of a value; an unknown one leaves the first chosen."""
        places = [place for place in range(self.count()) if self.itemData(place) == value]
        self.setCurrentIndex(places[0] if places else 0)


class DayInput(DateField):
    """A day, or None; the day that a typed text means stands beside it while it is typed."""

    def __init__(self, theme: Theme, clock: Clock, name: str) -> None:
        """Start empty."""
        super().__init__(theme, clock, name)
        self.meant = make_label(theme, role="caption", tone="muted")
        self.meant.hide()
        row = self.layout()
        if isinstance(row, QHBoxLayout):
            row.insertWidget(1, self.meant)
        self.line.textChanged.connect(self._on_text_changed)

    def meant_text(self) -> str:
        """Give the day that the text means; empty where the text says it itself or is no day."""
        day, text = self.day(), self.line.text().strip()
        return "" if day is None or text == full_day(day) else f"{weekday_day(day)} {day.year}"

    def value(self) -> date | str | None:
        """Give the day; a text that is no day is given as it is, so that it counts as changed."""
        return self.day() if self.is_valid else self.line.text()

    def set_value(self, value: Any) -> None:
        """Show a day or (None) nothing."""
        self.set_day(value)

    def _on_text_changed(self, _text: str = "") -> None:
        meant = self.meant_text()
        self.meant.setText(meant)
        self.meant.setVisible(bool(meant))


class TickInput(QCheckBox):
    """Yes or no."""

    def __init__(self, name: str, text: str) -> None:
        """Start without a tick."""
        super().__init__(text)
        self.setAccessibleName(name)

    def value(self) -> bool:
        """Tell whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick it or not."""
        self.setChecked(bool(value))


class PeopleInput(QWidget):
    """Any of the account's people, one tick box each.

    Signals:
        changed: a tick was set or taken away.
    """

    MOST = 12
    changed = Signal()

    def __init__(self, name: str) -> None:
        """Start without people."""
        super().__init__()
        self.setAccessibleName(name)
        self._boxes: dict[int, QCheckBox] = {}
        self._wanted: frozenset[int] = frozenset()
        self._flow = FlowLayout(self, gap=8)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_people(self, people: Sequence[tuple[int, str]]) -> None:
        """Offer people (key, name), the first dozen of them, keeping the ticks of those who stay.

        Who was to be ticked before anybody was offered is ticked now.
        """
        kept = set(self.value()) if self._boxes else set(self._wanted)
        for box in self._boxes.values():
            self._flow.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes = {}
        for key, name in people[: self.MOST]:
            box = QCheckBox(name.replace("&", "&&"))
            box.setAccessibleName(f"{self.accessibleName()}: {name}")
            box.setToolTip(plain_tool_tip(name))
            box.toggled.connect(self.changed)
            self._flow.addWidget(box)
            self._boxes[key] = box
        self.set_value(kept)

    def value(self) -> tuple[int, ...]:
        """Give the keys of who is ticked."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def set_value(self, value: Any) -> None:
        """Tick those whose keys are in `value`."""
        self._wanted = frozenset(value)
        for key, box in self._boxes.items():
            box.setChecked(key in value)
