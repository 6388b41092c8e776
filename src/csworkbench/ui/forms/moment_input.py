"""A field for a day that also takes a time of day: "tue 10", "4 dec 14:30", "tomorrow at 9"."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QLocale, Signal

from csworkbench.infra.clock import Clock
from csworkbench.ui.forms.inputs import DayInput
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.texts import is_day_first


class MomentInput(DayInput):
    """A day, or None; the time goes to another field.

    Signals:
        time_said: a time ("HH:MM") was typed with the day.
    """

    time_said = Signal(str)

    def __init__(self, theme: Theme, clock: Clock, name: str) -> None:
        """Start empty."""
        self._said: str | None = None
        super().__init__(theme, clock, name)
        self.line.setPlaceholderText("tue 10, in 2 weeks, 4 dec 14:30")

    def said_time(self) -> str | None:
        """Give the time that stands in the text now."""
        self._said = None
        self._read()
        return self._said

    def _read(self) -> date | None:
        from csworkbench.domain.moments import parse_moment

        plain = super()._read()
        found = parse_moment(self.line.text(), self._clock.today(), is_day_first=is_day_first(QLocale()))
        if found is None or (found.time is None and plain is not None):
            return plain
        self._said = found.time
        return found.day

    def _take(self, day: date | None) -> None:
        said = self.said_time()
        super()._take(day)
        if said is not None:
            self.time_said.emit(said)
