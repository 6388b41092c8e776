"""The plots of a backtest, painted: the ROC curve, and where the scores of both kinds of endings lay."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from csworkbench.ui.theme.theme import Theme

Point = tuple[float, float]
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT_CENTRE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT_CENTRE = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class BacktestChart(QWidget):
    """What both plots share: a frame with axes, a message when there is nothing, words for those who listen."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        """Give room for a plot that can be read."""
        return QSize(round(300 * self._theme.font_scale), round(250 * self._theme.font_scale))

    def minimumSizeHint(self) -> QSize:
        """Give the least room."""
        return QSize(round(170 * self._theme.font_scale), self.sizeHint().height())

    def plot(self) -> QRectF:
        """Give the rectangle between the axes."""
        scale = self._theme.font_scale
        return QRectF(self.rect()).adjusted(46 * scale, 10, -10, -42 * scale)

    def start(self) -> QPainter:
        """Give a painter in the small font."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("small"))
        return painter

    def color(self, name: str, alpha: int = 255) -> QColor:
        """Give a colour of the theme, as opaque as wished."""
        found = QColor(self._theme.color(name))
        found.setAlpha(alpha)
        return found

    def paint_message(self, painter: QPainter, text: str) -> None:
        """Say why there is no plot."""
        painter.setPen(self.color("muted"))
        painter.drawText(QRectF(self.rect()), _CENTRE | int(Qt.TextFlag.TextWordWrap), text)

    def paint_axes(self, painter: QPainter, highest: float, across: Sequence[str], below: str) -> None:
        """Draw percent lines up to `highest` (0..1), the words below each part, and what the axis means."""
        plot, line = self.plot(), painter.fontMetrics().height()
        for step in range(5):
            y = plot.bottom() - plot.height() * step / 4
            painter.setPen(QPen(self.color("grid"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(self.color("muted"))
            share = f"{highest * step / 4:.0%}"
            painter.drawText(QRectF(0, y - line / 2, plot.left() - 6, line), _RIGHT_CENTRE, share)
        width = plot.width() / max(1, len(across))
        for place, words in enumerate(across):
            painter.drawText(QRectF(plot.left() + place * width, plot.bottom() + 3, width, line), _CENTRE, words)
        painter.drawText(QRectF(plot.left(), plot.bottom() + line + 4, plot.width(), line + 2), _CENTRE, below)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


class RocChart(BacktestChart):
    """How many of the churned are caught for how many false alarms, as the line to be flagged rises."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(theme, "ROC curve", parent)
        self._points: tuple[Point, ...] = ()

    def set_points(self, points: Sequence[Point], words: str) -> None:
        """Show a curve from (0, 0) to (1, 1); `words` say what it shows."""
        self._points = tuple(points)
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the curve over the diagonal of chance."""
        painter = self.start()
        if not self._points:
            self.paint_message(painter, "No curve: it needs endings of both kinds with enough data.")
            return
        self.paint_axes(painter, 1.0, ("", "", "", ""), "false alarms, 0 to 100%")
        plot = self.plot()
        painter.setPen(QPen(self.color("strong_border"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(plot.bottomLeft(), plot.topRight())
        curve = [QPointF(plot.left() + x * plot.width(), plot.bottom() - y * plot.height()) for x, y in self._points]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.color("accent", 34))
        painter.drawPolygon(QPolygonF([*curve, plot.bottomRight(), plot.bottomLeft()]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.color("accent_text"), 2))
        painter.drawPolyline(QPolygonF(curve))


class ScoreSpread(BacktestChart):
    """Where scores lay: per ten points the share of the churned (filled) and of those that stayed (hatched)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(theme, "Scores before the endings", parent)
        self._churned: tuple[int, ...] = ()
        self._stayed: tuple[int, ...] = ()

    def set_counts(self, churned: Sequence[int], stayed: Sequence[int]) -> None:
        """Show numbers of endings per ten points of score, 0..9 first."""
        self._churned, self._stayed = tuple(churned), tuple(stayed)
        parts = [
            f"{10 * place} to {10 * place + (10 if place == 9 else 9)}: {gone} churned, {kept} stayed"
            for place, (gone, kept) in enumerate(zip(churned, stayed, strict=True))
            if gone or kept
        ]
        self.setAccessibleDescription("; ".join(parts))
        self.setToolTip("\n".join(parts))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a pair of bars per ten points."""
        painter = self.start()
        if not sum(self._churned) and not sum(self._stayed):
            self.paint_message(painter, "No scores with enough data.")
            return
        shares = [_shares(self._churned), _shares(self._stayed)]
        highest = _step_above(max(map(max, shares)))
        self.paint_axes(painter, highest, [str(10 * place) for place in range(10)], "score before the ending")
        plot = self.plot()
        width = plot.width() / 10
        looks = (QBrush(self.color("at_risk")), QBrush(self.color("accent_text"), Qt.BrushStyle.BDiagPattern))
        for kind, (share_of, brush) in enumerate(zip(shares, looks, strict=True)):
            painter.setBrush(brush)
            painter.setPen(QPen(brush.color(), 1))
            for place, share in enumerate(share_of):
                if share:
                    height = plot.height() * share / highest
                    left = plot.left() + place * width + width * (0.12 + 0.4 * kind)
                    painter.drawRect(QRectF(left, plot.bottom() - height, width * 0.36, height))
        self._paint_legend(painter, looks)

    def _paint_legend(self, painter: QPainter, looks: Sequence[QBrush]) -> None:
        metrics = painter.fontMetrics()
        line, right = metrics.height(), self.plot().right()
        names = ("churned", "stayed")
        width = max(map(metrics.horizontalAdvance, names))
        for place, (words, brush) in enumerate(zip(names, looks, strict=True)):
            y = self.plot().top() + place * (line + 3)
            painter.setPen(QPen(brush.color(), 1))
            painter.setBrush(brush)
            painter.drawRect(QRectF(right - width - line - 6, y + 3, line - 6, line - 6))
            painter.setPen(self.color("text"))
            painter.drawText(QRectF(right - width - 2, y, width + 2, line), _LEFT_CENTRE, words)


def _shares(counts: Sequence[int]) -> list[float]:
    total = sum(counts)
    return [count / total if total else 0.0 for count in counts]


def _step_above(share: float) -> float:
    """Give the next round share that leaves room above."""
    return next((step for step in (0.2, 0.4, 0.6, 0.8) if share <= step), 1.0)
