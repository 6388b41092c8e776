"""The left column of the dialog: whose check-ins, which days, and how full a day may get."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from PySide6.QtCore import Qt, QTimeZone, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from csworkbench.domain.ids import OwnerId
from csworkbench.domain.planning.preview import PlanPreview, PlanRequest
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.forms.inputs import ChoiceInput, DayInput, LineInput
from csworkbench.ui.widgets.labels import TextLabel, make_label
from csworkbench.ui.widgets.texts import count_text

WIDTH = 232
MINUTES, DAY_FROM, DAY_TO, ZONE = "plan/minutes", "plan/day_from", "plan/day_to", "plan/time_zone"
ABOUT = (
    "What is due by its cadence, or overdue, goes to business days of both sides, in people's good hours and within "
    "the fatigue guard, near its ideal date."
)
STAYING = "with a time, of a series, of another kind, or not due."
FIELDS = (
    ("owner_id", "&Owner", 0, 2),
    ("first", "&From", 0, 2),
    ("last", "&To", 0, 2),
    ("hours_per_day", "&Hours a day", 0, 1),
    ("minutes", "&Minutes each", 1, 1),
    ("day_from", "Da&y from", 0, 1),
    ("day_to", "&until", 1, 1),
    ("time_zone", "Time &zone", 0, 2),
)


class PlanParameters(QWidget):
    """What to plan; blank hours a day are a fifth of the owner's week.

    Signals:
        changed: something else is entered; `request` says what.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, first: date, last: date, parent: QWidget | None = None) -> None:
        """Start with a period and with what was used the last time."""
        super().__init__(parent)
        theme, clock, settings = workspace.theme, workspace.clock, workspace.settings
        self._theme, self._settings = theme, settings
        self.setFixedWidth(round(WIDTH * theme.font_scale))
        self.owner = ChoiceInput("Owner", [])
        self.first, self.last = DayInput(theme, clock, "From"), DayInput(theme, clock, "To")
        self.hours = LineInput("Hours a day", "as usual")
        self.hours.setToolTip("Hours of check-ins a day at most; blank: a fifth of the owner's hours a week")
        self.minutes = LineInput("Minutes each", "30")
        self.minutes.setToolTip("How long a check-in takes that does not say so itself")
        self.day_from, self.day_to = LineInput("Day from", "09:00"), LineInput("Day until", "17:00")
        self.zone = LineInput("Time zone", "this computer's")
        self.first.set_day(first)
        self.last.set_day(last)
        self.minutes.set_value(str(round(settings.number(MINUTES, 30))))
        self.day_from.set_value(settings.text(DAY_FROM, "09:00"))
        self.day_to.set_value(settings.text(DAY_TO, "17:00"))
        self.zone.set_value(settings.text(ZONE) or system_zone())
        self._inputs: dict[str, QWidget] = {
            "owner_id": self.owner,
            "first": self.first,
            "last": self.last,
            "hours_per_day": self.hours,
            "minutes": self.minutes,
            "day_from": self.day_from,
            "day_to": self.day_to,
            "time_zone": self.zone,
        }
        self._errors: dict[str, TextLabel] = {}
        self.facts = make_label(theme, ABOUT, "caption", "muted", wraps=True)
        self._complete_zones()
        self._lay_out()
        self._connect()

    def set_owners(self, owners: Sequence[tuple[OwnerId, str]], chosen: OwnerId | None) -> None:
        """Offer these owners."""
        self.owner.blockSignals(True)
        self.owner.set_choices(owners)
        self.owner.set_value(chosen)
        self.owner.blockSignals(False)

    def set_facts(self, preview: PlanPreview) -> None:
        """Show what blank hours a day mean for the owner, and how many check-ins stay."""
        if preview.load and preview.request.hours_per_day is None:
            self.hours.setPlaceholderText(f"{preview.load[0].cap_minutes / 60:g}, as usual")
        stay = f"{count_text(preview.kept, 'check-in')} of the period {'stays' if preview.kept == 1 else 'stay'}: "
        self.facts.setText(f"{ABOUT}\n\n{stay}{STAYING}" if preview.kept else ABOUT)

    def request(self) -> PlanRequest | None:
        """Give what is asked for; None when something can't be read, which is said beside it."""
        self.clear_errors()
        wrong = {key: field.problem for key, field in (("first", self.first), ("last", self.last)) if field.problem}
        first, last = self.first.day(), self.last.day()
        wrong |= {
            key: "Give a day." for key, day in (("first", first), ("last", last)) if day is None and key not in wrong
        }
        hours, minutes = read_hours(self.hours.text()), read_minutes(self.minutes.text())
        if hours is not None and hours < 0:
            wrong["hours_per_day"] = "Give hours, as 4 or 4:30."
        if minutes is None:
            wrong["minutes"] = "Give minutes."
        owner = self.owner.value()
        if wrong or first is None or last is None or minutes is None or not isinstance(owner, int):
            typed = {key for key, field in (("first", self.first), ("last", self.last)) if field.line.hasFocus()}
            self.show_errors({key: text for key, text in wrong.items() if key not in typed})
            return None
        return PlanRequest(
            OwnerId(owner),
            first,
            last,
            hours,
            minutes,
            read_clock(self.day_from.text() or "09:00"),
            read_clock(self.day_to.text() or "17:00"),
            self.zone.value() or None,
        )

    def keep(self, request: PlanRequest) -> None:
        """Keep for the next time what does not hang on the period."""
        self._settings.set(MINUTES, request.minutes)
        self._settings.set(DAY_FROM, request.day_from)
        self._settings.set(DAY_TO, request.day_to)
        self._settings.set(ZONE, "" if request.time_zone == system_zone() else request.time_zone or "")

    def show_errors(self, errors: dict[str, str]) -> bool:
        """Put errors beside their fields; True when all of them have one."""
        for key, text in errors.items():
            if key in self._errors:
                self._errors[key].setText(text)
                self._errors[key].show()
                self._mark(key, text)
        return all(key in self._errors for key in errors)

    def clear_errors(self) -> None:
        """Take all errors away."""
        for key, label in self._errors.items():
            if not label.isHidden():
                label.hide()
                self._mark(key, "")

    def error_of(self, key: str) -> str:
        """Give the error beside a field; empty when there is none."""
        return self._errors[key].text() if not self._errors[key].isHidden() else ""

    def _mark(self, key: str, text: str) -> None:
        target = self._inputs[key].focusProxy() or self._inputs[key]
        target.setProperty("invalid", bool(text))
        target.setAccessibleDescription(text)
        target.style().unpolish(target)
        target.style().polish(target)

    def _complete_zones(self) -> None:
        names = sorted(bytes(one.data()).decode() for one in QTimeZone.availableTimeZoneIds())
        completer = QCompleter([name for name in names if "/" in name], self.zone)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._on_changed)
        self.zone.setCompleter(completer)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        row = 0
        for key, text, column, width in FIELDS:
            label = make_label(self._theme, text, "caption_strong")
            label.setBuddy(self._inputs[key].focusProxy() or self._inputs[key])
            error = make_label(self._theme, role="caption", tone="at_risk", wraps=True)
            error.setObjectName(f"error.{key}")
            error.hide()
            self._errors[key] = error
            row += 0 if column else 4
            grid.addWidget(label, row, column, 1, width)
            grid.addWidget(self._inputs[key], row + 1, column, 1, width)
            grid.addWidget(error, row + 2, column, 1, width)
            grid.setRowMinimumHeight(row + 3, 8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(grid)
        whole.addSpacing(6)
        whole.addWidget(self.facts)
        whole.addStretch(1)

    def _connect(self) -> None:
        self.owner.currentIndexChanged.connect(self._on_changed)
        for day in (self.first, self.last):
            day.day_changed.connect(self._on_changed)
            day.line.textEdited.connect(self._on_changed)
            day.line.editingFinished.connect(self._on_day_left)
        for line in (self.hours, self.minutes, self.day_from, self.day_to, self.zone):
            line.editingFinished.connect(self._on_line_left)
            line.textEdited.connect(self._on_changed)

    def _on_changed(self, *_values: object) -> None:
        self.changed.emit()

    def _on_day_left(self) -> None:
        if not (self.first.is_valid and self.last.is_valid):
            self.changed.emit()

    def _on_line_left(self) -> None:
        line = self.sender()
        if isinstance(line, QLineEdit) and line in (self.day_from, self.day_to):
            line.setText(read_clock(line.text()))


def system_zone() -> str:
    """Give the name of this computer's time zone."""
    return bytes(QTimeZone.systemTimeZoneId().data()).decode()


def read_hours(text: str) -> float | None:
    """Give hours of "4", "4.5", "4,5" or "4:30"; None for blank, -1 for what is none."""
    text = text.strip().replace(",", ".")
    if not text:
        return None
    whole, colon, minutes = text.partition(":")
    try:
        return float(whole) + (int(minutes) / 60 if colon else 0)
    except ValueError:
        return -1


def read_minutes(text: str) -> int | None:
    """Give whole minutes; None when it is no number."""
    text = text.strip() or "30"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def is_clock(text: str) -> bool:
    """Tell whether a text is a time of day as "09:30"."""
    try:
        return f"{time.fromisoformat(text):%H:%M}" == text
    except ValueError:
        return False


def read_clock(text: str) -> str:
    """Give "9", "930", "9.30" as "09:00", "09:30"; a text that is no time as it is."""
    digits = text.strip().replace(".", ":")
    hour, colon, minute = digits.partition(":")
    if not colon and len(digits) in (3, 4):
        hour, minute = digits[:-2], digits[-2:]
    if not (digits.isascii() and hour.isdigit() and (minute.isdigit() or not minute)):
        return text.strip()
    return f"{int(hour):02d}:{int(minute or 0):02d}" if int(hour) < 24 and int(minute or 0) < 60 else text.strip()
