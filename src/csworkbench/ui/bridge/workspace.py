"""The workspace: everything a page, a form or the shell needs, in one object handed to constructors.

The first window stands before the book is open. Until `workbench_ready`, `is_ready` is False, `opening` may hold the
first page of accounts, and `read`/`change` keep the work until the book is open.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import shiboken6
from PySide6.QtCore import QObject, Signal

from csworkbench.infra.clock import Clock
from csworkbench.infra.settings import Settings
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.actions import ActionRegistry
from csworkbench.ui.bridge.child import ChildCall
from csworkbench.ui.bridge.done_words import said_as_done
from csworkbench.ui.bridge.hub import ChangeHub
from csworkbench.ui.bridge.operations import OnFailure, OnSuccess, Operation, Operations
from csworkbench.ui.bridge.places import FormRequest, PastDay, Place
from csworkbench.ui.bridge.undo import UndoActions, Written
from csworkbench.ui.theme.theme import Theme

if TYPE_CHECKING:
    from csworkbench.domain.accounts import FirstPage, OwnerRow
    from csworkbench.domain.history import ChangeSet, UndoState
    from csworkbench.domain.ids import AccountId
    from csworkbench.services.workbench import Workbench

NO_EDITS = "This is a past day: nothing can be changed. Go back to today first."
BookWork = Callable[["Workbench", Token], Any]


class Toasts(Protocol):
    """Short messages at the edge of the window, kept in a list; the shell provides them."""

    def show_toast(self, text: str, action: Callable[[], None] | None = None, action_text: str = "Undo") -> object:
        """Show a sentence, perhaps with one action."""
        ...


FormOpener = Callable[[FormRequest], object]


class Workspace(QObject):
    """What is shared by all of the window.

    Attributes:
        theme, clock, settings, operations, hub, undo, actions: see their modules.
        path: the book.
        is_demo: whether the book is the demonstration book.
        past: what past day of which book this is, None for a book of today; of a past day nothing can be changed.
        toasts: short messages.

    Signals:
        workbench_ready: the book is open; `workbench` may be used.
        account_asked: an `AccountId`: show this account's page.
        place_asked: a `Place` to show.
        me_changed: `me` is another owner now.
        book_asked: a `BookRequest`: close this book and open another.
        past_day_asked: a `date`: show the book as it was known on that day.
    """

    workbench_ready = Signal()
    account_asked = Signal(object)
    place_asked = Signal(object)
    me_changed = Signal()
    book_asked = Signal(object)
    past_day_asked = Signal(object)

    def __init__(
        self,
        theme: Theme,
        operations: Operations,
        settings: Settings,
        clock: Clock,
        path: Path,
        *,
        is_demo: bool = False,
        past: PastDay | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Start without a book; `set_workbench` opens the gate."""
        super().__init__(parent)
        self.theme = theme
        self.operations = operations
        self.settings = settings
        self.clock = clock
        self.path = path
        self.is_demo = is_demo
        self.past = past
        self.hub = ChangeHub(self)
        self.actions = ActionRegistry(theme, self)
        self.undo = UndoActions(self, self)
        self._opening: FirstPage | None = None
        self._read_opening: Callable[[], FirstPage | None] | None = None
        self.toasts: Toasts | None = None
        self.me: OwnerRow | None = None
        self._workbench: Workbench | None = None
        self._waiting: list[Callable[[], object]] = []
        self._form_opener: FormOpener | None = None

    # the book

    @property
    def is_ready(self) -> bool:
        """Whether the book is open."""
        return self._workbench is not None

    @property
    def workbench(self) -> Workbench:
        """The open book: keyed reads of at most 200 rows may use it in the UI thread, all else goes through `read`.

        Raises:
            RuntimeError: the book isn't open yet.
        """
        if self._workbench is None:
            raise RuntimeError("the book isn't open yet; wait for workbench_ready")
        return self._workbench

    @property
    def opening(self) -> FirstPage | None:
        """The first page of accounts, read by the driver alone when it is first asked for, or None."""
        read, self._read_opening = self._read_opening, None
        if read is not None:
            self._opening = read()
        return self._opening

    def set_opening(self, read: Callable[[], FirstPage | None]) -> None:
        """Let `read` give the first page to whoever shows it before the book is open."""
        self._read_opening = read

    def set_workbench(self, workbench: Workbench) -> None:
        """Take the open book, tell everyone, and start what waited for it."""
        self._workbench = workbench
        self.workbench_ready.emit()
        self.undo.refresh()
        waiting, self._waiting = self._waiting, []
        for start in waiting:
            start()

    def read(
        self,
        owner: QObject,
        work: BookWork,
        on_success: OnSuccess,
        *,
        on_failure: OnFailure | None = None,
        latest: str | None = None,
        name: str = "",
    ) -> None:
        """Run `work(workbench, token)` in a reader lane; `on_success` gets its value in the UI thread.

        Args as for `Operations.start`; e.g.
        `workspace.read(self, lambda wb, token: find_accounts(wb, query), self._on_found, latest="find")`.
        """
        if self._workbench is None:
            again = partial(self.read, owner, work, on_success, on_failure=on_failure, latest=latest, name=name)
            self._waiting.append(partial(_if_alive, owner, again))
            return
        self.operations.read(
            owner, partial(work, self._workbench), on_success, on_failure=on_failure, latest=latest, name=name
        )

    def change(
        self,
        owner: QObject,
        work: BookWork,
        on_success: OnSuccess | None = None,
        *,
        on_failure: OnFailure | None = None,
        name: str = "",
        is_quiet: bool = False,
    ) -> None:
        """Run `work(workbench, token)`, a service that writes, in the writer lane.

        When it is committed: the hub broadcasts what it touched, Undo gets its name, a toast says it as done with an
        Undo button (unless `is_quiet`: autosave), and `on_success` gets the service's value. On a past day it is
        refused in words, and nothing else happens.
        """
        if self.is_refused():
            return
        if self._workbench is None:
            again = partial(self.change, owner, work, on_success, on_failure=on_failure, name=name, is_quiet=is_quiet)
            self._waiting.append(partial(_if_alive, owner, again))
            return
        self.operations.write(
            self,
            partial(_written, self._workbench, work),
            partial(self._on_written, owner, on_success, is_quiet),
            on_failure=partial(_if_alive_with, owner, on_failure) if on_failure else None,
            name=name,
        )

    def change_in_child(
        self,
        owner: QObject,
        function: Callable[..., tuple[Any, ChangeSet | None, UndoState]],
        args: tuple[Any, ...],
        on_success: OnSuccess | None = None,
        *,
        on_failure: OnFailure | None = None,
        name: str = "",
        is_quiet: bool = False,
    ) -> Operation:
        """As `change`, for a long one: `function(token, *args)` writes in the child process while the writer waits.

        It must be a function of a module, all picklable, and gives its value, what it touched, and what can be undone
        then. Cancelling it kills the process, and the database leaves no trace of it.
        """

        def written(result: tuple[Any, ChangeSet | None, UndoState]) -> None:
            self._on_written(owner, on_success, is_quiet, Written(*result))

        return self.operations.start(
            "writer",
            self,
            ChildCall(function, args),
            written,
            partial(_if_alive_with, owner, on_failure) if on_failure else None,
            name=name,
        )

    def _on_written(self, owner: QObject, on_success: OnSuccess | None, is_quiet: bool, written: Written) -> None:
        self.undo.set_state(written.undo_state)
        if written.change is not None:
            self.hub.publish(written.change)
            if not is_quiet and not written.change.is_empty:
                self.say(said_as_done(written.change.name), "Undo", self.undo.undo)
        if on_success is not None and shiboken6.isValid(owner):
            on_success(written.value)

    # messages

    def is_refused(self) -> bool:
        """Tell whether a past day is shown, and if so, say that nothing of it can be changed."""
        if self.past is not None:
            self.say(NO_EDITS)
        return self.past is not None

    def say(self, text: str, action_text: str = "", on_action: Callable[[], None] | None = None) -> None:
        """Show a toast, perhaps with one action."""
        if self.toasts is not None:
            self.toasts.show_toast(text, on_action, action_text)

    # where to go

    def open_account(self, account_id: AccountId) -> None:
        """Ask the shell to show an account's page."""
        self.account_asked.emit(account_id)

    def go_to(self, place: Place) -> None:
        """Ask the shell to show a place."""
        self.place_asked.emit(place)

    def set_form_opener(self, opener: FormOpener) -> None:
        """Let `opener` open the forms; the app does that."""
        self._form_opener = opener

    def open_form(self, request: FormRequest) -> None:
        """Open a form: `workspace.open_form(FormRequest("touch", account_id))`. It writes through `change` itself."""
        if self._form_opener is not None and not self.is_refused():
            self._form_opener(request)


def _written(workbench: Workbench, work: BookWork, token: Token) -> Written:
    workbench.last_change = None
    value = work(workbench, token)
    return Written(value, workbench.last_change, workbench.undo_state())


def _if_alive(owner: QObject, then: Callable[[], object]) -> None:
    if shiboken6.isValid(owner):
        then()


def _if_alive_with(owner: QObject, then: OnFailure, error: BaseException) -> None:
    if shiboken6.isValid(owner):
        then(error)
