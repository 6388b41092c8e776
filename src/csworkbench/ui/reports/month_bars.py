"""Shares by month as bars, each with its percentage above it and its month below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csworkbench.ui.theme.theme import Theme

HEIGHT, LINE = 150, 18.0
_WIDEST = 44.0


def month_text(month: date) -> str:
    """Give a month as "Nov", January with its year."""
    name = QLocale().standaloneMonthName(month.month, QLocale.FormatType.ShortFormat)
    return f"{name} {month.year % 100:02d}" if month.month == 1 else name


def month_title(month: date) -> str:
    """Give a month as "November 2026"."""
    return f"{QLocale().standaloneMonthName(month.month)} {month.year}"


def percent_text(share: float | None) -> str:
    """Give a share as "82 %", a dash where there is none."""
    return "–" if share is None else f"{share * 100:.0f} %"


class MonthBars(QWidget):
    """The chart; its accessible description says every month."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self._bars: list[tuple[date, float | None]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Share of accounts by month")
        theme.changed.connect(self.update)

    def set_shares(self, months: Sequence[date], shares: Sequence[float | None]) -> None:
        """Show a share (0..1, None of nobody) for each month; the last one is not over."""
        self._bars = list(zip(months, shares, strict=True))
        said = [f"{month_title(month)}: {percent_text(share)}" for month, share in self._bars]
        self.setAccessibleDescription("; ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        """Give the height of bars and texts."""
        return QSize(480, round(HEIGHT * self._theme.font_scale))

    def minimumSizeHint(self) -> QSize:
        """Give the least width in which twelve months can be read."""
        return QSize(360, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars."""
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line, each = LINE * self._theme.font_scale, self.width() / len(self._bars)
        room = self.height() - 2 * line - 4
        for place, (month, share) in enumerate(self._bars):
            column = QRectF(place * each, 0, each, self.height())
            width = min(_WIDEST, each * 0.6)
            height = max(2.0, room * (share or 0.0))
            bar = QRectF(column.center().x() - width / 2, line + room - height, width, height)
            is_over = place < len(self._bars) - 1
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent" if is_over else "accent_text"))
            painter.setOpacity(1.0 if is_over else 0.55)
            painter.drawRoundedRect(bar, 3, 3)
            painter.setOpacity(1.0)
            middle = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
            painter.setFont(self._theme.font("caption_strong"))
            painter.setPen(self._theme.color("text"))
            painter.drawText(QRectF(column.x(), bar.top() - line, each, line), middle, percent_text(share))
            painter.setFont(self._theme.font("caption"))
            painter.setPen(self._theme.color("muted"))
            painter.drawText(QRectF(column.x(), self.height() - line, each, line), middle, month_text(month))
