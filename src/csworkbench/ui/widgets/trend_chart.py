"""Health over time as a chart: bands, line, events, the last value; read by mouse, keys or in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.painting import paint_box, paint_focus_ring
from csworkbench.ui.widgets.texts import BAND_WORDS, count_text, full_day, short_day

BAND_EDGES = (50, 75)
"""Highest score of at risk and of watch by default."""
_RIGHT, _TOP = 8.0, 12.0


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A score (0..100, None for insufficient data) on a day."""

    day: date
    score: int | None


@dataclass(frozen=True, slots=True)
class TrendMarker:
    """Something that happened on a day."""

    day: date
    text: str


def trend_summary(points: Sequence[TrendPoint], markers: Sequence[TrendMarker] = ()) -> str:
    """Give the chart in one or two sentences."""
    known = [(point.day, point.score) for point in points if point.score is not None]
    if not known:
        return "No health scores in this time."
    (first_day, first), (last_day, last) = known[0], known[-1]
    scores = [score for _, score in known]
    text = (
        f"Health {first} on {full_day(first_day)}, {last} on {full_day(last_day)}; "
        f"lowest {min(scores)}, highest {max(scores)}."
    )
    if markers:
        text += f" {count_text(len(markers), 'event')}: " + "; ".join(
            f"{short_day(marker.day)} {marker.text}" for marker in markers
        )
    return text


class TrendChart(QWidget):
    """The chart. Left and Right move the reading point, End goes to the last one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self._points: tuple[TrendPoint, ...] = ()
        self._markers: tuple[TrendMarker, ...] = ()
        self._edges = BAND_EDGES
        self._read: int | None = None
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
        self.setAccessibleDescription(trend_summary(self._points, self._markers))
        self.update()

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
        places = [self._x(point.day) for point in self._points]
        if places:
            at = event.position().x()
            self._move_to(min(range(len(places)), key=lambda i: abs(places[i] - at)))

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
        wanted = moves.get(Qt.Key(event.key()))
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
        self._paint_axis(painter)
        self._paint_markers(painter)
        self._paint_line(painter)
        self._paint_reading(painter)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), self._theme.tokens.accent, 6)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def _plot(self) -> QRectF:
        metrics = QFontMetricsF(self._theme.font("small"))
        left = metrics.horizontalAdvance("100") + 10
        return QRectF(self.rect()).adjusted(left, _TOP, -_RIGHT, -metrics.height() - 8)

    def _x(self, day: date) -> float:
        plot, first = self._plot(), self._points[0].day
        span = max(1, (self._points[-1].day - first).days)
        # The last dot and its ring must not touch the edge.
        return plot.left() + (day - first).days / span * (plot.width() - 7)

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
            flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(box.adjusted(4, 0, 0, 0), flags, BAND_WORDS[band])

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
        for month in _months(self._points[0].day, last):
            at = self._x(month)
            name = locale.standaloneMonthName(month.month, QLocale.FormatType.ShortFormat)
            width = painter.fontMetrics().horizontalAdvance(name)
            if at - width / 2 > used + 8 and at + width / 2 <= self.width():
                painter.drawText(QPointF(at - width / 2, self.height() - 6), name)
                used = at + width / 2

    def _paint_markers(self, painter: QPainter) -> None:
        tokens, plot = self._theme.tokens, self._plot()
        for marker in self._markers:
            at = self._x(marker.day)
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
                run.append(QPointF(self._x(point.day), self._y(point.score)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.accent), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for run in runs:
            painter.drawPolyline(QPolygonF(run))
        known = [point for point in self._points if point.score is not None]
        if known and known[-1].score is not None:
            self._paint_value(painter, known[-1].day, known[-1].score)

    def _paint_value(self, painter: QPainter, day: date, score: int) -> None:
        tokens = self._theme.tokens
        spot = QPointF(self._x(day), self._y(score))
        painter.setPen(QPen(QColor(tokens.card), 2))
        painter.setBrush(QColor(tokens.accent))
        painter.drawEllipse(spot, 4.5, 4.5)
        painter.setFont(self._theme.font("caption_strong"))
        painter.setPen(QColor(tokens.text))
        text = str(score)
        width = painter.fontMetrics().horizontalAdvance(text)
        top = spot.y() - 11 if spot.y() - 24 > self._plot().top() else spot.y() + 19
        painter.drawText(QPointF(spot.x() - width - 2, top), text)

    def _paint_reading(self, painter: QPainter) -> None:
        point = self.read_point
        if point is None:
            return
        tokens, plot = self._theme.tokens, self._plot()
        at = self._x(point.day)
        painter.setPen(QPen(QColor(tokens.strong_border), 1))
        painter.drawLine(QPointF(at, plot.top()), QPointF(at, plot.bottom()))
        score = "no data" if point.score is None else str(point.score)
        text = f"{short_day(point.day)}: {score}"
        near = [m.text for m in self._markers if abs(self._x(m.day) - at) <= 5]
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


def _months(first: date, last: date) -> list[date]:
    """Give the first day of each month within a span, and the span's own first day when a month is cut."""
    found: list[date] = []
    day = first.replace(day=1)
    while day <= last:
        if day >= first:
            found.append(day)
        day = day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)
    return found
