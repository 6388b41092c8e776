"""The status bar: what is selected, what is saved, how fresh the data is, the last backup, who is "me", progress."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QProgressBar, QToolButton, QWidget

from csworkbench.ui.bridge.operations import Operation
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.labels import ElidingLabel, make_label

HEIGHT = 28
"""Room for the progress strip: a bar that grew for it would lay out and paint the whole window anew."""


class ProgressStrip(QWidget):
    """Progress of the operation that runs longest, with Cancel; hidden while nothing takes long.

    Signals:
        cancel_asked: the `Operation` to cancel.
    """

    cancel_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self._operation: Operation | None = None
        self.label = ElidingLabel(theme, role="caption")
        self.label.setMaximumWidth(260)
        self.bar = QProgressBar()
        self.bar.setFixedWidth(120)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress")
        self.cancel = make_button(theme, "Cancel", kind="link")
        self.cancel.setFixedHeight(24)
        self.cancel.clicked.connect(self._on_cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.label)
        row.addWidget(self.bar)
        row.addWidget(self.cancel)
        self.hide()

    def show_operation(self, operation: Operation | None) -> None:
        """Show how far an operation is; None hides the strip."""
        self._operation = operation
        self.setVisible(operation is not None)
        if operation is None:
            return
        progress = operation.progress
        self.label.setText(progress.text or "Working…")
        self.bar.setMaximum(progress.total)
        self.bar.setValue(progress.done if progress.total else -1)
        self.cancel.setEnabled(not operation.token.is_cancelled)

    def _on_cancel(self) -> None:
        if self._operation is not None:
            self.cancel_asked.emit(self._operation)
            self.cancel.setEnabled(False)


class StatusBar(QFrame):
    """The line at the foot of the window.

    Signals:
        me_asked: the id of the owner chosen as "me".
    """

    me_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with nothing known."""
        super().__init__(parent)
        self.setObjectName("status")
        self.setProperty("surface", "strip")
        self.setMinimumHeight(HEIGHT)
        self.words = ElidingLabel(theme, role="caption")
        self.progress = ProgressStrip(theme)
        self.demo = make_label(theme, "Demo book", role="caption_strong", tone="accent")
        self.demo.hide()
        self.freshness = make_label(theme, role="caption", tone="muted")
        self.saved = make_label(theme, role="caption")
        self.backup = make_label(theme, role="caption", tone="muted")
        self.me = QToolButton()
        self.me.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.me.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.me.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.me.setFont(theme.font("caption"))
        self.me.setMinimumHeight(24)
        self._owners = QMenu(self.me)
        self.me.setMenu(self._owners)
        self.set_owners([], None)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(14)
        row.addWidget(self.words, 1)
        for widget in (self.progress, self.demo, self.freshness, self.saved, self.backup, self.me):
            row.addWidget(widget)
        self.set_saving(is_saving=False)

    def set_words(self, text: str) -> None:
        """Show what the page says, e.g. `16 accounts · 1 selected`."""
        self.words.setText(text)

    def set_saving(self, *, is_saving: bool, is_read_only: bool = False) -> None:
        """Show whether everything is saved."""
        self.saved.setText("Read only" if is_read_only else "Saving…" if is_saving else "All changes saved")

    def set_owners(self, owners: Sequence[tuple[int, str]], me: int | None) -> None:
        """Offer the owners (id, name); `me` is the one chosen."""
        self._owners.clear()
        group = QActionGroup(self._owners)
        for key, name in owners:
            action = QAction(name.replace("&", "&&"), self._owners)
            action.setCheckable(True)
            action.setChecked(key == me)
            action.setData(key)
            action.triggered.connect(self._on_owner_chosen)
            group.addAction(action)
            self._owners.addAction(action)
        chosen = next((name for key, name in owners if key == me), "")
        self.me.setText((chosen or "Who are you?").replace("&", "&&"))
        self.me.setAccessibleName(f"You are {chosen}; change" if chosen else "Choose who you are")
        self.me.setToolTip("Whose accounts are mine")
        self.me.setVisible(bool(owners))

    def _on_owner_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.me_asked.emit(action.data())
