"""One factor: where its value comes from, weight, maximum age, curve."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from csworkbench.domain.health.draft import FactorDraft, GroupDraft, Point
from csworkbench.domain.health.parts import SIGNAL_READINGS, SignalSource
from csworkbench.domain.health.validation import LARGEST_AGE, Place
from csworkbench.ui.settings.curve_editor import CurveEditor
from csworkbench.ui.settings.drafting import Drafting
from csworkbench.ui.settings.field_grid import FieldGrid
from csworkbench.ui.settings.number_inputs import CalmCombo, WeightInput, WholeBox
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.labels import make_label

FIELDS = ("label", "signal", "weight", "max_age_days", "curve")


class FactorForm(FieldGrid):
    """The fields of the factor that is selected."""

    def __init__(self, theme: Theme, drafting: Drafting, parent: QWidget | None = None) -> None:
        """Show nothing until a factor is selected."""
        super().__init__(theme, parent)
        self._drafting = drafting
        self._group: GroupDraft | None = None
        self._factor: FactorDraft | None = None
        self.label = QLineEdit()
        self.metric_box, self.reading_box = CalmCombo("Metric"), CalmCombo("Read as")
        for reading in SIGNAL_READINGS:
            self.reading_box.addItem(reading.capitalize(), reading)
        self.source = make_label(theme, tone="muted", wraps=True)
        self.weight = WeightInput("Weight in the group")
        self.age = WholeBox("Maximum age", 0, LARGEST_AGE, " days")
        self.age.setSpecialValueText("Any age")
        self.curve = CurveEditor(theme, self)
        self.add("label", "&Name", self.label)
        self.add_wide("source", self.source)
        self.add("signal", "&Metric", self.metric_box)
        self.add("reading", "&Read as", self.reading_box)
        self.add("weight", "&Weight", self.weight, tip="Within its group")
        self.add("max_age_days", "Ma&x. age", self.age, tip="An older value is missing")
        self.add_wide("curve", self.curve)
        self.label.textEdited.connect(self._on_label)
        self.metric_box.activated.connect(self._on_source)
        self.reading_box.activated.connect(self._on_source)
        self.weight.changed.connect(self._on_weight)
        self.age.valueChanged.connect(self._on_age)
        self.curve.changed.connect(self._on_curve)

    def show_factor(self, group: GroupDraft, factor: FactorDraft) -> None:
        """Show the fields of a factor."""
        self._group, self._factor = group, factor
        if self.label.text() != factor.label:
            self.label.setText(factor.label)
        self.weight.show_value(factor.weight)
        self.age.show_value(factor.max_age_days or 0)
        self.curve.set_points(factor.curve)
        self._show_source(factor)
        self.show_problems()

    def show_problems(self) -> None:
        """Say below each field what is wrong with it now."""
        if self._group is None or self._factor is None:
            return
        for field in FIELDS:
            place = Place(field, self._group.key, self._factor.key)
            self.show_problem(field, self._drafting.problem_at(place))

    def _show_source(self, factor: FactorDraft) -> None:
        signal = factor.signal
        self.source.setVisible(signal is None)
        for part in (self.metric_box, self.reading_box):
            part.setVisible(signal is not None)
            label = self.label_of(part)
            if label is not None:
                label.setVisible(signal is not None)
        if signal is None:
            self.source.setText("Measured by the program from what is in the book.")
            return
        known = [row.metric for row in self._drafting.metrics]
        self.metric_box.clear()
        for metric in known if signal.metric in known else [signal.metric, *known]:
            self.metric_box.addItem(metric, metric)
        self.metric_box.show_choice(signal.metric)
        self.reading_box.show_choice(signal.reading)

    def _on_label(self, text: str) -> None:
        if self._factor is not None:
            self._factor.label = text
            self._drafting.touch()

    def _on_source(self, _place: int) -> None:
        if self._factor is not None and self._factor.signal is not None:
            self._factor.signal = SignalSource(str(self.metric_box.currentData()), str(self.reading_box.currentData()))
            self._drafting.touch()

    def _on_weight(self, weight: float) -> None:
        if self._factor is not None:
            self._factor.weight = weight
            self._drafting.touch()

    def _on_age(self, days: int) -> None:
        if self._factor is not None:
            self._factor.max_age_days = days or None
            self._drafting.touch()

    def _on_curve(self, points: list[Point]) -> None:
        if self._factor is not None:
            self._factor.curve = points
            self._drafting.touch()
