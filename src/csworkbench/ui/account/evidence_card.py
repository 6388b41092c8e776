"""The records behind one factor, with a way to where they are kept."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from csworkbench.domain.health.evidence import MOST_ROWS, Evidence, EvidenceRow
from csworkbench.ui.account.small_table import SmallTable
from csworkbench.ui.bridge.columns import Column
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.texts import count_text, full_day, plain_tool_tip

COLUMNS: tuple[Column[EvidenceRow], ...] = (
    Column("day", "Day", lambda row: "–" if row.on is None else full_day(row.on), width=104),
    Column("what", "Record", lambda row: row.what, tip=lambda row: plain_tool_tip(row.what)),
    Column("value", "Value", lambda row: row.value, width=130, tip=lambda row: plain_tool_tip(row.value)),
    Column("note", "How it counts", lambda row: row.note, width=210, tip=lambda row: plain_tool_tip(row.note)),
)
PLACES = {
    "touch": "Show in the timeline",
    "feedback": "Show in the timeline",
    "complaint": "Show in the timeline",
    "ticket": "Show in the timeline",
    "review": "Show the reviews",
    "contact": "Open the contact",
    "pulse": "Give a pulse",
    "contract": "Show the details",
}
"""What the button does for a kind of record; others are only shown here."""


class EvidenceCard(Card):
    """A table of records.

    Signals:
        place_asked: an `EvidenceRow` whose place is wanted.
        closed: the card was closed.
    """

    place_asked = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start hidden and empty."""
        super().__init__(theme, "Records", parent=parent)
        self.go_button = make_button(theme, "Show in the timeline", "chevron-right")
        self.close_button = make_button(theme, "Close", "close")
        self.close_button.setToolTip("Close (Esc)")
        self.header.addWidget(self.go_button)
        self.header.addWidget(self.close_button)
        self.table = SmallTable[EvidenceRow](theme, "Records behind the factor", COLUMNS, self)
        self.nothing = make_label(theme, "No record is known; that is why the factor is missing.", tone="muted")
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.table.view)
        shortcut = QShortcut(QKeySequence("Esc"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_close)
        self.close_button.clicked.connect(self._on_close)
        self.go_button.clicked.connect(self._on_go)
        self.table.view.opened.connect(self._on_opened)
        self.table.view.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.hide()

    def show_evidence(self, label: str, evidence: Evidence) -> None:
        """Show the records behind a factor, called `label`, and go to them."""
        rows = evidence.rows
        self.set_title(f"Records behind {label}")
        self.table.view.setAccessibleName(f"Records behind {label}")
        more = f" of more than {MOST_ROWS}" if evidence.is_cut else ""
        self.set_aside(f"{count_text(len(rows), 'record')}{more}, {len(evidence.counting)} count" if rows else "")
        self.table.set_rows(rows)
        self.table.view.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self._on_current_changed(self.table.view.currentIndex())
        self.show()
        (self.table.view if rows else self.close_button).setFocus()

    def _on_current_changed(self, _index: QModelIndex, _before: QModelIndex | None = None) -> None:
        row = self.table.current()
        words = PLACES.get(row.kind, "") if row is not None else ""
        self.go_button.setVisible(bool(words))
        self.go_button.setText(words)
        self.go_button.setAccessibleName(words)

    def _on_opened(self, place: int) -> None:
        row = self.table.row_at(place)
        if row is not None and row.kind in PLACES:
            self.place_asked.emit(row)

    def _on_go(self) -> None:
        row = self.table.current()
        if row is not None:
            self.place_asked.emit(row)

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()
