"""The whole model: name, bands, coverage floor, missing data, vetoes, trend, and whom it serves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from csworkbench.domain.health.model import POLICIES
from csworkbench.domain.health.parts import VETO_BANDS, VETO_KINDS
from csworkbench.domain.health.validation import LONGEST_TREND, Place
from csworkbench.ui.settings.drafting import Drafting
from csworkbench.ui.settings.field_grid import FieldGrid
from csworkbench.ui.settings.number_inputs import CalmCombo, WholeBox
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.flow_layout import FlowLayout
from csworkbench.ui.widgets.labels import make_label

FIELDS = (
    "name",
    "at_risk_up_to",
    "watch_up_to",
    "coverage_floor",
    "policy",
    "vetoes",
    "trend_days",
    "dead_band",
    "groups",
)
POLICY_WORDS = {
    "two-level": "Share within the group, then among groups",
    "flat": "Share among all factors",
    "neutral 50": "Count as 50",
    "zero": "Count as 0",
}
MOST_BOXES = 40
"""More segments than these are not offered as boxes; those already chosen always are."""


class Boxes(QWidget):
    """Check boxes for words, of which none means all.

    Signals:
        changed: the words that are checked.
    """

    changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start without words."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._flow = FlowLayout(self)
        self._boxes: list[QCheckBox] = []

    def set_words(self, words: Sequence[str], checked: Sequence[str]) -> None:
        """Offer `words` and show those that are checked, without telling anyone."""
        wanted = [*words[:MOST_BOXES], *(one for one in checked if one not in words[:MOST_BOXES])]
        if [box.objectName() for box in self._boxes] != wanted:
            for box in self._boxes:
                self._flow.removeWidget(box)
                box.hide()
                box.deleteLater()
            self._boxes = [self._box(word) for word in wanted]
        for box in self._boxes:
            box.blockSignals(True)
            box.setChecked(box.objectName() in checked)
            box.blockSignals(False)

    def checked(self) -> list[str]:
        """Give the words that are checked."""
        return [box.objectName() for box in self._boxes if box.isChecked()]

    def box(self, word: str) -> QCheckBox:
        """Give the box of a word (StopIteration when there is none)."""
        return next(box for box in self._boxes if box.objectName() == word)

    def _box(self, word: str) -> QCheckBox:
        box = QCheckBox(word.replace("&", "&&"), self)
        box.setObjectName(word)
        box.setAccessibleName(f"{self.accessibleName()}: {word}")
        box.toggled.connect(self._on_toggled)
        self._flow.addWidget(box)
        box.show()
        return box

    def _on_toggled(self, _is_checked: bool) -> None:
        self.changed.emit(self.checked())


class ModelForm(FieldGrid):
    """The fields of the whole model."""

    def __init__(self, theme: Theme, drafting: Drafting, parent: QWidget | None = None) -> None:
        """Show the draft as it is."""
        super().__init__(theme, parent)
        self._drafting = drafting
        self._offered: tuple[Sequence[str], Sequence[str]] = ((), ())
        self.name = QLineEdit()
        self.at_risk = WholeBox("At risk up to", 0, 99)
        self.watch = WholeBox("Watch up to", 0, 100)
        self.floor = WholeBox("Coverage floor", 0, 100, " %")
        self.policy = CalmCombo("Missing data")
        for policy in POLICIES:
            self.policy.addItem(POLICY_WORDS[policy], policy)
        self.vetoes = {kind: self._veto_combo(kind) for kind in VETO_KINDS}
        self.trend, self.dead_band = (
            WholeBox("Trend", 1, LONGEST_TREND, " days"),
            WholeBox("Dead band", 0, 100, " points"),
        )
        self.engagement_models, self.segments = Boxes("Engagement model"), Boxes("Segment")
        self._lay_out()
        self.name.textEdited.connect(self._on_name)
        for box in (self.at_risk, self.watch, self.floor, self.trend, self.dead_band):
            box.valueChanged.connect(self._on_changed)
        for combo in (self.policy, *self.vetoes.values()):
            combo.activated.connect(self._on_changed)
        for boxes in (self.engagement_models, self.segments):
            boxes.changed.connect(self._on_changed)

    def set_offered(self, engagement_models: Sequence[str], segments: Sequence[str]) -> None:
        """Offer the engagement models and segments of the book."""
        self._offered = engagement_models, segments
        self.show_model()

    def show_model(self) -> None:
        """Show the draft in all fields."""
        draft = self._drafting.draft
        if self.name.text() != draft.name:
            self.name.setText(draft.name)
        self.at_risk.show_value(draft.at_risk_up_to)
        self.watch.show_value(draft.watch_up_to)
        self.floor.show_value(round(draft.coverage_floor * 100))
        self.trend.show_value(draft.trend_days)
        self.dead_band.show_value(draft.dead_band)
        self.policy.show_choice(draft.policy)
        held = dict(draft.vetoes)
        for kind, combo in self.vetoes.items():
            combo.show_choice(held.get(kind, ""))
        self.engagement_models.set_words(self._offered[0], draft.engagement_models)
        self.segments.set_words(self._offered[1], draft.segments)
        self.show_problems()

    def show_problems(self) -> None:
        """Say below each field what is wrong with it now."""
        for field in FIELDS:
            key = f"veto {VETO_KINDS[-1]}" if field == "vetoes" else "segments" if field == "groups" else field
            self.show_problem(key, self._drafting.problem_at(Place(field)))

    def _lay_out(self) -> None:
        self.add("name", "&Name", self.name, tip="Another name makes a model of its own")
        self.add("at_risk_up_to", "At &risk up to", self.at_risk)
        self.add("watch_up_to", "&Watch up to", self.watch)
        self.add("coverage_floor", "&Coverage floor", self.floor, tip="Below it the band is insufficient data")
        self.add("policy", "&Missing data", self.policy)
        for kind, combo in self.vetoes.items():
            self.add(f"veto {kind}", kind.capitalize(), combo, tip="A veto holds the band down, never the number")
        self.add("trend_days", "&Trend over", self.trend)
        self.add("dead_band", "&Dead band", self.dead_band)
        for key, words, boxes in (
            ("engagement_models", "Serves these engagement models (none: every one)", self.engagement_models),
            ("segments", "Serves these segments (none: every one)", self.segments),
        ):
            self.add_wide(f"{key} words", make_label(self._theme, words, "caption", "muted", wraps=True))
            self.add_wide(key, boxes)

    def _veto_combo(self, kind: str) -> CalmCombo:
        combo = CalmCombo(f"Veto: {kind}")
        combo.addItem("No veto", "")
        for band in VETO_BANDS:
            combo.addItem(f"At most {band}", band)
        return combo

    def _on_name(self, text: str) -> None:
        self._drafting.draft.name = text
        self._drafting.touch()

    def _on_changed(self, *_value: object) -> None:
        draft = self._drafting.draft
        draft.at_risk_up_to, draft.watch_up_to = self.at_risk.value(), self.watch.value()
        if round(draft.coverage_floor * 100) != self.floor.value():
            draft.coverage_floor = self.floor.value() / 100
        draft.trend_days, draft.dead_band = self.trend.value(), self.dead_band.value()
        draft.policy = str(self.policy.currentData())
        chosen = {kind: str(combo.currentData() or "") for kind, combo in self.vetoes.items()}
        kept = [(kind, chosen[kind]) for kind, _ in draft.vetoes if chosen.get(kind)]
        draft.vetoes = [*dict(kept).items(), *((k, band) for k, band in chosen.items() if band and k not in dict(kept))]
        draft.engagement_models, draft.segments = self.engagement_models.checked(), self.segments.checked()
        self._drafting.touch()
