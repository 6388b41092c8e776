"""Overrides, contradictions and pulses on the account page, by keys and clicks, with undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.health.overrides import OverrideDraft
from csworkbench.domain.ids import AccountId
from csworkbench.services.accounts import add_account, edit_account, load_account_lines
from csworkbench.services.health import give_pulse, list_overrides, list_pulses, override_health
from csworkbench.storage.tables.health import pulse as pulse_table
from csworkbench.ui.account.page import AccountPage
from csworkbench.ui.bridge.places import Place
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.opening import open_form
from tests.ui.books import OpenBook

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot: QtBot, book: OpenBook, northwind: AccountId) -> Iterator[AccountPage]:
    made = AccountPage(book.workspace)
    qtbot.addWidget(made)
    book.workspace.hub.changed.connect(made.refresh)
    book.workspace.set_form_opener(lambda request: open_form(book.workspace, made, request))
    made.resize(1254, 620)
    made.on_workbench_ready()
    made.go_to(Place("account", northwind))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.on_shown()
    yield made
    book.workspace.hub.changed.disconnect(made.refresh)


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def open_override_form(qtbot: QtBot, page: AccountPage) -> Form:
    qtbot.keyClick(page, Qt.Key.Key_O, CONTROL | SHIFT)
    (form,) = page.findChildren(Form)
    form.activateWindow()
    qtbot.waitUntil(form.fields.widget("band").hasFocus)
    return form


def test_an_override_by_keys_is_shown_beside_the_score_and_undone(
    page: AccountPage, qtbot: QtBot, book: OpenBook, northwind: AccountId
) -> None:
    standing = page.strip.standing
    before = page.strip.chip.accessibleName()
    assert standing.rests.text().startswith("coverage ")
    assert not standing.said.isVisible()
    form = open_override_form(qtbot, page)
    band = form.fields.widget("band")
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    assert form.fields.error_of("band") == "Choose what to show."
    qtbot.keyClicks(band, "h")
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    assert form.fields.error_of("reason") == "Say why the computed score is wrong."
    qtbot.keyClicks(form.fields.widget("reason"), "New <b>sponsor</b>")
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    line = load_account_lines(book.workbench, [northwind])[0]
    assert (line.band, line.override_expires_on) == ("healthy", date(2026, 12, 23))
    computed = f"computed {'' if line.computed_score is None else f'{line.computed_score} '}{line.computed_band}"
    assert standing.said.text().startswith("Override: healthy until 23 Dec by ")
    assert standing.said.text().endswith(f": New <b>sponsor</b>; {computed}")
    assert standing.said.textFormat() == Qt.TextFormat.PlainText
    assert "Healthy" in page.strip.chip.accessibleName()
    assert standing.end_button.isVisible()
    book.workspace.undo.undo_action.trigger()
    assert page.strip.chip.accessibleName() == before
    assert not standing.said.isVisible()
    assert list_overrides(book.workbench) == []


def test_an_override_that_holds_is_where_changing_it_starts(
    page: AccountPage, qtbot: QtBot, book: OpenBook, northwind: AccountId
) -> None:
    override_health(book.workbench, OverrideDraft(northwind, "They renewed", score=64))
    form = open_override_form(qtbot, page)
    qtbot.waitUntil(lambda: form.fields.values()["reason"] == "They renewed")
    assert form.fields.values()["score"] == "64"
    assert not form.fields.changed()
    form.fields.put({"score": "71"})
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    (line,) = load_account_lines(book.workbench, [northwind])
    assert (line.score, line.band) == (71, "watch")


def test_a_score_of_ones_own_has_to_be_a_whole_number(
    page: AccountPage, qtbot: QtBot, book: OpenBook, northwind: AccountId
) -> None:
    form = open_override_form(qtbot, page)
    assert not form.fields.has("score")
    qtbot.keyClick(form.fields.widget("band"), Qt.Key.Key_End)
    qtbot.keyClicks(form.fields.widget("reason"), "They renewed")
    score = form.fields.widget("score")
    for typed in ("", "101", "nan", "-1", "٣"):
        form.fields.put({"score": typed})
        qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
        assert "0 to 100" in form.fields.error_of("score"), typed
    form.fields.put({"score": ""})
    qtbot.keyClicks(score, "80")
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    line = load_account_lines(book.workbench, [northwind])[0]
    assert (line.score, line.band) == (80, "healthy")


def test_a_last_day_too_far_away_is_told_beside_its_field(page: AccountPage, qtbot: QtBot, book: OpenBook) -> None:
    form = open_override_form(qtbot, page)
    qtbot.keyClicks(form.fields.widget("band"), "w")
    qtbot.keyClicks(form.fields.widget("reason"), "They renewed")
    form.fields.put({"expires_on": date(2027, 2, 22)})
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    assert "at most 90 days" in form.fields.error_of("expires_on")
    assert list_overrides(book.workbench) == []
    form.fields.settle()
    form.reject()


def test_an_override_is_ended_with_a_click_and_that_is_undone(
    page: AccountPage, qtbot: QtBot, book: OpenBook, northwind: AccountId
) -> None:
    override_health(book.workbench, OverrideDraft(northwind, "New sponsor", band="healthy"))
    page._load()
    standing = page.strip.standing
    qtbot.mouseClick(standing.end_button, Qt.MouseButton.LeftButton)
    assert not standing.said.isVisible()
    assert book.toasts.said[-1].startswith("Ended the override of Northwind")
    book.workspace.undo.undo_action.trigger()
    assert standing.said.text().startswith("Override: healthy until 23 Dec")


def test_what_speaks_against_a_healthy_account_is_told(page: AccountPage, book: OpenBook, northwind: AccountId) -> None:
    assert not page.strip.standing.against.isVisible()
    override_health(book.workbench, OverrideDraft(northwind, "New sponsor", band="healthy"))
    page._load()
    words = page.strip.standing.against.text()
    assert words.startswith("Speaks against healthy: ")
    assert "complaint open for 9 days" in words
    assert "our promise 3 days overdue, due 20 Nov" in words


def test_a_churned_account_shows_none_of_it(page: AccountPage, book: OpenBook) -> None:
    gone = add_account(book.workbench, AccountDraft(name="Gone"))
    edit_account(book.workbench, gone, status="churned")
    page.go_to(Place("account", gone))
    assert not page.strip.standing.isVisible()


def test_pulses_are_listed_set_right_deleted_and_undone(
    page: AccountPage, qtbot: QtBot, book: OpenBook, northwind: AccountId
) -> None:
    page.show_tab("health")
    box = page.health.pulse
    assert box.history.last.text() == "No pulse yet"
    give_pulse(book.workbench, northwind, 2, "They went quiet")
    page._load()
    assert box.history.last.text() == "Last pulse 2, today"
    qtbot.waitUntil(lambda: "They went quiet" in texts(box.history))
    edit, delete = box.history.rows[0].findChildren(QAbstractButton)
    qtbot.mouseClick(edit, Qt.MouseButton.LeftButton)
    assert box.button.text() == "Save pulse"
    assert box.reasons.text() == "They went quiet"
    box.choose(4)
    box.reasons.clear()
    qtbot.keyClicks(box.reasons, "Call cleared it up")
    qtbot.keyClick(box.reasons, Qt.Key.Key_Return)
    found = list_pulses(book.workbench, northwind).pulses
    assert [(one.value, one.reasons) for one in found] == [(4, "Call cleared it up")]
    assert box.button.text() == "Give pulse"
    book.workspace.undo.undo_action.trigger()
    assert [one.value for one in list_pulses(book.workbench, northwind).pulses] == [2]
    edit, delete = box.history.rows[0].findChildren(QAbstractButton)
    qtbot.mouseClick(delete, Qt.MouseButton.LeftButton)
    assert box.history.rows == []
    book.workspace.undo.undo_action.trigger()
    assert len(box.history.rows) == 1


def test_an_old_pulse_says_that_it_is_too_old(page: AccountPage, book: OpenBook, northwind: AccountId) -> None:
    page.show_tab("health")
    with book.workbench.change("Give pulses") as change:
        for back in range(75, 84):
            day = date(2026, 11, 23) - timedelta(days=back)
            values = {"uid": str(back), "account_id": northwind, "value": 4, "given_on": day.isoformat()}
            instant = f"{day.isoformat()}T09:00:00.000Z"
            change.connection.execute(pulse_table.insert().values(**values, given_at=instant))
    page._load()
    history = page.health.pulse.history
    assert history.last.text() == "Last pulse 4, 75 days ago: too old to count"
    assert len(history.rows) == 6
    history.more_button.click()
    assert len(history.rows) == 9
    assert not history.more_button.isVisible()
