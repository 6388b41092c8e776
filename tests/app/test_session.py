from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from click.testing import CliRunner
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from csworkbench.app.book_making import make_empty_book, remove_book
from csworkbench.app.session import Session
from csworkbench.app.single_instance import RaiseServer, raise_running, server_name
from csworkbench.app.status import when_text
from csworkbench.cli.main import program, run
from csworkbench.infra.errors import BookInUse
from csworkbench.infra.paths import backup_folder, default_book
from csworkbench.infra.settings import Settings
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.page import Page
from csworkbench.ui.bridge.places import BookRequest, FormRequest
from csworkbench.ui.bridge.undo import TextFirst
from csworkbench.ui.shell.entries import PageEntry
from csworkbench.ui.shell.first_run import FirstRun
from csworkbench.ui.theme.theme import Theme

CTRL = Qt.KeyboardModifier.ControlModifier


class BlankPage(Page):
    key = "blank"

    def on_first_paint(self) -> None:
        self.read_before_ready: list[int] = []
        read = self.workspace.operations.read
        read(self, lambda token: threading.active_count(), self._on_first_read)

    def _on_first_read(self, _value: int) -> None:
        self.read_before_ready.append(self.workspace.is_ready)

    @property
    def title(self) -> str:
        return "Blank"


Start = Callable[[BookRequest], Session]


@pytest.fixture
def start(qtbot, qapp, clock, tmp_path: Path, monkeypatch) -> Iterator[Start]:
    monkeypatch.setenv("CSWORKBENCH_DATA", str(tmp_path))
    before = set(threading.enumerate())
    theme = Theme("light")
    theme.apply(qapp)
    sessions: list[Session] = []

    def make(request: BookRequest) -> Session:
        entries = [PageEntry("blank", "Blank", "day", BlankPage)]
        session = Session(request, theme, Settings(tmp_path / "settings.ini"), clock, entries)
        sessions.append(session)
        session.start()
        qtbot.waitExposed(session.window)
        return session

    yield make
    for session in filter(shiboken6.isValid, sessions):
        session.window.close()
        session.shutdown()
    assert set(threading.enumerate()) == before


@pytest.fixture
def book(tmp_path: Path, clock) -> Path:
    return make_empty_book(tmp_path / "mine.cswb", clock, Token())


def _rename_model(workbench, token) -> None:
    with workbench.change("Rename engagement model") as change:
        change.connection.exec_driver_sql("UPDATE engagement_model SET name = 'Quiet' WHERE id = 1")


def _name(session: Session) -> str:
    with session.workspace.workbench.read() as connection:
        return connection.exec_driver_sql("SELECT name FROM engagement_model WHERE id = 1").scalar_one()


def test_without_a_book_the_first_run_page_makes_one_with_one_click(start, qtbot, tmp_path):
    session = start(BookRequest(default_book()))
    (page,) = session.window.findChildren(FirstRun)
    assert not session.window.rail.isVisible()
    with qtbot.waitSignal(session.ended, timeout=30_000) as ended:
        qtbot.mouseClick(page.buttons["empty"], Qt.MouseButton.LeftButton)
    assert ended.args == [BookRequest(default_book())]
    assert default_book().exists()


def test_import_at_first_run_goes_on_to_the_form(start, qtbot):
    session = start(BookRequest(default_book()))
    (page,) = session.window.findChildren(FirstRun)
    with qtbot.waitSignal(session.ended, timeout=30_000) as ended:
        page.buttons["import"].click()
    assert ended.args == [BookRequest(default_book(), "import")]
    asked: list[FormRequest] = []
    following = start(ended.args[0])
    following.workspace.set_form_opener(asked.append)
    with qtbot.waitSignal(following.workspace.workbench_ready, timeout=30_000):
        pass
    qtbot.waitUntil(lambda: len(asked) == 1)
    assert asked[0].kind == "import"


