from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QCalendarWidget
from pytestqt.qtbot import QtBot

from csworkbench.infra.clock import FixedClock
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.date_field import DateField
from csworkbench.ui.widgets.texts import full_day
from csworkbench.ui.widgets.typed_day import read_day

TODAY = date(2026, 11, 23)


@pytest.fixture
def field(theme: Theme, clock: FixedClock, qtbot: QtBot) -> DateField:
    made = DateField(theme, clock, "Due on")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("typed", "day", "shown"),
    [
        ("fri", date(2026, 11, 27), "27 Nov 2026"),
        ("+2w", date(2026, 12, 7), "7 Dec 2026"),
        ("2026-12-04", date(2026, 12, 4), "4 Dec 2026"),
        ("04/12/2026", date(2026, 12, 4), "4 Dec 2026"),
    ],
)
def test_typed_day_is_read_and_shown(field: DateField, qtbot: QtBot, typed: str, day: date, shown: str) -> None:
    days: list[date | None] = []
    field.day_changed.connect(days.append)
    qtbot.keyClicks(field.line, typed)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.day() == day
    assert field.line.text() == shown
    assert days == [day]


def test_nonsense_is_kept_and_explained(field: DateField, qtbot: QtBot) -> None:
    days: list[date | None] = []
    field.day_changed.connect(days.append)
    qtbot.keyClicks(field.line, "someday")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.line.text() == "someday"
    assert "someday" in field.problem
    assert field.line.property("invalid") is True
    assert (field.is_valid, field.day(), days) == (False, None, [])
    field.line.clear()
    qtbot.keyClicks(field.line, "tomorrow")
    assert field.is_valid
    assert field.line.property("invalid") is False
    assert field.problem == ""


def test_empty_is_valid_and_no_day(field: DateField, qtbot: QtBot) -> None:
    field.set_day(TODAY)
    days: list[date | None] = []
    field.day_changed.connect(days.append)
    field.line.clear()
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.is_valid
    assert field.day() is None
    assert days == [None]


@pytest.mark.parametrize("name", ["en_GB", "en_US", "de_DE", "ja_JP", "fr_FR", "ar_EG"])
def test_own_wording_reads_back_in_every_language(theme: Theme, clock: FixedClock, qtbot: QtBot, name: str) -> None:
    QLocale.setDefault(QLocale(name))
    field = DateField(theme, clock, "Due on")
    qtbot.addWidget(field)
    day = date(2026, 3, 4)
    field.set_day(day)
    assert field.line.text() == full_day(day)
    assert field.day() == day
    QLocale.setDefault(QLocale("en_GB"))


@pytest.mark.parametrize(("name", "text"), [("en_US", "12/4/26"), ("de_DE", "04.12.26"), ("ja_JP", "2026/12/04")])
def test_local_short_form_is_read(name: str, text: str) -> None:
    assert read_day(text, TODAY, QLocale(name)) == date(2026, 12, 4)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_calendar_picks_a_day(field: DateField, qtbot: QtBot) -> None:
    qtbot.mouseClick(field.button, Qt.MouseButton.LeftButton)
    calendar = field.findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    assert calendar.selectedDate() == QDate(2026, 11, 23)
    calendar.clicked.emit(QDate(2026, 12, 4))
    assert field.day() == date(2026, 12, 4)


def test_names_and_sizes(field: DateField) -> None:
    assert field.line.accessibleName() == "Due on"
    assert field.button.accessibleName() == "Due on: open calendar"
    assert min(field.button.width(), field.button.height(), field.line.height()) >= 24
