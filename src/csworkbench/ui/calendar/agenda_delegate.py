"""How a line of the agenda is drawn: time, channel, account, who and why, health, length."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from csworkbench.domain.calendar_span import CalendarItemRow, CalendarMarkRow, hours_text
from csworkbench.ui.calendar.agenda_entries import AgendaModel
from csworkbench.ui.calendar.choice import Choice, DropPlace
from csworkbench.ui.calendar.item_words import (
    CHANNEL_ICONS,
    MARK_ICONS,
    MARK_WORDS,
    conflict_words,
    details_of,
    title_of,
)
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.heading_list import ENTRY_ROLE, AnyIndex, Heading
from csworkbench.ui.widgets.health_chip import chip_size, paint_chip
from csworkbench.ui.widgets.painting import paint_focus_ring, paint_line
from csworkbench.ui.widgets.texts import clock_text

ROW, MARK_ROW, HEADING, EDGE = 46, 28, 26, 3
TIME, LENGTH = 60, 84


class AgendaDelegate(QStyledItemDelegate):
    """Draws the lines of the agenda."""

    def __init__(self, theme: Theme, model: AgendaModel, choice: Choice, parent: QObject | None = None) -> None:
        """Draw in `theme`; what is chosen stands out."""
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._choice = choice
        self.today = date.min
        self.target: DropPlace | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Give the height of a line."""
        entry = index.data(ENTRY_ROLE)
        height = HEADING if isinstance(entry, Heading) else MARK_ROW if isinstance(entry, CalendarMarkRow) else ROW
        return QSize(200, round(height * max(1.0, self._theme.font_scale)))

    # Qt's stubs leave the fields of QStyleOption out.
    def paint(self, painter: QPainter, option: Any, index: AnyIndex) -> None:
        """Draw one line."""
        entry, rect = index.data(ENTRY_ROLE), QRectF(option.rect)
        painter.save()
        if isinstance(entry, Heading):
            self._paint_heading(painter, rect, entry, self._model.day_of(index.row()))
        elif isinstance(entry, CalendarMarkRow):
            self._paint_mark(painter, option, rect, entry)
        elif isinstance(entry, CalendarItemRow):
            self._paint_item(painter, option, rect, entry)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRectF, heading: Heading, day: date | None) -> None:
        tokens = self._theme.tokens
        is_target = self.target is not None and self.target.day == day
        painter.fillRect(rect, QColor(tokens.accent_soft if is_target else tokens.strip))
        if day == self.today:
            painter.fillRect(QRectF(rect.x(), rect.y(), EDGE, rect.height()), QColor(tokens.accent))
        ink = tokens.accent_text if day == self.today else tokens.muted
        paint_line(painter, rect.adjusted(15, 0, -12, 0), heading.text, self._theme.font("small_strong"), ink)

    def _paint_item(self, painter: QPainter, option: Any, rect: QRectF, item: CalendarItemRow) -> None:
        theme, tokens = self._theme, self._theme.tokens
        self._paint_ground(painter, option, rect, is_chosen=self._choice.has(item))
        is_late = item.is_open and item.on < self.today
        ink = tokens.text if item.is_open else tokens.muted
        time = QRectF(rect.x() + 15, rect.y(), self._time_width(), rect.height())
        at_ink = tokens.at_risk if is_late else ink if item.at else tokens.muted
        paint_line(
            painter,
            time,
            clock_text(item.at) if item.at else "any time",
            theme.font("caption_strong" if item.at else "caption"),
            at_ink,
        )
        icon = QRectF(time.right() + 4, rect.center().y() - 8, 16, 16)
        name = "check" if item.state == "held" else CHANNEL_ICONS.get(item.channel, "check-in")
        theme.icons.paint(painter, icon, name, tokens.healthy if item.state == "held" else tokens.muted)
        right = self._paint_right(painter, rect, item)
        left = icon.right() + 12
        half = rect.height() / 2
        upper = QRectF(left, rect.y() + 4, right - left - 10, half - 4)
        used = paint_line(painter, upper, item.account, theme.font("strong"), ink)
        paint_line(painter, upper.adjusted(used + 8, 0, 0, 0), title_of(item), theme.font(), ink)
        lower = QRectF(left, rect.y() + half, right - left - 10, half - 5)
        against = conflict_words(item)
        if against:
            theme.icons.paint(painter, QRectF(left, lower.center().y() - 6, 12, 12), "warning", tokens.watch)
            lower.adjust(16, 0, 0, 0)
            lower.adjust(paint_line(painter, lower, against, theme.font("caption"), tokens.watch) + 8, 0, 0, 0)
        words_ink = tokens.at_risk if is_late else tokens.muted
        paint_line(painter, lower, details_of(item, self.today), theme.font("caption"), words_ink)
        self._paint_ring(painter, option, rect)

    def _paint_mark(self, painter: QPainter, option: Any, rect: QRectF, mark: CalendarMarkRow) -> None:
        theme, tokens = self._theme, self._theme.tokens
        self._paint_ground(painter, option, rect, is_chosen=False)
        left = rect.x() + 15 + self._time_width() + 4
        theme.icons.paint(painter, QRectF(left + 2, rect.center().y() - 6, 12, 12), MARK_ICONS[mark.kind], tokens.muted)
        room = rect.adjusted(left - rect.x() + 28, 0, -12, 0)
        used = paint_line(painter, room, mark.account, theme.font("strong"), tokens.muted)
        words = " · ".join(part for part in (MARK_WORDS[mark.kind], mark.title) if part)
        paint_line(painter, room.adjusted(used + 8, 0, 0, 0), words, theme.font(), tokens.muted)
        self._paint_ring(painter, option, rect)

    def _time_width(self) -> float:
        widest = QFontMetricsF(self._theme.font("caption_strong")).horizontalAdvance(clock_text("22:00"))
        return max(TIME * self._theme.font_scale, widest + 8)

    def _paint_right(self, painter: QPainter, rect: QRectF, item: CalendarItemRow) -> float:
        """Draw length and health; give where they begin."""
        theme, scale = self._theme, self._theme.font_scale
        length = QRectF(rect.right() - 12 - LENGTH * scale, rect.y(), LENGTH * scale, rect.height())
        words = hours_text(item.minutes) if item.minutes else ""
        paint_line(painter, length, words, theme.font("caption"), theme.tokens.muted, is_right=True)
        painter.setFont(theme.font())
        width = chip_size(painter.font(), item.score, item.band).width()
        chip = QRectF(length.x() - width - 2, rect.y(), width, rect.height())
        paint_chip(painter, chip, theme.tokens, item.score, item.band)
        return chip.x()

    def _paint_ground(self, painter: QPainter, option: Any, rect: QRectF, *, is_chosen: bool) -> None:
        tokens = self._theme.tokens
        is_on = is_chosen or bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, QColor(tokens.selection if is_on else tokens.hover if is_hovered else tokens.card))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), QColor(tokens.border))
        if is_on:
            painter.fillRect(QRectF(rect.x(), rect.y(), EDGE, rect.height()), QColor(tokens.accent))

    def _paint_ring(self, painter: QPainter, option: Any, rect: QRectF) -> None:
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, rect.adjusted(1, 1, -1, -2), self._theme.tokens.accent, 4)
