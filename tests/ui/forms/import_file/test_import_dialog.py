from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from csworkbench.domain.accounts import AccountQuery
from csworkbench.infra.clock import FixedClock
from csworkbench.infra.tokens import Token
from csworkbench.services.accounts import find_accounts, load_account_lines
from csworkbench.services.contacts import list_contacts
from csworkbench.services.imports import apply_import
from csworkbench.services.imports.request import ImportRequest
from csworkbench.ui.bridge.runner import Done, ImmediateRunner, Lane, Outcome, TaskRunner, Work
from csworkbench.ui.forms.import_file.dialog import DONE, FILE, MAPPING, PREVIEW, ImportDialog
from csworkbench.ui.forms.import_file.opening import open_import
from csworkbench.ui.theme.theme import Theme
from tests.ui.books import OpenBook, open_book

CONTROL = Qt.KeyboardModifier.ControlModifier
ACCOUNTS = "Account ID,Account Name,Industry,Billing Country,ARR,Renewal Date\n"
SOUND = ACCOUNTS + "A1,Acme,Retail,DE,12000,2027-03-01\nA2,Globex,Energy,FR,8000.50,2027-05-31\n"
Write = Callable[[str, str], Path]
Opened = Callable[[OpenBook], ImportDialog]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def made(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return made


@pytest.fixture
def opened(qtbot: QtBot) -> Opened:
    def make(book: OpenBook) -> ImportDialog:
        dialog = open_import(book.workspace, None)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.activateWindow()
        return dialog

    return make


@pytest.fixture
def dialog(opened: Opened, book: OpenBook) -> ImportDialog:
    return opened(book)


def type_path(qtbot: QtBot, dialog: ImportDialog, path: Path) -> None:
    dialog.file_page.line.setFocus()
    dialog.file_page.line.selectAll()
    qtbot.keyClicks(dialog.file_page.line, str(path))
    qtbot.keyClick(dialog.file_page.line, Qt.Key.Key_Return)


def go_on(qtbot: QtBot, dialog: ImportDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)


def pick(qtbot: QtBot, box: QWidget, text: str) -> None:
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    box.activated.emit(box.currentIndex())  # type: ignore[attr-defined]


def names(book: OpenBook) -> list[str]:
    ids = find_accounts(book.workbench, AccountQuery(sort="name"))
    return [line.name for line in load_account_lines(book.workbench, ids)]


def open_text(dialog: ImportDialog) -> str:
    return " ".join(dialog.mapping_page.open_points())


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def tile(dialog: ImportDialog, key: str) -> str:
    return dialog.preview_page.view.tiles[key].accessibleName()


def test_a_file_is_imported_by_keys_alone_seen_and_undone(
    qtbot: QtBot, book: OpenBook, dialog: ImportDialog, write: Write
) -> None:
    type_path(qtbot, dialog, write("accounts.csv", SOUND))
    assert dialog.file_page.kind.value() == "accounts"
    go_on(qtbot, dialog)
    assert dialog.step == MAPPING
    boxes = {header: box.field() for header, box in dialog.mapping_page.columns.boxes.items()}
    assert boxes == {
        "Account ID": "external_id",
        "Account Name": "name",
        "Industry": "segment",
        "Billing Country": "country",
        "ARR": "arr",
        "Renewal Date": "renewal_on",
    }
    assert "Acme, Globex" in texts(dialog.mapping_page)
    go_on(qtbot, dialog)
    assert dialog.step == PREVIEW
    assert tile(dialog, "new") == "New: 2"
    assert names(book) == []
    assert dialog.frame.next.text() == "Import 2 accounts"
    assert dialog.frame.next.hasFocus()
    go_on(qtbot, dialog)
    assert dialog.step == DONE
    assert names(book) == ["Acme", "Globex"]
    assert book.toasts.said == ["Imported accounts from accounts.csv"]
    qtbot.keyClick(dialog, Qt.Key.Key_Z, CONTROL)
    assert names(book) == []
    assert dialog.preview_page.headline == "The import was undone: the book is as it was."
    go_on(qtbot, dialog)
    assert not dialog.isVisible()


def test_the_undo_button_takes_the_import_back(
    qtbot: QtBot, book: OpenBook, dialog: ImportDialog, write: Write
) -> None:
    type_path(qtbot, dialog, write("accounts.csv", SOUND))
    for _ in range(3):
        go_on(qtbot, dialog)
    assert names(book) == ["Acme", "Globex"]
    qtbot.mouseClick(dialog.preview_page.undo, Qt.MouseButton.LeftButton)
    assert names(book) == []
    assert not dialog.preview_page.undo.isVisible()


def test_dates_that_read_two_ways_must_be_chosen(
    qtbot: QtBot, book: OpenBook, dialog: ImportDialog, write: Write
) -> None:
    type_path(qtbot, dialog, write("accounts.csv", ACCOUNTS + "A1,Acme,Retail,DE,12000,03/04/27\n"))
    go_on(qtbot, dialog)
    assert open_text(dialog) == "“03/04/27” in Renewal Date can be read two ways: choose the date order."
    order = dialog.mapping_page.options.date_order
    assert order.isVisible()
    assert order.hasFocus()
    go_on(qtbot, dialog)
    assert dialog.step == MAPPING
    pick(qtbot, order, "Month")
    assert open_text(dialog) == ""
    go_on(qtbot, dialog)
    go_on(qtbot, dialog)
    assert dialog.step == DONE
    (line,) = load_account_lines(book.workbench, find_accounts(book.workbench, AccountQuery()))
    assert line.renewal_on is not None
    assert line.renewal_on.isoformat() == "2027-03-04"


def test_numbers_that_read_two_ways_must_be_chosen(
    qtbot: QtBot, book: OpenBook, dialog: ImportDialog, write: Write
) -> None:
    type_path(qtbot, dialog, write("accounts.csv", ACCOUNTS + 'A1,Acme,Retail,DE,"12,000",2027-03-01\n'))
    go_on(qtbot, dialog)
    assert open_text(dialog) == "“12,000” in ARR can be read two ways: choose the decimal mark."
    pick(qtbot, dialog.mapping_page.options.decimal_mark, "Point")
    dialog.mapping_page.options.currency.setFocus()
    qtbot.keyClicks(dialog.mapping_page.options.currency, "us")
    assert "is no currency" in open_text(dialog)
    qtbot.keyClicks(dialog.mapping_page.options.currency, "d")
    assert open_text(dialog) == ""
    go_on(qtbot, dialog)
    go_on(qtbot, dialog)
    (line,) = load_account_lines(book.workbench, find_accounts(book.workbench, AccountQuery()))
    assert (line.arr_minor, line.currency) == (1_200_000, "USD")


def test_a_file_of_another_kind_is_told_and_taken_as_that(
    qtbot: QtBot, book: OpenBook, dialog: ImportDialog, write: Write
) -> None:
    text = "First Name,Last Name,Email,Account Name\nAda,Byron,ada@acme.example,Acme\n"
    type_path(qtbot, dialog, write("people.csv", text))
    assert dialog.file_page.kind.value() == "contacts"
    pick(qtbot, dialog.file_page.kind, "Accounts")
    assert "look like contacts, not accounts" in texts(dialog.file_page)
    go_on(qtbot, dialog)
    go_on(qtbot, dialog)
    assert dialog.step == MAPPING
    assert "look like contacts, not accounts" in open_text(dialog)
    qtbot.mouseClick(dialog.frame.back, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.file_page.other, Qt.MouseButton.LeftButton)
    assert dialog.file_page.kind.value() == "contacts"
    go_on(qtbot, dialog)
    assert open_text(dialog) == ""


def test_a_missing_required_field_is_said_and_mapped_by_hand_and_remembered(
    qtbot: QtBot, book: OpenBook, dialog: ImportDialog, opened: Opened, write: Write
) -> None:
    path = write("list.csv", "Who,ARR\nAcme,100\n")
    type_path(qtbot, dialog, path)
    go_on(qtbot, dialog)
    assert open_text(dialog) == "Accounts need a column for Name."
    assert dialog.mapping_page.columns.boxes["Who"].hasFocus()
    go_on(qtbot, dialog)
    assert dialog.step == MAPPING
    pick(qtbot, dialog.mapping_page.columns.boxes["Who"], "Name")
    assert open_text(dialog) == ""
    go_on(qtbot, dialog)
    assert dialog.step == PREVIEW
    assert book.workspace.settings.texts("import/generic-accounts") == ["Who=name"]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    again = opened(book)
    type_path(qtbot, again, path)
    assert again.draft.fields == {"Who": "name", "ARR": "arr"}


def test_a_field_is_given_to_one_column_only(qtbot: QtBot, book: OpenBook, dialog: ImportDialog, write: Write) -> None:
    type_path(qtbot, dialog, write("accounts.csv", "Account Name,Legal,Industry\nAcme,Acme Ltd,Retail\n"))
    go_on(qtbot, dialog)
    boxes = dialog.mapping_page.columns.boxes
    assert boxes["Account Name"].field() == "name"
    pick(qtbot, boxes["Legal"], "Name")
    assert (boxes["Account Name"].field(), boxes["Legal"].field()) == (None, "name")
    go_on(qtbot, dialog)
    go_on(qtbot, dialog)
    assert names(book) == ["Acme Ltd"]


def test_rejected_rows_are_grouped_saved_mended_and_imported(
    qtbot: QtBot, book: OpenBook, dialog: ImportDialog, opened: Opened, write: Write, tmp_path: Path
) -> None:
    bad = ACCOUNTS + "A1,Acme,Retail,DE,12000,2027-03-01\nA2,Globex,Energy,FR,a lot,2027-05-31\nA3,Hooli,IT,US,x,\n"
    type_path(qtbot, dialog, write("accounts.csv", bad))
    go_on(qtbot, dialog)
    go_on(qtbot, dialog)
    assert (tile(dialog, "new"), tile(dialog, "rejected")) == ("New: 1", "Rejected: 2")
    said = texts(dialog.preview_page.view)
    assert "2 rows: ARR is not" in said
    assert "Found “a lot”, “x” in row 3, 4" in said
    assert "--" not in said
    go_on(qtbot, dialog)
    target = tmp_path / "rejected.csv"
    dialog.reject_saver.ask_path = lambda proposed: target
    qtbot.mouseClick(dialog.preview_page.save, Qt.MouseButton.LeftButton)
    assert "Saved 2 rejected rows in rejected.csv" in dialog.preview_page.told
    mended = target.read_text(encoding="utf-8-sig").replace("a lot", "500").replace(",x,", ",600,")
    target.write_text(mended, encoding="utf-8")
    assert len(list(csv.reader(mended.splitlines()))) == 3
    again = opened(book)
    type_path(qtbot, again, target)
    for _ in range(3):
        go_on(qtbot, again)
    assert again.step == DONE
    assert names(book) == ["Acme", "Globex", "Hooli"]


def test_saving_rejected_rows_over_the_file_or_into_nowhere_is_refused(
    qtbot: QtBot, book: OpenBook, dialog: ImportDialog, write: Write, tmp_path: Path
) -> None:
    path = write("accounts.csv", ACCOUNTS + "A1,Acme,Retail,DE,a lot,2027-03-01\n")
    before = path.read_bytes()
    type_path(qtbot, dialog, path)
    go_on(qtbot, dialog)
    go_on(qtbot, dialog)
    assert dialog.preview_page.headline == "Nothing can be imported as it is."
    assert not dialog.frame.next.isEnabled()
    dialog.reject_saver.ask_path = lambda proposed: path
    qtbot.mouseClick(dialog.preview_page.save, Qt.MouseButton.LeftButton)
    assert "would overwrite" in dialog.preview_page.told
    dialog.reject_saver.ask_path = lambda proposed: tmp_path / "none" / "rejected.csv"
    qtbot.mouseClick(dialog.preview_page.save, Qt.MouseButton.LeftButton)
    assert "could not be saved" in dialog.preview_page.told
    assert path.read_bytes() == before


def test_what_is_in_the_book_already_is_not_imported_again(
    qtbot: QtBot, book: OpenBook, dialog: ImportDialog, write: Write
) -> None:
    path = write("accounts.csv", SOUND)
    apply_import(book.workbench, ImportRequest(path, "accounts"))
    type_path(qtbot, dialog, path)
    go_on(qtbot, dialog)
    go_on(qtbot, dialog)
    assert tile(dialog, "unchanged") == "Unchanged: 2"
    assert dialog.preview_page.headline == "The book already has all of this: nothing to import."
    assert not dialog.frame.next.isEnabled()


def test_contacts_go_to_their_account(qtbot: QtBot, book: OpenBook, dialog: ImportDialog, write: Write) -> None:
    apply_import(book.workbench, ImportRequest(write("accounts.csv", SOUND), "accounts"))
    type_path(qtbot, dialog, write("c.csv", "First Name,Last Name,Email,Account Name\nAda,Byron,a@b.example,Acme\n"))
    for _ in range(3):
        go_on(qtbot, dialog)
    assert dialog.preview_page.headline == "Imported 1 contact."
    ids = find_accounts(book.workbench, AccountQuery(sort="name"))
    assert [contact.name for contact in list_contacts(book.workbench, ids[0])] == ["Ada Byron"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [("missing.csv", None, "there is no such file"), ("empty.csv", "", "empty.csv")],
)
def test_a_file_that_cannot_be_read_is_said(
    qtbot: QtBot, dialog: ImportDialog, write: Write, tmp_path: Path, name: str, text: str | None, said: str
) -> None:
    path = tmp_path / name if text is None else write(name, text)
    type_path(qtbot, dialog, path)
    assert said in dialog.frame.problem
    go_on(qtbot, dialog)
    assert dialog.step == FILE


def test_the_first_step_without_a_file_says_so(qtbot: QtBot, dialog: ImportDialog) -> None:
    go_on(qtbot, dialog)
    assert dialog.frame.problem == "Choose a file first."


def test_a_dropped_file_is_taken(qtbot: QtBot, dialog: ImportDialog, write: Write) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write("accounts.csv", SOUND)))])
    drop = QDropEvent(
        QPointF(20, 20), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    dialog.file_page.dropEvent(drop)
    assert dialog.file_page.kind.value() == "accounts"
    assert dialog.draft.path is not None
    assert dialog.draft.path.name == "accounts.csv"


def test_tab_walks_from_the_options_through_the_columns_to_the_buttons(
    qtbot: QtBot, dialog: ImportDialog, write: Write
) -> None:
    type_path(qtbot, dialog, write("accounts.csv", SOUND))
    go_on(qtbot, dialog)
    dialog.mapping_page.options.profile.setFocus()
    seen = []
    for _ in range(14):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        seen.append(dialog.focusWidget())
    boxes = list(dialog.mapping_page.columns.boxes.values())
    first = seen.index(boxes[0])
    assert seen[first : first + 6] == boxes
    assert dialog.frame.next in seen[first + 6 :]
    assert all(widget.accessibleName() for widget in seen)


class HeldRunner(ImmediateRunner):
    """Keeps work of one lane until it is let go."""

    def __init__(self, lane: Lane) -> None:
        super().__init__()
        self.lane = lane
        self.held: list[tuple[Work, Token, Done]] = []

    def submit(self, lane: Lane, work: Work, token: Token, done: Done) -> None:
        if lane == self.lane:
            self.held.append((work, token, done))
        else:
            super().submit(lane, work, token, done)

    def release(self) -> None:
        for work, token, done in self.held:
            super().submit(self.lane, work, token, done)
        self.held.clear()


@pytest.fixture
def held(tmp_path: Path, theme: Theme, clock: FixedClock) -> Iterator[tuple[OpenBook, HeldRunner]]:
    runner = HeldRunner("writer")
    made = open_book(tmp_path, theme, clock, runner)
    yield made, runner
    made.workbench.close()
    made.workspace.deleteLater()


def test_cancel_during_the_import_leaves_nothing(
    qtbot: QtBot, held: tuple[OpenBook, HeldRunner], opened: Opened, write: Write
) -> None:
    book, runner = held
    dialog = opened(book)
    type_path(qtbot, dialog, write("accounts.csv", SOUND))
    for _ in range(3):
        go_on(qtbot, dialog)
    assert dialog.running.is_running
    assert not dialog.frame.next.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.running.stopped, timeout=5000):
        runner.release()
    assert names(book) == []
    assert dialog.step == MAPPING
    assert dialog.frame.problem == "Stopped: nothing was written."
    assert book.toasts.said == []


