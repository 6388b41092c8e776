"""The page header: title, quiet sentence, search field and at most three buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from csworkbench.ui.bridge.actions import words_of
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_search_field
from csworkbench.ui.widgets.labels import ElidingLabel, make_label

HEIGHT = 44
MOST_BUTTONS = 3
_FIELD = (190, 330)
COMMAND_HINT = "Search or run a command…"


class ActionButton(QPushButton):
    """A button that is the face of an action: its text, icon, state and click."""

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        """Follow `action`."""
        super().__init__(parent)
        self.action = action
        is_primary = bool(action.property("primary"))
        self.setProperty("kind", "primary" if is_primary else "secondary")
        self.setIconSize(QSize(16, 16))
        self.clicked.connect(action.trigger)
        action.changed.connect(self._on_action_changed)
        self._on_action_changed()

    def _on_action_changed(self) -> None:
        self.setText(self.action.text())
        self.setAccessibleName(words_of(self.action.text()))
        self.setIcon(self.action.icon())
        self.setToolTip(self.action.toolTip())
        self.setEnabled(self.action.isEnabled())
        self.setVisible(self.action.isVisible())


class Header(QWidget):
    """The header of the page on top.

    Signals:
        searched: what stands in the search field, at each key.
        palette_asked: text was typed on a page without search; it belongs into the palette.
        search_left: Esc was pressed in the empty search field.
    """

    searched = Signal(str)
    palette_asked = Signal(str)
    search_left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty; see `show_page`."""
        super().__init__(parent)
        self._filters = False
        self.title = ElidingLabel(theme, role="title")
        self.title.setMaximumWidth(520)
        self.subtitle = ElidingLabel(theme, role="caption", tone="muted")
        self.subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.field = make_search_field(theme, "Search", COMMAND_HINT, can_clear=False)
        self.field.setMinimumWidth(_FIELD[0])
        self.field.setMaximumWidth(_FIELD[1])
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field.textEdited.connect(self._on_edited)
        self.field.installEventFilter(self)
        self._hint = make_label(theme, "Ctrl+K", role="small", tone="muted")
        self._hint.setParent(self.field)
        self._hint.setProperty("role", "key")
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.field.setTextMargins(0, 0, self._hint.sizeHint().width() + 8, 0)
        self._buttons: list[ActionButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 12, 16, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.title)
        self._row.addSpacing(6)
        self._row.addWidget(self.subtitle)
        self._row.addSpacing(6)
        self._row.addWidget(self.field, 30)
        self._row.addStretch(1)
        self.setMinimumHeight(HEIGHT)

    @property
    def buttons(self) -> list[ActionButton]:
        """The buttons on show."""
        return list(self._buttons)

    def show_page(self, title: str, subtitle: str, hint: str, actions: Sequence[QAction]) -> None:
        """Show a page's words and buttons. An empty `hint` means that the page doesn't filter."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))
        self._row.setStretchFactor(self.subtitle, 40 if subtitle else 0)
        self._filters = bool(hint)
        self.field.setPlaceholderText(hint or COMMAND_HINT)
        self._show_buttons(list(actions)[:MOST_BUTTONS])

    def _show_buttons(self, actions: Sequence[QAction]) -> None:
        """Put buttons at the end of the row; those that stand there already keep their place and the focus."""
        if [button.action for button in self._buttons] == actions:
            return
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [ActionButton(action, self) for action in actions]
        before: QWidget = self.field
        for button in self._buttons:
            self._row.addWidget(button)
            QWidget.setTabOrder(before, button)
            before = button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc clears the search, then leaves it; the key hint keeps its place."""
        if watched is self.field:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._took_key(event)
            if isinstance(event, QResizeEvent):
                self._place_hint()
        return super().eventFilter(watched, event)

    def _took_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            if self.field.text():
                self.field.clear()
                self.searched.emit("")
            else:
                self.search_left.emit()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.search_left.emit()
            return True
        return False

    def _place_hint(self) -> None:
        size = self._hint.sizeHint()
        self._hint.setGeometry(
            self.field.width() - size.width() - 10, (self.field.height() - size.height()) // 2, *size.toTuple()
        )

    def _on_edited(self, text: str) -> None:
        if self._filters:
            self.searched.emit(text)
        elif text:
            self.field.clear()
            self.palette_asked.emit(text)
