"""The health chip: shape, number and word; at risk is solid so that it stands out without colour too."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csworkbench.ui.theme.fonts import with_weight
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.theme.tokens import BAND_GROUND, Tokens, band_ink, color
from csworkbench.ui.widgets.painting import paint_band_mark
from csworkbench.ui.widgets.texts import BAND_WORDS, NO_DATA_SHORT, health_text

_PAD, _MARK, _GAP, _LEAST_HEIGHT = 9.0, 12.0, 6.0, 24.0


def chip_colors(tokens: Tokens, band: str) -> tuple[str, str]:
    """Give ink and ground of the chip of a band."""
    if band == "at risk":
        return tokens.at_risk_solid, tokens.at_risk_solid_ground
    return band_ink(tokens, band), color(tokens, BAND_GROUND.get(band, "no_data_ground"))


def chip_size(font: QFont, score: int | None, band: str) -> QSize:
    """Give the size that a chip wants in `font`."""
    metrics = QFontMetricsF(with_weight(font, QFont.Weight.DemiBold))
    text = _chip_text(score, band)
    return QSize(
        round(2 * _PAD + _MARK + _GAP + metrics.horizontalAdvance(text) + 2),
        round(max(_LEAST_HEIGHT, metrics.height() + 6)),
    )


def paint_chip(painter: QPainter, rect: QRectF, tokens: Tokens, score: int | None, band: str) -> None:
    """Draw the chip at the left of `rect`, centred in its height, in the painter's font.

    A score of None leaves the number out; grey says `No data` where the long word does not fit.
    """
    ink, ground = chip_colors(tokens, band)
    font = with_weight(painter.font(), QFont.Weight.DemiBold)
    wanted = chip_size(painter.font(), score, band)
    text = _chip_text(score, band)
    if wanted.width() > rect.width() and score is None:
        text = NO_DATA_SHORT
    metrics = QFontMetricsF(font)
    beside = 2 * _PAD + _MARK + _GAP
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, rect.width() - beside))
    width = min(rect.width(), beside + metrics.horizontalAdvance(text))
    height = min(rect.height(), float(wanted.height()))
    box = QRectF(rect.x(), rect.y() + (rect.height() - height) / 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, height / 2, height / 2)
    paint_band_mark(painter, QRectF(box.x() + _PAD, box.center().y() - _MARK / 2, _MARK, _MARK), band, ink, ground)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(box.adjusted(_PAD + _MARK + _GAP, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text)
    painter.restore()


def _chip_text(score: int | None, band: str) -> str:
    word = BAND_WORDS.get(band, BAND_WORDS["insufficient data"])
    return word if score is None else f"{score}  {word}"


class HealthChip(QWidget):
    """The chip as a widget."""

    def __init__(
        self,
        theme: Theme,
        score: int | None = None,
        band: str = "insufficient data",
        parent: QWidget | None = None,
    ) -> None:
        """Show a score (0..100) and a band of `domain.words.BANDS`."""
        super().__init__(parent)
        self._theme = theme
        self._score = score
        self._band = band
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)
        self.set_health(score, band)

    def set_health(self, score: int | None, band: str) -> None:
        """Show another score and band."""
        self._score = score
        self._band = band
        self.setAccessibleName(f"Health: {health_text(score, band)}")
        self._on_theme_changed()

    def sizeHint(self) -> QSize:
        """Give the chip's own size."""
        return chip_size(self._theme.font(), self._score, self._band)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        painter = QPainter(self)
        painter.setFont(self._theme.font())
        paint_chip(painter, QRectF(self.rect()), self._theme.tokens, self._score, self._band)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()
