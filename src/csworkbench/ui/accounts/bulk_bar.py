"""The bar over two or more selected accounts: what can be done to all of them at once, with their count."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from csworkbench.domain.words import LIFECYCLES, TIERS
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.flow_layout import FlowLayout
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.texts import count_text

Choice = tuple[str, object]


class FieldMenus:
    """Menus that set a field of the selected accounts; the same in the bulk bar and the context menu.

    Attributes:
        menus: by field: owner_id, tier, lifecycle.
    """

    TITLES = (("owner_id", "Set owner"), ("tier", "Set tier"), ("lifecycle", "Set lifecycle"))

    def __init__(self, parent: QWidget) -> None:
        """Make the menus; owners come later."""
        self.menus = {field: QMenu(title, parent) for field, title in self.TITLES}
        self._fill("tier", [*((f"Tier {tier}", tier) for tier in TIERS), ("No tier", None)])
        self._fill("lifecycle", [*((word.capitalize(), word) for word in LIFECYCLES), ("No lifecycle", None)])

    def set_owners(self, owners: Sequence[Choice]) -> None:
        """Offer these owners (name and id)."""
        self._fill("owner_id", [*owners, ("No owner", None)])

    def _fill(self, field: str, choices: Sequence[Choice]) -> None:
        menu = self.menus[field]
        menu.clear()
        for text, value in choices:
            action = menu.addAction(text.replace("&", "&&"))
            action.setData((field, value))


class BulkBar(QFrame):
    """Says how many accounts are selected and offers what can be set.

    Signals:
        field_set: a field and its value for all selected accounts.
        cadence_asked: the form for the cadence of the selected accounts is wanted.
        copy_asked: copy the selected rows.
        clear_asked: select no more than the current account.
    """

    field_set = Signal(str, object)
    cadence_asked = Signal()
    copy_asked = Signal()
    clear_asked = Signal()

    def __init__(self, theme: Theme, menus: FieldMenus, parent: QWidget | None = None) -> None:
        """Start hidden; what stands in it is made with the first selection of two."""
        super().__init__(parent)
        self._theme = theme
        self._menus = menus
        self.setProperty("surface", "strip")
        self.words = make_label(theme, role="strong")
        self.words.setParent(self)
        self.buttons: dict[str, QPushButton] = {}
        for menu in menus.menus.values():
            menu.triggered.connect(self._on_chosen)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def set_count(self, count: int) -> None:
        """Show the count from two on; below, the bar is hidden."""
        if count >= 2 and not self.buttons:
            self._fill()
        self.setVisible(count >= 2)
        accounts = count_text(count, "account")
        self.words.setText(f"{accounts} selected")
        for field, title in FieldMenus.TITLES if self.buttons else ():
            self.buttons[field].setText(title)
            self.buttons[field].setAccessibleName(f"{title} of {accounts}")
            self.buttons[field].setToolTip(f"{title} of {accounts}")
        if self.buttons:
            cadence = self.buttons["cadence"]
            cadence.setAccessibleName(f"Set the cadence of {accounts}")
            cadence.setToolTip(f"Engagement model and intervals of {accounts}; what changes is shown first")

    def _fill(self) -> None:
        inside = QWidget()
        flow = FlowLayout(inside, gap=8)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        inside.setSizePolicy(policy)
        flow.addWidget(self.words)
        for field, title in FieldMenus.TITLES:
            button = make_button(self._theme, title)
            button.setMenu(self._menus.menus[field])
            self.buttons[field] = button
        self.buttons["cadence"] = make_button(self._theme, "Set cadence…")
        self.buttons["cadence"].clicked.connect(self.cadence_asked)
        self.buttons["copy"] = make_button(self._theme, "Copy", "copy")
        self.buttons["copy"].clicked.connect(self.copy_asked)
        self.buttons["clear"] = make_button(self._theme, "Clear selection", "close", "link")
        self.buttons["clear"].clicked.connect(self.clear_asked)
        for button in self.buttons.values():
            flow.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 6, 12, 6)
        whole.addWidget(inside)

    def _on_chosen(self, action: QAction) -> None:
        field, value = action.data()
        self.field_set.emit(field, value)
