"""A session: one book, its window and everything between them, from the first paint to the last backup."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from csworkbench.app.first_paint import FirstPaint
from csworkbench.app.pages import page_entries
from csworkbench.infra.clock import Clock, as_of_clock
from csworkbench.infra.errors import WorkbenchError
from csworkbench.infra.logs import topic
from csworkbench.infra.paths import data_folder, default_book, demo_book
from csworkbench.infra.settings import Settings
from csworkbench.infra.tokens import Token
from csworkbench.storage.lock import BookLock
from csworkbench.ui.bridge.operations import Operations
from csworkbench.ui.bridge.places import BookRequest, FormRequest
from csworkbench.ui.bridge.runner import TaskRunner
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.shell.entries import PageEntry
from csworkbench.ui.shell.failure import failure_words
from csworkbench.ui.shell.window import Window
from csworkbench.ui.theme.theme import Theme

if TYPE_CHECKING:
    from csworkbench.app.backstage import Backstage
    from csworkbench.domain.accounts import FirstPage
    from csworkbench.domain.history import ChangeSet
    from csworkbench.services.workbench import Workbench

LOG = topic("start")
_PAINTED_MS = 20
"""How long the rows that came have to be painted, before imports keep Python busy."""
_LOADED_FIRST = (
    "sqlcipher3",
    "sqlalchemy.util",
    "sqlalchemy.sql",
    "sqlalchemy.engine",
    "sqlalchemy",
    "csworkbench.storage.tables",
    "csworkbench.services.workbench",
)
"""Imported one by one behind the painted window, so that no single step is long."""


class Session(QObject):
    """Runs one book in one window.

    Signals:
        ended: the window is closed; a `BookRequest` for the next book, or None.
    """

    ended = Signal(object)

    def __init__(
        self,
        request: BookRequest,
        theme: Theme,
        settings: Settings,
        clock: Clock,
        entries: Sequence[PageEntry] | None = None,
    ) -> None:
        """Build window and workspace; `start` shows them. `entries` are the pages, by default all there are."""
        super().__init__()
        self._request = request
        self._next: BookRequest | None = None
        self._is_changed = False
        self._is_over = False
        self.exit_code = 0
        self.runner = TaskRunner()
        self.operations = Operations(self.runner)
        is_demo = request.path == demo_book()
        self.workspace = Workspace(
            theme,
            self.operations,
            settings,
            _clock_of(request, clock),
            request.path,
            is_demo=is_demo,
            past=request.past,
        )
        self.window = Window(self.workspace, page_entries() if entries is None else entries)
        self._loads_pages = entries is None
        self._clock = clock
        self._lock: BookLock | None = None
        self._backstage: Backstage | None = None
        self.window.closed.connect(self._on_window_closed)
        self.workspace.book_asked.connect(self._on_book_asked)
        self.workspace.set_form_opener(self._on_form_asked)
        self.workspace.hub.changed.connect(self._on_changed)

    def start(self) -> None:
        """Show the window; the book is opened when it stands."""
        if self._request.path.exists():
            self._lock = _taken(self._request.path)
            self.workspace.set_opening(partial(_first_page, self._request.path, self.workspace.clock))
            self.window.show_first(self._request.place)
            FirstPaint(self.window).painted.connect(self._on_painted)
        else:
            self._show_first_run()
        self.window.show()

    def shutdown(self) -> None:
        """Refuse new work, wait for the writer, back up what was changed, close the book, free the window."""
        self._is_over = True
        if self._backstage is not None:
            self._backstage.stop_day()
        self.runner.shutdown()
        if self._backstage is not None:
            self._backstage.stop()
        if self._lock is not None:
            self._lock.release()
        if self.workspace.is_ready:
            if self._is_changed:
                self._back_up()
            self.workspace.workbench.close()
        if self._next is not None and self._next.removed is not None:
            from csworkbench.app.book_making import remove_book

            remove_book(self._next.removed)
        if self._backstage is not None:
            self._backstage.clear()
        for part in (self.window, self.workspace, self.operations, self):
            part.deleteLater()

    # opening

    def _on_painted(self) -> None:
        """Let the page on top read and paint what the driver alone can give, then open the book."""
        page = self.window.stack.page
        if page is not None:
            page.on_first_paint()
        self.operations.after_reads(partial(QTimer.singleShot, _PAINTED_MS, self, self._open_book))

    def _open_book(self) -> None:
        if self._is_over:
            return
        from csworkbench.app.backstage import Backstage

        self._backstage = Backstage(self._request, self.workspace, self.window, self._clock, self)
        self._backstage.day_started.connect(self._on_day_started)
        self._backstage.raise_asked.connect(self._on_raise_asked)
        work = partial(_opened, self._request, self.workspace.clock, self._lock)
        opened = partial(self._on_opened, self._backstage)
        not_opened = partial(self._on_not_opened, self._backstage)
        self.operations.write(self, work, opened, on_failure=not_opened, name="Open the book")

    def _on_opened(self, backstage: Backstage, workbench: Workbench) -> None:
        self.workspace.set_workbench(workbench)
        LOG.info("book open; longest stall of the event loop %.0f ms", backstage.end_opening())
        self.runner.warm_up()
        backstage.start_day()
        if self._loads_pages:
            backstage.load_pages()
        if self._request.then == "import":
            self.workspace.open_form(FormRequest("import"))

    def _on_day_started(self) -> None:
        """Check the book, which may take long, once the pages are there: they wait until nothing is read."""
        if self._backstage is not None and self._backstage.loading.is_under_way:
            self._backstage.loading.finished.connect(self._check_book)
        else:
            self._check_book()

    def _check_book(self) -> None:
        self.operations.read(
            self, self.workspace.workbench.check, _ignore, on_failure=self._on_damaged, name="Check the book"
        )

    def _on_damaged(self, error: BaseException) -> None:
        LOG.error("the book did not pass its check")
        self.window.show_failure(error)

    def _on_not_opened(self, backstage: Backstage, error: BaseException) -> None:
        from csworkbench.ui.widgets.empty_state import EmptyState

        backstage.end_opening()
        self.exit_code = error.exit_code if isinstance(error, WorkbenchError) else 1
        message, advice = failure_words(error)
        page = EmptyState(self.workspace.theme)
        page.set_content("error", message, advice, "Quit", is_error=True)
        page.activated.connect(self.window.close)
        self.window.show_instead(page)

    def _on_form_asked(self, request: FormRequest) -> None:
        from csworkbench.ui.forms.import_file.opening import open_import
        from csworkbench.ui.forms.opening import open_form

        if request.kind == "import":
            open_import(self.workspace, self.window)
        else:
            open_form(self.workspace, self.window, request)

    # first run

    def _show_first_run(self) -> None:
        from csworkbench.ui.shell.first_run import FirstRun

        page = FirstRun(self.workspace.theme, str(data_folder()))
        page.chosen.connect(self._on_start_chosen)
        self._first_run = page
        self.window.show_instead(page)

    def _on_start_chosen(self, choice: str) -> None:
        from csworkbench.app.book_making import make_demo_book, make_empty_book

        self._first_run.set_busy(True)
        clock = self.workspace.clock
        made = partial(self._on_made, "import" if choice == "import" else "")
        if choice == "demo":
            job = (demo_book(), clock)
            self.operations.compute(
                self, make_demo_book, job, made, on_failure=self._on_not_made, name="Make the demo book"
            )
        else:
            work = partial(make_empty_book, default_book(), clock)
            self.operations.write(self, work, made, on_failure=self._on_not_made, name="Make the book")

    def _on_made(self, then: str, path: Path) -> None:
        self.workspace.book_asked.emit(BookRequest(path, then))

    def _on_not_made(self, error: BaseException) -> None:
        self._first_run.show_problem(" ".join(failure_words(error)))

    # the end

    def _on_book_asked(self, request: BookRequest) -> None:
        self._next = request
        self.window.close()

    def _on_window_closed(self) -> None:
        self.ended.emit(self._next)

    def _on_raise_asked(self) -> None:
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def _on_changed(self, change: ChangeSet) -> None:
        self._is_changed = self._is_changed or change.change_id > 0

    def _back_up(self) -> None:
        from csworkbench.storage.backup import back_up

        try:
            back_up(self.workspace.path, self.workspace.clock, "close")
        except (WorkbenchError, OSError):
            LOG.exception("the backup at the end failed")


def _first_page(path: Path, clock: Clock) -> FirstPage | None:
    """Read what the first paint shows; what keeps a book from opening is told when it is opened."""
    from csworkbench.services.opening import open_first_page

    try:
        return open_first_page(path, clock)
    except WorkbenchError:
        return None


def _taken(book: Path) -> BookLock | None:
    """Keep other windows off the book from the start on; what forbids that is told when the book is opened."""
    try:
        return BookLock.take(book, "CS Workbench")
    except WorkbenchError:
        return None


def _clock_of(request: BookRequest, clock: Clock) -> Clock:
    return clock if request.past is None else as_of_clock(request.past.day)


def _opened(request: BookRequest, clock: Clock, lock: BookLock | None, token: Token) -> Workbench:
    for name in _LOADED_FIRST:
        token.check()
        import_module(name)
    from csworkbench.services.workbench import open_workbench

    if request.past is not None:
        return open_workbench(request.path, clock, write=False, check=False)
    if lock is not None:  # from here on the open book keeps others off
        lock.release()
    return open_workbench(request.path, clock, check=False)  # that is done when the window stands


def _ignore(_value: object) -> None:
    """A sound book is no news."""
