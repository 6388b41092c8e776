"""What one can do with the chosen check-ins of the calendar: move, hold, edit, miss, cancel, open, plan another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from csworkbench.domain.calendar_span import CalendarItemRow, minute_of, time_text
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.calendar.calendar_reading import move_all, move_one, moves_to
from csworkbench.ui.calendar.choice import Choice, DropPlace

if TYPE_CHECKING:
    from csworkbench.ui.forms.check_in_acts import CheckInActs
    from csworkbench.ui.forms.guarded_change import WorkFor

SCOPE_WORDS = {"this": "Move &this one", "later": "Move this and &later ones", "all": "Move &all of the series"}
ACTS = (
    ("Held…\tSpace", "hold"),
    ("Move to…\tE", "move"),
    ("Edit…\tF2", "edit"),
    ("Missed…\tN", "miss"),
    ("Cancel…\tDel", "cancel"),
    ("Calendar file…", "export"),
)


class CalendarActs(QObject):
    """Acts on what is chosen.

    Signals:
        moved: check-ins were moved: the `date` of the current one now, and the keys of all.
    """

    moved = Signal(object, object)

    def __init__(self, workspace: Workspace, choice: Choice, page: QWidget) -> None:
        """Act through `workspace` for a page."""
        super().__init__(page)
        self._workspace = workspace
        self._choice = choice
        self._page = page
        self._forms: CheckInActs | None = None
        self._underway: dict[int, DropPlace] = {}

    def settle(self) -> None:
        """Forget what was under way: the book was read again."""
        self._underway.clear()

    def act(self, word: str) -> None:
        """Hold, move, edit, miss or cancel the current check-in, each in its form."""
        item = self._choice.item
        if item is None:
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
        if minutes and any(item.at is None for item in items):
            self._workspace.say("It has no time of day yet. Drop it on an hour, or press E and type one.")
            return
        places = [(item, self._moved(item, days, minutes)) for item in items]
        if not places:
            self._workspace.say("Choose a check-in that is still to take place.")
            return
        for item, place in places:
            self._underway[item.check_in_id] = place
        self._store(places, is_shifted=len(places) > 1)

    def drop(self, items: Sequence[CalendarItemRow], place: DropPlace, at: QPoint) -> None:
        """Move what was dropped: one to that place, several so that the current one lands there."""
        if len(items) == 1:
            item = items[0]
            if (item.on, place.at or item.at) == (place.day, item.at):
                return
            if item.series_id is not None:
                self._ask_scope(item, place, at)
            else:
                self._store([(item, place)])
            return
        current = self._choice.item or items[0]
        step = (place.day - current.on).days
        if step:
            self._store([(item, self._moved(item, step, 0)) for item in items], is_shifted=True)

    def menu(self) -> QMenu:
        """Give what can be done with the current check-in."""
        menu = QMenu(self._page)
        for text, word in ACTS:
            menu.addAction(text).triggered.connect(partial(self._on_act_chosen, word))
        later = menu.addMenu("Move by")
        for text, days in (("A day earlier", -1), ("A day later", 1), ("A week earlier", -7), ("A week later", 7)):
            later.addAction(text).triggered.connect(partial(self._on_step_chosen, days))
        menu.addSeparator()
        menu.addAction("Open account\tEnter").triggered.connect(self._on_open_chosen)
        return menu

    def _moved(self, item: CalendarItemRow, days: int, minutes: int) -> DropPlace:
        start = self._underway.get(item.check_in_id, DropPlace(item.on, item.at))
        day = _later(start.day, days)
        at = start.at
        if minutes and at is not None:
            at = time_text(minute_of(at) + minutes)
        return DropPlace(day, at)

    def _store(self, places: Sequence[tuple[CalendarItemRow, DropPlace]], *, is_shifted: bool = False) -> None:
        moves = [moves_to(item, place) for item, place in places]
        about = places[0][0].account if len(places) == 1 else f"{len(places)} check-ins"
        one = partial(move_one, moves[0], "this")
        work_for: WorkFor = one if len(moves) == 1 else partial(move_all, moves, is_shifted)
        current = self._choice.item
        day = next((place.day for item, place in places if current and item.check_in_id == current.check_in_id), None)
        self._change(work_for, about, day or places[0][1].day, [item for item, _ in places])

    def _change(self, work_for: WorkFor, about: str, day: date, items: Sequence[CalendarItemRow]) -> None:
        from csworkbench.ui.forms.guarded_change import change_guarded

        keys = frozenset(int(item.check_in_id) for item in items)
        change_guarded(
            self._workspace,
            self._page,
            work_for,
            about=about,
            name="Move",
            on_success=partial(self._on_moved, day, keys),
            on_failure=self._on_refused,
            on_left=self.settle,
        )

    def _on_moved(self, day: date, keys: frozenset[int], _value: object) -> None:
        self.moved.emit(day, keys)

    def _ask_scope(self, item: CalendarItemRow, place: DropPlace, at: QPoint) -> None:
        menu = QMenu(self._page)
        menu.setAccessibleName("Which check-ins of the series")
        for scope, text in SCOPE_WORDS.items():
            menu.addAction(text).triggered.connect(partial(self._on_scope_chosen, item, place, scope))
        menu.popup(at)
        menu.setActiveAction(menu.actions()[0])

    def _on_scope_chosen(self, item: CalendarItemRow, place: DropPlace, scope: str, _checked: bool = False) -> None:
        self._change(partial(move_one, moves_to(item, place), scope), item.account, place.day, [item])

    def _on_refused(self, error: BaseException) -> None:
        self.settle()
        self._workspace.operations.failed.emit(error)

    def _on_act_chosen(self, word: str, _checked: bool = False) -> None:
        self.act(word)

    def _on_step_chosen(self, days: int, _checked: bool = False) -> None:
        self.move_by(days)

    def _on_open_chosen(self, _checked: bool = False) -> None:
        self.open()


def _later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day
