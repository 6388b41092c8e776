"""Moves check-ins from the calendar: one change after the other, however fast the keys are pressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csworkbench.domain.calendar_moves import Due, moved_by, moved_to
from csworkbench.domain.calendar_span import CalendarItemRow, local_place
from csworkbench.domain.checkins import CheckInMove
from csworkbench.domain.ids import CheckInId
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.calendar.calendar_reading import move_all, move_one
from csworkbench.ui.calendar.choice import Choice, DropPlace

NAME = "Move"
NO_TIME = "It has no time of day yet. Drop it on an hour, or press E and type one."
NOT_THIS_DAY = "That would be another day. Alt+Left and Alt+Right move it by days."


@dataclass(frozen=True)
class _Move:
    """Where each of some check-ins goes."""

    wanted: Sequence[tuple[CalendarItemRow, Due]]
    is_shifted: bool
    scope: str

    @property
    def keys(self) -> frozenset[CheckInId]:
        return frozenset(item.check_in_id for item, _ in self.wanted)

    @property
    def about(self) -> str:
        return self.wanted[0][0].account if len(self.wanted) == 1 else f"{len(self.wanted)} check-ins"

    def work(self, reason: str) -> BookWork:
        moves = [CheckInMove(item.check_in_id, on, at) for item, (on, at) in self.wanted]
        if len(moves) == 1:
            return move_one(moves[0], self.scope, reason)
        return move_all(moves, self.is_shifted, reason)

    def day_of(self, current: CalendarItemRow | None) -> date:
        """Give the day here that the current check-in goes to, else the first one."""
        found = (one for one in self.wanted if current and one[0].check_in_id == current.check_in_id)
        item, (on, at) = next(found, self.wanted[0])
        return local_place(on, at, item.time_zone, None)[0]


class CalendarMoves(QObject):
    """Moves one thing at a time; what is asked for meanwhile waits, and goes on from where things are on the way to.

    Signals:
        moved: check-ins were moved: the `date` of the current one now, and the keys of all.
    """

    moved = Signal(object, object)

    def __init__(self, workspace: Workspace, choice: Choice, page: QWidget) -> None:
        """Move through `workspace`, with questions over the window of `page`."""
        super().__init__(page)
        self._workspace = workspace
        self._choice = choice
        self._page = page
        self._underway: dict[CheckInId, Due] = {}
        self._waiting: list[_Move] = []

    def settle(self) -> None:
        """Go on from what is stored: the book was read again; but what is still being moved is not there yet."""
        if not self._is_running:
            self._forget()

    def by(self, items: Sequence[CalendarItemRow], days: int, minutes: int = 0) -> None:
        """Move by days, or by minutes within the day; what is overdue goes on to today at least."""
        if minutes and any(item.at is None for item in items):
            self._workspace.say(NO_TIME)
            return
        try:
            wanted = [(item, self._later(item, days, minutes)) for item in items]
        except (OverflowError, ValueError):  # no such day; a time that a file brought and that is none
            return
        if minutes and any(self._day(item, due) != self._day(item, self._due(item)) for item, due in wanted):
            self._workspace.say(NOT_THIS_DAY)
        else:
            self._store(_Move(wanted, len(wanted) > 1, "this"))

    def to(self, item: CalendarItemRow, place: DropPlace, scope: str = "this") -> None:
        """Move a check-in to a day, perhaps to an hour; of a series also the later ones or all."""
        self._store(_Move([(item, moved_to(item, place.day, place.at, None))], False, scope))

    def all_to(self, items: Sequence[CalendarItemRow], current: CalendarItemRow, day: date) -> None:
        """Move several so that the current one lands on a day, and the others as many days from it as before."""
        days = (day - current.on).days
        if days:
            self._store(_Move([(item, moved_by((item.due_on, item.due_time), days)) for item in items], True, "this"))

    # inside

    @property
    def _is_running(self) -> bool:
        # What the person cancels tells nobody; so it is asked for instead of remembered.
        return any(one.name == NAME and one.lane == "writer" for one in self._workspace.operations.running)

    def _due(self, item: CalendarItemRow) -> Due:
        return self._underway.get(item.check_in_id, (item.due_on, item.due_time))

    def _day(self, item: CalendarItemRow, due: Due) -> date:
        return local_place(*due, item.time_zone, None)[0]

    def _later(self, item: CalendarItemRow, days: int, minutes: int) -> Due:
        due = moved_by(self._due(item), days, minutes)
        missing = (self._workspace.clock.today() - self._day(item, due)).days
        return moved_by(due, missing) if days > 0 and missing > 0 else due

    def _store(self, move: _Move) -> None:
        if self._workspace.is_refused():
            return
        self._underway |= {item.check_in_id: due for item, due in move.wanted}
        if not self._is_running:
            self._waiting.clear()
            self._start(move)
        elif self._waiting and (self._waiting[-1].keys, self._waiting[-1].scope) == (move.keys, move.scope):
            self._waiting[-1] = move
        else:
            self._waiting.append(move)

    def _start(self, move: _Move) -> None:
        from csworkbench.ui.forms.guarded_change import change_guarded

        change_guarded(
            self._workspace,
            self._page,
            move.work,
            about=move.about,
            name=NAME,
            on_success=partial(self._on_moved, move.day_of(self._choice.item), move.keys),
            on_failure=self._on_refused,
            on_left=self._forget,
        )

    def _forget(self) -> None:
        self._waiting.clear()
        self._underway.clear()

    def _on_moved(self, day: date, keys: frozenset[CheckInId], _value: object) -> None:
        if self._waiting:
            self._start(self._waiting.pop(0))
        self.moved.emit(day, keys)

    def _on_refused(self, error: BaseException) -> None:
        self._forget()
        self._workspace.operations.failed.emit(error)
