"""A table model over ids: rows are fetched by key, a page of 200 at a time, and about 20 pages are kept."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from csworkbench.ui.bridge.columns import Column, Row

PAGE_ROWS = 200
PAGES_KEPT = 20
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The whole row object, for delegates; None while it is loading."""
ID_ROLE = Qt.ItemDataRole.UserRole + 2
AnyIndex = QModelIndex | QPersistentModelIndex
Load = Callable[[Sequence[int]], Sequence[Row]]
Commit = Callable[[int, str, object], bool]


class IdTableModel(QAbstractTableModel, Generic[Row]):
    """Shows rows by their ids; sorting and filtering happen in the book and come back as another list of ids.

    Signals:
        sort_asked: a column's `sort` word and whether descending; answer with `set_ids`.
    """

    sort_asked = Signal(str, bool)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        load: Load[Row],
        row_id: Callable[[Row], int],
        *,
        commit: Commit | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Start empty.

        Args:
            columns: what is shown.
            load: gives the rows of at most 200 ids, in any order; ids that are gone are left out.
            row_id: gives the id of a row.
            commit: takes an edit (id, column key, value); True when it was accepted.
            parent: owner.
        """
        super().__init__(parent)
        self.columns = tuple(columns)
        self._load = load
        self._row_id = row_id
        self._commit = commit
        self._ids = array("q")
        self._places: dict[int, int] | None = None
        self._pages: OrderedDict[int, dict[int, Row]] = OrderedDict()

    @property
    def ids(self) -> Sequence[int]:
        """The ids in the order shown."""
        return self._ids

    def set_ids(self, ids: Iterable[int], *, keep_rows: bool = True) -> None:
        """Show other ids, or the same in another order. Selection and current cell stay with their ids.

        Args:
            ids: in the order to show.
            keep_rows: whether rows in memory are still true (a sort or filter), else all are loaded again.
        """
        self.layoutAboutToBeChanged.emit()
        old_indexes = self.persistentIndexList()
        kept = [(self._ids[index.row()], index.column()) for index in old_indexes]
        known = self._known_rows() if keep_rows else {}
        self._ids = array("q", ids)
        self._places = None
        self._pages.clear()
        places = self._place_map() if kept else {}
        new_indexes = [
            self.createIndex(places[row_id], column) if row_id in places else QModelIndex() for row_id, column in kept
        ]
        self.changePersistentIndexList(old_indexes, new_indexes)
        self._keep_first_page(known)
        self.layoutChanged.emit()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Take rows that were read already (the first page of the opening), so that they need no load."""
        known = {self._row_id(row): row for row in rows}
        self._keep_first_page(known)
        self._emit_changed(0, min(len(self._ids), PAGE_ROWS) - 1)

    def drop(self, ids: Iterable[int] | None) -> None:
        """Forget the rows of these ids (None: all), because they changed; they are loaded again when next shown."""
        if ids is None:
            self._pages.clear()
            self._emit_changed(0, len(self._ids) - 1)
            return
        places = self._place_map()
        for row in sorted(places[row_id] for row_id in ids if row_id in places):
            if self._pages.pop(row // PAGE_ROWS, None) is not None:
                start = row // PAGE_ROWS * PAGE_ROWS
                self._emit_changed(start, min(start + PAGE_ROWS, len(self._ids)) - 1)

    def row_at(self, row: int) -> Row | None:
        """Give the row object of a line, loading its page if needed; None when it is gone from the book."""
        if not 0 <= row < len(self._ids):
            return None
        number = row // PAGE_ROWS
        page = self._pages.get(number)
        if page is None:
            ids = self._ids[number * PAGE_ROWS : (number + 1) * PAGE_ROWS]
            page = self._pages[number] = {self._row_id(found): found for found in self._load(ids.tolist())}
            while len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return page.get(self._ids[row])

    def id_at(self, row: int) -> int | None:
        """Give the id of a line; None outside the list."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, row_id: int) -> int | None:
        """Give the line of an id; None when it isn't shown."""
        return self._place_map().get(row_id)

    def ids_between(self, first: int, last: int) -> list[int]:
        """Give the ids of a range of lines, both ends included (for selections, without loading rows)."""
        return self._ids[max(0, first) : last + 1].tolist()

    # Qt's interface

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Say what can be done with a cell, without loading its row."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        shown = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        is_editable = self._commit is not None and self.columns[index.column()].edit is not None
        return shown | Qt.ItemFlag.ItemIsEditable if is_editable else shown

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a cell shows in a role."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.alignment
        if role == ID_ROLE:
            return self._ids[index.row()]
        reader = _READERS.get(role)
        if reader is None:
            return None
        row = self.row_at(index.row())
        return None if row is None else reader(column, row)

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or self._commit is None or not index.isValid():
            return False
        return self._commit(self._ids[index.row()], self.columns[index.column()].key, value)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return self.columns[section].alignment if role == Qt.ItemDataRole.TextAlignmentRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order; the book sorts."""
        if 0 <= column < len(self.columns) and self.columns[column].sort:
            self.sort_asked.emit(self.columns[column].sort, order == Qt.SortOrder.DescendingOrder)

    def _place_map(self) -> dict[int, int]:
        if self._places is None:
            self._places = {row_id: row for row, row_id in enumerate(self._ids)}
        return self._places

    def _known_rows(self) -> dict[int, Row]:
        return {row_id: row for page in self._pages.values() for row_id, row in page.items()}

    def _keep_first_page(self, known: dict[int, Row]) -> None:
        first = self._ids[:PAGE_ROWS]
        if first and all(row_id in known for row_id in first):
            self._pages[0] = {row_id: known[row_id] for row_id in first}

    def _emit_changed(self, first: int, last: int) -> None:
        if 0 <= first <= last and self.columns:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))


def _spoken(column: Column[Any], row: Any) -> str:
    return column.spoken(row) if column.spoken else f"{column.title}: {column.text(row)}"


def _tip(column: Column[Any], row: Any) -> str | None:
    return column.tip(row) or None


def _edit(column: Column[Any], row: Any) -> object:
    return column.edit(row) if column.edit else column.text(row)


def _text(column: Column[Any], row: Any) -> str:
    return column.text(row)


def _row(_column: Column[Any], row: Any) -> object:
    return row


_READERS: dict[int, Callable[[Column[Any], Any], object]] = {
    int(Qt.ItemDataRole.DisplayRole): _text,
    int(Qt.ItemDataRole.EditRole): _edit,
    int(Qt.ItemDataRole.ToolTipRole): _tip,
    int(Qt.ItemDataRole.AccessibleTextRole): _spoken,
    ROW_ROLE: _row,
}
