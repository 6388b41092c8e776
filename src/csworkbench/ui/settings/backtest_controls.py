"""What a backtest is asked: models, what counts as flagged, what takes part; and the buttons to run and stop it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from csworkbench.domain.health.backtest_request import BacktestRequest
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.flow_layout import FlowLayout
from csworkbench.ui.widgets.labels import make_label

FLAG_CHOICES = (("at risk", "At risk"), ("watch", "At risk and watch"))


class BacktestControls(QWidget):
    """The choices above the result.

    Signals:
        run_asked, cancel_asked: a button was pressed.
    """

    run_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with the model in use, compared with none."""
        super().__init__(parent)
        self._theme = theme
        self.model, self.against, self.flagged = QComboBox(), QComboBox(), QComboBox()
        for value, words in FLAG_CHOICES:
            self.flagged.addItem(words, value)
        self.without_assumed = QCheckBox("&Only what was surely known then")
        self.without_assumed.setToolTip(
            "Leaves out facts whose day of becoming known is only assumed, as of imported history."
        )
        self.with_customers = QCheckBox("Count &customers without an outcome as stayed")
        self.with_customers.setToolTip("Their days are spread like those of the churned.")
        self.run = make_button(theme, "&Run the backtest", "", "primary")
        self.cancel = make_button(theme, "Cancel")
        self.run.clicked.connect(self.run_asked)
        self.cancel.clicked.connect(self.cancel_asked)
        flow = FlowLayout(self)
        for words, box in (("&Model", self.model), ("Compare &with", self.against), ("&Flagged", self.flagged)):
            flow.addWidget(self._labelled(words, box))
        for widget in (self.without_assumed, self.with_customers, self.run, self.cancel):
            flow.addWidget(widget)
        self.set_versions([])
        self.set_running(False)

    def set_versions(self, versions: Sequence[tuple[int, str]]) -> None:
        """Offer these versions (number and name, newest first); what was chosen stays chosen where it can."""
        for box, none in ((self.model, "In use"), (self.against, "No other")):
            chosen = box.currentData()
            box.clear()
            box.addItem(none, None)
            for version, name in versions:
                box.addItem(f"Version {version}, {name}", version)
            box.setCurrentIndex(max(0, box.findData(chosen)))
        self.against.setEnabled(len(versions) > 1)

    def set_running(self, is_running: bool) -> None:
        """Offer to stop while it runs, to run otherwise."""
        self.run.setEnabled(not is_running)
        self.cancel.setVisible(is_running)

    def request(self) -> BacktestRequest:
        """Give what is chosen."""
        return BacktestRequest(
            model=self.model.currentData(),
            against=self.against.currentData(),
            flagged=self.flagged.currentData(),
            is_without_assumed=self.without_assumed.isChecked(),
            is_with_customers=self.with_customers.isChecked(),
        )

    def _labelled(self, words: str, box: QComboBox) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        label: QLabel = make_label(self._theme, words, tone="muted")
        label.setBuddy(box)
        box.setAccessibleName(words.replace("&", ""))
        line.addWidget(label)
        line.addWidget(box)
        return holder
