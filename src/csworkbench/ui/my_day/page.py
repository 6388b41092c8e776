"""The My day page: what to do now and why, what changed, what renews."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from csworkbench.domain.ids import AccountId
from csworkbench.ui.bridge.page import Page
from csworkbench.ui.bridge.page_keys import PageKey, hint_line
from csworkbench.ui.bridge.places import FormRequest, Place
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.my_day.day_acts import DayActs
from csworkbench.ui.my_day.day_entries import DayLines, ItemKey, day_words, item_key, order_words
from csworkbench.ui.my_day.day_list import KEYS, DayList
from csworkbench.ui.my_day.day_reading import DayReading, read_day, read_opening
from csworkbench.ui.my_day.details_line import DetailsLine
from csworkbench.ui.my_day.greeting import day_title, end_session, greeting, last_session, since_words
from csworkbench.ui.my_day.look_again import LookAgain
from csworkbench.ui.my_day.nothing_to_do import NothingToDo
from csworkbench.ui.my_day.side_cards import SideCard, side_column
from csworkbench.ui.my_day.side_lines import change_lines, figures_words, renewal_lines, renewal_words, schedule_lines
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.chips import ChipItem, ChipRow
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.texts import count_text

if TYPE_CHECKING:
    from csworkbench.domain.day import DayItemRow
    from csworkbench.domain.history import ChangeSet
    from csworkbench.domain.my_day import DoneRow


class MyDayPage(Page):
    """See the module."""

    key: ClassVar[str] = "my_day"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Make an empty day."""
        super().__init__(workspace, parent)
        theme, clock = workspace.theme, workspace.clock
        self._reading: DayReading | None = None
        self._wanted: ItemKey | None = None
        self._today = clock.today()
        self._since = last_session(workspace.settings, self._today)
        self.list = DayList(theme, clock)
        self.nothing = NothingToDo(workspace)
        self.whose = ChipRow(theme, "Whose day")
        self.card = Card(theme, "Do today", "by risk × ARR × due date")
        self.schedule = SideCard(theme, "Schedule", "")
        self.changes = SideCard(theme, self._changes_title, "No score moved.")
        self.renewals = SideCard(theme, "Renewals, next 90 days", "No renewal in the next 90 days.")
        self.acts = DayActs(workspace, self.list, self)
        self.again = LookAgain(workspace, self)
        self.details = DetailsLine(theme)
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        is_team = workspace.settings.flag("my_day/team")
        self.whose.set_chips([ChipItem("me", "Me"), ChipItem("team", "My team")], "team" if is_team else "me")
        self._header = self._make_actions()

    # what the shell asks

    @property
    def title(self) -> str:
        """Give the heading."""
        me = self._reading.me if self._reading is not None else None
        return greeting(self.workspace.clock.now(), me.name if me is not None else "")

    @property
    def subtitle(self) -> str:
        """Give the day and how much is due."""
        today = self.workspace.clock.today()
        day = self._reading.day if self._reading is not None else None
        words = day_words(day.items, today, day.more) if day is not None else ""
        return " · ".join(part for part in (day_title(today), words) if part)

    def header_actions(self) -> Sequence[QAction]:
        """Give the buttons of the header."""
        return self._header

    def focus_body(self) -> None:
        """Take the focus into the list."""
        (self.list if self.stack.currentWidget() is self.list else self.nothing).setFocus()

    def page_keys(self) -> Sequence[PageKey]:
        """Give the keys of the list."""
        return list(KEYS.values())

    def place(self) -> Place:
        """Give the selected account's place."""
        item = self.list.current_item
        return Place(self.key, None if item is None else item.account_id)

    def state(self) -> object:
        """Give what is selected, for Back and Forward."""
        item = self.list.current_item
        return None if item is None else item_key(item)

    def restore_state(self, state: object) -> None:
        """Select again what `state` gave."""
        if isinstance(state, tuple):
            self._wanted = cast(ItemKey, state)
            self.list.show_item(self._wanted)

    def on_shown(self) -> None:
        """Tell the status bar."""
        self._tell_status()

    def on_hidden(self) -> None:
        """Remember how the page was left."""
        self.workspace.settings.set("my_day/team", self._is_team)
        if self.workspace.past is None:
            end_session(self.workspace.settings, self.workspace.clock.today())

    def on_workbench_ready(self) -> None:
        """Read the book."""
        self.read()

    def refresh(self, change: ChangeSet) -> None:
        """Read again what a change touched."""
        self.read()

    # what the person does

    def read(self) -> None:
        """Ask the book for the day, whichever that is by now."""
        self._turn_day()
        work = read_day(self._since, is_team=self._is_team)
        self.workspace.read(self, work, self._on_read, on_failure=self._on_failed, latest="day")

    # inside

    @property
    def _changes_title(self) -> str:
        return f"Health changes since {since_words(self._since, self._today)}"

    def _turn_day(self) -> None:
        """Take up a new day: what changed is told since the day that was on show until now."""
        today = self.workspace.clock.today()
        if today == self._today:
            return
        if today > self._today:
            end_session(self.workspace.settings, self._today)
        self._today = today
        self._since = last_session(self.workspace.settings, today)
        self.changes.set_title(self._changes_title)

    def on_first_paint(self) -> None:
        """Read what the driver alone can: the first window waited for nothing, and the book is opened after this."""
        workspace = self.workspace
        if workspace.path.is_file():
            work = read_opening(workspace.path, workspace.clock, is_team=self._is_team)
            workspace.operations.read(self, work, self._on_opening, latest="opening")

    def _on_opening(self, reading: DayReading | None) -> None:
        if reading is not None and self._reading is None:
            self._show(reading)

    @property
    def _is_team(self) -> bool:
        return self.whose.current == "team"

    def _lay_out(self) -> None:
        theme = self.workspace.theme
        self.card.header.addWidget(self.whose)
        self.whose.setMinimumWidth(150)
        frame = self.card.layout()
        if frame is not None:  # the list reaches from edge to edge
            frame.setContentsMargins(1, 8, 1, 8)
        self.card.header.setContentsMargins(13, 0, 13, 0)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.nothing)
        self.card.body.addWidget(self.stack, 1)
        self.card.body.addWidget(self.details)
        hint = make_label(theme, f"{hint_line(KEYS.values())} · Ctrl+Z undo", "caption", "muted")
        hint.setContentsMargins(13, 2, 13, 2)
        self.card.body.addWidget(hint)
        side = side_column((self.schedule, self.changes, self.renewals), self)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.card, 3)
        whole.addWidget(side, 2)
        self.schedule.hide()

    def _connect(self) -> None:
        self.list.open_asked.connect(self._on_open_asked)
        self.list.selection_moved.connect(self._on_selection_moved)
        self.list.whose_asked.connect(self._on_whose_asked)
        self.nothing.retry_asked.connect(self.read)
        self.again.asked.connect(self._on_time_passed)
        self.nothing.check_in_asked.connect(self._on_check_in_asked)
        self.whose.chosen.connect(self._on_whose_chosen)
        self.workspace.me_changed.connect(self.read)
        for card in (self.schedule, self.changes, self.renewals):
            card.account_opened.connect(self._on_account_opened)

    def _make_actions(self) -> tuple[QAction, ...]:
        add = self.workspace.actions.add
        feedback = add(
            "my_day.feedback", "Log feedback", self._on_feedback_asked, owner=self, group="My day", icon="feedback-add"
        )
        check_in = add(
            "my_day.check_in",
            "Plan check-in",
            self._on_check_in_asked,
            owner=self,
            group="My day",
            icon="check-in-plan",
            icon_token="on_accent",
            words="schedule meeting call",
        )
        check_in.setProperty("primary", True)
        return feedback, check_in

    def _tell_status(self) -> None:
        if self._reading is None:
            return
        first = "" if self._reading.day.more == 0 else "the first "
        words = f"{first}{count_text(len(self.list.entries.items), 'thing')}"
        item = self.list.current_item
        self.status_changed.emit(f"{words} to do" + (f"  ·  {item.account_name}" if item is not None else ""))

    def _on_time_passed(self) -> None:
        if self.workspace.is_ready:
            self.read()

    def _on_read(self, reading: DayReading) -> None:
        self.again.was_read()
        self._show(reading)
        self.changes.set_lines(change_lines(reading.changes))
        self.changes.set_aside(count_text(len(reading.changes), "account") if reading.changes else "")

    def _show(self, reading: DayReading) -> None:
        self._reading = reading
        self.list.set_lines(DayLines(reading.day.items, reading.done))
        if self._wanted is not None:
            self.list.show_item(self._wanted)
            self._wanted = None
        self.renewals.set_lines(renewal_lines(reading.day.renewals))
        self.renewals.set_aside(renewal_words(reading.day.renewals))
        appointments = schedule_lines(reading.appointments, self._today)
        self.schedule.set_lines(appointments)
        self.schedule.setVisible(bool(appointments))
        self.card.set_aside(order_words(reading.day))
        is_read_only = self.workspace.is_ready and self.workspace.workbench.is_read_only
        self.changes.set_note(figures_words(reading.figures_on, self._today, is_read_only=is_read_only))
        self._show_state(reading)
        self.header_changed.emit()
        self._tell_status()

    def _show_state(self, reading: DayReading) -> None:
        if reading.day.items or reading.done:
            self.stack.setCurrentWidget(self.list)
            return
        self.nothing.show_reason("check_in" if reading.has_accounts else "no_accounts")
        self.stack.setCurrentWidget(self.nothing)

    def _on_failed(self, error: BaseException) -> None:
        self.nothing.show_failure(error)
        self.stack.setCurrentWidget(self.nothing)

    def _on_selection_moved(self) -> None:
        self.details.show_item(self.list.current_item)
        self._tell_status()

    def _on_whose_asked(self) -> None:
        self.whose.set_current("me" if self._is_team else "team")
        self._on_whose_chosen(self.whose.current)

    def _on_whose_chosen(self, _key: str) -> None:
        self.workspace.settings.set("my_day/team", self._is_team)
        self.read()

    def _on_open_asked(self, line: DayItemRow | DoneRow) -> None:
        self.workspace.open_account(line.account_id)

    def _on_account_opened(self, account_id: int) -> None:
        self.workspace.open_account(AccountId(account_id))

    def _on_feedback_asked(self) -> None:
        self._open_form_for_current("feedback")

    def _on_check_in_asked(self) -> None:
        self._open_form_for_current("check_in")

    def _open_form_for_current(self, kind: str) -> None:
        item = self.list.current_item
        if item is None:
            self.workspace.open_form(FormRequest("feedback" if kind == "feedback" else "check_in"))
        elif kind == "feedback":
            self.workspace.open_form(FormRequest("feedback", item.account_id, account_name=item.account_name))
        else:
            self.workspace.open_form(FormRequest("check_in", item.account_id, account_name=item.account_name))
