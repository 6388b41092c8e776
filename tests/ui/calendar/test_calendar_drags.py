"""The calendar by mouse: clicks, drags between views and the tray, and what a series is asked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.ids import CheckInId
from csworkbench.domain.series import SeriesDraft
from csworkbench.services.checkins import schedule_check_in
from csworkbench.services.series.changes import list_series_check_ins, schedule_series
from csworkbench.ui.calendar.grid_view import GridView
from csworkbench.ui.calendar.page import CalendarPage
from tests.ui.calendar.conftest import MONDAY, Desk, press, spot

LEFT = Qt.MouseButton.LeftButton


def drag(source: QWidget, start: QPoint, target: QWidget, end: QPoint, *, lets_go: bool = True) -> None:
    """Press at `start`, go to `end` of another widget, and let go there."""
    last = source.mapFromGlobal(target.mapToGlobal(end))
    QTest.mousePress(source, LEFT, pos=start)
    QTest.mouseMove(source, start + QPoint(20, 20))
    QTest.mouseMove(source, last)
    if lets_go:
        QTest.mouseRelease(source, LEFT, pos=last)


def day_spot(view: GridView, day: date) -> QPoint:
    """Give a point inside a day of a view."""
    return (view.rect_of_day(day).center() + QPointF(0, 10)).toPoint()


def test_a_drag_in_the_month_moves_a_check_in(page: CalendarPage, desk: Desk, qtbot: QtBot):
    press(qtbot, page, "M")
    view, target = page.body.month, MONDAY + timedelta(days=3)
    drag(view.viewport(), spot(view, desk.timed), view.viewport(), day_spot(view, target))
    assert desk.due(desk.timed) == (target, "10:30")
    page.workspace.undo.undo()
    assert desk.due(desk.timed) == (MONDAY, "10:30")


def test_escape_gives_a_drag_up(page: CalendarPage, desk: Desk, qtbot: QtBot):
    press(qtbot, page, "M")
    view = page.body.month
    target = day_spot(view, MONDAY + timedelta(days=3))
    drag(view.viewport(), spot(view, desk.timed), view.viewport(), target, lets_go=False)
    assert (page.drag.is_running, view.target is None) == (True, False)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert (page.drag.is_running, view.target is None) == (False, True)
    QTest.mouseRelease(view.viewport(), LEFT, pos=target)
    assert desk.due(desk.timed) == (MONDAY, "10:30")


def test_an_overdue_check_in_is_dragged_from_the_tray_onto_an_hour(page: CalendarPage, desk: Desk, qtbot: QtBot):
    press(qtbot, page, "W")
    tray, view = page.body.tray.list, page.body.week
    assert page.body.tray.isVisible()
    start = tray.visualRect(tray.entries.index(0)).center()
    noon = next(
        QPoint(int(view.rect_of_day(MONDAY).center().x()), y)
        for y in range(view.viewport().height())
        if (place := view.place_at(QPointF(view.rect_of_day(MONDAY).center().x(), y))) and place.at == "12:00"
    )
    drag(tray.viewport(), start, view.viewport(), noon)
    assert desk.due(desk.late) == (MONDAY, "12:00")
    assert not page.body.tray.isVisible(), "nothing is overdue any more"


def test_a_drop_on_the_small_month_goes_to_that_day(page: CalendarPage, desk: Desk, qtbot: QtBot):
    agenda, days = page.body.agenda, page.body.side.month.days
    place = agenda.entries.place_of_item(desk.plain)
    assert place is not None
    start = agenda.visualRect(agenda.entries.index(place)).center()
    end = next(
        QPoint(x, y)
        for y in range(0, days.height(), 4)
        for x in range(0, days.width(), 4)
        if days.day_at(QPointF(x, y)) == date(2026, 11, 30)
    )
    drag(agenda.viewport(), start, days, end)
    assert desk.due(desk.plain) == (date(2026, 11, 30), None)


def test_held_check_ins_stay_where_they_are(page: CalendarPage, desk: Desk, qtbot: QtBot):
    from csworkbench.services.checkins import complete_check_in

    complete_check_in(desk.book.workbench, desk.timed)
    page.read()
    press(qtbot, page, "M")
    view = page.body.month
    drag(view.viewport(), spot(view, desk.timed), view.viewport(), day_spot(view, MONDAY + timedelta(days=3)))
    assert desk.due(desk.timed) == (MONDAY, "10:30")


def weekly(desk: Desk, page: CalendarPage) -> list[CheckInId]:
    """Plan a weekly series with Coho from today on."""
    key = schedule_series(desk.book.workbench, SeriesDraft(desk.coho, MONDAY, "weekly"))
    page.read()
    return [row.id for row in list_series_check_ins(desk.book.workbench, key)]


def choose_in_menu(page: CalendarPage, qtbot: QtBot, downs: int) -> None:
    """Choose an entry of the menu that asks which ones."""
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    for _ in range(downs):
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_drop_of_a_series_asks_which_ones(page: CalendarPage, desk: Desk, qtbot: QtBot):
    keys = weekly(desk, page)
    press(qtbot, page, "M")
    view = page.body.month
    tuesday = MONDAY + timedelta(days=1)
    drag(view.viewport(), spot(view, keys[0]), view.viewport(), day_spot(view, tuesday))
    assert desk.due(keys[0]) == (MONDAY, None), "nothing moves before that is answered"
    choose_in_menu(page, qtbot, 1)
    assert [desk.due(key)[0] for key in keys[:2]] == [tuesday, tuesday + timedelta(days=7)]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_drop_of_a_series_can_mean_this_one_only(page: CalendarPage, desk: Desk, qtbot: QtBot):
    keys = weekly(desk, page)
    press(qtbot, page, "M")
    view = page.body.month
    drag(view.viewport(), spot(view, keys[0]), view.viewport(), day_spot(view, MONDAY + timedelta(days=1)))
    choose_in_menu(page, qtbot, 0)
    assert [desk.due(key)[0] for key in keys[:2]] == [MONDAY + timedelta(days=1), MONDAY + timedelta(days=7)]


def test_ctrl_click_chooses_several_and_they_are_dragged_together(page: CalendarPage, desk: Desk, qtbot: QtBot):
    press(qtbot, page, "M")
    view = page.body.month
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, spot(view, desk.plain))
    assert {item.check_in_id for item in page.choice.items} == {desk.timed, desk.plain}
    drag(view.viewport(), spot(view, desk.plain), view.viewport(), day_spot(view, MONDAY + timedelta(days=3)))
    assert desk.due(desk.plain)[0] == MONDAY + timedelta(days=3)
    assert desk.due(desk.timed)[0] == MONDAY + timedelta(days=1)


def test_a_day_with_more_than_fits_leads_to_its_agenda(page: CalendarPage, desk: Desk, qtbot: QtBot):
    for _ in range(9):
        schedule_check_in(desk.book.workbench, CheckInDraft(desk.coho, MONDAY + timedelta(days=1)))
    page.read()
    press(qtbot, page, "M")
    view = page.body.month
    more = next(block for block in view.blocks if block.more)
    shown = [block for block in view.blocks if block.day == more.day and block.item is not None]
    assert more.more + len(shown) == 9
    QTest.mouseClick(view.viewport(), LEFT, pos=more.rect.center().toPoint())
    assert (page.view, page.choice.day) == ("agenda", MONDAY + timedelta(days=1))


def test_a_double_click_on_a_free_hour_plans_a_check_in_there(page: CalendarPage, desk: Desk, qtbot: QtBot):
    press(qtbot, page, "W")
    view, day = page.body.week, MONDAY + timedelta(days=3)
    column = view.rect_of_day(day).center().x()
    y = next(y for y in range(view.viewport().height()) if (p := view.place_at(QPointF(column, y))) and p.at == "14:15")
    QTest.mouseDClick(view.viewport(), LEFT, pos=QPoint(int(column), y))
    assert (desk.forms[-1].kind, desk.forms[-1].day, desk.forms[-1].time) == ("check_in", day, "14:15")


def test_check_ins_at_one_time_stand_side_by_side(page: CalendarPage, desk: Desk, qtbot: QtBot):
    other = schedule_check_in(desk.book.workbench, CheckInDraft(desk.coho, MONDAY, due_time="10:45"))
    page.read()
    press(qtbot, page, "W")
    rects = [b.rect for b in page.body.week.blocks if b.item and b.item.check_in_id in (desk.timed, other)]
    assert len(rects) == 2
    assert not rects[0].intersects(rects[1])


def test_the_menu_of_a_check_in_moves_it(page: CalendarPage, desk: Desk):
    menu = page.acts.menu()
    by = next(one.menu() for one in menu.actions() if one.text() == "Move by")
    assert isinstance(by, QMenu)
    next(one for one in by.actions() if one.text() == "A week later").trigger()
    assert desk.due(desk.timed)[0] == MONDAY + timedelta(days=7)
    menu.deleteLater()


def test_blocks_tell_what_they_are_in_tool_tips(page: CalendarPage, desk: Desk, qtbot: QtBot):
    press(qtbot, page, "M")
    view = page.body.month
    assert "Umbra Health" in view.tip_at(QPointF(spot(view, desk.timed)))
    assert "nothing planned" in view.tip_at(view.rect_of_day(MONDAY + timedelta(days=3)).center())
    assert QApplication.activePopupWidget() is None
