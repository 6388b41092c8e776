"""The list of all keys (F1, Ctrl+?), made from the action registry and from the plain keys of each page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from csworkbench.ui.bridge.actions import Command, words_of
from csworkbench.ui.bridge.page_keys import PageKey
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_search_field

IN_LISTS = (
    ("Arrows, Home, End, PgUp, PgDn", "Move"),
    ("Enter", "Open"),
    ("Space", "Done, or select"),
    ("Shift or Ctrl with arrows", "Select several"),
    ("F2", "Edit the cell"),
    ("Esc", "Close, or leave the search"),
)


class ShortcutsDialog(QDialog):
    """All keys by place, with a field to find one."""

    def __init__(
        self, theme: Theme, commands: Sequence[Command], pages: Mapping[str, Sequence[PageKey]], parent: QWidget
    ) -> None:
        """List the keys of `commands` and of `pages` by their words; the first of these comes first."""
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 560)
        self.field = make_search_field(theme, "Find a key or command", "Find a key or command…")
        self.field.textChanged.connect(self._on_text_changed)
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels(["Command", "Keys"])
        self.tree.setColumnWidth(0, 400)
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName("Keys by place")
        for group, rows in key_table(commands, pages).items():
            head = QTreeWidgetItem([group, ""])
            head.setFont(0, theme.font("strong"))
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            head.addChildren([QTreeWidgetItem([text, keys]) for text, keys in rows])
            self.tree.addTopLevelItem(head)
        self.tree.expandAll()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for widget in (self.field, self.tree, buttons):
            column.addWidget(widget)

    def _on_text_changed(self, text: str) -> None:
        for at in range(self.tree.topLevelItemCount()):
            head = self.tree.topLevelItem(at)
            if head is None:
                continue
            rows = [row for row in map(head.child, range(head.childCount())) if row is not None]
            for row in rows:
                row.setHidden(text.lower() not in f"{row.text(0)} {row.text(1)}".lower())
            head.setHidden(all(row.isHidden() for row in rows))


def key_table(commands: Sequence[Command], pages: Mapping[str, Sequence[PageKey]]) -> dict[str, list[tuple[str, str]]]:
    """Give (command, keys) by group, a page's own keys first; commands without a key are in the palette only."""
    table = {word: [(key.words, key.shown) for key in keys] for word, keys in pages.items() if keys}
    native = QKeySequence.SequenceFormat.NativeText
    for command in commands:
        keys = [sequence.toString(native) for sequence in command.action.shortcuts()]
        if keys:
            row = (words_of(command.action.text()), " or ".join(keys))
            table.setdefault(command.group, []).append(row)
    table["In lists and tables"] = [(text, keys) for keys, text in IN_LISTS]
    return table
