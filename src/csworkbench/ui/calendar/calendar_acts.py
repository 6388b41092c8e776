"""What one can do with the chosen check-ins of the calendar: move, hold, edit, miss, cancel, open, plan another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from csworkbench.domain.calendar_span import CalendarItemRow
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.calendar.calendar_moves import CalendarMoves
from csworkbench.ui.calendar.choice import Choice, DropPlace

if TYPE_CHECKING:
    from csworkbench.ui.forms.check_in_acts import CheckInActs

SCOPE_WORDS = {"this": "Move &this one", "later": "Move this and &later ones", "all": "Move &all of the series"}
ACTS = (
    ("Held…\tSpace", "hold"),
    ("Held as planned\tH", "held"),
    ("Move to…\tE", "move"),
    ("Edit…\tF2", "edit"),
    ("Missed…\tN", "miss"),
    ("Cancel…\tDel", "cancel"),
    ("Calendar file…", "export"),
)


class CalendarActs(QObject):
    """Acts on what is chosen; on a past day it says why nothing can be changed."""

    def __init__(self, workspace: Workspace, choice: Choice, page: QWidget) -> None:
        """Act through `workspace` for a page."""
        super().__init__(page)
        self._workspace = workspace
        self._choice = choice
        self._page = page
        self._forms: CheckInActs | None = None
        self.moves = CalendarMoves(workspace, choice, self._page)

    def act(self, word: str) -> None:
        """Hold, move, edit, miss or cancel the current check-in, each in its form; "held": it was, as planned."""
        item = self._choice.item
        if item is None:
            self._workspace.say("Choose a check-in first: J and K walk through them.")
            return
        if word != "export" and self._workspace.is_refused():
            return
        if self._forms is None:
            from csworkbench.ui.forms.check_in_acts import CheckInActs

            self._forms = CheckInActs(self._workspace, self._page)
        self._forms.act(word, item.check_in_id, item.account)

    def open(self) -> None:
        """Show the account of the current check-in; without one, plan a check-in on the current day."""
        item = self._choice.item
        if item is None:
            self.plan()
        else:
            self._workspace.open_account(item.account_id)

    def plan(self, place: DropPlace | None = None) -> None:
        """Ask for a check-in on a day (by default the current one; one that passed is left out), perhaps at a time."""
        wanted = place or DropPlace(self._choice.day)
        day = wanted.day if wanted.day >= self._workspace.clock.today() else None
        self._workspace.open_form(FormRequest("check_in", day=day, time=wanted.at if day else None))

    def move_by(self, days: int, minutes: int = 0) -> None:
        """Move what is chosen by days, or a check-in with a time by minutes within its day."""
        items = [item for item in self._choice.items if item.is_open]
        if items:
            self.moves.by(items, days, minutes)
        else:
            self._workspace.say("Choose a check-in that is still to take place.")

    def drop(self, items: Sequence[CalendarItemRow], place: DropPlace, at: QPoint) -> None:
        """Move what was dropped: one to that place, several so that the current one lands there."""
        if self._workspace.is_refused():
            return
        if len(items) > 1:
            self.moves.all_to(items, self._choice.item or items[0], place.day)
            return
        item = items[0]
        if (item.on, place.at or item.at) == (place.day, item.at):
            return
        if item.series_id is not None:
            self._ask_scope(item, place, at)
        else:
            self.moves.to(item, place)

    def menu(self) -> QMenu:
        """Give what can be done with the current check-in."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, word in ACTS:
            menu.addAction(text).triggered.connect(partial(self._on_act_chosen, word))
        later = menu.addMenu("Move by")
        for text, days in (("A day earlier", -1), ("A day later", 1), ("A week earlier", -7), ("A week later", 7)):
            later.addAction(text).triggered.connect(partial(self._on_step_chosen, days))
        menu.addSeparator()
        menu.addAction("Open account\tEnter").triggered.connect(self._on_open_chosen)
        return menu

    def _ask_scope(self, item: CalendarItemRow, place: DropPlace, at: QPoint) -> None:
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("Which check-ins of the series")
        for scope, text in SCOPE_WORDS.items():
            menu.addAction(text).triggered.connect(partial(self._on_scope_chosen, item, place, scope))
        menu.popup(at)
        menu.setActiveAction(menu.actions()[0])

    def _on_scope_chosen(self, item: CalendarItemRow, place: DropPlace, scope: str, _checked: bool = False) -> None:
        self.moves.to(item, place, scope)

    def _on_act_chosen(self, word: str, _checked: bool = False) -> None:
        self.act(word)

    def _on_step_chosen(self, days: int, _checked: bool = False) -> None:
        self.move_by(days)

    def _on_open_chosen(self, _checked: bool = False) -> None:
        self.open()
