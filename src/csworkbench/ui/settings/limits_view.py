"""Limits in the settings: how long people may be silent by role, and by when feedback is to be answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csworkbench.domain.time_limits import (
    DEFAULT_DAYS,
    FEEDBACK_TARGETS,
    LEAST_DAYS,
    MOST_DAYS,
    ROLE_SILENCE_LIMITS,
    TimeLimits,
)
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.settings.book_section import BookSection
from csworkbench.ui.settings.number_inputs import WholeBox
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.texts import count_text

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

LABELS = {
    "champion": "&Champion",
    "sponsor": "&Sponsor",
    "economic buyer": "Economic &buyer",
    "end user": "End &user",
    "acknowledge": "&Acknowledge it",
    "answer": "Tell the customer &what became of it",
    "detractor": "Talk to a &detractor",
}
LABEL_WIDTH, BOX_WIDTH = 222, 84
SILENCE = (
    "My day tells of people who were not heard from for longer. Health counts a champion, sponsor or economic buyer as"
    " heard within the same limit. Of several roles the shortest limit holds."
)
FEEDBACK = (
    "My day tells of feedback past these targets. They are counted in business days of the account's owner, without"
    " holidays and closed days, from the hour in which it was said."
)


class LimitsView(BookSection):
    """The section; what is typed holds when it is saved."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Make the view; the book is read when it is shown."""
        super().__init__(workspace, parent)
        theme = workspace.theme
        self._held: TimeLimits | None = None
        self._is_saving = False
        self.boxes = {name: _box(name) for name in DEFAULT_DAYS}
        self.units = {name: make_label(theme, role="caption", tone="muted") for name in DEFAULT_DAYS}
        self.save = make_button(theme, "Sa&ve limits", kind="primary")
        self.save.setToolTip("Save the limits; health is computed anew, and Undo takes it back")
        self.usual = make_button(theme, "Usua&l values")
        self.usual.setToolTip("Fill in what a new book starts with; nothing is saved yet")
        self.told = make_label(theme, role="caption", tone="muted")
        silence, feedback = Card(theme, "Silent people"), Card(theme, "Feedback")
        for card, about, names in ((silence, SILENCE, ROLE_SILENCE_LIMITS), (feedback, FEEDBACK, FEEDBACK_TARGETS)):
            card.body.addWidget(make_label(theme, about, tone="muted", wraps=True))
            card.body.addLayout(self._grid(tuple(names)))
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.usual)
        buttons.addWidget(self.told, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(silence)
        whole.addWidget(feedback)
        whole.addLayout(buttons)
        whole.addStretch(1)
        for box in self.boxes.values():
            box.valueChanged.connect(self._on_edited)
        self.save.clicked.connect(self._on_save)
        self.usual.clicked.connect(self._on_usual)
        self._show_state()

    @property
    def changed(self) -> Mapping[str, int]:
        """Give what differs from what holds in the book, by name."""
        if self._held is None:
            return {}
        return {name: box.value() for name, box in self.boxes.items() if box.value() != self._held[name]}

    def work(self) -> BookWork:
        """Read the limits."""
        return _read

    def show_book(self, found: TimeLimits) -> None:
        """Show what holds; what was typed and not saved stays."""
        typed = self.changed
        self._held = found
        for name, box in self.boxes.items():
            box.show_value(typed.get(name, found[name]))
        self._show_state()

    def focus_body(self) -> None:
        """Take the focus to the first limit."""
        self.boxes["champion"].setFocus()

    def _grid(self, names: Sequence[str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(0, round(LABEL_WIDTH * self.workspace.theme.font_scale))
        grid.setColumnMinimumWidth(1, round(BOX_WIDTH * self.workspace.theme.font_scale))
        theme = self.workspace.theme
        for row, name in enumerate(names):
            label = make_label(theme, LABELS[name])
            label.setBuddy(self.boxes[name])
            grid.addWidget(label, row, 0)
            grid.addWidget(self.boxes[name], row, 1)
            grid.addWidget(self.units[name], row, 2)
        return grid

    def _show_state(self) -> None:
        for name, box in self.boxes.items():
            self.units[name].setText(f"{_unit(name, box.value())}, usually {DEFAULT_DAYS[name]}")
        number = len(self.changed)
        can_write = self.workspace.past is None and self.workspace.is_ready
        self.save.setEnabled(bool(number) and can_write and not self._is_saving)
        self.usual.setEnabled(any(box.value() != DEFAULT_DAYS[name] for name, box in self.boxes.items()))
        words = f"{count_text(number, 'limit')} changed, not saved yet" if number else ""
        self.told.setText("Saving…" if self._is_saving else words)

    def _on_edited(self, _value: int) -> None:
        self._show_state()

    def _on_usual(self) -> None:
        for name, box in self.boxes.items():
            box.setValue(DEFAULT_DAYS[name])

    def _on_save(self) -> None:
        from csworkbench.services.time_limits_beside import set_limits_for_book

        if self.workspace.is_refused():
            return
        self._is_saving = True
        self._show_state()
        args = (self.workspace.path, self.workspace.clock, dict(self.changed))
        self.workspace.change_in_child(
            self, set_limits_for_book, args, self._on_saved, on_failure=self._on_failed, name="Save the limits"
        )

    def _on_saved(self, found: TimeLimits) -> None:
        self._held = found
        self._is_saving = False
        self._show_state()

    def _on_failed(self, error: BaseException) -> None:
        self._is_saving = False
        self._show_state()
        self.told.setText(str(error))


def _box(name: str) -> WholeBox:
    is_role = name in ROLE_SILENCE_LIMITS
    spoken = f"{LABELS[name].replace('&', '')}, {'days' if is_role else 'business days'}"
    return WholeBox(spoken, LEAST_DAYS, MOST_DAYS)


def _unit(name: str, days: int) -> str:
    word = "day" if name in ROLE_SILENCE_LIMITS else "business day"
    return word if days == 1 else f"{word}s"


def _read(workbench: Workbench, _token: Token) -> TimeLimits:
    from csworkbench.services.time_limits import get_limits

    return get_limits(workbench)
