from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QTableWidget, QTableWidgetItem, QTabWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csworkbench.infra.paths import shipped
from csworkbench.ui.theme.fonts import SIZES, FontRole, make_font, register_fonts
from csworkbench.ui.theme.style_sheet import make_style_sheet
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.theme.tokens import DARK, LIGHT, Tokens, color_names
from csworkbench.ui.widgets.buttons import make_button, make_icon_button
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.chips import ChipItem, ChipRow
from csworkbench.ui.widgets.health_chip import HealthChip
from csworkbench.ui.widgets.kpi_card import KpiCard
from csworkbench.ui.widgets.sparkline import Sparkline
from csworkbench.ui.widgets.trend_chart import TrendChart
from tests.ui.pixels import colors, picture

SURFACES = ("page", "card", "strip", "hover", "selection", "accent", "accent_soft", "border")


def _page(theme: Theme) -> QWidget:
    page = QWidget()
    page.setProperty("surface", "page")
    page.resize(QSize(700, 620))
    whole = QVBoxLayout(page)
    chips = ChipRow(theme, "Saved views")
    chips.set_chips([ChipItem("all", "All", 16), ChipItem("mine", "My accounts", 6)], "all")
    kpi = KpiCard(theme, "accounts", "Portfolio")
    kpi.set_figures("16 accounts", "€1.44 M ARR")
    line = Sparkline(theme)
    line.set_series([50, 40, 45, 60], "healthy", 3)
    tabs = QTabWidget()
    tabs.addTab(QWidget(), "Timeline")
    table = QTableWidget(2, 2)
    table.setItem(0, 0, QTableWidgetItem("Northwind Traders"))
    card = Card(theme, "Portfolio", "16 accounts")
    parts: list[QWidget] = [HealthChip(theme, 31, "at risk"), TrendChart(theme), line, table, tabs]
    for widget in parts:
        card.body.addWidget(widget)
    rows: list[QWidget] = [kpi, chips, QLineEdit("text"), make_button(theme, "Import", "import"), card]
    for widget in rows:
        whole.addWidget(widget)
    whole.addWidget(make_button(theme, "New account", "plus", "primary"))
    whole.addWidget(make_icon_button(theme, "filter", "Filter"))
    return page


def _surfaces(tokens: Tokens) -> set[str]:
    return {str(getattr(tokens, name)) for name in SURFACES}


def test_switch_leaves_no_pixel_of_the_other_theme(theme: Theme, qtbot: QtBot) -> None:
    page = _page(theme)
    qtbot.addWidget(page)
    page.show()
    light = colors(picture(page))
    theme.set_mode("dark")
    dark = colors(picture(page))
    theme.set_mode("light")
    assert colors(picture(page)) == light
    for tokens, other, seen in ((LIGHT, DARK, light), (DARK, LIGHT, dark)):
        assert {tokens.page, tokens.card, tokens.accent} <= seen.keys()
        # White and near-black letters of the one theme may be surfaces of the other.
        own_inks = {tokens.on_accent, tokens.at_risk_solid, tokens.rail_active_text}
        assert not (_surfaces(other) - own_inks) & seen.keys()


def test_theme_says_when_it_changed(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed, timeout=1000):
        theme.set_mode("dark")
    assert theme.is_dark
    assert theme.tokens is DARK
    assert theme.color("page").name().upper() == DARK.page


def test_system_mode_follows_the_system(qapp: QApplication) -> None:
    theme = Theme("system")
    assert theme.mode == "system"
    assert theme.tokens in (LIGHT, DARK)


def test_palette_reaches_the_application(theme: Theme, qapp: QApplication) -> None:
    for mode, tokens in (("dark", DARK), ("light", LIGHT)):
        theme.set_mode("dark" if mode == "dark" else "light")
        palette = qapp.palette()
        assert palette.color(QPalette.ColorRole.Window).name().upper() == tokens.page
        assert palette.color(QPalette.ColorRole.PlaceholderText).name().upper() == tokens.muted


def test_inter_is_what_is_drawn(theme: Theme) -> None:
    for role, (size, weight) in SIZES.items():
        info = QFontInfo(theme.font(role))
        assert info.family().startswith("Inter")
        assert (info.pixelSize(), info.weight()) == (size, weight)


def test_digits_have_one_width(theme: Theme) -> None:
    metrics = QFontMetricsF(theme.font("body"))
    widths = {round(metrics.horizontalAdvance(digit * 20), 1) for digit in "0123456789"}
    assert len(widths) == 1
    assert make_font("body").hintingPreference() == QFont.HintingPreference.PreferNoHinting


@pytest.mark.parametrize(("asked", "kept"), [(0.5, 0.9), (1.2, 1.2), (4.0, 1.5)])
def test_font_scale_is_bounded(theme: Theme, qapp: QApplication, asked: float, kept: float) -> None:
    theme.set_font_scale(asked)
    assert theme.font_scale == kept
    role: FontRole = "body"
    assert theme.font(role).pixelSize() == round(13 * kept)
    assert qapp.font().pixelSize() == round(13 * kept)
    theme.set_font_scale(1.0)


def test_no_fonts_where_there_are_none(qapp: QApplication, tmp_path: Path) -> None:
    assert register_fonts(tmp_path) == []


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_style_sheet_uses_only_token_colours(tokens: Tokens) -> None:
    sheet = make_style_sheet(tokens, shipped("resources") / "icons")
    words = {word.strip(";").upper() for word in sheet.split() if word.startswith("#") and len(word.strip(";")) == 7}
    known = {str(getattr(tokens, name)).upper() for name in color_names()}
    assert words
    assert words <= known
    assert "$" not in sheet
