"""What one can do with a line of My day: tick it off, move it, put it aside, take it up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csworkbench.domain.day import DayItemRow
from csworkbench.domain.my_day import DoneRow
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.my_day.day_list import DayList, can_be_done, can_be_edited, can_be_missed
from csworkbench.ui.my_day.day_reading import complete, reopen

if TYPE_CHECKING:
    from csworkbench.ui.forms.check_in_acts import CheckInActs

PLANNED_FOR = ("cadence", "silence", "renewal")
"""What is answered by planning a check-in."""


class DayActs(QObject):
    """Acts on what a list asks for."""

    def __init__(self, workspace: Workspace, day_list: DayList, page: QWidget) -> None:
        """Act through `workspace` for a page and its list."""
        super().__init__(page)
        self._workspace = workspace
        self._page = page
        self._check_ins: CheckInActs | None = None
        day_list.done_asked.connect(self.finish)
        day_list.move_asked.connect(self.move)
        day_list.snooze_asked.connect(self.snooze)
        day_list.reopen_asked.connect(self.reopen)
        day_list.held_asked.connect(self.hold)
        day_list.missed_asked.connect(self.miss)
        day_list.edit_asked.connect(self.edit)
        day_list.plan_asked.connect(self.plan)

    def finish(self, item: DayItemRow) -> None:
        """Tick an item off: a check-in is told about in the touch form, a promise is kept at once."""
        if item.kind == "check-in" and item.target_id is not None:
            request = FormRequest("touch", item.account_id, item.target_id, item.account_name)
            self._workspace.open_form(request)
        elif can_be_done(item):
            self._workspace.change(self, complete(item), name="Complete")
        else:
            self._workspace.say("This goes when its cause does. Snooze it to put it aside.")

    def move(self, item: DayItemRow) -> None:
        """Ask for another day of a check-in or a promise; where one is missing, for a check-in."""
        from csworkbench.ui.forms.move_form import Moved, MoveForm

        if item.kind in PLANNED_FOR:
            self.plan(item)
            return
        if not can_be_done(item) or item.target_id is None:
            self._workspace.say("This has no day of its own. Snooze it to put it aside.")
            return
        kind: Moved = "promise" if item.kind == "promise" else "check-in"
        about = f"{item.account_name}: {item.title}"
        MoveForm(self._workspace, kind, item.target_id, item.due_on, about, self._page.window()).open()

    def edit(self, item: DayItemRow) -> None:
        """Open what there is to edit: time, people and agenda of a check-in, else the day."""
        if not can_be_edited(item) or item.target_id is None:
            self.move(item)
            return
        self._act("edit", item)

    def plan(self, item: DayItemRow) -> None:
        """Plan a check-in with the account, whatever the row is about."""
        self._workspace.open_form(FormRequest("check_in", item.account_id, account_name=item.account_name))

    def hold(self, item: DayItemRow) -> None:
        """Say at once that a check-in was held as planned; past the fatigue guard a reason is asked for."""
        if can_be_missed(item):
            self._act("held", item)
        else:
            self._workspace.say("Only a check-in whose day has come can have been held.")

    def miss(self, item: DayItemRow) -> None:
        """Ask why a check-in did not happen; the account stays on the list until another one is planned."""
        if can_be_missed(item):
            self._act("miss", item)
        else:
            self._workspace.say("Only a check-in whose day has come can turn out not to have been held.")

    def snooze(self, item: DayItemRow) -> None:
        """Ask until when and why."""
        from csworkbench.ui.my_day.snooze_form import SnoozeForm

        SnoozeForm(self._workspace, item, self._page.window()).open()

    def reopen(self, done: DoneRow) -> None:
        """Take up again what was ticked off by mistake; a touch that was told about is undone or deleted instead."""
        if done.kind == "promise":
            self._workspace.change(self, reopen(done), name="Reopen")
        else:
            self._workspace.say("Its touch is in the account's timeline: undo, edit or delete it there.")

    def _act(self, word: str, item: DayItemRow) -> None:
        from csworkbench.ui.forms.check_in_acts import CheckInActs

        if self._check_ins is None:
            self._check_ins = CheckInActs(self._workspace, self._page)
        if item.target_id is not None:
            self._check_ins.act(word, item.target_id, item.account_name)
