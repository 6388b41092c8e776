"""Health over time as a chart: bands, line, events, the last value; read by mouse, keys or in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.painting import paint_box, paint_focus_ring, paint_rimmed_text
from csworkbench.ui.widgets.texts import BAND_WORDS, full_day, short_day
from csworkbench.ui.widgets.trend_points import TrendMarker, TrendPoint, months_between, trend_summary

__all__ = ["BAND_EDGES", "TrendChart", "TrendMarker", "TrendPoint", "trend_summary"]

BAND_EDGES = (50, 75)
"""Highest score of at risk and of watch by default."""
_RIGHT, _TOP = 8.0, 12.0


class TrendChart(QWidget):
    """The chart. Left and Right move the reading point, End goes to the last one.

    Where points can be chosen, a click, Enter or Space chooses the one that is read.

    Signals:
        point_chosen: the day of the point.
    """

    point_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self._points: tuple[TrendPoint, ...] = ()
        self._markers: tuple[TrendMarker, ...] = ()
        self._edges = BAND_EDGES
        self._read: int | None = None
        self._span: tuple[date, date] | None = None
        self._is_choosing = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Health over time")
        theme.changed.connect(self._on_theme_changed)

    def set_series(
        self,
        points: Sequence[TrendPoint],
        markers: Sequence[TrendMarker] = (),
        band_edges: tuple[int, int] = BAND_EDGES,
    ) -> None:
        """Show points (oldest first) and markers; `band_edges` are the highest scores of at risk and watch."""
        self._points = tuple(points)
        self._edges = band_edges
        shown = (points[0].day, points[-1].day) if points else None
        self._markers = tuple(m for m in markers if shown and shown[0] <= m.day <= shown[1])
        self._read = None
        self._span = None
        self.setAccessibleDescription(trend_summary(self._points, self._markers))
        self.update()

    def set_choosing(self, is_choosing: bool) -> None:
        """Let points be chosen."""
        self._is_choosing = is_choosing
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_choosing else Qt.CursorShape.ArrowCursor)

    def set_span(self, since: date, until: date) -> None:
        """Mark two days and what lies between them (one day: only that)."""
        self._span = since, until
        self.update()

    @property
    def span(self) -> tuple[date, date] | None:
        """The two days that are marked."""
        return self._span

    @property
    def points(self) -> tuple[TrendPoint, ...]:
        """The points on show, oldest first."""
        return self._points

    @property
    def read_point(self) -> TrendPoint | None:
        """The point that is being read by mouse or keys."""
        return None if self._read is None else self._points[self._read]

    def sizeHint(self) -> QSize:
        """Give the size in the details pane."""
        return QSize(295, round(150 * self._theme.font_scale))

    def minimumSizeHint(self) -> QSize:
        """Give the least size at which the labels don't meet."""
        return QSize(180, round(120 * self._theme.font_scale))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read the point nearest to the mouse."""
        places = [self.place_of(point.day) for point in self._points]
        if places:
            at = event.position().x()
            self._move_to(min(range(len(places)), key=lambda i: abs(places[i] - at)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the point nearest to the mouse."""
        self.mouseMoveEvent(event)
        self._choose()

    def leaveEvent(self, event: QEvent) -> None:
        """Stop reading."""
        self._read = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the reading point."""
        last = len(self._points) - 1
        now = last if self._read is None else self._read
        moves = {
            Qt.Key.Key_Left: now - 1,
            Qt.Key.Key_Right: now + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if self._is_choosing and self._points and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._read = now
            self._choose()
            return
        wanted = moves.get(key)
        if wanted is None or last < 0:
            super().keyPressEvent(event)
            return
        self._move_to(min(last, max(0, wanted)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw everything; a few milliseconds."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("small"))
        self._paint_bands(painter)
        self._paint_span(painter)
        self._paint_axis(painter)
        self._paint_markers(painter)
        self._paint_line(painter)
        self._paint_reading(painter)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), self._theme.tokens.accent, 6)

    def _choose(self) -> None:
        point = self.read_point
        if self._is_choosing and point is not None:
            self.point_chosen.emit(point.day)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def _plot(self) -> QRectF:
        metrics = QFontMetricsF(self._theme.font("small"))
        left = metrics.horizontalAdvance("100") + 10
        return QRectF(self.rect()).adjusted(left, _TOP, -_RIGHT, -metrics.height() - 8)

    def _words_width(self) -> float:
        """Give the room at the right that is kept for the names of the bands, so that no line runs through them."""
        metrics = QFontMetricsF(self._theme.font("small"))
        return max(metrics.horizontalAdvance(BAND_WORDS[band]) for band in ("healthy", "watch", "at risk")) + 12

    def place_of(self, day: date) -> float:
        """Give the pixel from the left where a day lies; there must be points."""
        plot, first = self._plot(), self._points[0].day
        left, right = plot.left() + 6, plot.right() - self._words_width() - 6
        span = (self._points[-1].day - first).days
        if span <= 0:
            return right
        return left + min(1.0, max(0.0, (day - first).days / span)) * (right - left)

    def _y(self, score: float) -> float:
        plot = self._plot()
        return plot.bottom() - score / 100 * plot.height()

    def _move_to(self, index: int) -> None:
        self._read = index
        point = self._points[index]
        score = "insufficient data" if point.score is None else str(point.score)
        summary = trend_summary(self._points, self._markers)
        self.setAccessibleDescription(f"{full_day(point.day)}: {score}. {summary}")
        self.update()

    def _paint_bands(self, painter: QPainter) -> None:
        tokens, plot = self._theme.tokens, self._plot()
        low, high = self._edges
        bands = (
            (100, high, tokens.chart_healthy, "healthy"),
            (high, low, tokens.chart_watch, "watch"),
            (low, 0, tokens.chart_at_risk, "at risk"),
        )
        for top, bottom, ground, band in bands:
            box = QRectF(plot.left(), self._y(top), plot.width(), self._y(bottom) - self._y(top))
            painter.fillRect(box, QColor(ground))
            painter.setPen(QColor(tokens.muted))
            flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(box.adjusted(0, 0, -5, 0), flags, BAND_WORDS[band])

    def _paint_span(self, painter: QPainter) -> None:
        if self._span is None or not self._points:
            return
        tokens, plot = self._theme.tokens, self._plot()
        first, last = (self.place_of(day) for day in self._span)
        ground = QColor(tokens.accent)
        ground.setAlpha(28)
        painter.fillRect(QRectF(first, plot.top(), last - first, plot.height()), ground)
        painter.setPen(QPen(QColor(tokens.accent), 1.4, Qt.PenStyle.DashLine))
        for at in {first, last}:
            painter.drawLine(QPointF(at, plot.top()), QPointF(at, plot.bottom()))

    def _paint_axis(self, painter: QPainter) -> None:
        plot = self._plot()
        painter.setPen(QColor(self._theme.tokens.muted))
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for score in (0, *self._edges, 100):
            painter.drawText(QRectF(0, self._y(score) - 10, plot.left() - 5, 20), right, str(score))
        if not self._points:
            painter.drawText(plot, int(Qt.AlignmentFlag.AlignCenter), "No health scores yet")
            return
        locale = QLocale()
        used = -100.0
        last = self._points[-1].day
        for month in months_between(self._points[0].day, last):
            at = self.place_of(month)
            name = locale.standaloneMonthName(month.month, QLocale.FormatType.ShortFormat)
            width = painter.fontMetrics().horizontalAdvance(name)
            if at - width / 2 > used + 8 and at + width / 2 <= self.width():
                painter.drawText(QPointF(at - width / 2, self.height() - 6), name)
                used = at + width / 2

    def _paint_markers(self, painter: QPainter) -> None:
        tokens, plot = self._theme.tokens, self._plot()
        for marker in self._markers:
            at = self.place_of(marker.day)
            painter.setPen(QPen(QColor(tokens.strong_border), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(at, plot.top() + 6), QPointF(at, plot.bottom()))
            painter.setPen(QPen(QColor(tokens.card), 1))
            painter.setBrush(QColor(tokens.muted))
            y = plot.top() + 4
            painter.drawPolygon(QPolygonF([QPointF(at - 5, y - 4), QPointF(at + 5, y - 4), QPointF(at, y + 4)]))

    def _paint_line(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        run: list[QPointF] = []
        runs = [run]
        for point in self._points:
            if point.score is None:
                run = []
                runs.append(run)
            else:
                run.append(QPointF(self.place_of(point.day), self._y(point.score)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.accent), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for run in runs:
            painter.drawPolyline(QPolygonF(run))
        known = [point for point in self._points if point.score is not None]
        if known and known[-1].score is not None:
            self._paint_value(painter, known[-1].day, known[-1].score)

    def _paint_value(self, painter: QPainter, day: date, score: int) -> None:
        tokens = self._theme.tokens
        spot = QPointF(self.place_of(day), self._y(score))
        painter.setPen(QPen(QColor(tokens.card), 2))
        painter.setBrush(QColor(tokens.accent))
        painter.drawEllipse(spot, 4.5, 4.5)
        painter.setFont(self._theme.font("caption_strong"))
        text = str(score)
        width = painter.fontMetrics().horizontalAdvance(text)
        top = spot.y() - 10 if spot.y() - 24 > self._plot().top() else spot.y() + 21
        paint_rimmed_text(painter, QPointF(spot.x() - width / 2, top), text, tokens.text, tokens.card)

    def _paint_reading(self, painter: QPainter) -> None:
        point = self.read_point
        if point is None:
            return
        tokens, plot = self._theme.tokens, self._plot()
        at = self.place_of(point.day)
        painter.setPen(QPen(QColor(tokens.strong_border), 1))
        painter.drawLine(QPointF(at, plot.top()), QPointF(at, plot.bottom()))
        score = "no data" if point.score is None else str(point.score)
        text = f"{short_day(point.day)}: {score}"
        near = [m.text for m in self._markers if abs(self.place_of(m.day) - at) <= 5]
        text = " · ".join([text, *near])
        painter.setFont(self._theme.font("small_strong"))
        metrics = painter.fontMetrics()
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(plot.width()) - 16)
        width = metrics.horizontalAdvance(text) + 14.0
        left = min(max(plot.left(), at - width / 2), plot.right() - width)
        box = QRectF(left, plot.bottom() - 26, width, 22)
        paint_box(painter, box, tokens.card, tokens.strong_border, 5)
        painter.setPen(QColor(tokens.text))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
