"""Numbers to type or move with a slider; the wheel passes over them, so that scrolling a form changes nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QSlider, QSpinBox, QWidget

from csworkbench.domain.health.validation import LARGEST_WEIGHT

SLIDER_END = 100
_INSET = 6


class WholeBox(QSpinBox):
    """A whole number."""

    def __init__(self, name: str, low: int, high: int, suffix: str = "") -> None:
        """Take `low` to `high`."""
        super().__init__()
        self.setRange(low, high)
        self.setSuffix(suffix)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(_INSET, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def show_value(self, value: int) -> None:
        """Show a value without telling anyone."""
        if self.value() != value:
            self.blockSignals(True)
            self.setValue(value)
            self.blockSignals(False)


class CalmCombo(QComboBox):
    """A choice that the wheel passes over."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start without choices."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def show_choice(self, data: object) -> None:
        """Show the choice with this data without telling anyone."""
        self.blockSignals(True)
        self.setCurrentIndex(self.findData(data))
        self.blockSignals(False)


class _Weight(QDoubleSpinBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def textFromValue(self, value: float) -> str:
        return f"{value:g}"


class _Slider(QSlider):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class WeightInput(QWidget):
    """A weight: a number to type, and a slider from 0 to 100 (or further, where the weight lies further).

    Signals:
        changed: the new weight.
    """

    changed = Signal(float)

    def __init__(self, name: str) -> None:
        """Start at 0."""
        super().__init__()
        self.box, self.slider = _Weight(), _Slider(Qt.Orientation.Horizontal)
        self.box.setRange(0, LARGEST_WEIGHT)
        self.box.setDecimals(4)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.setAccessibleName(name)
        self.box.setFixedWidth(84)
        self.box.lineEdit().setTextMargins(_INSET, 0, 0, 0)
        self.slider.setRange(0, SLIDER_END)
        self.slider.setPageStep(10)
        self.slider.setMinimumHeight(24)
        self.slider.setAccessibleName(f"{name}, slider")
        self.setAccessibleName(name)
        self.setFocusProxy(self.box)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(self.box)
        line.addWidget(self.slider, 1)
        self.box.valueChanged.connect(self._on_typed)
        self.slider.valueChanged.connect(self._on_moved)

    def show_value(self, value: float) -> None:
        """Show a weight without telling anyone."""
        for part in (self.box, self.slider):
            part.blockSignals(True)
        self.box.setValue(value if value == value else 0)  # NaN differs from itself
        self._fit(self.box.value())
        for part in (self.box, self.slider):
            part.blockSignals(False)

    def _fit(self, value: float) -> None:
        self.slider.setMaximum(max(SLIDER_END, int(value)))
        self.slider.setValue(round(value))

    def _on_typed(self, value: float) -> None:
        self.slider.blockSignals(True)
        self._fit(value)
        self.slider.blockSignals(False)
        self.changed.emit(value)

    def _on_moved(self, value: int) -> None:
        self.box.blockSignals(True)
        self.box.setValue(value)
        self.box.blockSignals(False)
        self.changed.emit(float(value))
