"""A past day in the window: asked for by keys, everything as it was then, nothing to be changed, back by a key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from csworkbench.app.session import Session
from csworkbench.domain.accounts import AccountQuery
from csworkbench.domain.ids import AccountId
from csworkbench.infra.clock import as_of_clock
from csworkbench.infra.errors import BookInUse
from csworkbench.infra.paths import past_folder
from csworkbench.infra.settings import Settings
from csworkbench.infra.tokens import Token
from csworkbench.services.accounts import edit_account, find_accounts, get_account, load_account_lines
from csworkbench.services.demo.making import make_demo
from csworkbench.services.health import explain
from csworkbench.services.workbench import Workbench, closing, open_workbench
from csworkbench.storage.lock import BookLock
from csworkbench.ui.account.composer import Composer
from csworkbench.ui.account.details_tab import DetailsTab
from csworkbench.ui.accounts.accounts_table import AccountsTable
from csworkbench.ui.bridge.page import Page
from csworkbench.ui.bridge.places import BookRequest, FormRequest, Place
from csworkbench.ui.forms.form import Form
from csworkbench.ui.shell.past_day import PastBar
from csworkbench.ui.shell.past_day_dialog import PastDayDialog
from csworkbench.ui.theme.theme import Theme

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
DAY = date(2026, 10, 1)
Start = Callable[[BookRequest], Session]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("past") / "mine.cswb"
    make_demo(path, 20, 3, as_of_clock(date(2026, 11, 23)), Token())
    return path.read_bytes()


@pytest.fixture
def book(template: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CSWORKBENCH_DATA", str(tmp_path))
    path = tmp_path / "mine.cswb"
    path.write_bytes(template)
    return path


@pytest.fixture
def start(qtbot, qapp, clock, tmp_path: Path) -> Iterator[Start]:
    theme = Theme("light")
    theme.apply(qapp)
    running: list[Session] = []

    def stop() -> None:
        for session in running:
            session.window.close()
            session.shutdown()
        running.clear()

    def begin(request: BookRequest) -> Session:
        stop()
        session = Session(request, theme, Settings(tmp_path / "settings.ini"), clock)
        running.append(session)
        session.start()
        qtbot.waitUntil(lambda: session.workspace.is_ready, timeout=30_000)
        return session

    yield begin
    stop()


def first(wb: Workbench) -> AccountId:
    return find_accounts(wb, AccountQuery(sort="name"))[0]


def ask_by_keys(qtbot, session: Session, typed: str) -> PastDayDialog:
    """Open the dialog and type a day, by keys alone."""
    qtbot.keyClick(session.window, Qt.Key.Key_D, CTRL_SHIFT)
    (dialog,) = session.window.findChildren(PastDayDialog)
    qtbot.waitUntil(dialog.isVisible)
    line = dialog.field.line
    line.selectAll()
    qtbot.keyClicks(line, typed)
    return dialog


def look(qtbot, start: Start, session: Session, typed: str = "1 oct") -> Session:
    """Go to a past day by keys, as the program does it."""
    dialog = ask_by_keys(qtbot, session, typed)
    with qtbot.waitSignal(session.ended, timeout=15_000) as ended:
        qtbot.keyClick(dialog.field.line, Qt.Key.Key_Return)
    return start(ended.args[0])


def shown(session: Session) -> Page:
    page = session.window.stack.page
    assert page is not None
    return page


def test_by_keys_to_a_past_day_and_back(qtbot, start, book):
    session = start(BookRequest(book))
    account = first(session.workspace.workbench)
    session.workspace.open_account(account)
    then = look(qtbot, start, session)
    (bar,) = then.window.findChildren(PastBar)
    assert bar.label.text() == "The book as it was known on 1 Oct 2026. Nothing can be changed."
    assert bar.label.textFormat() is Qt.TextFormat.PlainText
    assert then.window.status.saved.text() == "Read only"
    assert "1 Oct 2026" in then.window.windowTitle()
    assert then.workspace.clock.today() == DAY
    assert not then.workspace.undo.undo_action.isEnabled()
    assert not then.workspace.undo.redo_action.isEnabled()
    assert shown(then).place().account_id == account
    with closing(open_workbench(book, session.workspace.clock, write=False, check=False)) as wb:
        known_then = explain(wb, account, DAY)
    (line,) = load_account_lines(then.workspace.workbench, [account])
    assert known_then is not None
    assert (line.computed_score, line.computed_band) == (known_then.score, known_then.band)
    with qtbot.waitSignal(then.ended, timeout=30_000) as ended:
        qtbot.keyClick(then.window, Qt.Key.Key_T, CTRL_SHIFT)
    back = start(ended.args[0])
    assert back.workspace.path == book
    assert shown(back).place() == Place("account", account, "timeline")
    assert not back.window.findChildren(PastBar)
    assert not back.workspace.workbench.is_read_only
    assert not past_folder().exists()


def test_every_edit_is_refused_before_a_form_opens(qtbot, start, book):
    then = look(qtbot, start, start(BookRequest(book)))
    workspace, window = then.workspace, then.window
    account = first(workspace.workbench)
    before = get_account(workspace.workbench, account)
    for kind in ("touch", "check_in", "feedback", "action", "pulse", "override", "account", "import"):
        told = len(window.toasts.toasts())
        workspace.open_form(FormRequest(kind, account))
        assert QApplication.activeModalWidget() is None
        assert not window.findChildren(Form)
        assert len(window.toasts.toasts()) <= told + 1
        assert "nothing can be changed" in window.toasts.toasts()[-1].text
    done: list[object] = []
    workspace.change(window, lambda wb, _token: edit_account(wb, account, name="Other"), done.append)
    assert done == []
    assert not any(one.lane == "writer" for one in workspace.operations.running)
    assert get_account(workspace.workbench, account) == before


def test_nothing_can_be_typed_into_pages(qtbot, start, book):
    then = look(qtbot, start, start(BookRequest(book)))
    window = then.window
    window.go_to(Place("account", first(then.workspace.workbench)))
    assert window.findChildren(Composer)[0].isHidden()
    assert not window.findChildren(DetailsTab)[0].fields.isEnabled()
    window.go_to(Place("accounts"))
    (table,) = window.findChildren(AccountsTable)
    qtbot.waitUntil(lambda: table.model().rowCount() > 0)
    index = table.model().index(0, 0)
    window.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    table.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    told = len(window.toasts.toasts())
    qtbot.keyClick(table, Qt.Key.Key_F2)
    assert not table.viewport().findChildren(QLineEdit)
    assert len(window.toasts.toasts()) == told + 1


def test_from_one_past_day_to_another_and_home_to_where_one_was(qtbot, start, book):
    session = start(BookRequest(book))
    session.workspace.go_to(Place("reports"))
    then = look(qtbot, start, session)
    then.workspace.go_to(Place("accounts"))
    copy = then.workspace.path
    again = look(qtbot, start, then, "2026-09-01")
    assert again.workspace.clock.today() == date(2026, 9, 1)
    assert shown(again).key == "accounts"
    assert not copy.exists()
    with qtbot.waitSignal(again.ended, timeout=30_000) as ended:
        again.workspace.actions.action("book.today").trigger()
    assert shown(start(ended.args[0])).key == "reports"
    assert not past_folder().exists()


def test_days_that_are_not_past_are_refused_in_the_dialog(qtbot, start, book):
    session = start(BookRequest(book))
    dialog = ask_by_keys(qtbot, session, "2026-11-23")
    qtbot.keyClick(dialog.field.line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "before 23 Nov 2026" in dialog.problem.text()
    dialog.field.line.setText("someday")
    qtbot.keyClick(dialog.field.line, Qt.Key.Key_Return)
    assert "is no date" in dialog.problem.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not session.window.findChildren(PastBar)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("12 mar", date(2026, 3, 12)), ("24 nov", date(2025, 11, 24)), ("yesterday", date(2026, 11, 22)), ("+2w", None)],
)
def test_a_day_without_a_year_is_the_last_such_day(qtbot, typed, day):
    window = QWidget()
    qtbot.addWidget(window)
    dialog = PastDayDialog(Theme("light"), date(2026, 11, 23), None, window)
    dialog.field.line.clear()
    qtbot.keyClicks(dialog.field.line, typed)
    assert dialog.day() == day
    dialog.field.line.editingFinished.emit()
    assert dialog.day() == day


def test_before_anything_was_known_the_first_day_is_named_and_one_stays(qtbot, start, book):
    session = start(BookRequest(book))
    dialog = ask_by_keys(qtbot, session, "1999-01-01")
    qtbot.keyClick(dialog.field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(session.window.toasts.toasts()), timeout=30_000)
    assert "first day with an account is 20" in session.window.toasts.toasts()[-1].text
    assert not past_folder().exists()


def test_stopping_it_leaves_nothing_when_the_window_closes(qtbot, start, book):
    session = start(BookRequest(book))
    dialog = ask_by_keys(qtbot, session, "1 oct")
    qtbot.keyClick(dialog.field.line, Qt.Key.Key_Return)
    (operation,) = [one for one in session.workspace.operations.running if one.name.startswith("Bring back")]
    session.workspace.operations.cancel(operation)
    qtbot.waitUntil(lambda: operation.is_over, timeout=30_000)
    session.window.close()
    session.shutdown()
    assert not past_folder().exists()


def test_others_are_kept_off_the_book_meanwhile(qtbot, start, book):
    look(qtbot, start, start(BookRequest(book)))
    with pytest.raises(BookInUse):
        BookLock.take(book, "another program")


def test_a_copy_that_was_left_goes_at_the_next_start(qtbot, start, book):
    past_folder().mkdir()
    (past_folder() / "mine-2026-10-01-abc.cswb").write_bytes(b"left")
    start(BookRequest(book))
    qtbot.waitUntil(lambda: not past_folder().exists(), timeout=30_000)
