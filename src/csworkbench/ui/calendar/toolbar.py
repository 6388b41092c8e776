"""The line above the calendar: period, arrows, how full it is, and the three views."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from csworkbench.domain.calendar_span import CalendarSpan, hours_text
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button, make_icon_button
from csworkbench.ui.widgets.chips import ChipItem, ChipRow
from csworkbench.ui.widgets.labels import ElidingLabel, make_label
from csworkbench.ui.widgets.texts import count_text, full_day, short_day

VIEWS = (("agenda", "Agenda"), ("week", "Week"), ("month", "Month"))


def period_words(first: date, last: date) -> str:
    """Give days from first to last: `23 Nov – 20 Dec 2026`."""
    start = short_day(first) if first.year == last.year else full_day(first)
    return f"{start} – {full_day(last)}"


def span_words(span: CalendarSpan, first: date, last: date) -> str:
    """Give how many check-ins a period has and how much of its hours they take."""
    count = sum(day.check_ins for day in span.days if first <= day.on <= last)
    minutes, cap = span.load(first, last)
    words = count_text(count, "check-in")
    if not count:
        return words
    return f"{words} · {hours_text(minutes)} of {QLocale().toString(round(cap / 60))} h"


class Toolbar(QWidget):
    """See the module.

    Signals:
        stepped: -1 or 1, the period before or after.
        today_asked: back to today.
        view_chosen: `agenda`, `week` or `month`.
    """

    stepped = Signal(int)
    today_asked = Signal()
    view_chosen = Signal(str)

    def __init__(self, theme: Theme, view: str, parent: QWidget | None = None) -> None:
        """Start in a view."""
        super().__init__(parent)
        self.back = make_icon_button(theme, "chevron-left", "Period before (Ctrl+Left)")
        self.forward = make_icon_button(theme, "chevron-right", "Period after (Ctrl+Right)")
        self.today = make_button(theme, "Today")
        self.today.setToolTip("Go to today (T)")
        self.period = make_label(theme, "", "head")
        self.load = ElidingLabel(theme, "", "body", "muted")
        self.views = ChipRow(theme, "View")
        self.views.set_chips([ChipItem(key, words) for key, words in VIEWS], view)
        self.views.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        width = sum(chip.sizeHint().width() + 6 for chip in self.views.chips())
        self.views.setFixedWidth(width)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self.back, self.today, self.forward):
            row.addWidget(widget)
        row.addSpacing(6)
        row.addWidget(self.period)
        row.addSpacing(6)
        row.addWidget(self.load, 1)
        row.addWidget(self.views)
        self.back.clicked.connect(self._on_back)
        self.forward.clicked.connect(self._on_forward)
        self.today.clicked.connect(self.today_asked)
        self.views.chosen.connect(self.view_chosen)

    def show_period(self, words: str, load: str, *, is_too_full: bool) -> None:
        """Name the period and say how full it is."""
        self.period.setText(words)
        self.load.setText(load)
        self.load.set_tone("at_risk" if is_too_full else "muted")

    def _on_back(self) -> None:
        self.stepped.emit(-1)

    def _on_forward(self) -> None:
        self.stepped.emit(1)
