"""How check-ins, marks, loads and closed days are drawn in month and week."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter

from csworkbench.domain.calendar_span import CalendarDay, CalendarItemRow, CalendarMarkRow
from csworkbench.ui.calendar.item_words import CHANNEL_ICONS, MARK_ICONS, details_of, load_words, title_of
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.theme.tokens import Tokens, band_ink
from csworkbench.ui.widgets.painting import paint_band_mark, paint_box, paint_focus_ring, paint_line
from csworkbench.ui.widgets.texts import clock_text

EDGE = 3.0
MARK = 10.0
NARROW = 76.0
"""Pixels up to which a block leaves its time to the grid of hours, so that there is room for the name."""


def item_colors(tokens: Tokens, item: CalendarItemRow, *, is_late: bool, is_chosen: bool) -> tuple[str, str, str]:
    """Give ink, ground and edge of a check-in's block."""
    if not item.is_open:
        return tokens.muted, tokens.strip, tokens.border
    if is_chosen:
        return tokens.text, tokens.selection, tokens.accent
    if is_late or item.state == "missed":
        return tokens.at_risk, tokens.at_risk_ground, tokens.at_risk
    return tokens.text, tokens.accent_soft, tokens.accent


class ItemPainter:
    """Draws in a theme; `is_late` says that a check-in's day has passed."""

    def __init__(self, theme: Theme) -> None:
        """Draw in `theme`."""
        self._theme = theme

    def paint_item(
        self,
        painter: QPainter,
        rect: QRectF,
        item: CalendarItemRow,
        *,
        is_late: bool,
        is_chosen: bool,
        is_current: bool,
    ) -> None:
        """Draw a check-in as a block: one line where it is low, more lines where there is room."""
        theme, tokens = self._theme, self._theme.tokens
        ink = self.paint_block(painter, rect, item, is_late=is_late, is_chosen=is_chosen)
        line = QFontMetricsF(theme.font("small_strong")).height() + 1
        is_tall = rect.height() >= 2 * line + 4
        top = QRectF(
            rect.x() + 7, rect.y() + (2 if is_tall else 0), rect.width() - 10, line if is_tall else rect.height()
        )
        self._paint_first_line(painter, top, item, ink)
        if is_tall:
            words = " · ".join(part for part in (title_of(item), details_of(item, item.on)) if part)
            rest = QRectF(top.x(), top.bottom(), top.width(), line)
            paint_line(painter, rest, words, theme.font("small"), tokens.muted if item.is_open else ink)
        if is_current:
            paint_focus_ring(painter, rect, tokens.accent, 4)

    def paint_block(
        self, painter: QPainter, rect: QRectF, item: CalendarItemRow, *, is_late: bool, is_chosen: bool
    ) -> str:
        """Draw the block of a check-in without words; give the ink that shows on it."""
        ink, ground, edge = item_colors(self._theme.tokens, item, is_late=is_late, is_chosen=is_chosen)
        paint_box(painter, rect, ground, edge if is_chosen else ground, 4)
        painter.fillRect(QRectF(rect.x(), rect.y() + 2, EDGE, rect.height() - 4), QColor(edge))
        return ink

    def paint_mark(self, painter: QPainter, rect: QRectF, mark: CalendarMarkRow) -> None:
        """Draw a promise, a renewal or a review: icon and account, without a block."""
        tokens = self._theme.tokens
        icon = QRectF(rect.x() + 3, rect.center().y() - 6, 12, 12)
        self._theme.icons.paint(painter, icon, MARK_ICONS[mark.kind], tokens.muted)
        words = f"{mark.account}: {mark.title}" if mark.title else mark.account
        paint_line(painter, rect.adjusted(19, 0, -2, 0), words, self._theme.font("small"), tokens.muted)

    def paint_load(self, painter: QPainter, rect: QRectF, day: CalendarDay) -> None:
        """Draw how full a day is as a thin bar; more than there are hours fills it in the colour of a warning."""
        if not day.minutes:
            return
        tokens = self._theme.tokens
        share = min(1.0, day.minutes / day.cap_minutes) if day.cap_minutes else 1.0
        painter.fillRect(rect, QColor(tokens.grid))
        ground = tokens.at_risk_solid_ground if day.is_too_full else tokens.accent
        painter.fillRect(QRectF(rect.x(), rect.y(), max(2.0, rect.width() * share), rect.height()), QColor(ground))

    def paint_ground(
        self, painter: QPainter, rect: QRectF, day: CalendarDay, *, is_away: bool, is_target: bool
    ) -> None:
        """Draw a day's ground: shaded where the owner is off, hatched where the chosen customer is."""
        tokens = self._theme.tokens
        painter.fillRect(rect, QColor(tokens.strip if day.closed else tokens.card))
        if is_away:
            painter.fillRect(rect, QBrush(QColor(tokens.border), Qt.BrushStyle.BDiagPattern))
        if is_target:
            painter.fillRect(rect, QColor(tokens.accent_soft))
            paint_focus_ring(painter, rect, tokens.accent, 2)

    def paint_name(self, painter: QPainter, rect: QRectF, day: CalendarDay, name: str, is_today: bool) -> None:
        """Draw a day's name, in a filled box when it is today, and beside it why it is closed."""
        theme, tokens = self._theme, self._theme.tokens
        font = theme.font("small_strong")
        metrics = QFontMetricsF(font)
        width = metrics.horizontalAdvance(name)
        if is_today:
            box = QRectF(rect.x() - 5, rect.center().y() - metrics.height() / 2 - 1, width + 10, metrics.height() + 2)
            paint_box(painter, box, tokens.accent, tokens.accent, box.height() / 2)
        ink = tokens.on_accent if is_today else tokens.muted if day.closed else tokens.text
        paint_line(painter, rect, name, font, ink)
        if day.closed and day.closed != "Weekend":
            room = rect.adjusted(width + 10, 0, 0, 0)
            paint_line(painter, room, day.closed, theme.font("small"), tokens.muted)

    def paint_minutes(self, painter: QPainter, rect: QRectF, day: CalendarDay) -> float:
        """Draw at the right how long the check-ins of a day take together; give the width."""
        ink = self._theme.tokens.at_risk if day.is_too_full else self._theme.tokens.muted
        return paint_line(painter, rect, load_words(day.minutes, 0), self._theme.font("small"), ink, is_right=True)

    def _paint_first_line(self, painter: QPainter, rect: QRectF, item: CalendarItemRow, ink: str) -> None:
        theme, tokens = self._theme, self._theme.tokens
        left, right = rect.x(), rect.right()
        if item.state == "held":
            self._icon(painter, left, rect, "check", tokens.healthy)
            left += 15
        elif item.conflicts:
            self._icon(painter, left, rect, "warning", tokens.watch)
            left += 15
        elif item.at is None:
            self._icon(painter, left, rect, CHANNEL_ICONS.get(item.channel, "check-in"), ink)
            left += 15
        mark = QRectF(right - MARK, rect.center().y() - MARK / 2, MARK, MARK)
        if item.is_open and rect.width() > 70:
            paint_band_mark(painter, mark, item.band, band_ink(tokens, item.band), tokens.card)
            right -= MARK + 4
        if item.at is not None and rect.width() > NARROW:
            room = QRectF(left, rect.y(), max(0.0, right - left), rect.height())
            left += paint_line(painter, room, clock_text(item.at), theme.font("small"), ink) + 5
        room = QRectF(left, rect.y(), max(0.0, right - left), rect.height())
        paint_line(painter, room, item.account, theme.font("small_strong"), ink)

    def _icon(self, painter: QPainter, left: float, rect: QRectF, name: str, ink: str) -> None:
        self._theme.icons.paint(painter, QRectF(left, rect.center().y() - 6, 12, 12), name, ink)
