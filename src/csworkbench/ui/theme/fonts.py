"""Inter in the few sizes and weights the program uses; digits all have one width."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtGui import QFont, QFontDatabase

FAMILY = "Inter"
FontRole = Literal["title", "head", "body", "strong", "caption", "caption_strong", "small", "small_strong"]
SIZES: dict[FontRole, tuple[int, QFont.Weight]] = {
    "title": (20, QFont.Weight.DemiBold),
    "head": (16, QFont.Weight.DemiBold),
    "body": (13, QFont.Weight.Normal),
    "strong": (13, QFont.Weight.DemiBold),
    "caption": (12, QFont.Weight.Normal),
    "caption_strong": (12, QFont.Weight.DemiBold),
    "small": (11, QFont.Weight.Normal),
    "small_strong": (11, QFont.Weight.DemiBold),
}
"""Pixels at 100 % and weight, per role."""


def register_fonts(folder: Path) -> list[str]:
    """Register every OTF of `folder` and give the families found; an empty list when there is none.

    Qt keeps a font once; calling this again is cheap and harmless.
    """
    families: list[str] = []
    for path in sorted(folder.glob("*.otf")):
        number = QFontDatabase.addApplicationFont(str(path))
        if number >= 0:
            families.extend(QFontDatabase.applicationFontFamilies(number))
    return sorted(set(families))


def make_font(role: FontRole, scale: float = 1.0) -> QFont:
    """Give the font of a role; `scale` is the user's font scale (1.0 = 100 %)."""
    size, weight = SIZES[role]
    font = QFont(FAMILY)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPixelSize(max(8, round(size * scale)))
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def with_weight(font: QFont, weight: QFont.Weight) -> QFont:
    """Give a copy of `font` in another weight."""
    copy = QFont(font)
    copy.setWeight(weight)
    return copy
