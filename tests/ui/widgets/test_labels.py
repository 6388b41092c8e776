from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.labels import ElidingLabel, make_label, make_separator
from csworkbench.ui.widgets.texts import plain_tool_tip
from tests.ui.pixels import changed, picture

NASTY = ["<b>bold</b>", "<img src='x'>", "a & b < c", "&amp;", "Ünïcødé 漢字", "<script>alert(1)</script>"]


@pytest.mark.parametrize("text", NASTY)
def test_label_never_shows_markup(theme: Theme, qtbot: QtBot, text: str) -> None:
    for label in (make_label(theme, text), make_label(theme, text, wraps=True), ElidingLabel(theme, text)):
        qtbot.addWidget(label)
        assert label.textFormat() == Qt.TextFormat.PlainText
        assert label.text() == text


def test_markup_is_drawn_letter_by_letter(theme: Theme, qtbot: QtBot) -> None:
    marked = make_label(theme, "<b>x</b>")
    plain = make_label(theme, "x")
    qtbot.addWidget(marked)
    qtbot.addWidget(plain)
    assert marked.sizeHint().width() > plain.sizeHint().width() * 3


def test_long_text_elides_and_the_tool_tip_has_it_all(theme: Theme, qtbot: QtBot) -> None:
    text = "<i>" + "Northwind " * 30
    label = ElidingLabel(theme, text)
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.show()
    assert label.is_elided
    assert label.shown_text().endswith("…")
    assert label.fontMetrics().horizontalAdvance(label.shown_text()) <= 120
    assert label.toolTip() == plain_tool_tip(text)
    assert "&lt;i&gt;" in label.toolTip()
    label.resize(label.sizeHint())
    assert not label.shown_text().endswith("…")
    assert label.toolTip() == ""


def test_eliding_label_fits_at_its_own_size(theme: Theme, qtbot: QtBot) -> None:
    label = ElidingLabel(theme, "Jonas Weber", "strong")
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    assert label.shown_text() == "Jonas Weber"
    assert label.accessibleName() == "Jonas Weber"


def test_tone_and_scale_change_the_picture(theme: Theme, qtbot: QtBot) -> None:
    label = make_label(theme, "overdue")
    qtbot.addWidget(label)
    label.resize(100, 24)
    before = picture(label)
    label.set_tone("at_risk")
    assert changed(before, picture(label)) > 20
    theme.set_font_scale(1.5)
    assert label.font().pixelSize() == 20
    theme.set_font_scale(1.0)
    assert label.font().pixelSize() == 13


def test_separator_is_one_pixel(qtbot: QtBot) -> None:
    line = make_separator()
    qtbot.addWidget(line)
    assert line.height() == 1
