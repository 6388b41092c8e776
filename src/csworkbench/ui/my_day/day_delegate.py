"""How a line of My day is drawn: tick, kind, title and reason, health chip, due day, terms of its rank, menu."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from csworkbench.domain.day import DayItemRow
from csworkbench.domain.day_terms import short_terms
from csworkbench.domain.my_day import DoneRow
from csworkbench.infra.clock import Clock
from csworkbench.ui.my_day.day_entries import due_words
from csworkbench.ui.theme.fonts import FontRole
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.theme.tokens import color
from csworkbench.ui.widgets.heading_list import ENTRY_ROLE, AnyIndex, Heading
from csworkbench.ui.widgets.health_chip import chip_size, paint_chip
from csworkbench.ui.widgets.painting import paint_focus_ring
from csworkbench.ui.widgets.row_states import RowState, row_state

ROW_HEIGHT, DONE_HEIGHT, HEADING_HEIGHT, FOLDING_HEIGHT, EDGE = 46, 32, 22, 30, 3
TICK_WIDTH, ICON_WIDTH, MENU_WIDTH, DUE_WIDTH = 36, 30, 34, 104
KIND_ICONS = {
    "check-in": "call",
    "promise": "action",
    "feedback": "feedback",
    "renewal": "renewal",
    "health": "arrow-down",
    "override": "flag",
    "petal": "note",
    "silence": "people",
    "cadence": "check-in-plan",
    "review": "reviews",
}


def tick_rect(rect: QRect) -> QRect:
    """Give where a click ticks the item off."""
    return QRect(rect.x(), rect.y(), TICK_WIDTH + 6, rect.height())


def menu_rect(rect: QRect) -> QRect:
    """Give where a click opens the item's menu."""
    return QRect(rect.right() - MENU_WIDTH, rect.y(), MENU_WIDTH, rect.height())


