from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from csworkbench.domain.ids import AccountId
from csworkbench.services.accounts import add_account, get_account
from csworkbench.services.actions import list_actions
from csworkbench.services.checkins import list_check_ins
from csworkbench.services.health import explain
from csworkbench.services.reviews import get_review, list_reviews
from csworkbench.ui.account.factor_table import POINTS
from csworkbench.ui.account.page import TABS, AccountPage
from csworkbench.ui.bridge.places import FormRequest, Place
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.move_form import MissForm
from csworkbench.ui.forms.opening import open_form
from tests.ui.books import OpenBook

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, book: OpenBook, northwind: AccountId) -> Iterator[AccountPage]:
    made = AccountPage(book.workspace)
    qtbot.addWidget(made)
    book.workspace.hub.changed.connect(made.refresh)
    made.resize(1254, 620)
    made.on_workbench_ready()
    made.go_to(Place("account", northwind))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.on_shown()
    yield made
    book.workspace.hub.changed.disconnect(made.refresh)


def labels(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_the_page_tells_who_it_is_and_what_is_due(page: AccountPage) -> None:
    assert page.title == "Northwind <b>Traders</b>"
    assert [action.text() for action in page.header_actions()] == ["Check-in", "Feedback", "Log touch"]
    assert page.header_actions()[-1].property("primary") is True
    assert "Mid-market" in page.strip.facts.text()
    assert "5 days overdue" in labels(page.next)
    assert "3 days overdue" in labels(page.promises)
    assert page.promises.boxes[0].text() == "Send the price list"
    assert "Ada Byron" in labels(page.people)
    titles = [f"{row.title} {row.detail}" for row in page.timeline.list.entries.events]
    assert any("Sync is slow" in title for title in titles)
    assert any("Kick-off" in title for title in titles)


def test_the_printed_score_is_the_sum_of_the_points(page: AccountPage, book: OpenBook, northwind: AccountId) -> None:
    page.show_tab("health")
    health = explain(book.workbench, northwind)
    assert health is not None
    rows = page.health.table.rows
    points = [int(rows.index(row, POINTS).data()) for row in range(rows.rowCount())]
    assert sum(points[:-1]) == points[-1] == health.score
    assert str(health.score) in page.strip.chip.accessibleName()


def test_composing_logs_a_touch_that_is_seen_and_can_be_undone(page: AccountPage, qtbot: QtBot, book: OpenBook) -> None:
    box = page.timeline.composer.box
    box.setFocus()
    before = len(page.timeline.list.entries.events)
    qtbot.keyClick(box, Qt.Key.Key_Return, CONTROL)
    assert page.timeline.composer.error.isVisible()
    qtbot.keyClicks(box, "Agreed on a date")
    qtbot.keyClick(box, Qt.Key.Key_Return, CONTROL)
    events = page.timeline.list.entries.events
    assert len(events) == before + 1
    assert "Agreed on a date" in f"{events[0].title} {events[0].detail}"
    assert box.toPlainText() == ""
    book.workspace.undo.undo_action.trigger()
    assert len(page.timeline.list.entries.events) == before


def test_a_journey_by_keys_alone(page: AccountPage, qtbot: QtBot, book: OpenBook) -> None:
    forms: list[Form] = []
    book.workspace.set_form_opener(lambda request: forms.append(open_form(book.workspace, page, request)))
    page.addActions([book.workspace.undo.undo_action])
    before = len(page.timeline.list.entries.events)
    page.focus_body()
    qtbot.keyClick(page.tabs.tabBar(), Qt.Key.Key_L, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitActive(forms[0])
    qtbot.waitUntil(forms[0].fields.widget("notes").hasFocus)
    qtbot.keyClicks(forms[0].fields.widget("notes"), "Renewal is safe")
    qtbot.keyClick(forms[0].fields.widget("notes"), Qt.Key.Key_Return, CONTROL)
    with qtbot.waitActive(page):
        page.activateWindow()
    assert len(page.timeline.list.entries.events) == before + 1
    assert "Renewal is safe" in page.timeline.list.entries.events[0].detail
    page.focus_body()
    qtbot.keyClick(page.tabs.tabBar(), Qt.Key.Key_Right)
    assert page.place().spot == "health"
    qtbot.keyClick(page.tabs.tabBar(), Qt.Key.Key_Z, CONTROL)
    assert len(page.timeline.list.entries.events) == before
    assert book.toasts.said[-1].startswith("Undone: log a touch")


def test_what_stays_the_same_keeps_its_focus(page: AccountPage, qtbot: QtBot) -> None:
    box = page.promises.boxes[0]
    box.setFocus()
    page.timeline.composer.composed.emit("Something else", "email", False)
    assert page.promises.boxes[0] is box
    assert box.hasFocus()


def test_the_chips_filter_by_kind(page: AccountPage, qtbot: QtBot) -> None:
    chip = next(chip for chip in page.timeline.chips.chips() if chip.item.key == "feedback")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert [row.kind for row in page.timeline.list.entries.events] == ["feedback"]
    chip = next(chip for chip in page.timeline.chips.chips() if chip.item.key == "review")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert page.timeline.empty.isVisible()


def test_ticking_a_promise_completes_it(page: AccountPage, qtbot: QtBot, book: OpenBook, northwind: AccountId) -> None:
    page.promises.boxes[0].setFocus()
    qtbot.keyClick(page.promises.boxes[0], Qt.Key.Key_Space)
    assert [row.state for row in list_actions(book.workbench, northwind)] == ["done"]
    assert page.promises.boxes == []
    book.workspace.undo.undo_action.trigger()
    assert len(page.promises.boxes) == 1


def test_a_missed_check_in_leaves_the_card(
    page: AccountPage, qtbot: QtBot, book: OpenBook, northwind: AccountId
) -> None:
    qtbot.keyClick(page.next.more_button, Qt.Key.Key_N)
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MissForm) and w.isVisible())
    field = form.fields.widget("reason")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert form.fields.error_of("reason") == "Say why, for later."
    qtbot.keyClicks(field, "Nobody came")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [(row.state, row.reason) for row in list_check_ins(book.workbench, northwind)] == [("missed", "Nobody came")]
    qtbot.waitUntil(lambda: "None is planned" in labels(page.next))


