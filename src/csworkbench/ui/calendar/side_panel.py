"""What stands at the left of the calendar: the small month, how many accounts are on time, and what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from csworkbench.domain.calendar_span import OnTime
from csworkbench.ui.calendar.calendar_reading import ME, TEAM
from csworkbench.ui.calendar.mini_month import MiniMonth
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.choice_box import ChoiceBox
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.texts import count_text, number_text, percent_text

if TYPE_CHECKING:
    from csworkbench.domain.accounts import OwnerRow

WIDTH = 216
KINDS = (("held", "Held check-ins"), ("promise", "Promises"), ("renewal", "Renewals"), ("review", "Reviews"))


class SidePanel(QScrollArea):
    """See the module.

    Signals:
        whose_chosen: `me`, `team` or the key of an owner.
        kinds_changed: other kinds are to be shown.
    """

    whose_chosen = Signal(str)
    kinds_changed = Signal()

    def __init__(self, theme: Theme, today: date, hidden: Sequence[str], parent: QWidget | None = None) -> None:
        """Start at today; `hidden` are the kinds not shown."""
        super().__init__(parent)
        self.month = MiniMonth(theme, today)
        self.share = make_label(theme, "", "head")
        self.share_words = make_label(theme, "", "caption", "muted", wraps=True)
        # In a scroll area a label that wraps is not asked for its height again when its text comes.
        self.share_words.setMinimumHeight(3 * self.share_words.fontMetrics().lineSpacing() + 2)
        self.share_words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.whose = ChoiceBox()
        self.whose.setAccessibleName("Whose calendar")
        self.whose.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.whose.activated.connect(self._on_whose_activated)
        self.boxes = {key: QCheckBox(words) for key, words in KINDS}
        for key, box in self.boxes.items():
            box.setChecked(key not in hidden)
            box.toggled.connect(self._on_box_toggled)
        self._owners: list[tuple[str, str]] = []
        self._lay_out(theme)
        self.set_owners((), ME)

    @property
    def hidden(self) -> list[str]:
        """The kinds that are not shown."""
        return [key for key, box in self.boxes.items() if not box.isChecked()]

    def set_owners(self, owners: Sequence[OwnerRow], whose: str) -> None:
        """Offer me, the team and each owner; emits nothing."""
        mine = "My calendar" if any(one.is_me for one in owners) or not owners else "Everyone: no owner is you yet"
        wanted = [(ME, mine), (TEAM, "My team"), *((str(one.id), one.name) for one in owners)]
        if wanted != self._owners:
            self._owners = wanted
            self.whose.clear()
            for key, words in wanted:
                self.whose.addItem(words, key)
        self.whose.setCurrentIndex(max(0, self.whose.findData(whose)))

    def set_on_time(self, found: OnTime) -> None:
        """Show how many accounts are within their intervals."""
        if not found.with_ideal:
            self.share.setText("No cadence yet")
            self.share_words.setText("No account has an ideal interval to be counted from.")
            return
        self.share.setText(f"{percent_text(found.within_ideal / found.with_ideal)} on time")
        words = f"{number_text(found.within_ideal)} of {count_text(found.with_ideal, 'account')} within their ideal"
        if found.with_maximum:
            words += f", {number_text(found.within_maximum)} of {number_text(found.with_maximum)} within their maximum"
        self.share_words.setText(f"{words} interval.")

    def _lay_out(self, theme: Theme) -> None:
        inside = QWidget()
        inside.setProperty("surface", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        month = Card(theme)
        month.body.addWidget(self.month)
        cadence = Card(theme, "Cadence")
        cadence.body.addWidget(self.share)
        cadence.body.addWidget(self.share_words)
        shown = Card(theme, "Shown")
        shown.body.addWidget(self.whose)
        for box in self.boxes.values():
            shown.body.addWidget(box)
        for card in (month, cadence, shown):
            column.addWidget(card)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(round(WIDTH * theme.font_scale))

    def _on_whose_activated(self, place: int) -> None:
        self.whose_chosen.emit(str(self.whose.itemData(place)))

    def _on_box_toggled(self, _is_on: bool) -> None:
        self.kinds_changed.emit()
