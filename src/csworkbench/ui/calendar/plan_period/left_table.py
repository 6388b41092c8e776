"""The table of check-ins that have no place, and whether that is proven."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from csworkbench.domain.planning.preview import LeftRow
from csworkbench.ui.bridge.columns import Column
from csworkbench.ui.bridge.id_table_model import IdTableModel
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.texts import plain_tool_tip, short_day
from csworkbench.ui.widgets.viewport import put_viewport

ROW_HEIGHT = 32


def proven_text(row: LeftRow) -> str:
    """Say how sure it is that there is no place."""
    return "can't fit, proven" if row.is_proven else "none found within the limit"


COLUMNS: tuple[Column[LeftRow], ...] = (
    Column("account", "Account", lambda row: row.account, width=196, tip=lambda row: plain_tool_tip(row.account)),
    Column("ideal", "Ideal", lambda row: short_day(row.ideal_on), width=66),
    Column("latest", "Latest", lambda row: short_day(row.latest_on), width=66),
    Column("proven", "Result", proven_text, width=198),
    Column("why", "Why", lambda row: row.why, width=240, tip=lambda row: plain_tool_tip(row.why)),
)


class LeftTable(QTableView):
    """Rows without a place, by the day they should have been held by."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        put_viewport(self)
        self._rows: dict[int, LeftRow] = {}
        self._numbers: dict[int, int] = {}
        self.left = IdTableModel[LeftRow](COLUMNS, self._load, self._number, parent=self)
        self.setModel(self.left)
        self.setAccessibleName("Without a place")
        self.setStyleSheet("QTableView::item { padding: 0px 6px; }")
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(ROW_HEIGHT * theme.font_scale))
        self.horizontalHeader().setHighlightSections(False)
        for place, column in enumerate(COLUMNS):
            self.horizontalHeader().resizeSection(place, round(column.width * theme.font_scale))
        self.horizontalHeader().setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)

    def show_rows(self, rows: Sequence[LeftRow]) -> None:
        """Show other rows, with the first one current."""
        self._rows = dict(enumerate(rows))
        self._numbers = {id(row): place for place, row in self._rows.items()}
        self.left.set_ids(self._rows, keep_rows=False)
        if rows:
            self.setCurrentIndex(self.left.index(0, 0))

    def current(self) -> LeftRow | None:
        """Give the row the keys are on."""
        return self._rows.get(self.currentIndex().row())

    def _load(self, ids: Sequence[int]) -> list[LeftRow]:
        return [self._rows[place] for place in ids if place in self._rows]

    def _number(self, row: LeftRow) -> int:
        return self._numbers[id(row)]
