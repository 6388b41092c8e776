"""The parts of the model editor and where they stand: outline, form of what is selected, what-if."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.settings.book_section import BookSection
from csworkbench.ui.settings.drafting import Drafting
from csworkbench.ui.settings.factor_form import FactorForm
from csworkbench.ui.settings.group_form import GroupForm
from csworkbench.ui.settings.model_form import ModelForm
from csworkbench.ui.settings.model_outline import ModelOutline
from csworkbench.ui.settings.number_inputs import CalmCombo
from csworkbench.ui.settings.what_if_pane import WhatIfPane
from csworkbench.ui.widgets.buttons import make_button, make_icon_button
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.labels import ElidingLabel


class ModelsFrame(BookSection):
    """The parts, laid out; what they do is said in `models_view`.

    Attributes:
        drafting: the draft and what is wrong with it.
        pane: where the what-if is shown.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Make the parts."""
        super().__init__(workspace, parent)
        theme = workspace.theme
        self.drafting = Drafting(self)
        # Each part is made inside its parent: what moves to another parent is styled again with all that is in it.
        self.versions = CalmCombo("Version", self)
        self.versions.setMinimumContentsLength(22)
        self.told = ElidingLabel(theme, role="caption", tone="muted", parent=self)
        self.discard = make_button(theme, "Discar&d", "", "flat", self)
        self.more = make_button(theme, "M&ore", "more", parent=self)
        split = self._split = QSplitter(Qt.Orientation.Horizontal, self)
        outlined = self._outlined = Card(theme, parent=split)
        self.outline = ModelOutline(theme, self.drafting, outlined)
        self.add_factor = make_button(theme, "&Factor", "plus", "flat", outlined)
        self.add_factor.setAccessibleName("Add factor")
        self.add_group = make_button(theme, "&Group", "plus", "flat", outlined)
        self.add_group.setAccessibleName("Add group")
        self.remove = make_icon_button(theme, "trash", "Remove what is selected (Delete)", parent=outlined)
        self._card = Card(theme, "Whole model", parent=split)
        self._area = QScrollArea(self._card)
        self.forms = QStackedWidget(self._area.viewport())
        self.forms.setProperty("surface", "clear")
        self._holders = [QWidget(self.forms) for _ in range(3)]
        self.whole = ModelForm(theme, self.drafting, self._holders[0])
        self.group = GroupForm(theme, self.drafting, self._holders[1])
        self.factor = FactorForm(theme, self.drafting, self._holders[2])
        self.pane = WhatIfPane(theme, split)
        self._lay_out()

    def show_form(self, place: int) -> None:
        """Show the form of the whole model, of a group or of a factor; only that one says how high all is."""
        for at, holder in enumerate(self._holders):
            policy = QSizePolicy.Policy.Preferred if at == place else QSizePolicy.Policy.Ignored
            holder.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self.forms.setCurrentIndex(place)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.versions)
        bar.addWidget(self.told, 1)
        bar.addWidget(self.discard)
        bar.addWidget(self.more)
        for holder, form in zip(self._holders, (self.whole, self.group, self.factor), strict=True):
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 6, 0)
            column.addWidget(form)
            column.addStretch(1)
            self.forms.addWidget(holder)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self.forms)
        self._card.body.addWidget(self._area, 1)
        self._lay_out_outline()
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(12)
        scale = self.workspace.theme.font_scale
        parts = ((self._outlined, 230, 1), (self._card, 322, 2), (self.pane, 346, 2))
        for place, (part, width, stretch) in enumerate(parts):
            part.setMinimumWidth(round(width * scale))
            self._split.setStretchFactor(place, stretch)
        self._split.setSizes([250, 350, 430])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(bar)
        whole.addWidget(self._split, 1)

    def _lay_out_outline(self) -> None:
        card = self._outlined
        inside = card.layout()
        if inside is not None:
            inside.setContentsMargins(6, 4, 6, 6)
        card.body.addWidget(self.outline, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        for button in (self.add_factor, self.add_group, self.remove):
            row.addWidget(button)
        row.insertStretch(2, 1)
        card.body.addLayout(row)