def test_buttons_ask_for_forms_about_this_account(page: AccountPage, book: OpenBook, northwind: AccountId) -> None:
    asked: list[FormRequest] = []
    book.workspace.set_form_opener(asked.append)
    for action in page.header_actions():
        action.trigger()
    page.promises.button.click()
    assert [request.kind for request in asked] == ["check_in", "feedback", "touch", "action"]
    assert {request.account_id for request in asked} == {northwind}


def test_a_pulse_changes_the_score(page: AccountPage, qtbot: QtBot, book: OpenBook, northwind: AccountId) -> None:
    page.show_tab("health")
    page.health.pulse.button.click()
    assert page.health.pulse.error.isVisible()
    page.health.pulse.choose(5)
    qtbot.keyClicks(page.health.pulse.reasons, "Champion is happy")
    qtbot.keyClick(page.health.pulse.reasons, Qt.Key.Key_Return)
    health = explain(book.workbench, northwind)
    assert health is not None
    assert [row.raw for row in health.factors if row.key == "pulse"] == [5.0]
    assert page.health.pulse.reasons.text() == ""


def test_typing_on_after_a_start_writes_the_review_and_starts_no_other(
    page: AccountPage, qtbot: QtBot, book: OpenBook, northwind: AccountId
) -> None:
    page.show_tab("reviews")
    page.reviews.start_button.setFocus()
    qtbot.keyClick(page.reviews.start_button, Qt.Key.Key_Space)
    qtbot.waitUntil(page.reviews.editor.box.hasFocus, timeout=3000)
    for sign in " b c":
        qtbot.keyClick(QApplication.focusWidget(), sign)
    assert page.reviews.editor.box.toPlainText().endswith(" b c")
    assert len(list_reviews(book.workbench, northwind)) == 1


def test_a_review_is_started_written_and_kept(
    page: AccountPage, qtbot: QtBot, book: OpenBook, northwind: AccountId
) -> None:
    page.show_tab("reviews")
    assert page.reviews.empty.isVisible()
    page.reviews.start_button.click()
    review = list_reviews(book.workbench, northwind)[0]
    editor = page.reviews.editor
    assert editor.review_id == int(review.id)
    assert editor.sections.count() > 2
    editor.choose_section(1)
    editor.box.selectAll()
    with qtbot.waitSignal(editor.autosave.saved, timeout=5000):
        qtbot.keyClicks(editor.box, "Usage doubled")
    assert editor.saved_label.text() == "Saved"
    _, sections = get_review(book.workbench, review.id)
    assert sections[1].body == "Usage doubled"
    assert editor.box.toPlainText() == "Usage doubled"
    qtbot.keyClicks(editor.box, ", twice")
    page.on_hidden()
    assert get_review(book.workbench, review.id)[1][1].body == "Usage doubled, twice"


