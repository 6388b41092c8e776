"""The theme of a running program: which tokens hold now, and how they reach every window."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from csworkbench.infra.paths import shipped
from csworkbench.ui.theme.fonts import FontRole, make_font, register_fonts
from csworkbench.ui.theme.icons import Icons
from csworkbench.ui.theme.palette import make_palette
from csworkbench.ui.theme.style_sheet import make_style_sheet
from csworkbench.ui.theme.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens, color

ThemeMode = Literal["system", "light", "dark", "contrast"]
MODES: tuple[ThemeMode, ...] = get_args(ThemeMode)
SMALLEST_SCALE, LARGEST_SCALE = 0.9, 1.5


class Theme(QObject):
    """Holds the mode, the tokens, the fonts and the icons; made once by the app and handed to widgets.

    Signals:
        changed: tokens or fonts are new and already applied; painted widgets should repaint.
    """

    changed = Signal()

    def __init__(
        self,
        mode: ThemeMode = "system",
        font_scale: float = 1.0,
        resources: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Start in `mode`. `resources` is the folder with `fonts` and `icons`, by default the shipped one."""
        super().__init__(parent)
        self._resources = resources or shipped("resources")
        self._mode: ThemeMode = mode
        self._font_scale = _bounded(font_scale)
        self._fonts: dict[FontRole, QFont] = {}
        self._app: QApplication | None = None
        self.icons = Icons(self._resources / "icons")
        self._tokens = self._wanted_tokens()

    @property
    def mode(self) -> ThemeMode:
        """What the user chose."""
        return self._mode

    @property
    def tokens(self) -> Tokens:
        """The colours that hold now."""
        return self._tokens

    @property
    def is_dark(self) -> bool:
        """Whether tokens with a dark ground hold now."""
        return self._tokens.is_dark

    @property
    def font_scale(self) -> float:
        """The user's font scale, 0.9 to 1.5."""
        return self._font_scale

    def font(self, role: FontRole = "body") -> QFont:
        """Give the font of a role at the user's scale."""
        found = self._fonts.get(role)
        if found is None:
            found = self._fonts[role] = make_font(role, self._font_scale)
        return QFont(found)

    def color(self, name: str) -> QColor:
        """Give the colour of a token by its name (`#RRGGBB` is taken as it is)."""
        return QColor(color(self._tokens, name))

    def icon(self, name: str, token: str = "text", size: int = 16) -> QIcon:
        """Give an icon in the colour of a token. Ask again after `changed`."""
        return self.icons.icon(name, color(self._tokens, token), size, self._tokens.strong_border)

    def set_mode(self, mode: ThemeMode) -> None:
        """Switch to `mode` now, in every window."""
        self._mode = mode
        self._refresh()

    def set_font_scale(self, scale: float) -> None:
        """Set the font scale, kept within 0.9 to 1.5."""
        self._font_scale = _bounded(scale)
        self._fonts.clear()
        self._refresh()

    def apply(self, app: QApplication) -> None:
        """Dress `app` in this theme and follow the system's scheme while the mode is `system`."""
        if self._app is None:
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
            register_fonts(self._resources / "fonts")
        self._app = app
        self._refresh()

    def _wanted_tokens(self) -> Tokens:
        if self._mode == "system":
            scheme = QGuiApplication.styleHints().colorScheme()
            return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        return {"dark": DARK, "contrast": HIGH_CONTRAST}.get(self._mode, LIGHT)

    def _refresh(self) -> None:
        self._tokens = self._wanted_tokens()
        if self._app is not None:
            self._app.setFont(self.font())
            self._app.setPalette(make_palette(self._tokens))
            self._app.setStyleSheet(make_style_sheet(self._tokens, self._resources / "icons", self._font_scale))
        self.changed.emit()

    def _on_system_scheme_changed(self) -> None:
        if self._mode == "system":
            self._refresh()


def _bounded(scale: float) -> float:
    return min(LARGEST_SCALE, max(SMALLEST_SCALE, scale))
