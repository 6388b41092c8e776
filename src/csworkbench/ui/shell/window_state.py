"""Window state across starts: geometry, page, account, recent commands, theme; kept in the settings file."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from csworkbench.domain.ids import AccountId
from csworkbench.infra.settings import Settings
from csworkbench.ui.bridge.places import Place

SMALLEST = QSize(1180, 600)
FIRST_SIZE = QSize(1366, 768)
TITLE_BAR = 32


def restore_geometry(window: QWidget, settings: Settings) -> None:
    """Put the window where it was; on no screen of now (or never shown before) it is centred on the first one."""
    numbers = [int(text) for text in settings.texts("window/place") if text.lstrip("-").isdigit()]
    rect = QRect(*numbers) if len(numbers) == 4 else QRect()
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    if rect.isEmpty() or not any(_shows(screen, rect) for screen in screens):
        window.resize(_first_size(screens[0]) if screens else FIRST_SIZE)
        if screens:
            frame = QRect(window.rect())
            frame.moveCenter(screens[0].center())
            window.move(max(screens[0].left(), frame.left()), max(screens[0].top(), frame.top()))
    else:
        window.setGeometry(rect)
    if settings.flag("window/is_maximised"):
        window.showMaximized()


def save_geometry(window: QWidget, settings: Settings) -> None:
    """Keep where the window is."""
    rect = window.normalGeometry() if window.isMaximized() else window.geometry()
    numbers = (rect.x(), rect.y(), rect.width(), rect.height())
    settings.set("window/place", [str(number) for number in numbers])
    settings.set("window/is_maximised", window.isMaximized())


def restored_place(settings: Settings, first: str) -> Place:
    """Give the place of the last session, else the page `first`."""
    account = int(settings.number("window/account"))
    return Place(settings.text("window/page") or first, AccountId(account) if account else None)


def save_place(place: Place, settings: Settings) -> None:
    """Keep the place."""
    settings.set("window/page", place.page)
    settings.set("window/account", place.account_id or 0)


def _first_size(screen: QRect) -> QSize:
    """Give the first size, smaller where the screen can't take it with its title bar."""
    return FIRST_SIZE.boundedTo(screen.size() - QSize(0, TITLE_BAR)).expandedTo(SMALLEST)


def _shows(screen: QRect, rect: QRect) -> bool:
    """Say whether enough of a window's upper edge lies on a screen to grab it."""
    common = screen.intersected(QRect(rect.left(), rect.top(), rect.width(), 40))
    return common.width() >= 120 and common.height() >= 20
