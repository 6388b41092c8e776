"""Saved views as chips with counts, and the buttons of the table: filter, columns, more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button, make_icon_button
from csworkbench.ui.widgets.chips import ChipItem, ChipRow
from csworkbench.ui.widgets.labels import make_label

if TYPE_CHECKING:
    from csworkbench.domain.accounts import ViewRow


class ViewBar(QWidget):
    """Chips at the left, buttons at the right; under them, when asked for, a line to name a view.

    Signals:
        view_chosen: name of a view.
        save_asked: a name for the filter and order on show.
        filter_asked: show or hide the filter bar.
    """

    view_chosen = Signal(str)
    save_asked = Signal(str)
    filter_asked = Signal()

    def __init__(self, theme: Theme, columns_menu: QMenu, more_menu: QMenu, parent: QWidget | None = None) -> None:
        """Start without views."""
        super().__init__(parent)
        self.chips = ChipRow(theme, "Saved views")
        self.chips.chosen.connect(self.view_chosen)
        self.filter_button = make_icon_button(theme, "filter", "Filter (Ctrl+Shift+F)")
        self.filter_button.clicked.connect(self.filter_asked)
        self.columns_button = _menu_button(theme, "columns", "Columns", columns_menu)
        self.more_button = _menu_button(theme, "more", "More", more_menu)
        self._naming = QWidget()
        self.name_field = QLineEdit()
        self.name_field.setAccessibleName("Name of the view")
        self.name_field.setPlaceholderText("For example: Tier A, falling")
        self.name_field.setMaxLength(80)
        self.name_field.returnPressed.connect(self._on_save_clicked)
        self.name_field.installEventFilter(self)
        self._save = make_button(theme, "Save view", "save", "primary")
        self._save.clicked.connect(self._on_save_clicked)
        self._cancel = make_button(theme, "Cancel")
        self._cancel.clicked.connect(self._on_cancel_clicked)
        self._lay_out(theme)

    def set_views(self, views: Sequence[ViewRow], current: str) -> None:
        """Show the views and mark the chosen one."""
        self.chips.set_chips([ChipItem(view.name, view.name, view.count) for view in views], current)

    def ask_name(self) -> None:
        """Let the person name what is shown now."""
        self._naming.show()
        self.name_field.clear()
        self.name_field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in the name leaves it."""
        if (
            watched is self.name_field
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self._on_cancel_clicked()
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self, theme: Theme) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(8)
        upper.addWidget(self.chips, 1)
        for button in (self.filter_button, self.columns_button, self.more_button):
            upper.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        line = QHBoxLayout(self._naming)
        line.setContentsMargins(0, 0, 0, 0)
        label = make_label(theme, "Save as")
        label.setBuddy(self.name_field)
        line.addWidget(label)
        line.addWidget(self.name_field, 1)
        line.addWidget(self._save)
        line.addWidget(self._cancel)
        self._naming.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 10, 12, 8)
        whole.setSpacing(8)
        whole.addLayout(upper)
        whole.addWidget(self._naming)

    def _on_save_clicked(self) -> None:
        name = self.name_field.text().strip()
        if name:
            self._naming.hide()
            self.save_asked.emit(name)

    def _on_cancel_clicked(self) -> None:
        self._naming.hide()
        self.filter_button.setFocus()


def _menu_button(theme: Theme, icon: str, name: str, menu: QMenu) -> QToolButton:
    button = make_icon_button(theme, icon, name)
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return button
