"""When to be reminded of check-ins: how long ahead, not in the quiet hours, also in the tray."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csworkbench.ui.bridge.reminder_settings import (
    FIRST_FROM,
    FIRST_TO,
    LEAD,
    MOST_LEAD,
    ON,
    QUIET,
    QUIET_FROM,
    QUIET_TO,
    TRAY,
    reminder_rules,
)
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.settings.number_inputs import CalmCombo, WholeBox
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.labels import make_label

HALF_HOURS = tuple(f"{minutes // 60:02}:{minutes % 60:02}" for minutes in range(0, 24 * 60, 30))
ABOUT = (
    "You are reminded in the window of each check-in that is planned with a time. What is held, moved or cancelled is"
    " not told any more, and what you dismiss or put off stays so when you start the program again. In quiet hours"
    " nothing is said; what is still under way when they end is said then."
)


class RemindersView(QWidget):
    """The section; what is chosen holds at once."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Show what holds now."""
        super().__init__(parent)
        self._settings = workspace.settings
        theme = workspace.theme
        self.is_on = QCheckBox("&Remind me of check-ins that have a time")
        self.lead = WholeBox("Minutes ahead", 0, MOST_LEAD, " minutes ahead")
        self.is_quiet = QCheckBox("&Quiet hours")
        self.quiet_from, self.quiet_to = _hours("Quiet from"), _hours("Quiet until")
        self.in_tray = QCheckBox("Also in the system's &tray, while another program is in front")
        card = Card(theme, "Reminders")
        card.body.addWidget(make_label(theme, ABOUT, tone="muted", wraps=True))
        card.body.addLayout(self._grid(workspace))
        card.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)
        self._show()
        for box in (self.is_on, self.is_quiet, self.in_tray):
            box.toggled.connect(self._on_changed)
        self.lead.valueChanged.connect(self._on_changed)
        for combo in (self.quiet_from, self.quiet_to):
            combo.currentTextChanged.connect(self._on_changed)

    def focus_body(self) -> None:
        """Take the focus into the first field."""
        self.is_on.setFocus()

    def _grid(self, workspace: Workspace) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        hours = QHBoxLayout()
        hours.setSpacing(8)
        for widget in (self.quiet_from, make_label(workspace.theme, "to"), self.quiet_to):
            hours.addWidget(widget)
        hours.addStretch(1)
        grid.addWidget(self.is_on, 0, 0)
        grid.addWidget(self.lead, 0, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self.is_quiet, 1, 0)
        grid.addLayout(hours, 1, 1)
        grid.addWidget(self.in_tray, 2, 0, 1, 2)
        return grid

    def _show(self) -> None:
        settings, rules = self._settings, reminder_rules(self._settings)
        self.is_on.setChecked(rules.is_on)
        self.lead.setValue(rules.lead_minutes)
        self.is_quiet.setChecked(settings.flag(QUIET))
        for combo, key, first in ((self.quiet_from, QUIET_FROM, FIRST_FROM), (self.quiet_to, QUIET_TO, FIRST_TO)):
            kept = settings.text(key, first)
            combo.setCurrentText(kept if kept in HALF_HOURS else first)
        self.in_tray.setChecked(settings.flag(TRAY, True))
        self._enable()

    def _enable(self) -> None:
        is_on = self.is_on.isChecked()
        for widget in (self.lead, self.is_quiet, self.in_tray):
            widget.setEnabled(is_on)
        for combo in (self.quiet_from, self.quiet_to):
            combo.setEnabled(is_on and self.is_quiet.isChecked())

    def _on_changed(self, _value: object) -> None:
        values: dict[str, str | int | bool] = {
            ON: self.is_on.isChecked(),
            LEAD: self.lead.value(),
            QUIET: self.is_quiet.isChecked(),
            QUIET_FROM: self.quiet_from.currentText(),
            QUIET_TO: self.quiet_to.currentText(),
            TRAY: self.in_tray.isChecked(),
        }
        for key, value in values.items():
            self._settings.set(key, value)
        self._settings.save()
        self._enable()


def _hours(name: str) -> CalmCombo:
    combo = CalmCombo(name)
    combo.addItems(HALF_HOURS)
    return combo
