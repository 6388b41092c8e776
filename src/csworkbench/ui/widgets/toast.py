"""Toasts: a short word on what the user just did, with the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from csworkbench.domain.values import frozen
from csworkbench.infra.clock import Clock
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button, make_icon_button
from csworkbench.ui.widgets.labels import make_label

SHOWN_AT_MOST = 3
SHOWN_MS = 6_000
WIDEST = 380
_KEPT_AT_MOST = 200
_WAYS_BACK = ("Undo", "Redo")


@frozen
class ToastRecord:
    """A toast that was shown: its text and when (UTC)."""

    text: str
    at: datetime


class Toast(QFrame):
    """One toast. Its time stands still while the mouse or the focus is on it.

    Signals:
        closed: it is over, by time, by the close button or by its action.
    """

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        text: str,
        action: Callable[[], None] | None,
        action_text: str,
        parent: QWidget | None = None,
    ) -> None:
        """Show `text`; `action` is what the button does."""
        super().__init__(parent)
        self._action = action
        self.text = text
        self.action_text = action_text if action is not None else ""
        self.setProperty("surface", "toast")
        self.setAccessibleName(text)
        self.buttons: list[QPushButton | QToolButton] = []
        self._fill(theme, text, self.action_text)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.dismiss)
        self._timer.start()

    @property
    def is_running(self) -> bool:
        """Whether its time is running now."""
        return self._timer.isActive()

    def dismiss(self) -> None:
        """End it now."""
        self._timer.stop()
        self.hide()
        self.closed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stop the time under the mouse."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Start the time again."""
        super().leaveEvent(event)
        self._resume()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stop the time while a button has focus."""
        if event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut:
            self._resume()
        return super().eventFilter(watched, event)

    def _fill(self, theme: Theme, text: str, action_text: str) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 6, 6)
        row.setSpacing(8)
        label = make_label(theme, text)
        widest = round(WIDEST * theme.font_scale)
        if label.sizeHint().width() > widest:
            label.setWordWrap(True)
            label.setFixedWidth(widest)
        row.addWidget(label)
        row.addStretch(1)
        if action_text:
            button = make_button(theme, action_text, kind="link")
            button.setAccessibleName(f"{action_text}: {text}")
            button.clicked.connect(self._on_action_clicked)
            self.buttons.append(button)
        close = make_icon_button(theme, "close", "Close message")
        close.clicked.connect(self.dismiss)
        self.buttons.append(close)
        for each in self.buttons:
            row.addWidget(each)
            each.installEventFilter(self)

    def _resume(self) -> None:
        if self.isVisible() and not self.underMouse() and not any(each.hasFocus() for each in self.buttons):
            self._timer.start()

    def _on_action_clicked(self) -> None:
        action, self._action = self._action, None
        self.dismiss()
        if action is not None:
            action()


class ToastHost(QWidget):
    """Stacks toasts at the lower right of a window and remembers what they said.

    Signals:
        recorded: the list of past toasts grew.
    """

    recorded = Signal()

    def __init__(self, theme: Theme, clock: Clock, window: QWidget, bottom: int = 34) -> None:
        """Lie over `window`, `bottom` pixels above its lower edge; invisible while there is no toast."""
        super().__init__(window)
        self._theme = theme
        self._clock = clock
        self._window = window
        self._bottom = bottom
        self._toasts: list[Toast] = []
        self._records: list[ToastRecord] = []
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(8)
        self.setAccessibleName("Messages")
        window.installEventFilter(self)
        self.hide()

    @property
    def records(self) -> tuple[ToastRecord, ...]:
        """What was said, newest last."""
        return tuple(self._records)

    def toasts(self) -> list[Toast]:
        """Give the toasts on show, oldest first."""
        return list(self._toasts)

    def show_toast(self, text: str, action: Callable[[], None] | None = None, action_text: str = "Undo") -> Toast:
        """Say `text` for at least five seconds; `action` puts a button beside it. The oldest gives way to a fourth."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # hundreds of words before the first toast

        while len(self._toasts) >= SHOWN_AT_MOST:
            self._toasts[0].dismiss()
        if action is not None and action_text in _WAYS_BACK:
            self._drop_ways_back()
        toast = Toast(self._theme, text, action, action_text, self)
        toast.closed.connect(self._on_toast_closed)
        self._toasts.append(toast)
        self._stack.addWidget(toast)
        self._records = [*self._records, ToastRecord(text, self._clock.now())][-_KEPT_AT_MOST:]
        toast.show()
        self._settle()
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        self.recorded.emit()
        return toast

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the window's size changes."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._settle()
        return super().eventFilter(watched, event)

    def _drop_ways_back(self) -> None:
        """End the toasts that offer undo or redo: their buttons would now take back another change than they name."""
        for toast in self.toasts():
            if toast.action_text in _WAYS_BACK:
                toast.dismiss()

    def _settle(self) -> None:
        self._stack.activate()
        size = self.sizeHint()
        self.resize(size)
        self.move(self._window.width() - size.width() - 16, self._window.height() - size.height() - self._bottom)
        self.raise_()

    def _on_toast_closed(self) -> None:
        toast = self.sender()
        if not isinstance(toast, Toast) or toast not in self._toasts:
            return
        self._toasts.remove(toast)
        self._stack.removeWidget(toast)
        toast.deleteLater()
        self.setVisible(bool(self._toasts))
        self._settle()
