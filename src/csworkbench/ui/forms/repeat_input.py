"""How a check-in repeats: chosen or typed as one says it, with what it means and its first days under it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QVBoxLayout, QWidget

from csworkbench.domain.recurrence import Rule, RuleNotKept, days_of, rule_text
from csworkbench.domain.repeats import REPEATS, read_end, rule_for
from csworkbench.domain.series import repeat_words
from csworkbench.infra.clock import Clock
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.texts import short_day
from csworkbench.ui.widgets.typed_day import read_day

ONCE = "Once"
SHOWN_DAYS = 3


class RepeatInput(QWidget):
    """A choice one can type in; its value is what it says, None for once.

    Signals:
        repeats_changed: whether it repeats now.
    """

    repeats_changed = Signal(bool)

    def __init__(self, theme: Theme, clock: Clock) -> None:
        """Start at once."""
        super().__init__()
        self._clock = clock
        self._anchor = clock.today()
        self._end = ""
        self._did_repeat = False
        self.setAccessibleName("Repeat")
        self.combo = QComboBox()
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setAccessibleName("Repeat")
        self.combo.addItems([ONCE, *(word[:1].upper() + word[1:] for word in REPEATS)])
        self.combo.setToolTip("Choose, or type: every 6 weeks, tuesdays, monthly on the 15th, last friday of the month")
        line = self.combo.lineEdit()
        if line is not None:
            line.setAccessibleName("Repeat")
        completer = self.combo.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.meant = make_label(theme, role="caption", tone="muted", wraps=True)
        self.meant.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.combo)
        column.addWidget(self.meant)
        self.setFocusProxy(self.combo)
        self.combo.editTextChanged.connect(self._on_changed)

    def value(self) -> str | None:
        """Give what is chosen or typed; None for once."""
        text = self.combo.currentText().strip()
        return None if text.casefold() in ("", ONCE.casefold(), "never", "no") else text

    def set_value(self, value: Any) -> None:
        """Show words or (None) once."""
        text = ONCE if value is None else str(value)
        self.combo.setCurrentText(text[:1].upper() + text[1:])

    def set_anchor(self, day: date | None) -> None:
        """Count from another day."""
        self._anchor = day or self._clock.today()
        self._on_changed()

    def set_end(self, text: str) -> None:
        """End as this text says."""
        self._end = text
        self._on_changed()

    def rule(self) -> Rule | None:
        """Give the rule with its end; None for once.

        Raises:
            RuleNotKept: the words are no repeat, or the end is none.
        """
        words = self.value()
        if words is None:
            return None
        rule = _rule(words, self._anchor)
        count, until = read_end(self._end)
        if count is None and until is None:
            return rule
        day = None if until is None else read_day(until, self._clock.today(), self.locale())
        if count is None and (day is None or day < self._anchor):
            raise RuleNotKept(f"“{self._end.strip()}” is no end; try 10 times, or until 4 dec 2027")
        return replace(rule, count=count, until=day if count is None else None)

    def rule_text(self) -> str | None:
        """Give the rule as it is stored; RuleNotKept when there is something wrong with it."""
        rule = self.rule()
        return None if rule is None else rule_text(rule)

    def _on_changed(self, _text: str = "") -> None:
        repeats = self.value() is not None
        self.meant.setText(self._meaning() if repeats else "")
        self.meant.setVisible(bool(self.meant.text()))
        if repeats != self._did_repeat:
            self._did_repeat = repeats
            self.repeats_changed.emit(repeats)

    def _meaning(self) -> str:
        try:
            rule = self.rule()
        except RuleNotKept:
            return ""
        if rule is None:
            return ""
        words = repeat_words(rule)
        days = ", ".join(short_day(day) for day in islice(days_of(rule, self._anchor), SHOWN_DAYS))
        return f"{words[:1].upper()}{words[1:]}: {days}…" if days else words


def _rule(words: str, anchor: date) -> Rule:
    try:
        return rule_for(words, anchor)
    except RuleNotKept as error:
        if "=" in words:  # a rule of RFC 5545: its own error says which part
            raise
        advice = "try every 6 weeks, tuesdays or last friday of the month"
        raise RuleNotKept(f"“{words}” is no repeat; {advice}") from error
