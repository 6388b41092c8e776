"""One group: its name and its weight in the model."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from csworkbench.domain.health.draft import GroupDraft
from csworkbench.domain.health.validation import Place
from csworkbench.ui.settings.drafting import Drafting
from csworkbench.ui.settings.field_grid import FieldGrid
from csworkbench.ui.settings.number_inputs import WeightInput
from csworkbench.ui.theme.theme import Theme


class GroupForm(FieldGrid):
    """The fields of the group that is selected."""

    def __init__(self, theme: Theme, drafting: Drafting, parent: QWidget | None = None) -> None:
        """Show nothing until a group is selected."""
        super().__init__(theme, parent)
        self._drafting = drafting
        self._group: GroupDraft | None = None
        self.label = QLineEdit()
        self.weight = WeightInput("Weight of the group")
        self.add("label", "&Name", self.label)
        self.add("weight", "&Weight", self.weight, tip="Within the model")
        self.label.textEdited.connect(self._on_label)
        self.weight.changed.connect(self._on_weight)

    def show_group(self, group: GroupDraft) -> None:
        """Show the fields of a group."""
        self._group = group
        if self.label.text() != group.label:
            self.label.setText(group.label)
        self.weight.show_value(group.weight)
        self.show_problems()

    def show_problems(self) -> None:
        """Say below each field what is wrong with it now."""
        if self._group is not None:
            for field in ("label", "weight"):
                self.show_problem(field, self._drafting.problem_at(Place(field, self._group.key)))

    def _on_label(self, text: str) -> None:
        if self._group is not None:
            self._group.label = text
            self._drafting.touch()

    def _on_weight(self, weight: float) -> None:
        if self._group is not None:
            self._group.weight = weight
            self._drafting.touch()
