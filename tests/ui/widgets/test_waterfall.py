"""The waterfall: bars where the score stood, signs beside them, words for those who can't see it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.theme.tokens import DARK, LIGHT
from csworkbench.ui.widgets.curve import curve_points, spot_at, spot_on
from csworkbench.ui.widgets.texts import typeset
from csworkbench.ui.widgets.waterfall import Waterfall, WaterfallEnd, WaterfallStep
from tests.ui.pixels import colors, picture

BEFORE, AFTER = WaterfallEnd("23 Oct 2026", 61), WaterfallEnd("22 Nov 2026", 54)
BOX = QRectF(0, 0, 100, 100)


def shown(theme: Theme, qtbot: QtBot, *steps: tuple[str, int]) -> Waterfall:
    made = Waterfall(theme)
    qtbot.addWidget(made)
    made.set_change(BEFORE, [WaterfallStep(*step) for step in steps], AFTER)
    made.resize(640, made.sizeHint().height())
    made.show()
    return made


def test_it_says_what_it_shows(theme: Theme, qtbot: QtBot) -> None:
    made = shown(theme, qtbot, ("usage", -9), ("pulse", 2))
    assert made.accessibleDescription() == "23 Oct 2026: 61. 2 steps: usage -9; pulse +2. 22 Nov 2026: 54."
    made.set_change(None, [], AFTER)
    assert made.accessibleDescription() == "Nothing to compare."
    assert made.sizeHint().height() == 0


def test_falls_and_rises_differ_in_colour_and_larger_ones_are_longer(theme: Theme, qtbot: QtBot) -> None:
    seen = colors(picture(shown(theme, qtbot, ("usage", -9), ("pulse", 2))))
    assert seen[LIGHT.at_risk] > 3 * seen[LIGHT.healthy] > 0
    assert seen[LIGHT.accent] > 10


def test_it_follows_the_theme(theme: Theme, qtbot: QtBot) -> None:
    made = shown(theme, qtbot, ("usage", -9), ("pulse", 2))
    theme.set_mode("dark")
    seen = colors(picture(made))
    assert seen[DARK.at_risk] > 50
    assert not {LIGHT.at_risk, LIGHT.healthy, LIGHT.accent} & seen.keys()


@pytest.mark.parametrize("points", [0, 100, -61])
def test_any_difference_can_be_drawn(theme: Theme, qtbot: QtBot, points: int) -> None:
    made = shown(theme, qtbot, ("usage", points))
    assert made.height() == made.sizeHint().height() == round(3 * 26 * theme.font_scale)
    picture(made)


def test_a_curve_is_flat_outside_its_points() -> None:
    corners = curve_points(BOX, (0, 1), (0, 100))
    assert [(round(one.x()), one.y()) for one in corners] == [(0, 100), (12, 100), (88, 0), (100, 0)]
    assert spot_at(corners, (0, 1), 0.5, 50).x() == pytest.approx(50)
    assert spot_at(corners, (0, 1), -9, 100).x() == 0
    assert spot_at(corners, (0, 1), 9, 0).x() == 100


def test_a_height_is_found_on_a_falling_curve_and_one_point_is_enough() -> None:
    falling = curve_points(BOX, (0, 1, 2), (100, 50, 0))
    spot = spot_on(falling, BOX, 25)
    assert spot is not None
    assert spot.x() == pytest.approx(69)
    assert len(curve_points(BOX, (3,), (40,))) == 3
    assert spot_on(curve_points(BOX, (3,), (40,)), BOX, 90) is None


@pytest.mark.parametrize(
    ("words", "set_words"),
    [
        ("fell 7: usage 40 % -> 24 % of seats (-6)", "fell 7: usage 40 % → 24 % of seats (−6)"),
        ("usage trend -14 % -> -43 %", "usage trend −14 % → −43 %"),
        ("two-way touch", "two-way touch"),
    ],
)
def test_arrows_and_minus_signs_are_set_well(words: str, set_words: str) -> None:
    assert typeset(words) == set_words
