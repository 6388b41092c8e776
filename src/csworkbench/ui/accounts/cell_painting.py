"""How the cells of the accounts table are drawn; each painter gets the row, the rect and the tools."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from csworkbench.domain.accounts import AccountLineRow
from csworkbench.domain.money import short_money
from csworkbench.domain.values import frozen
from csworkbench.ui.accounts.account_columns import (
    check_in_lines,
    contact_text,
    context_line,
    is_contact_overdue,
    renewal_lines,
)
from csworkbench.ui.theme.fonts import FontRole
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.theme.tokens import band_ink, color
from csworkbench.ui.widgets.health_chip import chip_size, paint_chip
from csworkbench.ui.widgets.painting import paint_avatar
from csworkbench.ui.widgets.sparkline import paint_delta, paint_sparkline

SOON_DAYS = 14
"""Days: a renewal this near is marked."""
GREY = "insufficient data"
_AVATAR, _DELTA, _ICON = 28.0, 34.0, 12.0


@frozen
class Brush:
    """What a cell is drawn with: painter, theme, the day, and the surface under it."""

    painter: QPainter
    theme: Theme
    today: date
    surface: str

    def line(
        self, rect: QRectF, text: str, role: FontRole = "body", token: str = "text", *, is_right: bool = False
    ) -> None:
        """Draw one line of text, elided, centred in the height of `rect`."""
        self.painter.setFont(self.theme.font(role))
        self.painter.setPen(QColor(color(self.theme.tokens, token)))
        metrics = QFontMetricsF(self.painter.font())
        shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, max(0.0, rect.width()))
        side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        self.painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    def two_lines(self, rect: QRectF) -> tuple[QRectF, QRectF]:
        """Give the places of a strong and a quiet line."""
        half = 17.0 * self.theme.font_scale
        top = rect.center().y() - half
        return (
            QRectF(rect.x(), top, rect.width(), half + 1),
            QRectF(rect.x(), top + half, rect.width(), half),
        )


Paint = Callable[[Brush, QRectF, AccountLineRow], None]


def paint_name(brush: Brush, rect: QRectF, row: AccountLineRow) -> None:
    """Draw avatar, name, and segment and owner under it."""
    square = QRectF(rect.x() + 4, rect.center().y() - _AVATAR / 2, _AVATAR, _AVATAR)
    paint_avatar(brush.painter, square, brush.theme.tokens, row.name)
    upper, lower = brush.two_lines(rect.adjusted(_AVATAR + 14, 0, 0, 0))
    brush.line(upper, row.name, "strong")
    brush.line(lower, context_line(row), "small", "muted")


def paint_health(brush: Brush, rect: QRectF, row: AccountLineRow) -> None:
    """Draw the health chip; a churned account has none."""
    if row.band is None:
        brush.line(rect, "Not scored", "caption", "muted")
        return
    font = brush.theme.font()
    brush.painter.setFont(font)
    tokens = brush.theme.tokens
    rect = _paint_marks(brush, rect, row)
    if row.band != GREY or chip_size(font, row.score, row.band).width() <= rect.width():
        paint_chip(brush.painter, rect, tokens, row.score, row.band)
        return
    # The long word leaves no room for the number in the chip.
    number = "" if row.score is None else str(row.score)
    aside = QFontMetricsF(brush.theme.font("caption")).horizontalAdvance(number) + 4 if number else 0.0
    paint_chip(brush.painter, rect.adjusted(0, 0, -aside, 0), tokens, None, row.band)
    brush.line(rect, number, "caption", "muted", is_right=True)


def _paint_marks(brush: Brush, rect: QRectF, row: AccountLineRow) -> QRectF:
    """Draw at the right a mark for an override and one for contradictions; give the room left for the chip."""
    marks = [("flag", "accent_text")] if row.override_expires_on is not None else []
    marks += [("warning", "watch")] if row.contradictions else []
    top = rect.center().y() - _ICON * len(marks) / 2
    for at, (icon, token) in enumerate(marks):
        box = QRectF(rect.right() - _ICON, top + at * _ICON, _ICON, _ICON)
        brush.theme.icons.paint(brush.painter, box, icon, color(brush.theme.tokens, token))
    return rect.adjusted(0, 0, -_ICON - 2, 0) if marks else rect


def paint_trend(brush: Brush, rect: QRectF, row: AccountLineRow) -> None:
    """Draw 26 weeks as a line and the change as a number."""
    tokens = brush.theme.tokens
    line = QRectF(rect.x(), rect.center().y() - 14, max(20.0, rect.width() - _DELTA), 28)
    paint_sparkline(brush.painter, line, row.sparkline, band_ink(tokens, row.band or ""), brush.surface)
    brush.painter.setFont(brush.theme.font("caption"))
    paint_delta(brush.painter, rect, tokens, row.trend)


def paint_arr(brush: Brush, rect: QRectF, row: AccountLineRow) -> None:
    """Draw the ARR at the right."""
    brush.line(rect, short_money(row.arr_minor, row.currency), "strong", is_right=True)


def paint_renewal(brush: Brush, rect: QRectF, row: AccountLineRow) -> None:
    """Draw the renewal's day and distance; a near one is marked."""
    day, distance = renewal_lines(row, brush.today)
    is_near = row.renewal_on is not None and (row.renewal_on - brush.today).days <= SOON_DAYS
    _paint_dated(brush, rect, day, distance, "watch" if is_near else "")


def paint_check_in(brush: Brush, rect: QRectF, row: AccountLineRow) -> None:
    """Draw the next check-in's day and distance; today and overdue are marked."""
    day, distance = check_in_lines(row, brush.today)
    mark = ""
    if row.next_check_in_on is not None and row.next_check_in_on <= brush.today:
        mark = "watch" if row.next_check_in_on == brush.today else "at_risk"
    if not day:
        brush.line(rect, "none planned", "caption", "muted")
        return
    _paint_dated(brush, rect, day, distance, mark)


def paint_contact(brush: Brush, rect: QRectF, row: AccountLineRow) -> None:
    """Draw how long ago the last contact was; with a mark when the cadence asked for one before."""
    if is_contact_overdue(row, brush.today):
        icon = QRectF(rect.x(), rect.center().y() - _ICON / 2, _ICON, _ICON)
        tokens = brush.theme.tokens
        brush.theme.icons.paint(brush.painter, icon, "clock", tokens.watch)
        brush.line(rect.adjusted(_ICON + 4, 0, 0, 0), contact_text(row, brush.today), "body", "watch")
        return
    brush.line(rect, contact_text(row, brush.today), "body", "muted")


PAINTERS: dict[str, Paint] = {
    "name": paint_name,
    "score": paint_health,
    "trend": paint_trend,
    "arr": paint_arr,
    "renewal": paint_renewal,
    "next_check_in": paint_check_in,
    "last_contact": paint_contact,
}


def _paint_dated(brush: Brush, rect: QRectF, day: str, distance: str, mark: str) -> None:
    upper, lower = brush.two_lines(rect)
    brush.line(upper, day)
    if not mark:
        brush.line(lower, distance, "small", "muted")
        return
    icon = QRectF(lower.x(), lower.center().y() - _ICON / 2, _ICON, _ICON)
    brush.theme.icons.paint(brush.painter, icon, "clock", color(brush.theme.tokens, mark))
    brush.line(lower.adjusted(_ICON + 4, 0, 0, 0), distance, "small_strong", mark)
