"""The colour tokens of the light, the dark and the high-contrast theme, and the pairs whose contrast is promised."""

from __future__ import annotations

from dataclasses import fields
from functools import cache

from csworkbench.domain.values import frozen


@frozen
class Tokens:
    """Colours as `#RRGGBB`. Names ending in `_ground` are surfaces for the token they are named after."""

    page: str
    card: str
    strip: str
    rail: str
    rail_text: str
    rail_active_text: str
    rail_active: str
    rail_logo: str
    border: str
    strong_border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    accent_text: str
    healthy: str
    healthy_ground: str
    watch: str
    watch_ground: str
    at_risk: str
    at_risk_ground: str
    at_risk_solid: str
    at_risk_solid_ground: str
    no_data: str
    no_data_ground: str
    hover: str
    selection: str
    grid: str
    chart_healthy: str
    chart_watch: str
    chart_at_risk: str
    avatars: tuple[tuple[str, str], ...]
    is_dark: bool


LIGHT = Tokens(
    page="#F4F6F9",
    card="#FFFFFF",
    strip="#F8FAFC",
    rail="#14213D",
    rail_text="#B6C2D9",
    rail_active_text="#FFFFFF",
    rail_active="#2A3B63",
    rail_logo="#6E9BFF",
    border="#E3E8EF",
    strong_border="#8A94A6",
    text="#16202E",
    muted="#5A6678",
    accent="#2456D6",
    on_accent="#FFFFFF",
    accent_soft="#E8EFFD",
    accent_text="#1D49B8",
    healthy="#0B6B4F",
    healthy_ground="#DDF5EB",
    watch="#8A4B00",
    watch_ground="#FFF0D2",
    at_risk="#A8201A",
    at_risk_ground="#FDE6E4",
    at_risk_solid="#FFFFFF",
    at_risk_solid_ground="#B3261E",
    no_data="#4B5768",
    no_data_ground="#E9EDF3",
    hover="#F1F5FB",
    selection="#E6EEFD",
    grid="#E9EDF3",
    chart_healthy="#E9F8F1",
    chart_watch="#FFF7E6",
    chart_at_risk="#FEF1F0",
    avatars=(
        ("#1F6B3A", "#E2F3E6"),
        ("#0B5E6B", "#DDF2F5"),
        ("#1D49B8", "#DDE7FF"),
        ("#5B2BA8", "#ECE3FA"),
        ("#9A3412", "#FDE5D8"),
        ("#9B1C5A", "#FBE1EE"),
    ),
    is_dark=False,
)

DARK = Tokens(
    page="#11161F",
    card="#19202C",
    strip="#1E2635",
    rail="#0C1018",
    rail_text="#93A1B8",
    rail_active_text="#FFFFFF",
    rail_active="#24324D",
    rail_logo="#6E9BFF",
    border="#2A3445",
    strong_border="#6E7C93",
    text="#E8EDF5",
    muted="#A3AFC2",
    accent="#6E9BFF",
    on_accent="#0B1220",
    accent_soft="#22304D",
    accent_text="#A9C4FF",
    healthy="#7FE0BB",
    healthy_ground="#15392F",
    watch="#FFCB78",
    watch_ground="#40300F",
    at_risk="#FFA49C",
    at_risk_ground="#47211F",
    at_risk_solid="#2B0604",
    at_risk_solid_ground="#FF9A91",
    no_data="#B7C1D0",
    no_data_ground="#2C3546",
    hover="#202A3A",
    selection="#243454",
    grid="#2A3445",
    chart_healthy="#18262A",
    chart_watch="#262520",
    chart_at_risk="#2A2226",
    avatars=(
        ("#86DDA2", "#1B3524"),
        ("#7FD6E3", "#14343A"),
        ("#A9C4FF", "#22304D"),
        ("#CDB4FF", "#33254D"),
        ("#FFB894", "#45291B"),
        ("#FFA8D4", "#432038"),
    ),
    is_dark=True,
)

