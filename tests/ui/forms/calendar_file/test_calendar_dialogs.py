"""Calendar files in the window: out by keys, in with a preview and one change that is undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.calendar_import import LEFT_OUT, NEW, CalendarLine
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.contacts import ContactDraft
from csworkbench.domain.ids import AccountId, CheckInId
from csworkbench.domain.series import SeriesDraft
from csworkbench.exchange.readers.ics_file import read_calendar_file
from csworkbench.infra.clock import FixedClock
from csworkbench.infra.tokens import Cancelled
from csworkbench.services import checkins
from csworkbench.services.accounts import add_account
from csworkbench.services.contacts import add_contact
from csworkbench.services.series import changes as series
from csworkbench.ui.bridge.runner import Done, ImmediateRunner, Lane, Outcome, TaskRunner, Work
from csworkbench.ui.forms.calendar_file.export_form import CalendarExportForm
from csworkbench.ui.forms.calendar_file.import_dialog import CalendarImportDialog
from csworkbench.ui.forms.calendar_file.opening import open_calendar_export, open_calendar_import
from csworkbench.ui.forms.import_file.opening import open_import
from csworkbench.ui.theme.theme import Theme
from tests.ui.books import OpenBook, open_book

CONTROL = Qt.KeyboardModifier.ControlModifier
INVITATION = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:one@elsewhere
SUMMARY:Roll-out
DTSTART;TZID=Europe/Oslo:20261202T150000
DTEND;TZID=Europe/Oslo:20261202T154500
ATTENDEE;CN=Ada:mailto:ada@acme.example
ATTENDEE;CN=Somebody:mailto:somebody@acme.example
END:VEVENT
BEGIN:VEVENT
UID:two@elsewhere
SUMMARY:Dentist
DTSTART;VALUE=DATE:20261203
END:VEVENT
BEGIN:VEVENT
UID:three@elsewhere
SUMMARY:Kick-off
DTSTART;VALUE=DATE:20250103
ATTENDEE:mailto:ada@acme.example
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def invitation(tmp_path: Path, book: OpenBook, acme: AccountId) -> Path:
    add_contact(book.workbench, ContactDraft(acme, "Ada Lovelace", email="ada@acme.example"))
    path = tmp_path / "invitation.ics"
    path.write_text(INVITATION.replace("\n", "\r\n"), encoding="utf-8", newline="")
    return path


@pytest.fixture
def importing(book: OpenBook, qtbot: QtBot) -> Callable[..., CalendarImportDialog]:
    def opened(path: Path | None = None) -> CalendarImportDialog:
        dialog = open_calendar_import(book.workspace, None, path)
        assert dialog is not None
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.activateWindow()
        return dialog

    return opened


@pytest.fixture
def exporting(book: OpenBook, qtbot: QtBot) -> Callable[..., CalendarExportForm]:
    def opened(check_in_id: CheckInId | None = None) -> CalendarExportForm:
        form = open_calendar_export(book.workspace, None, check_in_id)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(form)
        with qtbot.waitActive(form):
            form.activateWindow()
        return form

    return opened


def lines_of(dialog: CalendarImportDialog) -> list[CalendarLine]:
    return [dialog.frame.table.rows.row_at(place) for place in range(dialog.frame.table.rows.rowCount())]


def type_path(qtbot: QtBot, dialog: CalendarImportDialog, path: Path) -> None:
    dialog.file.line.setFocus()
    qtbot.keyClicks(dialog.file.line, str(path))


def test_in_by_keys_alone(importing, invitation, book: OpenBook, acme: AccountId, qtbot: QtBot) -> None:
    dialog = importing()
    assert dialog.file.browse.hasFocus()
    type_path(qtbot, dialog, invitation)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert [(one.title, one.kind) for one in lines_of(dialog)] == [
        ("Kick-off", LEFT_OUT), ("Dentist", LEFT_OUT), ("Roll-out", NEW)]  # fmt: skip
    assert dialog.frame.headline.text() == "1 new, 2 left out. Nothing is written yet."
    assert dialog.frame.note.text() == (
        "No account is known for 1 event: choose one above. Attendees who are no contacts of theirs: Somebody."
    )
    assert checkins.list_check_ins(book.workbench, acme) == []
    assert dialog.frame.next.text() == "Import 1 event"
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert not dialog.isVisible()
    (row,) = checkins.list_check_ins(book.workbench, acme)
    assert (row.due_time, row.minutes, [name for _, name in row.people]) == ("15:00", 45, ["Ada Lovelace"])
    assert book.toasts.said[-1] == "Imported calendar invitation.ics"
    book.workspace.undo.undo_action.trigger()
    assert checkins.list_check_ins(book.workbench, acme) == []


def test_cells_say_what_becomes_of_each(importing, invitation) -> None:
    table = importing(invitation).frame.table
    cells = [[table.rows.index(row, at).data() for at in range(6)] for row in range(3)]
    assert cells == [
        ["Kick-off", "Left out", "3 Jan 2025", "", "", "It was over before"],
        ["Dentist", "Left out", "3 Dec 2026", "", "", "No account is known for it"],
        ["Roll-out", "New", "2 Dec 2026, 15:00", "Acme & Sons", "Ada Lovelace; 1 not known", ""],
    ]


def test_events_of_no_account_go_where_one_says(importing, invitation, book, acme: AccountId, qtbot: QtBot) -> None:
    dialog = importing(invitation)
    account = dialog.frame.account
    account.setText("Acme & Sons")  # without the pop-up of suggestions
    account.editingFinished.emit()
    assert [(one.title, one.kind) for one in lines_of(dialog)][-2:] == [("Roll-out", NEW), ("Dentist", NEW)]
    assert dialog.frame.next.text() == "Import 2 events"
    dialog.frame.with_past.click()
    assert dialog.frame.next.text() == "Import 3 events"
    dialog.frame.next.click()
    assert sorted(row.due_on.year for row in checkins.list_check_ins(book.workbench, acme)) == [2025, 2026, 2026]


def test_an_account_that_is_not_known_is_told(importing, invitation, qtbot: QtBot) -> None:
    dialog = importing(invitation)
    dialog.frame.account.setFocus()
    dialog.frame.account.insert("Nobody")
    qtbot.keyClick(dialog.frame.account, Qt.Key.Key_Return)
    assert "Nobody" in dialog.frame.problem
    assert dialog.found is None


def test_again_there_is_nothing_to_do(importing, invitation) -> None:
    importing(invitation).go_on()
    dialog = importing(invitation)
    assert [one.kind for one in lines_of(dialog)][-1] == "unchanged"
    assert not dialog.frame.next.isEnabled()


@pytest.mark.parametrize(
    ("name", "text", "said"), [("no.ics", "a,b\n1,2\n", "no calendar file"), ("gone.ics", None, "gone.ics")]
)
def test_a_file_that_can_not_be_read_is_told(importing, tmp_path: Path, name: str, text: str | None, said: str) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text, encoding="utf-8")
    dialog = importing(path)
    assert said in dialog.frame.problem
    dialog.go_on()
    assert dialog.isVisible()
    assert dialog.frame.next.isEnabled(), "it can be tried again"


class StoppedRunner(ImmediateRunner):
    """Every work is on its way until it is cancelled."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Done] = []

    def submit(self, lane: Lane, work: Work, token, done: Done) -> None:
        if lane == "reader":
            super().submit(lane, work, token, done)
        else:
            self.waiting.append(done)

    def cancel(self, token) -> None:
        for done in self.waiting:
            done(Outcome(error=Cancelled()))
        self.waiting.clear()


