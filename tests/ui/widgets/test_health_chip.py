from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from csworkbench.domain.words import BANDS
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.theme.tokens import DARK, LIGHT, Tokens, contrast
from csworkbench.ui.widgets.health_chip import HealthChip, chip_colors, chip_size, paint_chip
from tests.ui.pixels import colors, picture


def _grey(hex_color: str) -> str:
    red, green, blue = (int(hex_color[at : at + 2], 16) for at in (1, 3, 5))
    level = round(0.299 * red + 0.587 * green + 0.114 * blue)
    return f"#{level:02X}{level:02X}{level:02X}"


@pytest.mark.parametrize(
    ("tokens", "band"), list(product([LIGHT, DARK], [band for band in BANDS if band != "at risk"]))
)
def test_at_risk_stands_out_in_grey(tokens: Tokens, band: str) -> None:
    risk, other = chip_colors(tokens, "at risk")[1], chip_colors(tokens, band)[1]
    assert contrast(_grey(risk), _grey(other)) >= 1.5


@pytest.mark.parametrize(("tokens", "band"), list(product([LIGHT, DARK], BANDS)))
def test_chip_text_is_readable(tokens: Tokens, band: str) -> None:
    assert contrast(*chip_colors(tokens, band)) >= 4.5


@pytest.mark.parametrize("band", BANDS)
def test_chip_shows_ground_and_ink_and_says_number_and_word(theme: Theme, qtbot: QtBot, band: str) -> None:
    score = None if band == "insufficient data" else 31
    chip = HealthChip(theme, score, band)
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    seen = colors(picture(chip))
    ink, ground = chip_colors(theme.tokens, band)
    assert seen[ground] > 200
    assert seen[ink] > 10
    assert band in chip.accessibleName().lower()
    assert ("31" in chip.accessibleName()) is (score is not None)
    assert chip.sizeHint().height() >= 24


def test_marks_differ_by_shape_alone(theme: Theme, qtbot: QtBot) -> None:
    shapes = set()
    for band in BANDS:
        image = QImage(40, 24, QImage.Format.Format_RGB32)
        image.fill(0)
        painter = QPainter(image)
        painter.setFont(theme.font())
        paint_chip(painter, QRectF(0, 0, 40, 24), theme.tokens, None, band)
        painter.end()
        ink = int(chip_colors(theme.tokens, band)[0][1:], 16)
        marks = [image.pixel(x, y) & 0xFFFFFF == ink for y in range(24) for x in range(8, 22)]
        shapes.add(tuple(marks))
    assert len(shapes) == len(BANDS)


def test_grey_chip_uses_the_short_word_where_it_is_narrow(theme: Theme) -> None:
    font = theme.font()
    wide = chip_size(font, None, "insufficient data").width()
    images = []
    for room in (wide, wide - 30):
        image = QImage(wide, 24, QImage.Format.Format_RGB32)
        image.fill(0)
        painter = QPainter(image)
        painter.setFont(font)
        paint_chip(painter, QRectF(0, 0, room, 24), theme.tokens, None, "insufficient data")
        painter.end()
        images.append(colors(image)[theme.tokens.no_data_ground])
    assert 200 < images[1] < images[0]


def test_chip_changes_with_the_theme(theme: Theme, qtbot: QtBot) -> None:
    chip = HealthChip(theme, 31, "at risk")
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    theme.set_mode("dark")
    seen = colors(picture(chip))
    assert seen[DARK.at_risk_solid_ground] > 200
    assert LIGHT.at_risk_solid_ground not in seen
