"""The details pane: the selected account at a glance, and what can be done for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from csworkbench.infra.clock import Clock
from csworkbench.ui.accounts.account_columns import context_line
from csworkbench.ui.accounts.account_glance import AccountGlance, chart_points, group_bars
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.bar import FactorBar
from csworkbench.ui.widgets.buttons import make_button, make_icon_button
from csworkbench.ui.widgets.health_chip import HealthChip
from csworkbench.ui.widgets.labels import ElidingLabel, make_label, make_separator
from csworkbench.ui.widgets.standing_words import rests_text
from csworkbench.ui.widgets.texts import delta_text, percent_text, relative_day, short_day
from csworkbench.ui.widgets.trend_chart import TrendChart

if TYPE_CHECKING:
    from csworkbench.domain.accounts import AccountLineRow
    from csworkbench.domain.actions import ActionRow
    from csworkbench.domain.feedback_items import FeedbackRow
    from csworkbench.domain.health.overrides import OverrideRow
    from csworkbench.domain.ids import AccountId

WIDTH = 325
QUOTE_LETTERS = 220


class DetailsPane(QFrame):
    """Shows one account.

    Signals:
        form_asked: kind of a form (check_in, feedback, touch) and the account.
        account_opened: the account's page is wanted.
    """

    form_asked = Signal(str, object)
    account_opened = Signal(object)

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self._clock = clock
        self.account_id: AccountId | None = None
        self.setProperty("surface", "card")
        self.setAccessibleName("Account details")
        self.name = ElidingLabel(theme, role="head")
        self.open_button = make_icon_button(theme, "expand", "Open the account (Enter)")
        self.open_button.clicked.connect(self._on_open_clicked)
        self.chip = HealthChip(theme)
        self.meta = ElidingLabel(theme, role="caption", tone="muted")
        self.rests = ElidingLabel(theme, role="caption", tone="muted")
        self.said = make_label(theme, role="caption_strong", tone="watch", wraps=True)
        self.against = make_label(theme, role="caption", tone="watch", wraps=True)
        self.check_in_button = make_button(theme, "Check-in", "check-in-plan", "primary")
        self.feedback_button = make_button(theme, "Feedback", "feedback-add")
        self.touch_button = make_button(theme, "Touch", "call")
        for button, kind in self._buttons():
            button.setProperty("form", kind)
            button.setProperty("narrow", True)  # three of them share 295 pixels
            button.clicked.connect(self._on_form_clicked)
        self.chart = TrendChart(theme)
        self.delta = ElidingLabel(theme, role="caption", tone="muted")
        self.bars_box = QVBoxLayout()
        self.bars_box.setSpacing(0)
        self.steps_box = QVBoxLayout()
        self.steps_box.setSpacing(4)
        self.feedback_when = ElidingLabel(theme, role="caption", tone="muted")
        self.feedback_words = make_label(theme, role="caption", wraps=True)
        self.bars: list[FactorBar] = []
        self._steps: list[QWidget] = []
        self._lay_out()
        theme.changed.connect(self.updateGeometry)
        self.set_empty()

    def sizeHint(self) -> QSize:
        """Give the pane's width."""
        return QSize(round(WIDTH * self._theme.font_scale), 400)

    def minimumSizeHint(self) -> QSize:
        """Keep the width; the content scrolls."""
        return QSize(round(WIDTH * self._theme.font_scale), 200)

    def set_empty(self) -> None:
        """Show that no account is selected."""
        self.account_id = None
        self.name.setText("No account selected")
        self._inside.setEnabled(False)
        self.chip.hide()
        for label in (self.meta, self.rests, self.said, self.against):
            label.setText("")
        self._body.hide()

    def show_line(self, row: AccountLineRow) -> None:
        """Show what the table knows already, before the rest is read."""
        self.account_id = row.account_id
        self.name.setText(row.name)
        self.chip.setVisible(row.band is not None)
        self.chip.set_health(row.score, row.band or "insufficient data")
        self.meta.setText(context_line(row))
        self._show_standing(row, None)
        self._inside.setEnabled(True)

    def show_glance(self, glance: AccountGlance) -> None:
        """Show everything."""
        self.show_line(glance.line)
        self._show_standing(glance.line, glance.override)
        self.chart.set_series(chart_points(glance))
        known = [value for value in glance.line.sparkline if value is not None]
        self.delta.setText(delta_text(known[-1] - known[0]) if len(known) > 1 else "")
        self._show_bars(glance)
        self._show_steps(glance)
        self._show_feedback(glance.feedback)
        self._body.show()

    def _buttons(self) -> tuple[tuple[QPushButton, str], ...]:
        return (
            (self.check_in_button, "check_in"),
            (self.feedback_button, "feedback"),
            (self.touch_button, "touch"),
        )

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.open_button)
        facts = QHBoxLayout()
        facts.setSpacing(8)
        facts.addWidget(self.chip)
        facts.addWidget(self.meta, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button, _ in self._buttons():
            buttons.addWidget(button, 1)
        scroll = QScrollArea(self)
        self._inside = QWidget(scroll)
        self._inside.setProperty("surface", "clear")
        scroll.setWidget(self._inside)  # while it is empty: what moves is dressed once more, with all that is in it
        self._body = self._make_body()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.setSpacing(8)
        inside.addLayout(top)
        inside.addLayout(facts)
        for label in (self.rests, self.said, self.against):
            inside.addWidget(label)
        inside.addLayout(buttons)
        inside.addWidget(self._body, 1)
        inside.addStretch(0)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(scroll)

    def _make_body(self) -> QWidget:
        theme = self._theme
        made = QWidget(self._inside)
        body = QVBoxLayout(made)
        body.setContentsMargins(0, 4, 0, 0)
        body.setSpacing(6)
        body.addLayout(_heading(theme, "Health, last 26 weeks", self.delta))
        body.addWidget(self.chart)
        body.addLayout(_heading(theme, "What drives the score", _quiet(theme, "out of 100")))
        body.addLayout(self.bars_box)
        body.addWidget(make_separator())
        body.addLayout(_heading(theme, "Next steps", None))
        body.addLayout(self.steps_box)
        body.addWidget(make_separator())
        body.addLayout(_heading(theme, "Latest feedback", self.feedback_when))
        self.quote = QFrame()
        self.quote.setProperty("surface", "quote")
        quote = QVBoxLayout(self.quote)
        quote.setContentsMargins(10, 6, 8, 6)
        quote.addWidget(self.feedback_words)
        body.addWidget(self.quote)
        body.addStretch(1)
        return made

    def _show_standing(self, line: AccountLineRow, override: OverrideRow | None) -> None:
        """Show what the score rests on, what overrides it (read a moment later than the line) and speaks against it."""
        today = self._clock.today()
        held = override if line.override_expires_on is not None else None
        said = "" if held is None else _said(held, line, today)
        against = f"Against it: {line.contradictions}" if line.contradictions else ""
        for label, text in ((self.rests, rests_text(line, today)), (self.said, said), (self.against, against)):
            label.setText(text)
            label.setVisible(bool(text))

    def _show_bars(self, glance: AccountGlance) -> None:
        groups = group_bars(glance.health) if glance.health is not None else []
        while len(self.bars) < len(groups):
            bar = FactorBar(self._theme)
            self.bars.append(bar)
            self.bars_box.addWidget(bar)
        for at, bar in enumerate(self.bars):
            bar.setVisible(at < len(groups))
            if at < len(groups):
                group = groups[at]
                bar.set_factor(group.name, percent_text(group.weight), group.value, group.band)

    def _show_steps(self, glance: AccountGlance) -> None:
        for step in self._steps:
            self.steps_box.removeWidget(step)
            step.hide()
            step.deleteLater()
        self._steps = [self._make_step(action) for action in glance.actions]
        if not self._steps:
            self._steps = [make_label(self._theme, "No open action.", role="caption", tone="muted")]
        for step in self._steps:
            self.steps_box.addWidget(step)

    def _make_step(self, action: ActionRow) -> QWidget:
        step = QWidget()
        line = QHBoxLayout(step)
        line.setContentsMargins(0, 0, 0, 0)
        title = ElidingLabel(self._theme, f"○  {action.title}")
        title.setAccessibleName(action.title)
        line.addWidget(title, 1)
        if action.due_on is not None:
            today = self._clock.today()
            is_late = action.due_on < today
            near = action.due_on <= today
            text = relative_day(action.due_on, today, is_due=True) if near else short_day(action.due_on)
            tone = "at_risk" if is_late else "watch" if near else "muted"
            line.addWidget(make_label(self._theme, text, "caption_strong", tone))
        return step

    def _show_feedback(self, said: FeedbackRow | None) -> None:
        self.feedback_when.setText("" if said is None else f"{short_day(said.said_on)} · {_kind_words(said)}")
        words = "" if said is None else " ".join((said.words or "").split())
        if len(words) > QUOTE_LETTERS:
            words = words[: QUOTE_LETTERS - 1].rstrip() + "…"
        self.feedback_words.setText(f"“{words}”" if words else "No words with it." if said else "No feedback yet.")

    def _on_open_clicked(self) -> None:
        if self.account_id is not None:
            self.account_opened.emit(self.account_id)

    def _on_form_clicked(self) -> None:
        sender = self.sender()
        if self.account_id is not None and sender is not None:
            self.form_asked.emit(sender.property("form"), self.account_id)


def _said(override: OverrideRow, line: AccountLineRow, today: date) -> str:
    from csworkbench.domain.health.overrides import override_text

    return override_text(override, line.computed_score, line.computed_band, today)


def _kind_words(said: FeedbackRow) -> str:
    return said.kind if said.score is None else f"{said.kind} {said.score}"


def _quiet(theme: Theme, text: str) -> ElidingLabel:
    return ElidingLabel(theme, text, "caption", "muted")


def _heading(theme: Theme, text: str, aside: ElidingLabel | None) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(ElidingLabel(theme, text, "caption_strong"), 1)
    if aside is not None:
        line.addWidget(aside)
    return line
