"""Icons: SVG files in one colour each, sharp at every device pixel ratio."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


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
        """Give the icon for a button or a menu; `disabled` is its colour where it can't be used.

        Raises:
            FileNotFoundError: there is no icon of that name.
        """
        key = (name, color, disabled or "", size)
        found = self._icons.get(key)
        if found is None:
            self._source(name)
            found = self._icons[key] = QIcon(_DrawnWhenShown(self, name, (color, disabled or color), size))
        return found

    def paint(self, painter: QPainter, rect: QRectF, name: str, color: str) -> None:
        """Draw the icon centred in `rect`, as large as its shorter side allows."""
        size = int(min(rect.width(), rect.height()))
        # `painter.device()` would do, but to name its type PySide sets up every widget class there is.
        pixmap = self.pixmap(name, color, size, painter.deviceTransform().m11())
        left = round(rect.x() + (rect.width() - size) / 2)
        top = round(rect.y() + (rect.height() - size) / 2)
        painter.drawPixmap(left, top, pixmap)

    def _source(self, name: str) -> bytes:
        found = self._sources.get(name)
        if found is None:
            found = self._sources[name] = (self._folder / f"{name}.svg").read_bytes()
        return found

    def _draw(self, name: str, color: str, size: int, ratio: float) -> QPixmap:
        source = self._source(name)
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


class _DrawnWhenShown(QIconEngine):
    """Draws an icon when it is first on a screen and at that screen's ratio: most icons of menus are never seen."""

    def __init__(self, icons: Icons, name: str, inks: tuple[str, str], side: int) -> None:
        """Draw in the first of `inks`, in the second where it can't be used; `side` is the usual size."""
        super().__init__()
        self._icons = icons
        self._name = name
        self._inks = inks
        self._side = side

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        self._icons.paint(painter, QRectF(rect), self._name, self._ink(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return self._icons.pixmap(self._name, self._ink(mode), max(1, min(size.width(), size.height())), scale)

    def availableSizes(self, mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off) -> list[QSize]:
        return [QSize(self._side, self._side)]

    def clone(self) -> QIconEngine:
        return _DrawnWhenShown(self._icons, self._name, self._inks, self._side)

    def _ink(self, mode: QIcon.Mode) -> str:
        return self._inks[mode == QIcon.Mode.Disabled]
