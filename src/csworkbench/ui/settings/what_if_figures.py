"""Figures of a what-if as they are seen: the distribution before and after, and the bands from and to with ARR."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableWidget, QTableWidgetItem, QWidget

from csworkbench.domain.health.what_if_result import BINS, Distribution, Moved
from csworkbench.domain.money import SYMBOLS, compact_money, to_major
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.texts import BAND_WORDS, count_text, number_text, plain_tool_tip

BANDS = ("healthy", "watch", "at risk", "insufficient data")
SHORT = {"healthy": "Healthy", "watch": "Watch", "at risk": "At risk", "insufficient data": "No data"}
_INK = {"healthy": "healthy", "watch": "watch", "at risk": "at_risk", "insufficient data": "no_data"}
_BELOW = 34


class DistributionChart(QWidget):
    """Bars of the scores: before as outlines, after filled; the bands lie behind them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self._before: Distribution | None = None
        self._after: Distribution | None = None
        self._edges = (50, 75)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("Scores before and after")
        theme.changed.connect(self.update)

    def set_distribution(self, before: Distribution, after: Distribution, edges: tuple[int, int]) -> None:
        """Show two distributions; `edges` are the highest scores of at risk and of watch, as they would be."""
        self._before, self._after, self._edges = before, after, edges
        words = (f"{at * 5} to {at * 5 + 4}: {before.bins[at]} before, {after.bins[at]} after" for at in range(BINS))
        grey = f"insufficient data: {before.insufficient} before, {after.insufficient} after"
        self.setAccessibleDescription("; ".join((*words, grey)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, round(108 * self._theme.font_scale))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, round(72 * self._theme.font_scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._before is None or self._after is None:
            return
        painter, tokens = QPainter(self), self._theme.tokens
        painter.setFont(self._theme.font("small"))
        plot = QRectF(self.rect()).adjusted(4, 2, -4, -_BELOW * self._theme.font_scale)
        self._paint_bands(painter, plot)
        most = max(1, *self._before.bins, *self._after.bins)
        width = plot.width() / BINS
        for at in range(BINS):
            left = plot.left() + at * width
            old, new = (plot.height() * one.bins[at] / most for one in (self._before, self._after))
            painter.fillRect(QRectF(left + 1.5, plot.bottom() - new, width - 3, new), QColor(tokens.accent))
            painter.setPen(QPen(QColor(tokens.text), 1.4))
            top = plot.bottom() - old
            painter.drawLine(QPointF(left, top), QPointF(left + width, top))
        self._paint_words(painter, plot)

    def _paint_bands(self, painter: QPainter, plot: QRectF) -> None:
        tokens = self._theme.tokens
        places = (0.0, self._edges[0] + 0.5, self._edges[1] + 0.5, 100.0)
        grounds = (tokens.chart_at_risk, tokens.chart_watch, tokens.chart_healthy)
        for low, high, ground in zip(places[:-1], places[1:], grounds, strict=True):
            left = plot.left() + plot.width() * low / 100
            painter.fillRect(QRectF(left, plot.top(), plot.width() * (high - low) / 100, plot.height()), QColor(ground))

    def _paint_words(self, painter: QPainter, plot: QRectF) -> None:
        assert self._before is not None
        assert self._after is not None
        painter.setPen(QColor(self._theme.tokens.muted))
        line = painter.fontMetrics().height()
        for score in (0, self._edges[0], self._edges[1], 100):
            x = plot.left() + plot.width() * score / 100
            box = QRectF(min(max(x - 20, 0), self.width() - 40), plot.bottom() + 1, 40, line)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(score))
        grey = f"{number_text(self._before.insufficient)} → {number_text(self._after.insufficient)}"
        below = QRectF(4, plot.bottom() + line + 1, self.width() - 8, line + 2)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft), "Line: before, bar: after")
        painter.drawText(below, int(Qt.AlignmentFlag.AlignRight), f"No data: {grey}")


class MoveTable(QTableWidget):
    """Accounts and ARR by the band they have (rows) and the one they would have (columns)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with dashes."""
        super().__init__(len(BANDS), len(BANDS), parent)
        self._theme = theme
        self._moves: Sequence[Moved] = ()
        self.setAccessibleName("Bands from and to, with ARR")
        self.setHorizontalHeaderLabels([SHORT[band] for band in BANDS])
        self.setVerticalHeaderLabels([SHORT[band] for band in BANDS])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setStyleSheet("QTableWidget::item { padding: 0px 1px; } QHeaderView::section { padding: 0px 4px; }")
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        theme.changed.connect(self._fit)
        self._fit()

    def set_moves(self, moves: Sequence[Moved]) -> None:
        """Show how many go from where to where."""
        self._moves = moves
        found = {(one.before, one.after): one for one in moves}
        for row, before in enumerate(BANDS):
            for column, after in enumerate(BANDS):
                self._put(row, column, found.get((before, after)), before, after)

    def _put(self, row: int, column: int, move: Moved | None, before: str, after: str) -> None:
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(row, column, item)
        count = move.accounts if move else 0
        money = short_sum(move.arr_minor) if move else ""
        item.setText(f"{number_text(count)}\n{money}" if count else "–")
        way = f"stay {BAND_WORDS[before]}" if before == after else f"{BAND_WORDS[before]} to {BAND_WORDS[after]}"
        all_money = f", {whole_sum(move.arr_minor)}" if move and move.arr_minor else ""
        spoken = f"{count_text(count, 'account')} {way}{all_money}"
        item.setToolTip(plain_tool_tip(spoken))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        is_move = count > 0 and before != after
        item.setForeground(self._theme.color(_INK[after] if is_move else "muted"))
        item.setFont(self._theme.font("small_strong" if is_move else "small"))

    def _fit(self) -> None:
        line = round(31 * self._theme.font_scale)
        self.setFont(self._theme.font("small"))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setFont(self._theme.font("small"))
        metrics = QFontMetrics(self._theme.font("strong"))
        self.verticalHeader().setFixedWidth(max(metrics.horizontalAdvance(SHORT[band]) for band in BANDS) + 10)
        for row in range(len(BANDS)):
            self.setRowHeight(row, line)
        self.setFixedHeight(line * len(BANDS) + self.horizontalHeader().sizeHint().height() + 2)
        self.set_moves(self._moves)


def short_sum(sums: Mapping[str, int]) -> str:
    """Give ARR per currency for a narrow cell: the currency with the most, and how many others there are."""
    if not sums:
        return ""
    largest = max(sums, key=lambda currency: sums[currency])
    more = f" +{len(sums) - 1}" if len(sums) > 1 else ""
    return f"{_tight_money(sums[largest], largest)}{more}"


def _tight_money(amount_minor: int, currency: str) -> str:
    """Give a rounded amount of at most four digits: `€31 M`, `€1.69 M`, `€412 k`."""
    millions = to_major(amount_minor, currency) / 1_000_000
    if millions < 10:
        return compact_money(amount_minor, currency)
    return f"{SYMBOLS.get(currency, f'{currency} ')}{millions:,.0f} M"


def whole_sum(sums: Mapping[str, int]) -> str:
    """Give ARR per currency in full; amounts in different currencies are never added."""
    return " + ".join(compact_money(amount, currency) for currency, amount in sorted(sums.items()))