class DayDelegate(QStyledItemDelegate):
    """Draws headings and items."""

    def __init__(self, theme: Theme, clock: Clock, parent: QObject | None = None) -> None:
        """Draw in `theme`; days are told from `clock`."""
        super().__init__(parent)
        self._theme = theme
        self._clock = clock

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        entry = index.data(ENTRY_ROLE)
        height = DONE_HEIGHT if isinstance(entry, DoneRow) else ROW_HEIGHT
        if isinstance(entry, Heading):
            height = HEADING_HEIGHT if entry.is_folded is None else FOLDING_HEIGHT
        return QSize(200, round(height * max(1.0, self._theme.font_scale)))

    # Qt's stubs leave the fields of QStyleOption out.
    def paint(self, painter: QPainter, option: Any, index: AnyIndex) -> None:
        """Draw one line of the list."""
        entry = index.data(ENTRY_ROLE)
        rect = QRectF(option.rect)
        state = row_state(option, index)
        painter.save()
        if isinstance(entry, Heading):
            self._paint_heading(painter, state, rect, entry)
        elif isinstance(entry, DoneRow):
            self._paint_done(painter, state, rect, entry)
        elif isinstance(entry, DayItemRow):
            self._paint_item(painter, state, rect, entry)
        painter.restore()

    def _paint_item(self, painter: QPainter, state: RowState, rect: QRectF, item: DayItemRow) -> None:
        theme, tokens = self._theme, self._theme.tokens
        self._paint_ground(painter, state, rect, tokens.card)
        self._paint_tick(painter, QPointF(rect.x() + 22, rect.center().y()))
        icon = QRectF(rect.x() + TICK_WIDTH + 6, rect.center().y() - 8, 16, 16)
        theme.icons.paint(painter, icon, KIND_ICONS.get(item.kind, "action"), tokens.muted)
        right = self._paint_right(painter, rect, item)
        left = rect.x() + TICK_WIDTH + ICON_WIDTH + 3
        half = rect.height() / 2
        upper = QRectF(left, rect.y() + 4, right - left - 10, half - 4)
        name = QFontMetricsF(theme.font("strong")).horizontalAdvance(item.account_name) + 8
        self._line(painter, upper, item.account_name, "strong", "text")
        if name < upper.width():
            self._line(painter, upper.adjusted(name, 0, 0, 0), item.title, "body", "text")
        lower = QRectF(left, rect.y() + half, right - left - 10, half - 5)
        self._line(painter, lower, item.reason, "caption", "muted")
        self._paint_ring(painter, state, rect)

    def _paint_heading(self, painter: QPainter, state: RowState, rect: QRectF, heading: Heading) -> None:
        tokens = self._theme.tokens
        left = 15
        if heading.is_folded is None:
            painter.fillRect(rect, QColor(tokens.strip))
        else:
            self._paint_ground(painter, state, rect, tokens.strip)
            icon = "chevron-right" if heading.is_folded else "chevron-down"
            box = QRectF(rect.x() + 14, rect.center().y() - 8, 16, 16)
            self._theme.icons.paint(painter, box, icon, tokens.muted)
            left = TICK_WIDTH + 6
        words = f"{heading.text.upper()} · {heading.count}"
        self._line(painter, rect.adjusted(left, 0, -8, 0), words, "small_strong", "muted")
        self._paint_ring(painter, state, rect)

    def _paint_done(self, painter: QPainter, state: RowState, rect: QRectF, row: DoneRow) -> None:
        tokens = self._theme.tokens
        self._paint_ground(painter, state, rect, tokens.card)
        self._theme.icons.paint(painter, QRectF(rect.x() + 14, rect.center().y() - 8, 16, 16), "check", tokens.healthy)
        icon = QRectF(rect.x() + TICK_WIDTH + 6, rect.center().y() - 8, 16, 16)
        self._theme.icons.paint(painter, icon, KIND_ICONS[row.kind], tokens.muted)
        line = rect.adjusted(TICK_WIDTH + ICON_WIDTH + 3, 0, -12, 0)
        self._line(painter, line, row.account_name, "strong", "muted")
        name = QFontMetricsF(self._theme.font("strong")).horizontalAdvance(row.account_name) + 8
        if name < line.width():
            self._line(painter, line.adjusted(name, 0, 0, 0), row.title, "body", "muted")
        self._paint_ring(painter, state, rect)

    def _paint_ground(self, painter: QPainter, state: RowState, rect: QRectF, plain: str) -> None:
        tokens = self._theme.tokens
        ground = tokens.selection if state.is_selected else tokens.hover if state.is_hovered else plain
        painter.fillRect(rect, QColor(ground))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), QColor(tokens.border))
        if state.is_selected:
            painter.fillRect(QRectF(rect.x(), rect.y(), EDGE, rect.height()), QColor(tokens.accent))

    def _paint_ring(self, painter: QPainter, state: RowState, rect: QRectF) -> None:
        if state.has_focus:
            paint_focus_ring(painter, rect.adjusted(1, 1, -1, -2), self._theme.tokens.accent, 4)

    def _paint_tick(self, painter: QPainter, centre: QPointF) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("strong_border"), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, 6.5, 6.5)
        painter.restore()

    def _paint_right(self, painter: QPainter, rect: QRectF, item: DayItemRow) -> float:
        """Draw chip, due day over the terms of the rank, and menu; give where they begin."""
        theme, tokens = self._theme, self._theme.tokens
        dots = QRectF(rect.right() - MENU_WIDTH + 1, rect.center().y() - 8, 16, 16)
        theme.icons.paint(painter, dots, "more-vertical", tokens.muted)
        scale = theme.font_scale
        due = QRectF(rect.right() - MENU_WIDTH - DUE_WIDTH * scale - 8, rect.y(), DUE_WIDTH * scale, rect.height())
        words, tone = due_words(item, self._clock.today())
        half = due.height() / 2
        self._line(painter, due.adjusted(0, 4, 0, -half), words, "caption_strong", tone, is_right=True)
        self._line(painter, due.adjusted(0, half, 0, -5), short_terms(item), "small", "muted", is_right=True)
        painter.setFont(theme.font())
        width = chip_size(painter.font(), item.score, item.band).width()
        chip = QRectF(due.x() - width - 2, rect.y(), width, rect.height())
        paint_chip(painter, chip, tokens, item.score, item.band)
        return chip.x()

    def _line(
        self, painter: QPainter, rect: QRectF, text: str, role: FontRole, token: str, *, is_right: bool = False
    ) -> None:
        font = self._theme.font(role)
        painter.setFont(font)
        painter.setPen(QColor(color(self._theme.tokens, token)))
        shown = QFontMetricsF(font).elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, rect.width())
        side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
