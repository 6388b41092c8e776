from __future__ import annotations

import pytest

from csworkbench.ui.theme.tokens import (
    DARK,
    HIGH_CONTRAST,
    LIGHT,
    PART_PAIRS,
    TEXT_PAIRS,
    Tokens,
    color,
    color_names,
    contrast,
)

THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK, HIGH_CONTRAST], ids=["light", "dark", "contrast"])


def test_contrast_of_known_pairs() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@THEMES
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_text_has_enough_contrast(tokens: Tokens, pair: tuple[str, str]) -> None:
    assert contrast(color(tokens, pair[0]), color(tokens, pair[1])) >= 4.5


@THEMES
@pytest.mark.parametrize("pair", PART_PAIRS, ids="-on-".join)
def test_parts_have_enough_contrast(tokens: Tokens, pair: tuple[str, str]) -> None:
    assert contrast(color(tokens, pair[0]), color(tokens, pair[1])) >= 3.0


@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_high_contrast_text_has_seven_to_one(pair: tuple[str, str]) -> None:
    assert contrast(color(HIGH_CONTRAST, pair[0]), color(HIGH_CONTRAST, pair[1])) >= 7.0


@pytest.mark.parametrize("pair", PART_PAIRS, ids="-on-".join)
def test_high_contrast_parts_have_four_and_a_half_to_one(pair: tuple[str, str]) -> None:
    assert contrast(color(HIGH_CONTRAST, pair[0]), color(HIGH_CONTRAST, pair[1])) >= 4.5


@THEMES
def test_avatars_have_enough_contrast(tokens: Tokens) -> None:
    assert min(contrast(ink, ground) for ink, ground in tokens.avatars) >= 4.5


@THEMES
def test_every_colour_is_a_colour(tokens: Tokens) -> None:
    for name in color_names():
        value = color(tokens, name)
        assert len(value) == 7
        assert int(value[1:], 16) >= 0


def test_surfaces_differ_between_the_themes() -> None:
    light = {LIGHT.page, LIGHT.card, LIGHT.strip}
    assert not light & {DARK.page, DARK.card, DARK.strip}


def test_a_wrong_token_is_an_error() -> None:
    with pytest.raises(KeyError):
        color(LIGHT, "is_dark")
    assert color(LIGHT, "#123456") == "#123456"