def test_the_plan_runs_in_the_child_process_and_esc_before_the_import_leaves_nothing(
    qtbot: QtBot, tmp_path: Path, theme: Theme, clock: FixedClock, opened: Opened, write: Write
) -> None:
    runner = TaskRunner()
    book = open_book(tmp_path, theme, clock, runner)
    dialog = opened(book)
    try:
        type_path(qtbot, dialog, write("accounts.csv", SOUND))
        go_on(qtbot, dialog)
        qtbot.waitUntil(lambda: dialog.step == MAPPING, timeout=20_000)
        with qtbot.waitSignal(dialog.running.planned, timeout=20_000):
            go_on(qtbot, dialog)
        assert tile(dialog, "new") == "New: 2"
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
        assert names(book) == []
    finally:
        runner.shutdown()
        book.workbench.close()
        book.workspace.deleteLater()


def test_an_error_of_the_program_is_handed_on_and_nothing_is_written(
    qtbot: QtBot, held: tuple[OpenBook, HeldRunner], opened: Opened, write: Write
) -> None:
    book, runner = held
    dialog = opened(book)
    type_path(qtbot, dialog, write("accounts.csv", SOUND))
    for _ in range(3):
        go_on(qtbot, dialog)
    ((_, _, done),) = runner.held
    runner.held.clear()
    error = RuntimeError("broken")
    done(Outcome(error=error))
    assert book.failures == [error]
    assert "the book is as it was" in dialog.frame.problem
    assert names(book) == []