def test_esc_stops_what_runs_and_only_then_leaves(importing, invitation, book: OpenBook, qtbot: QtBot) -> None:
    book.workspace.operations.runner = StoppedRunner()
    dialog = importing(invitation)
    assert dialog.running.is_running
    assert not dialog.frame.next.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.running.is_running)
    assert dialog.isVisible()
    assert dialog.frame.problem == "Stopped: nothing was written."
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_out_and_in_by_the_child_process_and_undone(
    qtbot: QtBot, tmp_path: Path, theme: Theme, clock: FixedClock
) -> None:
    runner = TaskRunner()
    book = open_book(tmp_path, theme, clock, runner)
    acme = add_account(book.workbench, AccountDraft(name="Acme"))
    row = checkins.schedule_check_in(book.workbench, CheckInDraft(acme, clock.today()))
    file = tmp_path / "book.ics"
    try:
        form = open_calendar_export(book.workspace, None)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(form)
        form.target.set_value(file)
        with qtbot.waitSignal(form.running.exported, timeout=20_000):
            form.save()
        assert not form.isVisible()
        text = file.read_text(encoding="utf-8").replace("DATE:20261123", "DATE:20261125")
        file.write_text(text.replace("SEQUENCE:0", "SEQUENCE:1"), encoding="utf-8", newline="")
        dialog = open_calendar_import(book.workspace, None)
        assert dialog is not None
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        with qtbot.waitSignal(dialog.running.previewed, timeout=20_000):
            dialog.take(file)
        assert [(one.kind, one.account) for one in lines_of(dialog)] == [("changed", "Acme")]
        assert checkins.get_check_in(book.workbench, row).due_on.day == 23
        with qtbot.waitSignal(dialog.running.imported, timeout=20_000):
            dialog.go_on()
        assert checkins.get_check_in(book.workbench, row).due_on.day == 25
        with qtbot.waitSignal(book.workspace.hub.changed, timeout=20_000):
            book.workspace.undo.undo_action.trigger()
        assert checkins.get_check_in(book.workbench, row).due_on.day == 23
    finally:
        runner.shutdown()
        book.workbench.close()
        book.workspace.deleteLater()


