"""Cells of the factor table: two lines where a fact has its context, and the curve with the point on it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from csworkbench.domain.health.plan import PlannedFactor
from csworkbench.domain.health.rows import FactorRow
from csworkbench.ui.account.lined_delegate import LinedDelegate
from csworkbench.ui.widgets.curve import curve_points, paint_curve, spot_at, spot_on

CONTEXT_ROLE = Qt.ItemDataRole.UserRole + 11
"""The quiet second line of a cell."""
CURVE_ROLE = Qt.ItemDataRole.UserRole + 12
"""A pair of `PlannedFactor` and `FactorRow` to draw."""
_PAD = 6


class FactorDelegate(LinedDelegate):
    """Draws one cell."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw ground and line, then the curve or the one or two lines of text."""
        blank = QStyleOptionViewItem(option)
        super().paint(painter, blank, index)
        context = index.data(CONTEXT_ROLE)
        curve = index.data(CURVE_ROLE)
        painter.save()
        rect = QRectF(blank.rect)
        if curve is not None:
            self._paint_curve(painter, rect, *curve)
        elif context is not None:
            self._paint_lines(painter, rect, index, str(context))
        painter.restore()

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Leave out the text of cells that draw their own."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        if index.data(CONTEXT_ROLE) is not None or index.data(CURVE_ROLE) is not None:
            option.text = ""

    def _paint_curve(self, painter: QPainter, rect: QRectF, planned: PlannedFactor, row: FactorRow) -> None:
        box = rect.adjusted(_PAD, 9, -_PAD, -9)
        curve = drawn_curve(planned)
        paint_curve(painter, box, curve, curve_spot(box, planned, row), self._theme.tokens)

    def _paint_lines(
        self, painter: QPainter, rect: QRectF, index: QModelIndex | QPersistentModelIndex, context: str
    ) -> None:
        theme, inner = self._theme, rect.adjusted(_PAD, 4, -_PAD, -5)
        font = index.data(Qt.ItemDataRole.FontRole)
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        first = inner if not context else QRectF(inner.x(), inner.y(), inner.width(), inner.height() / 2)
        painter.setFont(font if isinstance(font, QFont) else theme.font())
        painter.setPen(ink if isinstance(ink, QColor) else theme.color("text"))
        self._paint_line(painter, first, str(index.data() or ""))
        if context:
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("muted"))
            self._paint_line(painter, first.translated(0, inner.height() / 2), context)

    @staticmethod
    def _paint_line(painter: QPainter, rect: QRectF, text: str) -> None:
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


def drawn_curve(planned: PlannedFactor) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Give the corners to draw; a curve that follows the cadence has its places one step apart."""
    xs = tuple(float(place) for place in range(len(planned.refs))) if planned.refs else planned.xs
    return xs, planned.ys


def curve_spot(rect: QRectF, planned: PlannedFactor, row: FactorRow) -> QPointF | None:
    """Give where a factor's value lies on its drawn curve; None when it is missing."""
    if row.missing_reason is not None or row.raw is None or row.sub_score is None:
        return None
    xs, ys = drawn_curve(planned)
    corners = curve_points(rect, xs, ys)
    if planned.refs:
        return spot_on(corners, rect, row.sub_score)
    return spot_at(corners, xs, row.raw, rect.bottom() - row.sub_score / 100 * rect.height())