def test_values_for_every_row_fill_what_no_column_says(
    qtbot: QtBot, book: OpenBook, dialog: ImportDialog, write: Write
) -> None:
    type_path(qtbot, dialog, write("accounts.csv", SOUND))
    go_on(qtbot, dialog)
    extra = dialog.mapping_page.extra
    offered = [extra.constants[0].field.itemData(place) for place in range(extra.constants[0].field.count())]
    assert "tier" in offered
    assert "segment" not in offered
    pick(qtbot, extra.constants[0].field, "Tier")
    qtbot.keyClicks(extra.constants[0].text, "Z")
    go_on(qtbot, dialog)
    assert dialog.step == MAPPING
    assert "A value stated for the whole file is not one of A, B, C" in texts(dialog)
    extra.constants[0].text.clear()
    qtbot.keyClicks(extra.constants[0].text, "B")
    assert len(extra.constants) == 2
    for _ in range(2):
        go_on(qtbot, dialog)
    ids = find_accounts(book.workbench, AccountQuery())
    assert {line.tier for line in load_account_lines(book.workbench, ids)} == {"B"}


def test_a_link_file_says_whose_rows_they_are(qtbot: QtBot, book: OpenBook, dialog: ImportDialog, write: Write) -> None:
    apply_import(book.workbench, ImportRequest(write("accounts.csv", SOUND), "accounts"))
    link = write("link.csv", "contact_id,company_id\nC1,A2\n")
    type_path(qtbot, dialog, write("contacts.csv", "Contact ID,First Name,Last Name,Email\nC1,Ada,Low,ada@g.example\n"))
    go_on(qtbot, dialog)
    assert dialog.step == MAPPING
    assert "which account a row belongs to" in open_text(dialog)
    extra = dialog.mapping_page.extra
    assert extra.browse.isVisible()
    extra.take_link(link)
    assert open_text(dialog) == ""
    assert dialog.mapping_page.columns.boxes["company_id"].field() == "account_external_id"
    for _ in range(2):
        go_on(qtbot, dialog)
    ids = find_accounts(book.workbench, AccountQuery(text="Globex"))
    assert [person.name for person in list_contacts(book.workbench, ids[0])] == ["Ada Low"]


def test_another_kind_forgets_the_values_for_every_row(dialog: ImportDialog, qtbot: QtBot, write: Write) -> None:
    type_path(qtbot, dialog, write("accounts.csv", SOUND))
    go_on(qtbot, dialog)
    extra = dialog.mapping_page.extra
    pick(qtbot, extra.constants[0].field, "Tier")
    qtbot.keyClicks(extra.constants[0].text, "B")
    dialog.go_back()
    dialog.file_page.kind_chosen.emit("tickets")
    assert dialog.draft.options.constants == ()
    assert dialog.draft.kind == "tickets"
