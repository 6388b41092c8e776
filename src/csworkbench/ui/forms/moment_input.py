"""A field for a day that also takes a time of day: "tue 10", "4 dec 14:30", "1st business day of next month"."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QLocale, Signal

from csworkbench.domain.business_days import BusinessDays
from csworkbench.infra.clock import Clock
from csworkbench.ui.forms.inputs import DayInput
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.texts import is_day_first

BUSINESS_WORDS = ("business", "working", "bd")


class MomentInput(DayInput):
    """A day, or None; the time goes to another field.

    Signals:
        time_said: a time ("HH:MM") was typed with the day.
        business_asked: business days are spoken of, and `set_business` did not say yet which those are.
    """

    time_said = Signal(str)
    business_asked = Signal()

    def __init__(self, theme: Theme, clock: Clock, name: str) -> None:
        """Start empty; until the business days are known, only week-ends are none."""
        self._said: str | None = None
        self._words: str | None = None
        self._business: BusinessDays | None = None
        self._has_asked = False
        super().__init__(theme, clock, name)
        self.line.setPlaceholderText("tue 10, in 2 weeks, 4 dec 14:30")
        self.line.textEdited.connect(self._on_words_edited)

    def said_time(self) -> str | None:
        """Give the time that stands in the text now."""
        self._said = None
        self._read()
        return self._said

    def business_words(self) -> str | None:
        """Give what was typed where it speaks of business days that are not known yet; whoever stores it must ask."""
        return self._words if self._business is None else None

    def set_business(self, days: BusinessDays) -> None:
        """Take other business days; a text that speaks of them is read again."""
        self._business = days
        if self._words is None:
            return
        if self.line.text().strip() == self._words:
            self._on_text_changed()
            return
        self.line.setText(self._words)  # it was left and stands there as a day
        self._take(self.day())

    def set_value(self, value: object) -> None:
        """Show a day or (None) nothing."""
        self._words = None
        super().set_value(value)

    def meant_text(self) -> str:
        """Give the day and the time that the text means."""
        at, meant = self.said_time(), super().meant_text()
        return f"{meant}, {at}" if meant and at else meant

    def _on_words_edited(self, text: str) -> None:
        words = text.casefold().split()
        self._words = text.strip() if any(word.startswith(BUSINESS_WORDS) for word in words) else None
        if self._words is not None and self._business is None and not self._has_asked:
            self._has_asked = True
            self.business_asked.emit()

    def _read(self) -> date | None:
        from csworkbench.domain.moments import parse_moment

        text, today = self.line.text(), self._clock.today()
        if self._words is not None and self._business is not None and text.strip() == self._words:
            found = parse_moment(text, today, is_day_first=is_day_first(QLocale()), business=self._business)
            if found is not None:
                self._said = found.time
                return found.day
        plain = super()._read()
        found = parse_moment(text, today, is_day_first=is_day_first(QLocale()))
        if found is None or (found.time is None and plain is not None):
            return plain
        self._said = found.time
        return found.day

    def _take(self, day: date | None) -> None:
        said = self.said_time()
        super()._take(day)
        if said is not None:
            self.time_said.emit(said)
