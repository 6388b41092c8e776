"""Why the score moved between two days: the days, the words, the waterfall, and the same as a table."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csworkbench.domain.health.change import ChangeStep
from csworkbench.domain.health.move import HealthMove
from csworkbench.infra.clock import Clock
from csworkbench.ui.account.small_table import SmallTable
from csworkbench.ui.bridge.columns import RIGHT, Column
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.date_field import DateField
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.texts import full_day, health_text, percent_text, plain_tool_tip, short_day, typeset
from csworkbench.ui.widgets.waterfall import Waterfall, WaterfallEnd, WaterfallStep

Line = tuple[ChangeStep, str, str]
COLUMNS: tuple[Column[Line], ...] = (
    Column("factor", "Factor", lambda line: line[0].label, width=150, tip=lambda line: plain_tool_tip(line[0].label)),
    Column("cause", "Cause", lambda line: line[1], width=160),
    Column("what", "What happened", lambda line: typeset(line[2]), tip=lambda line: plain_tool_tip(line[2])),
    Column("points", "Points", lambda line: typeset(f" {line[0].points:+d}").strip(), width=66, alignment=RIGHT),
)


class ChangeCard(Card):
    """Two days and what lies between them.

    Signals:
        days_chosen: first and last day (`date`), in order.
    """

    days_chosen = Signal(object, object)

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(theme, "Why it moved", parent=parent)
        self._theme = theme
        self._clock = clock
        self.since = DateField(theme, clock, "From day")
        self.until = DateField(theme, clock, "To day")
        self.table_button = make_button(theme, "Show as table", "sheet", "link")
        self.table_button.setCheckable(True)
        self.words = make_label(theme, wraps=True)
        self.ends = make_label(theme, role="caption", tone="muted", wraps=True)
        self.problem = make_label(theme, role="caption", tone="at_risk", wraps=True)
        self.waterfall = Waterfall(theme)
        self.steps = SmallTable[Line](theme, "Steps of the change", COLUMNS, self, most_rows=14)
        self._lay_out()
        self.steps.view.hide()
        self.problem.hide()
        self.since.day_changed.connect(self._on_day_changed)
        self.until.day_changed.connect(self._on_day_changed)
        self.table_button.toggled.connect(self._on_table_toggled)

    def set_days(self, since: date, until: date) -> None:
        """Show two days; emits nothing."""
        self.since.set_day(since)
        self.until.set_day(until)
        self.problem.hide()

    def show_move(self, move: HealthMove) -> None:
        """Show what moved between the move's two days."""
        self.set_days(move.since, move.until)
        self.words.setText(_sentence(typeset(move.words)))
        lines = move.lines()
        self.steps.set_rows(lines)
        change = move.change
        self.ends.setText("" if change is None else _ends_text(move))
        self.ends.setVisible(change is not None)
        has_steps = change is not None and change.delta is not None
        before = after = None
        if change is not None and change.score_before is not None and change.score_after is not None:
            before = WaterfallEnd(full_day(move.since), change.score_before)
            after = WaterfallEnd(full_day(move.until), change.score_after)
        shown = [WaterfallStep(typeset(words), step.points) for step, _, words in lines if step.points]
        self.waterfall.set_change(before, shown, after)
        self.table_button.setVisible(has_steps and bool(lines))
        self._show_form()

    def _lay_out(self) -> None:
        days = QHBoxLayout()
        days.setSpacing(8)
        for text, field in (("From", self.since), ("to", self.until)):
            days.addWidget(make_label(self._theme, text, tone="muted"))
            field.setMaximumWidth(round(150 * self._theme.font_scale))
            days.addWidget(field, 1)
        days.addStretch(1)
        days.addWidget(self.table_button)
        self.body.addLayout(days)
        for part in (self.problem, self.words, self.ends, self.waterfall, self.steps.view):
            self.body.addWidget(part)

    def _show_form(self) -> None:
        is_table = self.table_button.isChecked() and bool(self.steps.rows)
        self.steps.view.setVisible(is_table)
        self.waterfall.setVisible(not is_table and self.waterfall.sizeHint().height() > 0)

    def _on_table_toggled(self, is_on: bool) -> None:
        self.table_button.setText("Show as chart" if is_on else "Show as table")
        self.table_button.setAccessibleName(self.table_button.text())
        self._show_form()

    def _on_day_changed(self, _day: object) -> None:
        since, until = self.since.day(), self.until.day()
        today = self._clock.today()
        problem = ""
        if since is None or until is None:
            problem = "Choose two days."
        elif since > until:
            problem = "The first day is after the last one."
        elif until > today:
            problem = "Health is known up to today."
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if not problem:
            self.days_chosen.emit(since, until)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")


def _ends_text(move: HealthMove) -> str:
    change = move.change
    if change is None:
        return ""
    text = "; ".join(
        f"{short_day(day)}: {health_text(score, band)}, coverage {percent_text(coverage)}"
        for day, score, band, coverage in (
            (move.since, change.score_before, change.band_before, change.coverage_before),
            (move.until, change.score_after, change.band_after, change.coverage_after),
        )
    )
    if move.model_before != move.model_after:
        text += f"; model version {move.model_before}, then {move.model_after}"
    return f"{text}."
