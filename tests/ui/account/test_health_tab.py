"""Why, on the account: two days chosen in the chart or typed, the waterfall and its table, the records of a factor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.contacts import ContactDraft
from csworkbench.domain.feedback_items import FeedbackDraft
from csworkbench.domain.ids import AccountId
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.clock import FixedClock
from csworkbench.services.accounts import add_account
from csworkbench.services.contacts import add_contact
from csworkbench.services.feedback import log_feedback
from csworkbench.services.health import explain_change, give_pulse, list_evidence
from csworkbench.services.touches import log_touch
from csworkbench.services.workbench import create_workbench, open_workbench, start_day
from csworkbench.ui.account.page import AccountPage
from csworkbench.ui.bridge.places import Place
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.texts import typeset
from tests.ui.books import OpenBook, open_book

FIRST, LAST = date(2026, 11, 23), date(2026, 12, 23)


@pytest.fixture
def northwind(tmp_path: Path, clock: FixedClock) -> AccountId:
    """An account with a champion, a talk and a good pulse, in a book that is closed."""
    wb = create_workbench(tmp_path / "test.csbook", clock)
    key = add_account(wb, AccountDraft(name="Northwind", onboarded_on=date(2026, 6, 1)))
    person = add_contact(wb, ContactDraft(account_id=key, name="Ada <i>Byron</i>", roles=("champion",)))
    log_touch(wb, TouchDraft(key, date(2026, 11, 2), notes="Kick-off", contact_ids=(person,)))
    log_feedback(wb, FeedbackDraft(account_id=key, kind="complaint", words="Slow", said_on=date(2026, 11, 14)))
    give_pulse(wb, key, 5, "all well")
    wb.close()
    return key


@pytest.fixture
def moved(tmp_path: Path, northwind: AccountId, theme: Theme) -> Iterator[OpenBook]:
    """The same book a month later: the pulse fell."""
    later = FixedClock(datetime(2026, 12, 23, 8, 30, tzinfo=UTC), LAST)
    wb = open_workbench(tmp_path / "test.csbook", later)
    start_day(wb)
    give_pulse(wb, northwind, 1, "quiet")
    made = open_book(tmp_path, theme, later, made=wb)
    yield made
    wb.close()
    made.workspace.deleteLater()


@pytest.fixture
def page(qtbot: QtBot, moved: OpenBook, northwind: AccountId) -> AccountPage:
    shown = AccountPage(moved.workspace)
    qtbot.addWidget(shown)
    shown.resize(1070, 560)
    shown.on_workbench_ready()
    shown.go_to(Place("account", northwind, "health"))
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    shown.on_shown()
    return shown


def click_point(qtbot: QtBot, page: AccountPage, day: date) -> None:
    chart = page.health.chart
    places = {point.day: chart.place_of(point.day) for point in chart.points}
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(round(places[day]), 60))


def test_the_change_of_the_trend_is_there_at_once(page: AccountPage, moved: OpenBook, northwind: AccountId) -> None:
    move = explain_change(moved.workbench, northwind)
    assert move.change is not None
    assert move.change.steps
    words = typeset(move.words)
    assert page.health.change.words.text() == f"{words[0].upper()}{words[1:]}."
    assert (page.health.change.since.day(), page.health.change.until.day()) == (FIRST, LAST)
    assert page.health.chart.span == (FIRST, LAST)


def test_the_waterfall_and_its_table_say_the_same(page: AccountPage, moved: OpenBook, northwind: AccountId) -> None:
    change = explain_change(moved.workbench, northwind).change
    assert change is not None
    card = page.health.change
    assert card.waterfall.isVisible()
    spoken = card.waterfall.accessibleDescription()
    assert spoken.startswith(f"23 Nov 2026: {change.score_before}. ")
    assert spoken.endswith(f". 23 Dec 2026: {change.score_after}.")
    card.table_button.click()
    assert card.steps.view.isVisible()
    assert not card.waterfall.isVisible()
    points = [line[0].points for line in card.steps.rows]
    assert sum(points) == change.delta
    cell = card.steps.model.index(0, 3)
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == f"Points: {cell.data()}"
    card.table_button.click()
    assert card.waterfall.isVisible()


def test_two_clicks_in_the_chart_choose_the_days(page: AccountPage, qtbot: QtBot) -> None:
    page.health.change.set_days(LAST, LAST)
    click_point(qtbot, page, LAST)
    assert page.health.chart.span == (LAST, LAST)
    click_point(qtbot, page, FIRST)
    qtbot.waitUntil(lambda: page.health.chart.span == (FIRST, LAST))
    assert (page.health.change.since.day(), page.health.change.until.day()) == (FIRST, LAST)


def test_keys_choose_the_days_too(page: AccountPage, qtbot: QtBot) -> None:
    chosen: list[tuple[date, date]] = []
    page.health.days_chosen.connect(lambda since, until: chosen.append((since, until)))
    chart = page.health.chart
    chart.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Space):
        qtbot.keyClick(chart, key)
    assert chosen == [(FIRST, LAST)]


def test_typed_days_are_taken_and_wrong_ones_told(page: AccountPage, qtbot: QtBot) -> None:
    card = page.health.change
    card.since.line.setFocus()
    card.since.line.selectAll()
    qtbot.keyClicks(card.since.line, "2026-12-23")
    qtbot.keyClick(card.since.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.health.chart.span == (LAST, LAST))
    told = card.words.text()
    assert "(" not in told
    card.since.line.selectAll()
    qtbot.keyClicks(card.since.line, "2027-01-05")
    qtbot.keyClick(card.since.line, Qt.Key.Key_Return)
    assert card.problem.isVisible()
    assert card.problem.text() == "The first day is after the last one."
    assert card.words.text() == told


def open_records(page: AccountPage, qtbot: QtBot, key: str) -> None:
    table = page.health.table
    place = next(row for row in range(10) if (found := table.rows.factor_at(row)) and found.key == key)
    table.setFocus()
    table.setCurrentIndex(table.rows.index(place, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(page.health.records.isVisible)


def test_enter_on_a_factor_opens_its_records_and_escape_closes_them(
    page: AccountPage, qtbot: QtBot, moved: OpenBook, northwind: AccountId
) -> None:
    open_records(page, qtbot, "pulse")
    records = page.health.records
    assert records.accessibleName() == "Records behind Pulse"
    assert [(row.value, row.what) for row in records.table.rows] == [("1 of 5", "quiet"), ("5 of 5", "all well")]
    assert page._reading is not None
    assert page._reading.health is not None
    assert list(list_evidence(moved.workbench, page._reading.health, "pulse").rows) == records.table.rows
    assert records.table.view.hasFocus()
    qtbot.keyClick(records.table.view, Qt.Key.Key_Escape)
    assert not records.isVisible()
    assert page.health.table.hasFocus()


def test_a_record_leads_to_the_timeline(page: AccountPage, qtbot: QtBot) -> None:
    open_records(page, qtbot, "two_way_touch")
    assert page.health.records.go_button.text() == "Show in the timeline"
    qtbot.keyClick(page.health.records.table.view, Qt.Key.Key_Return)
    assert page.place().spot == "timeline"
    assert page.timeline.kinds == ("touch",)
    qtbot.waitUntil(lambda: {row.kind for row in page.timeline.list.entries.events} == {"touch"})


def test_a_person_leads_to_the_contact(page: AccountPage, qtbot: QtBot) -> None:
    open_records(page, qtbot, "key_people")
    asked: list[int] = []
    page.health_reads.contact_asked.connect(asked.append)
    assert page.health.records.go_button.text() == "Open the contact"
    page.health.records.go_button.click()
    assert asked == [page.health.records.table.rows[0].contact_id]
    form = next(widget for widget in page.window().findChildren(QWidget) if "ContactForm" in type(widget).__name__)
    form.close()


def test_a_pulse_leads_to_giving_one(page: AccountPage, qtbot: QtBot) -> None:
    open_records(page, qtbot, "pulse")
    page.health.records.go_button.click()
    assert page.health.pulse.reasons.hasFocus()


def test_a_factor_without_records_says_so(page: AccountPage, qtbot: QtBot) -> None:
    open_records(page, qtbot, "goals_on_track")
    assert page.health.records.nothing.isVisible()
    assert not page.health.records.go_button.isVisible()


def test_coverage_and_the_oldest_input_stand_beside_the_score(page: AccountPage) -> None:
    health = page._reading.health if page._reading is not None else None
    assert health is not None
    assert health.oldest_input_on is not None
    aside = page.health.factor_card.findChildren(QWidget)
    texts = [widget.text() for widget in aside if hasattr(widget, "text")]
    wanted = f"coverage {round(health.coverage * 100)} %, oldest input "
    assert any(wanted in text for text in texts)


def test_nothing_scrolls_sideways_in_a_small_window(page: AccountPage) -> None:
    table = page.health.table
    inside = page.health.widget()
    assert inside is not None
    assert inside.width() <= page.health.viewport().width()
    assert table.horizontalHeader().length() <= table.viewport().width()
