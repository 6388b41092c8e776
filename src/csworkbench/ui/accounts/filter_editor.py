"""The part of the filter bar that is opened when wanted: quick filters and an expression."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from csworkbench.domain.words import BANDS, TIERS
from csworkbench.ui.accounts.account_filter import MISSING, AccountFilter, expression_error
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.choice_box import ChoiceBox
from csworkbench.ui.widgets.flow_layout import FlowLayout
from csworkbench.ui.widgets.labels import make_label

HINT = 'band = "at risk" and arr >= 50000 and renewal < +90d'


class FilterEditor(QWidget):
    """Quick filters and expression.

    Signals:
        filter_changed: another `AccountFilter`.
    """

    filter_changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without a filter."""
        super().__init__(parent)
        self._filter = AccountFilter()
        self.combos = {name: _combo(name) for name in ("owner", "tier", "band", "segment")}
        self._fill("tier", [(f"Tier {tier}", tier) for tier in TIERS])
        self._fill("band", [(band.capitalize(), band) for band in BANDS])
        for combo in self.combos.values():
            combo.activated.connect(self._on_quick_chosen)
        self.expression = QLineEdit()
        self.expression.setAccessibleName("Filter expression")
        self.expression.setPlaceholderText(HINT)
        self.expression.setClearButtonEnabled(True)
        self.expression.textChanged.connect(self._on_expression_changed)
        self.expression.installEventFilter(self)
        self.problem = make_label(theme, role="caption", tone="at_risk", wraps=True)
        self.problem.hide()
        self._lay_out()

    def set_choices(self, owners: Sequence[str], segments: Sequence[str]) -> None:
        """Offer these owners and segments."""
        self._fill("owner", [(owner, owner) for owner in owners])
        self._fill("segment", [(segment, segment) for segment in segments])
        self.show_filter(self._filter)

    def show_filter(self, wanted: AccountFilter) -> None:
        """Show what is in force; emits nothing."""
        self._filter = wanted
        for name, combo in self.combos.items():
            value = wanted.quick.get(name, "")
            if value and combo.findData(value) < 0:
                combo.addItem(value, value)
            combo.setCurrentIndex(max(0, combo.findData(value)))
        if expression_error(self.expression.text()) is None and self.expression.text().strip() != wanted.expression:
            self.expression.blockSignals(True)
            self.expression.setText(wanted.expression)
            self.expression.blockSignals(False)

    def clear(self) -> None:
        """Empty the expression, right or wrong; emits nothing."""
        self.expression.blockSignals(True)
        self.expression.clear()
        self.expression.blockSignals(False)
        self._show_problem()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc empties the expression, then closes the bar."""
        if (
            watched is self.expression
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            if self.expression.text():
                self.expression.clear()
            else:
                self.hide()
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        quick = QWidget()
        flow = FlowLayout(quick, gap=8)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        quick.setSizePolicy(policy)
        for combo in self.combos.values():
            flow.addWidget(combo)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 0, 12, 8)
        whole.setSpacing(6)
        whole.addWidget(quick)
        whole.addWidget(self.expression)
        whole.addWidget(self.problem)

    def _fill(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        combo = self.combos[name]
        value = combo.currentData() or ""
        combo.clear()
        combo.addItem(f"{name.capitalize()}: any", "")
        for text, key in choices:
            combo.addItem(text, key)
        if name != "band":
            combo.addItem(f"No {name}", MISSING)
        combo.setCurrentIndex(max(0, combo.findData(value)))

    def _show_problem(self) -> None:
        error = expression_error(self.expression.text())
        self.problem.setText("" if error is None else str(error)[:1].upper() + str(error)[1:])
        self.problem.setVisible(error is not None)
        self.expression.setProperty("invalid", error is not None)
        self.expression.setAccessibleDescription(self.problem.text())
        self.expression.style().unpolish(self.expression)
        self.expression.style().polish(self.expression)

    def _on_quick_chosen(self) -> None:
        for name, combo in self.combos.items():
            if combo is self.sender():
                self.filter_changed.emit(self._filter.with_quick(name, combo.currentData() or ""))

    def _on_expression_changed(self, text: str) -> None:
        self._show_problem()
        if expression_error(text) is None:
            self.filter_changed.emit(replace(self._filter, expression=text.strip()))


def _combo(name: str) -> QComboBox:
    combo = ChoiceBox()
    combo.setAccessibleName(f"Filter by {name}")
    combo.addItem(f"{name.capitalize()}: any", "")
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    combo.setMaximumWidth(220)
    combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return combo
