"""Which past day to look at."""

from __future__ import annotations

import re
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from csworkbench.domain.natural_dates import add_months
from csworkbench.infra.clock import as_of_clock
from csworkbench.ui.bridge.places import PastDay
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.date_field import DateField
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.texts import full_day

WORDS = (
    "Accounts, health, My day and reports are shown as they were known at the end of that day, for reading only."
    " Owners, saved views, and changes undone since stand as they are today."
)
_WITHOUT_YEAR = re.compile(r"(?!.*\d{4})(?!\+|in )(?=.*\d)")
"""What names a day of some year, and is no step from today."""
_WIDTH = 460


class PastDayDialog(QDialog):
    """A day and a button.

    Signals:
        chosen: the day (`date`), before today.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, today: date, past: PastDay | None, parent: QWidget) -> None:
        """Ask for a day before `today`; on a past day, before the day it is looked back from."""
        super().__init__(parent)
        self.setWindowTitle("Look at a past day")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._today = past.today if past else today
        self.field = DateField(theme, as_of_clock(self._today), "Day")
        self.field.line.setPlaceholderText("12 mar, -2w, yesterday or 2026-03-12")
        self.field.set_day(past.day if past else self._today - timedelta(days=30))
        self.field.line.selectAll()
        self._is_without_year = False
        self.field.line.textEdited.connect(self._on_text_edited)
        self.field.day_changed.connect(self._on_day_changed)
        self.problem = make_label(theme, role="caption", tone="at_risk", wraps=True)
        self.problem.hide()
        label = make_label(theme, "&Day", "strong")
        label.setBuddy(self.field.line)
        cancel = make_button(theme, "Cancel")
        cancel.clicked.connect(self.reject)
        self.show_button = make_button(theme, "Show this day", "history", "primary")
        self.show_button.clicked.connect(self._on_asked)
        self.show_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.show_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        for widget in (make_label(theme, WORDS, "body", "muted", wraps=True), label, self.field, self.problem):
            column.addWidget(widget)
        column.addLayout(buttons)
        width = round(_WIDTH * theme.font_scale)
        self.ensurePolished()
        self.resize(width, max(column.totalHeightForWidth(width), column.totalSizeHint().height()))
        self.field.line.setFocus()

    def day(self) -> date | None:
        """Give the day meant: a day typed without a year is the last such day; None when it is none before today."""
        day = self._meant(self.field.day())
        return day if day is not None and day < self._today else None

    def _meant(self, day: date | None) -> date | None:
        is_next = day is not None and day >= self._today and self._is_without_year
        return add_months(day, -12) if day is not None and is_next else day

    def _on_text_edited(self, text: str) -> None:
        self._is_without_year = _WITHOUT_YEAR.match(text.strip()) is not None

    def _on_day_changed(self, day: date | None) -> None:
        """Show the year that is meant: the field takes a day without one for the next such day."""
        self.field.set_day(self._meant(day))
        self._is_without_year = False

    def _on_asked(self) -> None:
        day = self.day()
        if day is None:
            self.problem.setText(self.field.problem or f"Choose a day before {full_day(self._today)}.")
            self.problem.show()
            self.field.line.setFocus()
            return
        self.accept()
        self.chosen.emit(day)
