from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from csworkbench.domain.words import CHANNELS
from csworkbench.infra.paths import shipped
from csworkbench.ui.theme.icons import Icons
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.theme.tokens import DARK, LIGHT, Tokens
from tests.ui.pixels import colors

NAMES = sorted(path.stem for path in (shipped("resources") / "icons").glob("*.svg"))


def _image(theme: Theme, name: str, ink: str, ratio: float = 1.0) -> QImage:
    return theme.icons.pixmap(name, ink, 16, ratio).toImage().convertToFormat(QImage.Format.Format_ARGB32)


@pytest.mark.parametrize("name", NAMES)
def test_icon_draws_something(theme: Theme, name: str) -> None:
    image = _image(theme, name, "#2456D6")
    drawn = sum(image.pixel(x, y) >> 24 > 128 for x in range(16) for y in range(16))
    assert 5 <= drawn < 250


def test_icon_takes_the_colour_and_only_that(theme: Theme) -> None:
    image = _image(theme, "accounts", "#2456D6", 4.0)
    solid = [image.pixel(x, y) for x in range(64) for y in range(64) if image.pixel(x, y) >> 24 == 255]
    assert solid
    assert {f"#{pixel & 0xFFFFFF:06X}" for pixel in solid} == {"#2456D6"}


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_icon_has_the_pixels_of_the_screen(theme: Theme, ratio: float) -> None:
    pixmap = theme.icons.pixmap("check", "#000000", 16, ratio)
    assert pixmap.width() == round(16 * ratio)
    assert pixmap.deviceIndependentSize().width() == pytest.approx(16)
    icon = theme.icons.icon("check", "#000000", 16)
    assert icon.pixmap(icon.availableSizes()[0], ratio).width() == round(16 * ratio)


def test_icon_is_made_once(theme: Theme) -> None:
    assert theme.icons.icon("check", "#000000") is theme.icons.icon("check", "#000000")
    assert theme.icons.icon("check", "#000000") is not theme.icons.icon("check", "#FFFFFF")


def test_icon_of_the_theme_changes_colour(theme: Theme) -> None:
    light = theme.icon("more", "text", 32).pixmap(32, 32).toImage()
    theme.set_mode("dark")
    dark = theme.icon("more", "text", 32).pixmap(32, 32).toImage()
    assert LIGHT.text in colors(light)
    assert DARK.text in colors(dark)
    assert LIGHT.text not in colors(dark)


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_channel_has_an_icon(channel: str) -> None:
    assert channel in NAMES


def test_missing_icon_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Icons(tmp_path).pixmap("nothing", "#000000")


@pytest.mark.parametrize(("tokens", "scheme"), [(LIGHT, "light"), (DARK, "dark")])
def test_pictures_of_the_style_sheet_have_token_colours(tokens: Tokens, scheme: str) -> None:
    folder = shipped("resources") / "icons"
    assert tokens.on_accent in (folder / f"qss-check-{scheme}.svg").read_text()
    assert tokens.muted in (folder / f"qss-arrow-{scheme}.svg").read_text()