def test_a_past_day_takes_nothing_in(book: OpenBook, monkeypatch) -> None:
    monkeypatch.setattr(book.workspace, "is_refused", lambda: True)
    assert open_calendar_import(book.workspace, None) is None


def test_one_check_in_out_by_keys(exporting, book: OpenBook, acme: AccountId, tmp_path: Path, qtbot: QtBot) -> None:
    key = checkins.schedule_check_in(book.workbench, CheckInDraft(acme, book.workbench.clock.today()))
    form = exporting(key)
    assert [form.what.itemText(place) for place in range(form.what.count())] == [
        "This check-in", "The book, in one file", "The book, in a folder to subscribe to"]  # fmt: skip
    assert form.fields.has("owner") is False
    assert str(form.target.path()).endswith("Acme Sons 23 Nov 2026.ics")
    form.target.line.selectAll()
    qtbot.keyClicks(form.target.line, str(tmp_path / "one"))
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    assert not form.isVisible()
    (event,) = read_calendar_file(tmp_path / "one.ics").events
    assert event.title == "Check-in: Acme & Sons"
    assert book.toasts.said[-1] == "Exported one.ics: 1 event"


def test_the_series_of_a_check_in(exporting, book: OpenBook, acme: AccountId, tmp_path: Path, qtbot: QtBot) -> None:
    draft = SeriesDraft(acme, book.workbench.clock.today(), "weekly")
    row = series.list_series_check_ins(book.workbench, series.schedule_series(book.workbench, draft))[1]
    form = exporting(row.id)
    form.what.setFocus()
    qtbot.keyClick(form.what, Qt.Key.Key_Down)
    assert form.what.value() == "series"
    form.target.set_value(tmp_path / "series.ics")
    form.save()
    (event,) = read_calendar_file(tmp_path / "series.ics").events
    assert event.rule == "FREQ=WEEKLY;BYDAY=MO"


def test_a_folder_to_subscribe_to(exporting, book: OpenBook, acme: AccountId, tmp_path: Path) -> None:
    for days in (0, 7):
        on = book.workbench.clock.today().replace(day=23 + days)
        checkins.schedule_check_in(book.workbench, CheckInDraft(acme, on))
    folder = tmp_path / "calendar"

    def export() -> str:
        form = exporting()
        form.what.set_value("folder")
        assert form.fields.has("owner")
        form.target.set_value(folder)
        form.save()
        return book.toasts.said[-1]

    assert export() == "Exported calendar: 2 files new or changed"
    assert len(list(folder.glob("*.ics"))) == 2
    assert export() == "Exported calendar: 0 files new or changed"
    assert exporting().target.path() != folder, "a file is proposed where a file goes"


def test_what_can_not_be_written_is_told(exporting, book: OpenBook, acme: AccountId, tmp_path: Path) -> None:
    checkins.schedule_check_in(book.workbench, CheckInDraft(acme, book.workbench.clock.today()))
    form = exporting()
    form.target.set_value(tmp_path / "no-such-folder" / "book.ics")
    form.save()
    assert form.isVisible()
    assert "can't be written" in form._problem.text()
    form.target.set_value(tmp_path / "book.txt")
    form.save()
    assert "ends in .ics" in form._problem.text()
    form.close()


def test_the_import_of_tables_hands_a_calendar_over(book: OpenBook, invitation: Path, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    tables = open_import(book.workspace, window)
    tables.file_page.take(invitation)
    (calendar,) = [one for one in window.findChildren(CalendarImportDialog) if one.isVisible()]
    assert not tables.isVisible()
    assert calendar.found is not None
    assert calendar.found.added == 1
    calendar.reject()


def test_nothing_is_left_open(exporting) -> None:
    form = exporting()
    form.reject()
    assert form not in [one for one in QApplication.topLevelWidgets() if one.isVisible()]
