"""The dialog that plans a period: see the package."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from csworkbench.domain.ids import OwnerId
from csworkbench.domain.planning.preview import PlanKey, PlanPreview, RowProblem
from csworkbench.infra.errors import InvalidInput, WorkbenchError
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.calendar.plan_period.draft import PlanDraft
from csworkbench.ui.calendar.plan_period.frame import PlanFrame
from csworkbench.ui.calendar.plan_period.parameters import is_clock, read_clock
from csworkbench.ui.calendar.plan_period.plan_model import row_words
from csworkbench.ui.calendar.plan_period.runs import PlanRuns
from csworkbench.ui.widgets.texts import count_text, is_day_first
from csworkbench.ui.widgets.typed_day import HINT

if TYPE_CHECKING:
    from csworkbench.domain.accounts import OwnerRow
    from csworkbench.services.workbench import Workbench

PLAN_AFTER = 350
"""Milliseconds without another change before it is planned again."""


class PlanPeriodDialog(QDialog):
    """Parameters left, the plan right; Ctrl+Enter writes it, Esc leaves."""

    def __init__(
        self, workspace: Workspace, owner_id: OwnerId | None, first: date, last: date, parent: QWidget | None = None
    ) -> None:
        """Start planning for an owner (None: for "me")."""
        super().__init__(parent)
        self.workspace = workspace
        self.setWindowTitle("Plan a period")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._owner_id = owner_id
        self._is_stale = True
        self._is_asked = False
        self._chosen: tuple[PlanKey, date, str]
        self.draft = PlanDraft()
        self.frame = PlanFrame(workspace, self.draft, first, last, self._on_edited, self)
        self.runs = PlanRuns(workspace, self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PLAN_AFTER)
        self._soon.timeout.connect(self.plan)
        self._choose_soon = QTimer(self)
        self._choose_soon.setSingleShot(True)
        self._choose_soon.setInterval(0)
        self._choose_soon.setObjectName("choose")
        self._choose_soon.timeout.connect(self._take_choice)
        self._connect()
        self.frame.fit(parent)
        workspace.read(self, _owners, self._on_owners)

    def plan(self) -> None:
        """Plan with what the fields say."""
        self._soon.stop()
        request = self.frame.parameters.request()
        if request is None:
            self._is_stale = True
            self.frame.outcome.say("Mend the fields at the left to see a plan.", "muted")
            self._show_state()
            return
        self._is_stale = True
        self.runs.plan(request)
        if self.runs.planning is not None:
            self.frame.outcome.say("Planning…", "muted")
            self.frame.outcome.follow(self.runs.planning)

    def apply(self) -> None:
        """Write the plan; nothing happens while it can't be."""
        self.frame.table.leave_cell()
        if self._choose_soon.isActive():  # what was being typed has just been taken, and is to be seen first
            return
        result = self.draft.result()
        if result is None or not self.frame.apply_button.isEnabled():
            return
        self.runs.apply(result)
        if self.runs.applying is not None:
            self.frame.outcome.say("Writing the plan…", "muted")
            self.frame.outcome.follow(self.runs.applying)

    def reject(self) -> None:
        """Leave; what was changed by hand is asked about once."""
        if self.runs.applying is not None:
            return
        if self.draft.is_changed and not self._is_asked:
            self._is_asked = True
            self.frame.say_problem("What you changed in the plan is not kept. Esc once more leaves.", "watch")
            return
        self._soon.stop()
        self.runs.cancel()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask as Esc does."""
        if self.isVisible() and (self.runs.applying is not None or (self.draft.is_changed and not self._is_asked)):
            event.ignore()
            self.reject()
            return
        self._soon.stop()
        self.runs.cancel()
        super().closeEvent(event)

    # the plan

    def _connect(self) -> None:
        frame, runs = self.frame, self.runs
        frame.parameters.changed.connect(self._on_parameters_changed)
        frame.table.ticks_asked.connect(self._on_ticks_asked)
        frame.table.current_changed.connect(self._show_current)
        frame.left.selectionModel().currentRowChanged.connect(self._show_current)
        frame.tabs.currentChanged.connect(self._show_current)
        frame.bars.day_chosen.connect(self._on_day_chosen)
        frame.outcome.cancel_asked.connect(self._on_cancel_asked)
        frame.outcome.again_asked.connect(self.plan)
        frame.apply_button.clicked.connect(self.apply)
        frame.close_button.clicked.connect(self.reject)
        runs.planned.connect(self._on_planned)
        runs.checked.connect(self._on_checked)
        runs.applied.connect(self._on_applied)
        runs.failed.connect(self._on_failed)
        runs.changed.connect(self._show_state)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(self.apply)

    def _on_owners(self, owners: Sequence[OwnerRow]) -> None:
        me = next((one.id for one in owners if one.is_me), None)
        self.frame.parameters.set_owners([(one.id, one.name) for one in owners], self._owner_id or me)
        if owners:
            self.plan()
        else:
            self.frame.outcome.say("There are no owners yet: give an account an owner first.", "muted")

    def _on_parameters_changed(self) -> None:
        self._is_stale = True
        self._soon.start()
        self._show_state()

    def _on_planned(self, preview: PlanPreview) -> None:
        self._is_stale = False
        self.frame.parameters.keep(preview.request)
        self.frame.parameters.set_facts(preview)
        self.draft.take(preview)
        self.frame.outcome.say(preview.outcome)
        self.frame.say_problem("")
        self._show_draft()
        self.frame.show_left(preview.left)
        self._check()

    def _on_checked(self, problems: Sequence[RowProblem]) -> None:
        self.draft.set_problems(problems)
        self._show_draft()

    def _on_applied(self, _count: int) -> None:
        self._is_asked = True
        self.workspace.settings.save()
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self.frame.outcome.follow(None)
        if isinstance(error, InvalidInput) and self.frame.parameters.show_errors({error.field: error.message}):
            self.frame.outcome.say("Mend the fields at the left to see a plan.", "muted")
        elif isinstance(error, WorkbenchError):
            self.frame.outcome.say(error.message, "at_risk", offers_again=True)
        else:
            self.frame.outcome.say("This could not be planned.", "at_risk", offers_again=True)
            self.workspace.operations.failed.emit(error)
        self._is_stale = True
        self._show_state()

    def _on_cancel_asked(self) -> None:
        self.runs.cancel()
        self.frame.outcome.follow(None)
        self._is_stale = True
        self.frame.outcome.say("Planning was cancelled; nothing was changed.", "muted", offers_again=True)
        self._show_state()

    # changes by hand

    def _on_ticks_asked(self, keys: Sequence[PlanKey]) -> None:
        self.draft.leave_out(keys, is_out=not all(self.draft.is_out(key) for key in keys))
        self._changed_by_hand()

    def _on_edited(self, key: PlanKey, column: str, text: str) -> bool:
        """Take a day ("tue 8", "tue 8 10:30") or a time as typed; False when it is none."""
        from csworkbench.domain.moments import parse_moment

        row = next(one for one in self.draft.rows if one.key == key)
        on, at = row.on, row.at
        if column == "at":
            at = read_clock(text)
            if not is_clock(at):
                self.frame.details.say(row_words(row), f"“{text[:30]}” is no time of day like 10:30.", "at_risk")
                return False
        else:
            plain = self.frame.read_day(text)
            found = parse_moment(text, self.workspace.clock.today(), is_day_first=is_day_first(QLocale()))
            if plain is None and found is None:
                self.frame.details.say(row_words(row), f"“{text[:30]}” is no date. {HINT}", "at_risk")
                return False
            on = found.day if found is not None and (found.time or plain is None) else plain or row.on
            at = (found.time if found is not None else None) or at
        self._chosen = (key, on, at)
        self._choose_soon.start()  # when the editor is closed: the rows are sorted anew
        return True

    def _take_choice(self) -> None:
        key, on, at = self._chosen
        self.draft.choose(key, on, at)
        self._changed_by_hand()
        self.frame.table.go_to(key)

    def _changed_by_hand(self) -> None:
        self._is_asked = False
        self.frame.say_problem("")
        self._show_draft()
        self._check()

    def _check(self) -> None:
        preview = self.draft.preview
        if preview is not None and self.draft.own:
            self.runs.check(preview.request, self.draft.chosen)
        else:
            self.draft.set_problems(())
            self._show_draft()

    # what is shown

    def _show_draft(self) -> None:
        self.frame.table.show_draft()
        self.frame.bars.set_load(self.draft.load())
        self.frame.name_tabs(len(self.draft.rows), len(self.draft.preview.left) if self.draft.preview else 0)
        self._show_current()
        self._show_state()

    def _show_state(self) -> None:
        if self.runs.planning is None and self.runs.applying is None:
            self.frame.outcome.follow(None)
        count, barred = len(self.draft.chosen), len(self.draft.barred)
        is_busy = self._is_stale or self.runs.is_checking or self.runs.applying is not None
        self.frame.apply_button.setText(f"Plan {count_text(count, 'check-in')}")
        self.frame.apply_button.setEnabled(bool(count) and not barred and not is_busy)
        if barred:
            self.frame.say_problem(
                f"{count_text(barred, 'row')} can't be planned like that: change or untick.", "at_risk"
            )
        elif self.frame.is_problem("at_risk"):
            self.frame.say_problem("")

    def _show_current(self, *_now: object) -> None:
        frame = self.frame
        if frame.tabs.currentWidget() is frame.left:
            left = frame.left.current()
            frame.details.say(left.account if left else "Nobody is without a place", left.why if left else "")
            return
        key = frame.table.current_key()
        row = next((one for one in self.draft.rows if one.key == key), None)
        if row is None:
            frame.details.say("No row chosen", "")
            return
        problems = self.draft.problems(row.key)
        tone = "muted" if not problems else "at_risk" if problems[0].is_barring else "watch"
        frame.details.say(row_words(row), self.draft.why(row), tone)
        frame.bars.set_current(row.on)

    def _on_day_chosen(self, day: date) -> None:
        row = next((one for one in self.draft.rows if one.on == day), None)
        if row is not None:
            self.frame.tabs.setCurrentWidget(self.frame.table)
            self.frame.table.go_to(row.key)


def _owners(workbench: Workbench, _token: Token) -> list[OwnerRow]:
    import csworkbench.services.planning.beside  # noqa: F401 - here, so that the window does not wait for it
    from csworkbench.services.accounts import list_owners

    return list_owners(workbench)
