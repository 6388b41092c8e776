"""Icons: SVG files in one colour each, sharp at every device pixel ratio."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_RATIOS = (1.0, 1.25, 1.5, 2.0)


class Icons:
    """Gives icons by name. Colours are part of the key, so a theme switch never meets a stale picture."""

    def __init__(self, folder: Path) -> None:
        """Read SVG files from `folder`, lazily; nothing is drawn before it is asked for."""
        self._folder = folder
        self._sources: dict[str, bytes] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._icons: dict[tuple[str, str, str, int], QIcon] = {}

    def names(self) -> list[str]:
        """Give the names of all icons, sorted."""
        return sorted(path.stem for path in self._folder.glob("*.svg"))

    def pixmap(self, name: str, color: str, size: int = 16, ratio: float = 1.0) -> QPixmap:
        """Give the icon in `color` (`#RRGGBB`), `size` logical pixels wide, for a device pixel ratio.

        Raises:
            FileNotFoundError: there is no icon of that name.
        """
        key = (name, color, size, ratio)
        found = self._pixmaps.get(key)
        if found is None:
            found = self._pixmaps[key] = self._draw(name, color, size, ratio)
        return found

    def icon(self, name: str, color: str, size: int = 16, disabled: str | None = None) -> QIcon:
        """Give the icon for a button or a menu; `disabled` is its colour where it can't be used."""
        key = (name, color, disabled or "", size)
        found = self._icons.get(key)
        if found is None:
            found = self._icons[key] = QIcon()
            for ratio in _RATIOS:
                found.addPixmap(self.pixmap(name, color, size, ratio))
                if disabled:
                    found.addPixmap(self.pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
        return found

    def paint(self, painter: QPainter, rect: QRectF, name: str, color: str) -> None:
        """Draw the icon centred in `rect`, as large as its shorter side allows."""
        size = int(min(rect.width(), rect.height()))
        pixmap = self.pixmap(name, color, size, painter.device().devicePixelRatio())
        left = round(rect.x() + (rect.width() - size) / 2)
        top = round(rect.y() + (rect.height() - size) / 2)
        painter.drawPixmap(left, top, pixmap)

    def _draw(self, name: str, color: str, size: int, ratio: float) -> QPixmap:
        source = self._sources.get(name)
        if source is None:
            source = self._sources[name] = (self._folder / f"{name}.svg").read_bytes()
        renderer = QSvgRenderer(QByteArray(source.replace(b"currentColor", QColor(color).name().encode())))
        side = max(1, round(size * ratio))
        pixmap = QPixmap(QSize(side, side))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
