"""The chart of a health report: how its accounts and their ARR spread over the bands, readable in greyscale."""

from __future__ import annotations

from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import Color, HexColor

from csworkbench.domain.money import short_money
from csworkbench.domain.reports import HealthReport
from csworkbench.exchange.writers.cells import band_word
from csworkbench.exchange.writers.pdf_fonts import Fonts
from csworkbench.exchange.writers.pdf_pages import INK, INNER

MOST_CURRENCIES = 3
BAND_FILLS = {"healthy": "#9CD8BF", "watch": "#E0A030", "at risk": "#8E1812", "insufficient data": "#DDE2EA"}
"""Four greys when printed without colour, darkest at risk; each bar also has its word and number."""


def chart(report: HealthReport, fonts: Fonts) -> Drawing:
    """Give one stacked bar by count and one per currency by ARR, with their numbers.

    Of many currencies it has those of most accounts, and says so.
    """
    totals = report.head.whole.arr
    shown = sorted(totals, key=lambda one: (-one.accounts, one.currency))[:MOST_CURRENCIES]
    bars: list[tuple[str, list[tuple[str, int, str]]]] = [
        ("Accounts", [(one.word, one.accounts, f"{one.accounts:,}") for one in report.bands])
    ]
    for total in shown:
        parts = []
        for one in report.bands:
            amount = sum(money.amount_minor for money in one.arr if money.currency == total.currency)
            parts.append((one.word, amount, short_money(amount, total.currency)))
        bars.append((f"ARR {total.currency}", parts))
    drawing = Drawing(INNER, 26 * len(bars) + 22)
    for place, (title, parts) in enumerate(bars):
        _draw_bar(drawing, drawing.height - 24 - 26 * place, title, parts, fonts)
    x = 80.0
    for band, fill in BAND_FILLS.items():
        drawing.add(_box(x, 5, 8, 8, HexColor(fill)))
        drawing.add(String(x + 12, 6, band_word(band), fontName=fonts.regular, fontSize=7.5, fillColor=INK))
        x += 90
    if len(totals) > len(shown):
        rest = f"ARR in {len(totals) - len(shown)} more currencies: see the table."
        drawing.add(String(x, 6, rest, fontName=fonts.regular, fontSize=7.5, fillColor=INK))
    return drawing


def _draw_bar(drawing: Drawing, y: float, title: str, parts: list[tuple[str, int, str]], fonts: Fonts) -> None:
    whole = sum(amount for _, amount, _ in parts)
    room = INNER - 80
    drawing.add(String(0, y + 5, title, fontName=fonts.bold, fontSize=8, fillColor=INK))
    if not whole:
        drawing.add(_box(80, y, room, 16, None))
        return
    x = 80.0
    for band, amount, text in parts:
        width = room * amount / whole
        if width <= 0:
            continue
        drawing.add(_box(x, y, width, 16, HexColor(BAND_FILLS[band])))
        if width > 7 * len(text):
            ink = HexColor("#FFFFFF") if band == "at risk" else INK
            drawing.add(String(x + 4, y + 5, text, fontName=fonts.bold, fontSize=8, fillColor=ink))
        x += width


def _box(x: float, y: float, width: float, height: float, fill: Color | None) -> Rect:
    box = Rect(x, y, width, height)
    box.fillColor, box.strokeColor, box.strokeWidth = fill, INK, 0.4
    return box
