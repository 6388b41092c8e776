"""What the account's people were asked for, under the contacts: Insert logs an ask, Del deletes one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from csworkbench.domain.fatigue_rows import AskRow
from csworkbench.ui.account.records_tab import Records, RecordsTab
from csworkbench.ui.bridge.columns import Column
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.texts import full_day, plain_tool_tip

NOTHING = "None yet; surveys and references count for the fatigue guard"


def _column(key: str, title: str, text: Callable[[AskRow], str], width: int) -> Column[AskRow]:
    return Column(key, title, text, width=width, tip=lambda row: plain_tool_tip(text(row)))


ASKS = Records[AskRow](
    title="Asks",
    noun="ask",
    plural="asks",
    icon="people",
    add="Log an ask",
    nothing=NOTHING,
    columns=(
        _column("contact", "Who", lambda row: row.contact, 150),
        _column("asked_on", "When", lambda row: full_day(row.asked_on), 110),
        _column("kind", "What for", lambda row: row.kind.capitalize(), 100),
        _column("channel", "Channel", lambda row: row.channel.capitalize(), 90),
        _column("notes", "Notes", lambda row: row.notes or "", 160),
    ),
    wide="notes",
)


class AsksTab(RecordsTab[AskRow]):
    """Table and buttons.

    Signals:
        delete_asked: the key of an ask.
    """

    delete_asked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        self.delete_button = make_button(theme, "Delete", "trash")
        self.delete_button.setToolTip("Delete the ask (Del)")
        super().__init__(theme, ASKS, lambda row: row.id, parent)
        self.edit_button.hide()
        self.delete_button.clicked.connect(self._on_delete)
        self.card.header.insertWidget(self.card.header.indexOf(self.add_button), self.delete_button)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._on_delete)

    def show_rows(self, rows: Sequence[AskRow]) -> None:
        """Show these asks; without any a line says so, and the room is left to the contacts."""
        super().show_rows(rows)
        self.table.setVisible(bool(rows))
        self._stack.setVisible(bool(rows))
        if not rows:
            self.card.set_aside(NOTHING)
        policy = QSizePolicy.Policy.Preferred if rows else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, policy)

    def _on_delete(self) -> None:
        row = self.current()
        if row is not None:
            self.delete_asked.emit(row.id)

    def _on_selection_changed(self) -> None:
        super()._on_selection_changed()
        self.delete_button.setEnabled(self.current() is not None)
