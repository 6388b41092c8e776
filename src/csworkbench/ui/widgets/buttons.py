"""Buttons and actions whose icons follow the theme."""

from __future__ import annotations

from typing import Literal, Protocol

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPushButton, QToolButton, QWidget

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.painting import paint_focus_ring

ButtonKind = Literal["secondary", "primary", "danger", "flat", "link"]
_ICON_TOKENS: dict[ButtonKind, str] = {
    "secondary": "text",
    "primary": "on_accent",
    "danger": "at_risk",
    "flat": "text",
    "link": "accent_text",
}


class HasIcon(Protocol):
    """What an icon can be put on: a button or an action."""

    def setIcon(self, icon: QIcon) -> None:
        """Show an icon."""
        ...


class ThemedIcon(QObject):
    """Keeps the icon of one button or action in the colour of a token, through every switch of the theme."""

    def __init__(self, theme: Theme, target: HasIcon, name: str, token: str, owner: QObject) -> None:
        """Put the icon on `target` now and at every change; lives as long as `owner`."""
        super().__init__(owner)
        self._theme = theme
        self._target = target
        self._name = name
        self._token = token
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)

    def set_icon(self, name: str, token: str | None = None) -> None:
        """Show another icon, or the same in the colour of another token."""
        self._name = name
        self._token = token or self._token
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        self._target.setIcon(self._theme.icon(self._name, self._token))


class Button(QPushButton):
    """A button that Enter presses while it has the focus, as Space does; Qt leaves Enter to the dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter."""
        if not _press(self, event):
            super().keyPressEvent(event)


class IconButton(QToolButton):
    """A button of an icon only; Enter presses it, too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter."""
        if not _press(self, event):
            super().keyPressEvent(event)


class PrimaryButton(Button):
    """The one filled button of a page; its focus ring lies inside, where it shows against the fill."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        """Make the button; see `make_button`."""
        super().__init__(text, parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button and its ring."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            paint_focus_ring(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), self._theme.tokens.on_accent, 4)


def make_button(
    theme: Theme, text: str, icon: str = "", kind: ButtonKind = "secondary", parent: QWidget | None = None
) -> QPushButton:
    """Give a button named by a verb. `&` in `text` marks its access key."""
    button = PrimaryButton(theme, text, parent) if kind == "primary" else Button(text, parent)
    button.setProperty("kind", kind)
    button.setAccessibleName(text.replace("&", ""))
    button.setIconSize(QSize(16, 16))
    if icon:
        ThemedIcon(theme, button, icon, _ICON_TOKENS[kind], button)
    return button


def make_icon_button(
    theme: Theme, icon: str, name: str, token: str = "muted", parent: QWidget | None = None
) -> QToolButton:
    """Give a button of an icon only; `name` is its tool tip and its accessible name."""
    button = IconButton(parent)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setIconSize(QSize(16, 16))
    button.setMinimumSize(28, 28)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    ThemedIcon(theme, button, icon, token, button)
    return button


def _press(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Click on a plain Enter; say whether it was one."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not plain or event.isAutoRepeat():
        return False
    event.accept()
    button.click()
    return True


def make_action(theme: Theme, text: str, icon: str, parent: QObject, token: str = "text") -> QAction:
    """Give an action for a menu or the palette, with its icon."""
    action = QAction(text, parent)
    if icon:
        ThemedIcon(theme, action, icon, token, action)
    return action


def make_search_field(
    theme: Theme, name: str, hint: str, parent: QWidget | None = None, *, can_clear: bool = True
) -> QLineEdit:
    """Give a line with a magnifier; `name` is its accessible name, `hint` is shown while it is empty.

    With `can_clear` a cross in the line empties it.
    """
    line = QLineEdit(parent)
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    line.setClearButtonEnabled(can_clear)
    action = make_action(theme, "", "search", line, "muted")
    line.addAction(action, QLineEdit.ActionPosition.LeadingPosition)
    return line
