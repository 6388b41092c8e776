"""The Account page: why the score is what it is, what happened, what was promised, and every way to act on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csworkbench.domain.accounts import AccountRow
from csworkbench.domain.history import ChangeSet
from csworkbench.domain.ids import AccountId, ReviewId
from csworkbench.infra.errors import NotFound
from csworkbench.ui.account.account_keys import ACCOUNT_KEYS
from csworkbench.ui.account.account_reading import AccountReading, read_account, read_review, read_timeline
from csworkbench.ui.account.acting import AccountActs
from csworkbench.ui.account.contacts_tab import ContactsTab
from csworkbench.ui.account.details_tab import DetailsTab
from csworkbench.ui.account.feedback_tab import FeedbackTab
from csworkbench.ui.account.goals_tab import GoalsTab
from csworkbench.ui.account.health_reads import HealthReads
from csworkbench.ui.account.health_tab import HealthTab
from csworkbench.ui.account.next_card import NextCard
from csworkbench.ui.account.override_actions import connect_overrides
from csworkbench.ui.account.page_frame import PageFrame
from csworkbench.ui.account.record_acts import Lists, RecordActs
from csworkbench.ui.account.reviews_tab import ReviewsTab
from csworkbench.ui.account.side_cards import PeopleCard, PromisesCard
from csworkbench.ui.account.summary_strip import SummaryStrip
from csworkbench.ui.account.timeline_tab import TimelineTab
from csworkbench.ui.account.why_card import WhyCard
from csworkbench.ui.bridge.page import Page
from csworkbench.ui.bridge.page_keys import PageKey
from csworkbench.ui.bridge.places import FormKind, FormRequest, Place
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.widgets.empty_state import EmptyState
from csworkbench.ui.widgets.texts import count_text

TABS = ("timeline", "health", "goals", "reviews", "feedback", "contacts", "details")


class AccountPage(Page):
    """One account at a time."""

    key = "account"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Start without an account."""
        super().__init__(workspace, parent)
        self._account_id: AccountId | None = None
        self._reading: AccountReading | None = None
        theme, clock = workspace.theme, workspace.clock
        self._stack = QStackedWidget(self)
        self._frame = PageFrame(theme, self._stack)
        self.tabs, left, pages = self._frame.tabs, self._frame.left, self._frame.pages
        self.strip = SummaryStrip(theme, clock, self._frame)
        self.why = WhyCard(theme, left)
        self.promises = PromisesCard(theme, clock, left)
        self.next = NextCard(theme, clock, left)
        self.people = PeopleCard(theme, left)
        self.timeline = TimelineTab(theme, clock, pages)
        self.health = HealthTab(theme, clock, pages)
        self.health_reads = HealthReads(workspace, self.health, self._shown_account)
        self.acts = AccountActs(workspace, self)
        self.reviews = ReviewsTab(theme, self.acts.store_section, pages)
        self.goals = GoalsTab(theme, clock, pages)
        self.feedback = FeedbackTab(theme, pages)
        self.contacts = ContactsTab(theme, pages)
        self.details = DetailsTab(theme, pages)
        lists = Lists(self.timeline.list, self.next, self.goals, self.feedback)
        self.record_acts = RecordActs(workspace, self, self._shown_row, lists)
        self.empty = EmptyState(theme, self._stack)
        self.empty.activated.connect(self._on_back_asked)
        self._actions = self._make_actions()
        self._lay_out()
        self._connect()

    # what the shell asks

    @property
    def title(self) -> str:
        """The account's name."""
        return "Account" if self._reading is None else self._reading.account.name

    def header_actions(self) -> Sequence[QAction]:
        """Check-in, Feedback and Touch."""
        return self._actions

    def page_keys(self) -> Sequence[PageKey]:
        """The keys of the lists."""
        return ACCOUNT_KEYS

    def go_to(self, place: Place) -> None:
        """Show an account and perhaps one of its tabs."""
        if place.spot in TABS:
            self.tabs.setCurrentIndex(TABS.index(place.spot))
        if place.account_id is not None and place.account_id != self._account_id:
            self.reviews.flush()
            self._account_id = self.acts.account_id = place.account_id
            self._reading = None
            self._load()

    def place(self) -> Place:
        """Give the account and the tab."""
        return Place(self.key, self._account_id, TABS[self.tabs.currentIndex()])

    def focus_body(self) -> None:
        """Go to the tab on show."""
        self.tabs.tabBar().setFocus()

    def on_shown(self) -> None:
        """Say what there is to choose from when no account was asked for."""
        if self._account_id is None:
            self._show_nothing("No account is open", "Choose one from the list of accounts.", is_error=False)

    def on_hidden(self) -> None:
        """Store what was typed in a review."""
        self.reviews.flush()

    def refresh(self, change: ChangeSet) -> None:
        """Read the account again if it was touched."""
        if self._account_id is not None and (change.accounts is None or self._account_id in change.accounts):
            self._load()

    # building

    def _tab_widgets(self) -> tuple[QWidget, ...]:
        return (self.timeline, self.health, self.goals, self.reviews, self.feedback, self.contacts, self.details)

    def _make_actions(self) -> tuple[QAction, ...]:
        add = partial(self.workspace.actions.add, owner=self, group="Account")
        check_in = add(
            "account.check_in", "Check-in", partial(self._open, "check_in"), shortcut="Ctrl+Shift+P; C",
            icon="check-in-plan", words="plan schedule meeting",
        )  # fmt: skip
        feedback = add(
            "account.feedback", "Feedback", partial(self._open, "feedback"), shortcut="Ctrl+Shift+F",
            icon="feedback-add", words="complaint nps csat praise request",
        )  # fmt: skip
        touch = add(
            "account.touch", "Log touch", partial(self._open, "touch"), shortcut="Ctrl+Shift+L", icon="check",
            icon_token="on_accent", words="call meeting email note",
        )  # fmt: skip
        touch.setProperty("primary", True)
        add("account.action", "Add action", partial(self._open, "action"), icon="action", words="promise to-do task")
        add("account.ask", "Log an ask", partial(self._open, "ask"), icon="people", words="survey reference")
        add("account.pulse", "Give pulse", partial(self._open, "pulse"), icon="health", words="sentiment mood feeling")
        connect_overrides(add, self._open, self.acts, self.strip.standing, self.health.pulse)
        add("account.review", "Review", partial(self.show_tab, "reviews"), icon="reviews", words="QBR EBR business")
        add("account.goal", "Set a goal", self.record_acts.add_goal, icon="goal", words="outcome success plan")
        add("account.health", "Explain health", partial(self.show_tab, "health"), icon="health", words="score why")
        return check_in, feedback, touch

    def _lay_out(self) -> None:
        cards = (self.next, self.promises, self.why, self.people)
        tabs = [(tab, title.capitalize()) for tab, title in zip(self._tab_widgets(), TABS, strict=True)]
        self._frame.lay_out(self.strip, cards, tabs)
        self._stack.addWidget(QWidget(self._stack))  # nothing is said before the account was read
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._frame)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        self.strip.back_asked.connect(self._on_back_asked)
        self.promises.done.connect(self.acts.complete_action)
        self.promises.add_asked.connect(partial(self._open, "action"))
        self.next.plan_asked.connect(partial(self._open, "check_in"))
        self.next.hold_asked.connect(partial(self._open, "touch"))
        self.people.add_asked.connect(self.acts.open_contact)
        self.timeline.filtered.connect(self._on_timeline_filtered)
        self.timeline.composer.composed.connect(self.acts.log_touch)
        self.timeline.composer.more_asked.connect(partial(self._open, "touch"))
        self.health.pulse_given.connect(self.acts.give_pulse)
        self.health_reads.tab_asked.connect(self.show_tab)
        self.health_reads.chip_asked.connect(self.timeline.show_kind)
        self.health_reads.contact_asked.connect(self._on_contact_asked)
        self.reviews.start_asked.connect(self.acts.start_review)
        self.reviews.review_chosen.connect(self._on_review_chosen)
        self.reviews.state_chosen.connect(self.acts.move_review)
        self.contacts.add_asked.connect(self.acts.open_contact)
        self.contacts.edit_asked.connect(self.acts.open_contact)
        self.contacts.left_asked.connect(self.acts.mark_left)
        self.contacts.ask_asked.connect(partial(self._open, "ask"))
        self.contacts.asks.delete_asked.connect(self.acts.delete_ask)
        self.details.save_asked.connect(self.acts.save_details)
        self.acts.touch_logged.connect(self.timeline.composer.clear)
        self.acts.touch_failed.connect(self.timeline.composer.show_error)
        self.acts.pulse_given.connect(self.health.pulse.clear)
        self.acts.review_started.connect(self._on_review_started)
        self.acts.details_stored.connect(self.details.take_stored)
        self.acts.details_failed.connect(self.details.show_failure)
        self.acts.failed.connect(self._on_act_failed)

    # reading

    def _load(self) -> None:
        if self._account_id is not None:
            work = partial(read_account, self._account_id, self.timeline.kinds)
            self.workspace.read(self, work, self._on_read, on_failure=self._on_read_failed, latest="account")

    def _on_read(self, reading: AccountReading) -> None:
        before, self._reading = self._reading, reading
        self.timeline.show_events(reading.timeline)
        if before is None:
            self.timeline.composer.clear()
        self._show_where_changed(before, reading)
        self._stack.setCurrentIndex(2)
        self.header_changed.emit()
        self.status_changed.emit(f"{reading.account.name}: {count_text(len(reading.timeline), 'event')}")

    def _show_where_changed(self, before: AccountReading | None, reading: AccountReading) -> None:
        # What stays as it is keeps its focus, selection and scroll position, and costs no time.
        health = partial(self.health.show_health, reading.health, reading.history, reading.markers(), reading.rests)
        shows: tuple[tuple[tuple[str, ...], Callable[[], None]], ...] = (
            (("line", "override"), partial(self.strip.show_line, reading.line, reading.override)),
            (("pulses",), partial(self.health.pulse.show_history, reading.pulses)),
            (("health",), partial(self.why.show_health, reading.health)),
            (("health", "history", "marked", "rests"), health),
            (("health", "history", "marked", "rests", "move"), partial(self.health.show_move, reading.move)),
            (("actions",), partial(self.promises.show_actions, reading.actions)),
            (("check_ins",), partial(self.next.show_check_ins, reading.check_ins)),
            (("contacts",), partial(self.people.show_people, reading.contacts)),
            (("contacts",), partial(self.contacts.show_rows, reading.contacts)),
            (("asks",), partial(self.contacts.asks.show_rows, reading.asks)),
            (("goals",), partial(self.goals.show_rows, reading.goals)),
            (("feedback",), partial(self.feedback.show_rows, reading.feedback)),
            (("templates",), partial(self.reviews.set_templates, reading.templates)),
            (("reviews",), partial(self.reviews.show_reviews, reading.reviews)),
            (("account", "choices"), partial(self.details.show_account, reading.account, reading.choices)),
        )
        for names, show in shows:
            if before is None or any(getattr(before, name) != getattr(reading, name) for name in names):
                show()

    def _on_act_failed(self) -> None:
        self._reading = None
        self._load()

    def _on_read_failed(self, error: BaseException) -> None:
        if isinstance(error, NotFound):
            self._show_nothing("This account is gone", "It was deleted; Undo brings it back.", is_error=False)
        else:
            self._show_nothing("The account could not be read", str(error), is_error=True)
            self.workspace.operations.failed.emit(error)

    def _show_nothing(self, title: str, reason: str, *, is_error: bool) -> None:
        self._reading = None
        self.empty.set_content("accounts", title, reason, "Show accounts", is_error=is_error)
        self._stack.setCurrentWidget(self.empty)
        self.header_changed.emit()

    # acting

    def show_tab(self, key: str) -> None:
        """Show a tab and go to it."""
        self.tabs.setCurrentIndex(TABS.index(key))
        self.tabs.tabBar().setFocus()

    def _open(self, kind: FormKind, record_id: int | None = None) -> None:
        name = "" if self._reading is None else self._reading.account.name
        self.workspace.open_form(FormRequest(kind, self._account_id, record_id or None, name))

    def _shown_account(self) -> AccountId | None:
        return self._account_id

    def _shown_row(self) -> AccountRow | None:
        return None if self._reading is None else self._reading.account

    def _on_contact_asked(self, contact_id: int) -> None:
        contacts = () if self._reading is None else self._reading.contacts
        found = next((row for row in contacts if row.id == contact_id), None)
        if found is not None:
            self.acts.open_contact(found)

    def _on_back_asked(self) -> None:
        self.workspace.go_to(Place("accounts", self._account_id))

    def _on_timeline_filtered(self) -> None:
        if self._account_id is not None:
            work = partial(read_timeline, self._account_id, self.timeline.kinds)
            self.workspace.read(self, work, self.timeline.show_events, latest="timeline")

    def _on_review_started(self, review_id: int) -> None:
        self.reviews.want(review_id)
        self._load()

    def _on_review_chosen(self, review_id: int) -> None:
        self.workspace.read(self, partial(read_review, ReviewId(review_id)), self._on_review_read, latest="review")

    def _on_review_read(self, read: Any) -> None:
        self.reviews.show_review(*read)
