"""A field for a day: typed in many forms or picked from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from csworkbench.infra.clock import Clock
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_icon_button
from csworkbench.ui.widgets.texts import full_day, weekday_day
from csworkbench.ui.widgets.typed_day import HINT, read_day

LONGEST_QUOTE = 30
"""Letters of what was typed that a message repeats."""


class DateField(QWidget):
    """A line to type in and a button with a calendar.

    Signals:
        day_changed: the user entered another day (`date`), or emptied the field (`None`).
    """

    day_changed = Signal(object)

    def __init__(self, theme: Theme, clock: Clock, name: str, parent: QWidget | None = None) -> None:
        """Start empty; `name` is what screen readers say, in the words of the form's label."""
        super().__init__(parent)
        self._theme = theme
        self._clock = clock
        self._date: date | None = None
        self._popup: QFrame | None = None
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText("4 dec, fri, +2w")
        self.line.setToolTip(HINT)
        self.line.editingFinished.connect(self._on_editing_finished)
        self.line.textEdited.connect(self._on_text_edited)
        self.button = make_icon_button(theme, "calendar", f"{name}: open calendar")
        self.button.setToolTip("Open calendar (Alt+Down)")
        # Only in this line: a window may hold several such fields.
        shortcut = QShortcut(QKeySequence("Alt+Down"), self.line)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._on_calendar_asked)
        self.button.clicked.connect(self._on_calendar_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self.setFocusProxy(self.line)

    @property
    def is_valid(self) -> bool:
        """Whether the text is empty or a day."""
        return not self.line.text().strip() or self._read() is not None

    @property
    def problem(self) -> str:
        """What is wrong with the text, for the form to show beside the field; empty when nothing is."""
        if self.is_valid:
            return ""
        typed = self.line.text().strip()
        return f"“{typed if len(typed) <= LONGEST_QUOTE else typed[:LONGEST_QUOTE] + '…'}” is no date. {HINT}"

    def day(self) -> date | None:
        """Give the day that is typed now; None when empty or not understood (see `is_valid`)."""
        return self._read() if self.line.text().strip() else None

    def set_day(self, day: date | None) -> None:
        """Show a day; emits nothing."""
        self._date = day
        self.line.setText("" if day is None else full_day(day))
        self._show_state()

    def _read(self) -> date | None:
        text = self.line.text().strip()
        # The field's own wording must always read back, in every language.
        if self._date is not None and text == full_day(self._date):
            return self._date
        return read_day(text, self._clock.today(), QLocale())

    def _show_state(self) -> None:
        self.line.setProperty("invalid", not self.is_valid)
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)
        day = self.day()
        meant = "" if day is None else f"{weekday_day(day)} {day.year}"
        self.line.setAccessibleDescription(self.problem or meant)
        self.line.setToolTip(meant or HINT)

    def _take(self, day: date | None) -> None:
        is_new = day != self._date
        self.set_day(day)
        if is_new:
            self.day_changed.emit(day)

    def _on_text_edited(self) -> None:
        if self.line.property("invalid"):
            self._show_state()

    def _on_editing_finished(self) -> None:
        if self.is_valid:
            self._take(self.day())
        else:
            self._show_state()

    def _on_calendar_asked(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("surface", "toast")
        calendar = self._make_calendar()
        box = QVBoxLayout(popup)
        box.setContentsMargins(6, 6, 6, 6)
        box.addWidget(calendar)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._popup = popup
        popup.show()
        calendar.setFocus()

    def _make_calendar(self) -> QCalendarWidget:
        calendar = QCalendarWidget()
        calendar.setAccessibleName(f"{self.line.accessibleName()}: calendar")
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        calendar.setFirstDayOfWeek(QLocale().firstDayOfWeek())
        weekend = QTextCharFormat()
        weekend.setForeground(self._theme.color("muted"))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekday, weekend)
        for side, name, icon in (("prev", "Previous month", "chevron-left"), ("next", "Next month", "chevron-right")):
            arrow = calendar.findChild(QToolButton, f"qt_calendar_{side}month")
            if isinstance(arrow, QToolButton):
                arrow.setIcon(self._theme.icon(icon, "muted"))
                arrow.setAccessibleName(name)
        day = self.day() or self._clock.today()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.clicked.connect(self._on_day_picked)
        calendar.activated.connect(self._on_day_picked)
        return calendar

    def _on_day_picked(self, day: QDate) -> None:
        if self._popup is not None:
            self._popup.close()
            self._popup = None
            self._take(date(day.year(), day.month(), day.day()))
            self.line.setFocus()