def test_another_section_and_back_keeps_the_text(page: AccountPage, qtbot: QtBot) -> None:
    page.show_tab("reviews")
    page.reviews.start_button.click()
    editor = page.reviews.editor
    editor.choose_section(0)
    editor.box.selectAll()
    qtbot.keyClicks(editor.box, "First")
    editor.choose_section(1)
    assert editor.box.toPlainText() != "First"
    editor.choose_section(0)
    assert editor.box.toPlainText() == "First"


def test_contacts_are_edited_by_enter(page: AccountPage, qtbot: QtBot) -> None:
    page.show_tab("contacts")
    table = page.contacts.table
    table.setFocus()
    table.selectRow(0)
    asked: list[object] = []
    page.contacts.edit_asked.disconnect()
    page.contacts.edit_asked.connect(asked.append)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert [getattr(row, "name", "") for row in asked] == ["Ada Byron"]
    page.contacts.left_button.click()
    assert "left" in str(page.contacts.model.index(0, 5).data())


def test_details_are_saved_and_undone(page: AccountPage, qtbot: QtBot, book: OpenBook, northwind: AccountId) -> None:
    page.show_tab("details")
    line = page.details.fields.widget("segment")
    line.setFocus()
    line.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(line, "Enterprise")
    qtbot.keyClick(line, Qt.Key.Key_Return, CONTROL)
    assert get_account(book.workbench, northwind).segment == "Enterprise"
    assert "Enterprise" in page.strip.facts.text()
    book.workspace.undo.undo_action.trigger()
    assert get_account(book.workbench, northwind).segment == "Mid-market"
    assert page.details.fields.value("segment") == "Mid-market"


def test_a_blank_name_is_refused_beside_the_field(page: AccountPage, book: OpenBook, northwind: AccountId) -> None:
    page.show_tab("details")
    page.details.fields.widget("name").clear()  # type: ignore[attr-defined]
    page.details.save_button.click()
    assert page.details.fields.error_of("name") == "An account needs a name."
    assert get_account(book.workbench, northwind).name == "Northwind <b>Traders</b>"


def test_another_account_replaces_everything(page: AccountPage, book: OpenBook) -> None:
    from csworkbench.domain.accounts import AccountDraft

    other = add_account(book.workbench, AccountDraft(name="Globex"))
    page.go_to(Place("account", other, "timeline"))
    assert page.title == "Globex"
    assert page.timeline.empty.isVisible()
    assert page.promises.boxes == []
    assert page.place() == Place("account", other, "timeline")


def test_without_an_account_the_page_says_so(qtbot: QtBot, book: OpenBook) -> None:
    made = AccountPage(book.workspace)
    qtbot.addWidget(made)
    made.show()
    made.on_shown()
    assert made.empty.isVisible()
    assert made.empty.accessibleName() == "No account is open"


@pytest.mark.parametrize("tab", TABS)
def test_tab_visits_every_widget_of_a_tab_and_each_has_a_name(page: AccountPage, qtbot: QtBot, tab: str) -> None:
    page.show_tab("reviews")
    page.reviews.start_button.click()
    page.show_tab(tab)
    visited: list[QWidget] = []
    for _ in range(90):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in visited:
            break
        visited.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    shown = page.tabs.currentWidget()
    wanted = {
        child
        for child in shown.findChildren(QWidget)
        if child.isVisibleTo(page) and child.isEnabled() and child.focusProxy() is None
        and (child.focusPolicy() & Qt.FocusPolicy.TabFocus) == Qt.FocusPolicy.TabFocus
        and not child.objectName().startswith("qt_") and type(child).__name__ != "QRadioButton"
    }  # fmt: skip
    assert [type(child).__name__ for child in wanted - set(visited)] == []
    assert [type(child).__name__ for child in visited if not child.accessibleName()] == []