def test_a_change_is_told_and_undone_by_keys_a_text_field_first(start, qtbot, qapp, book):
    session = start(BookRequest(book))
    window, workspace = session.window, session.workspace
    text_first = TextFirst(qapp)
    qtbot.waitSignal(workspace.workbench_ready, timeout=30_000).wait()
    before = _name(session)
    told: list[object] = []
    workspace.hub.changed.connect(told.append)
    done: list[object] = []
    workspace.change(window, _rename_model, done.append)
    qtbot.waitUntil(lambda: len(done) == 1)
    assert _name(session) == "Quiet"
    assert workspace.undo.undo_action.text() == "Undo: rename engagement model"
    assert window.toasts.toasts()[-1].text == "Renamed engagement model"
    field = QLineEdit(window)
    field.setGeometry(200, 200, 200, 30)
    field.show()
    field.setFocus()
    qtbot.keyClicks(field, "abc")
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert (field.text(), _name(session)) == ("", "Quiet")
    with qtbot.waitSignal(workspace.hub.changed):
        qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert _name(session) == before
    qtbot.waitUntil(lambda: workspace.undo.redo_action.isEnabled())
    field.clear()
    window.setFocus()
    with qtbot.waitSignal(workspace.hub.changed):
        qtbot.keyClick(window, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert _name(session) == "Quiet"
    qapp.removeEventFilter(text_first)
    assert QApplication.focusWidget() is not field
    window.close()
    session.shutdown()
    assert list(backup_folder(book).glob("*-close.cswb"))


def test_the_page_reads_first_and_then_the_book_is_opened(start, qtbot, book):
    session = start(BookRequest(book))
    page = session.window.stack.page
    order: list[str] = []
    session.workspace.operations.writing_changed.connect(lambda is_writing: order.append(f"writing {is_writing}"))
    qtbot.waitUntil(lambda: hasattr(page, "read_before_ready"))
    assert order == []
    qtbot.waitUntil(lambda: session.workspace.is_ready, timeout=30_000)
    assert page.read_before_ready == [False]


def test_a_window_closed_at_once_opens_no_book(start, qtbot, book):
    session = start(BookRequest(book))
    started: list[bool] = []
    session.workspace.operations.writing_changed.connect(started.append)
    session.window.close()
    session.shutdown()
    qtbot.waitUntil(lambda: not shiboken6.isValid(session))
    assert started == []


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_second_start_raises_the_first_window(start, qtbot, book, tmp_path):
    session = start(BookRequest(book))
    qtbot.waitSignal(session.workspace.workbench_ready, timeout=30_000).wait()
    session.window.showMinimized()
    assert raise_running(book)
    qtbot.waitUntil(lambda: not session.window.isMinimized())
    assert not raise_running(tmp_path / "other.cswb")
    assert server_name(book) == server_name(book.parent / "x" / ".." / book.name)


def test_a_server_takes_the_place_of_one_that_crashed(qapp, tmp_path):
    first = RaiseServer(tmp_path / "a.cswb")
    first.close()
    second = RaiseServer(tmp_path / "a.cswb")
    assert raise_running(tmp_path / "a.cswb")
    second.close()
    assert not raise_running(tmp_path / "a.cswb")


def test_a_file_that_is_no_book_is_told_in_the_window(start, qtbot, tmp_path):
    path = tmp_path / "mine.cswb"
    path.write_text("not a book at all" * 100)
    session = start(BookRequest(path))
    qtbot.waitUntil(lambda: session.exit_code == 13, timeout=30_000)
    assert not session.workspace.is_ready


def test_removing_a_book_takes_all_that_belongs_to_it(tmp_path, clock):
    book = make_empty_book(tmp_path / "gone.cswb", clock, Token())
    other = tmp_path / "other.txt"
    other.write_text("stays")
    folder = backup_folder(book)
    folder.mkdir()
    (folder / "20261123T090000Z-close.cswb").touch()
    remove_book(book)
    assert list(tmp_path.iterdir()) == [other]


def test_the_command_line_opens_the_window_and_gives_exit_codes(tmp_path):
    asked = []

    def open_window(path, theme):
        asked.append((path, theme))
        return 7

    def refuse(path, theme):
        raise BookInUse("The book is in use.")

    assert run(open_window, []) == 7
    assert run(open_window, ["open", str(tmp_path / "a.cswb"), "--theme", "dark"]) == 7
    assert asked == [(None, ""), (tmp_path / "a.cswb", "dark")]
    assert run(refuse, ["open"]) == 12
    assert run(open_window, ["open", "--no-such-option"]) == 2
    assert CliRunner().invoke(program, ["--version"]).output.startswith("csworkbench")


def test_when_something_was_last_done(clock):
    assert when_text("last backup", clock.now(), clock).startswith("last backup today ")
    assert when_text("last backup", clock.now().replace(day=18), clock) == "last backup 18 Nov"
    assert when_text("last import", None, clock) == ""