HIGH_CONTRAST = Tokens(
    page="#000000",
    card="#000000",
    strip="#141414",
    rail="#000000",
    rail_text="#FFFFFF",
    rail_active_text="#FFFFFF",
    rail_active="#003C73",
    rail_logo="#FFD83D",
    border="#8C8C8C",
    strong_border="#BDBDBD",
    text="#FFFFFF",
    muted="#E3E3E3",
    accent="#FFD83D",
    on_accent="#000000",
    accent_soft="#003C73",
    accent_text="#FFE98A",
    healthy="#7DFFC4",
    healthy_ground="#00301F",
    watch="#FFD98A",
    watch_ground="#352500",
    at_risk="#FFC2BC",
    at_risk_ground="#480A05",
    at_risk_solid="#000000",
    at_risk_solid_ground="#FF9D94",
    no_data="#F0F0F0",
    no_data_ground="#2B2B2B",
    hover="#262626",
    selection="#003C73",
    grid="#4D4D4D",
    chart_healthy="#001A11",
    chart_watch="#1C1400",
    chart_at_risk="#260503",
    avatars=(
        ("#9DFFB8", "#0B2915"),
        ("#9DF2FF", "#06272C"),
        ("#C9DAFF", "#101F3D"),
        ("#E2D2FF", "#22143B"),
        ("#FFCFB3", "#351A0C"),
        ("#FFC7E4", "#351026"),
    ),
    is_dark=True,
)

_SURFACES = ("page", "card", "strip", "hover", "selection")

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ink in ("text", "muted", "accent_text", "watch", "at_risk", "healthy") for ground in _SURFACES),
    ("text", "accent_soft"),
    ("muted", "accent_soft"),
    ("accent_text", "accent_soft"),
    ("on_accent", "accent"),
    ("rail_text", "rail"),
    ("rail_active_text", "rail_active"),
    ("healthy", "healthy_ground"),
    ("watch", "watch_ground"),
    ("at_risk", "at_risk_ground"),
    ("at_risk_solid", "at_risk_solid_ground"),
    ("no_data", "no_data_ground"),
    *((ink, ground) for ink in ("text", "muted") for ground in ("chart_healthy", "chart_watch", "chart_at_risk")),
)
"""Pairs (ink, ground) of running text: at least 4.5:1."""

PART_PAIRS: tuple[tuple[str, str], ...] = (
    ("strong_border", "card"),
    ("accent", "page"),
    ("accent", "card"),
    ("accent", "strip"),
    ("accent", "accent_soft"),
    ("accent", "selection"),
    ("accent", "chart_healthy"),
    ("accent", "chart_watch"),
    ("accent", "chart_at_risk"),
    ("rail_logo", "rail"),
    ("at_risk_solid_ground", "card"),
)
"""Pairs (part, ground) of controls, focus rings, lines of charts and icons: at least 3:1.

The high-contrast theme promises more: 7:1 for text, 4.5:1 for parts.
"""

BAND_INK = {"healthy": "healthy", "watch": "watch", "at risk": "at_risk", "insufficient data": "no_data"}
BAND_GROUND = {
    "healthy": "healthy_ground",
    "watch": "watch_ground",
    "at risk": "at_risk_ground",
    "insufficient data": "no_data_ground",
}


@cache
def color_names() -> tuple[str, ...]:
    """Give the names of all tokens that hold one colour."""
    return tuple(field.name for field in fields(Tokens) if field.type == "str")


def color(tokens: Tokens, name: str) -> str:
    """Give the colour of a token by name, or `name` itself when it already is `#RRGGBB`.

    Raises:
        KeyError: there is no such token.
    """
    if name.startswith("#"):
        return name
    if name not in color_names():
        raise KeyError(name)
    return str(getattr(tokens, name))


def band_ink(tokens: Tokens, band: str) -> str:
    """Give the text colour of a health band; grey for anything that is no band."""
    return color(tokens, BAND_INK.get(band, "no_data"))


def luminance(hex_color: str) -> float:
    """Give the relative luminance (WCAG 2.2) of `#RRGGBB`, 0 for black to 1 for white."""
    channels = (int(hex_color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio (WCAG 2.2) of two `#RRGGBB` colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
