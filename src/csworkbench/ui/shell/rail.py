"""The rail at the left: logo, one place per page with its badge, and the menu at the bottom."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QVBoxLayout, QWidget

from csworkbench.ui.shell.entries import PageEntry
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.painting import paint_box, paint_focus_ring

WIDTH = 80
_CELL, _ICON, _LOGO = 54, 20, 24


class RailButton(QAbstractButton):
    """One place in the rail: icon above a word, a badge with a count, a ring while it has the focus."""

    def __init__(self, theme: Theme, icon: str, word: str, parent: QWidget | None = None) -> None:
        """Show `icon` and `word`."""
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon
        self._badge = 0
        self._is_hovered = False
        self.setText(word)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(round(_CELL * max(1.0, theme.font_scale)))
        self.setAccessibleName(word)
        self.setToolTip(word)
        theme.changed.connect(self.update)

    def set_badge(self, count: int, spoken: str = "") -> None:
        """Show a count at the icon (0: none); `spoken` says what is counted."""
        self._badge = count
        self.setAccessibleDescription(spoken if count else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 12, self.height())

    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._is_hovered = False
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.isChecked() or self._is_hovered:
            paint_box(painter, rect, tokens.rail_active, tokens.rail_active, 8)
        if self.hasFocus():
            paint_focus_ring(painter, rect, tokens.rail_logo, 8)
        ink = tokens.rail_active_text if self.isChecked() or self._is_hovered else tokens.rail_text
        icon = QRectF((self.width() - _ICON) / 2, 8, _ICON, _ICON)
        self._theme.icons.paint(painter, icon, self._icon_name, ink)
        painter.setFont(self._theme.font("small_strong" if self.isChecked() else "small"))
        painter.setPen(QColor(ink))
        line = QRectF(0, 30, self.width(), self.height() - 32)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignCenter), self.text())
        if self._badge:
            self._paint_badge(painter)

    def _paint_badge(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        painter.setFont(self._theme.font("small_strong"))
        text = str(self._badge) if self._badge < 100 else "99+"
        width = max(18.0, painter.fontMetrics().horizontalAdvance(text) + 10.0)
        rect = QRectF(min(self.width() / 2 + 6, self.width() - width - 2), 3, width, 17)
        paint_box(painter, rect, tokens.at_risk_ground, tokens.at_risk_ground, 8)
        painter.setPen(QColor(tokens.at_risk))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)


class Rail(QWidget):
    """The rail.

    Signals:
        page_asked: the key of the page whose place was activated.
    """

    page_asked = Signal(str)

    def __init__(self, theme: Theme, entries: Sequence[PageEntry], menu: QMenu, parent: QWidget | None = None) -> None:
        """Show the entries that belong into the rail; `menu` opens from its foot."""
        super().__init__(parent)
        self._theme = theme
        self._menu = menu
        self._buttons: dict[str, RailButton] = {}
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Pages")
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 48, 6, 8)
        column.setSpacing(4)
        for entry in entries:
            if entry.is_in_rail:
                button = RailButton(theme, entry.icon, entry.word)
                button.setCheckable(True)
                button.setObjectName(entry.key)
                button.clicked.connect(self._on_clicked)
                self._buttons[entry.key] = button
                column.addWidget(button)
        column.addStretch(1)
        self.menu_button = RailButton(theme, "more", "Menu")
        self.menu_button.setToolTip("Menu (F10)")
        self.menu_button.clicked.connect(self.open_menu)
        column.addWidget(self.menu_button)
        theme.changed.connect(self.update)

    def mark(self, key: str) -> None:
        """Mark the place of a page as the current one."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)

    def set_badge(self, key: str, count: int, spoken: str) -> None:
        """Show a count at a page's place."""
        if key in self._buttons:
            self._buttons[key].set_badge(count, spoken)

    def button(self, key: str) -> RailButton:
        """Give the button of a page."""
        return self._buttons[key]

    def open_menu(self) -> None:
        """Open the menu beside its button."""
        corner = self.menu_button.mapToGlobal(QPoint(self.menu_button.width() + 4, self.menu_button.height()))
        self._menu.popup(corner - QPoint(0, self._menu.sizeHint().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.rail))
        logo = QRectF((WIDTH - _LOGO) / 2, 12, _LOGO, _LOGO)
        self._theme.icons.paint(painter, logo, "logo", self._theme.tokens.rail_logo)

    def _on_clicked(self) -> None:
        button = self.sender()
        if button is not None:
            self.page_asked.emit(button.objectName())
