"""Two versions of health models side by side: what differs, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.model_diff import ModelDiff, model_diff
from csworkbench.ui.settings.number_inputs import CalmCombo
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.texts import count_text, plain_tool_tip

TITLES = ("What", "Was", "Is")


class DiffTable(QTableWidget):
    """Differences, one per line."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without lines."""
        super().__init__(0, len(TITLES), parent)
        self._theme = theme
        self.setHorizontalHeaderLabels(list(TITLES))
        self.setAccessibleName("Differences")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setStyleSheet("QTableWidget::item { padding: 2px 6px; }")
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def set_differences(self, found: Sequence[ModelDiff]) -> None:
        """Show other differences."""
        self.setRowCount(len(found))
        for row, one in enumerate(found):
            for column, text in enumerate((one.part, one.before or "–", one.after or "–")):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tool_tip(text))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{TITLES[column]}: {text}")
                self.setItem(row, column, item)
        self.resizeRowsToContents()


class CompareDialog(QDialog):
    """The dialog: two choices at the top, the differences below."""

    def __init__(
        self, theme: Theme, models: Sequence[tuple[str, HealthModel]], before: int, after: int, parent: QWidget
    ) -> None:
        """Offer `models` (words and model); `before` and `after` are the places of those shown first."""
        super().__init__(parent)
        self.setWindowTitle("Compare health models")
        self._models = [model for _, model in models]
        self.before, self.after = CalmCombo("Was"), CalmCombo("Is")
        line = QHBoxLayout()
        line.setSpacing(8)
        for words, combo, place in (("&Was", self.before, before), ("&Is", self.after, after)):
            label = make_label(theme, words, tone="muted")
            label.setBuddy(combo)
            for text, _ in models:
                combo.addItem(text)
            combo.setCurrentIndex(place)
            combo.currentIndexChanged.connect(self._show)
            line.addWidget(label)
            line.addWidget(combo, 1)
        self.told = make_label(theme, tone="muted")
        self.table = DiffTable(theme)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 12)
        whole.setSpacing(10)
        whole.addLayout(line)
        whole.addWidget(self.told)
        whole.addWidget(self.table, 1)
        whole.addWidget(buttons)
        self.resize(round(720 * theme.font_scale), round(420 * theme.font_scale))
        self._show()

    def _show(self, _place: int = 0) -> None:
        found = model_diff(self._models[self.before.currentIndex()], self._models[self.after.currentIndex()])
        self.table.set_differences(found)
        self.told.setText(count_text(len(found), "difference") if found else "They do not differ.")
