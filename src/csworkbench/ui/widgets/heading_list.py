"""The base of lists with headings: headings and rows in one list, of which the rows can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QListView

from csworkbench.domain.values import frozen

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
"""The role that gives the heading or the row itself."""

AnyIndex = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


@frozen
class Heading:
    """A heading, perhaps with the number of rows under it.

    Attributes:
        is_folded: None when it does not fold; a heading that folds can be chosen like a row.
    """

    text: str
    count: int | None = None
    is_folded: bool | None = None

    @property
    def words(self) -> str:
        """What is read out."""
        words = self.text if self.count is None else f"{self.text}, {self.count}"
        return words if self.is_folded is None else f"{words}, {'folded' if self.is_folded else 'unfolded'}"


class HeadingListModel(QAbstractListModel, Generic[Row]):
    """Headings and rows; subclasses say what a row shows in `row_data`."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._entries: list[Heading | Row] = []

    @property
    def rows(self) -> list[Row]:
        """The rows in the order shown, without the headings."""
        return [entry for entry in self._entries if not isinstance(entry, Heading)]

    def set_entries(self, entries: Sequence[Heading | Row]) -> None:
        """Show other headings and rows."""
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def entry(self, place: int) -> Heading | Row | None:
        """Give a line of the list; None outside of it."""
        return self._entries[place] if 0 <= place < len(self._entries) else None

    def place_of(self, row: Row) -> int | None:
        """Give the line of an equal row; None when it is not there."""
        return next((place for place, entry in enumerate(self._entries) if entry == row), None)

    def nearest_row(self, place: int) -> int | None:
        """Give the line of the row at `place`, else of the next one, else of the last; None without rows."""
        lines = [at for at, entry in enumerate(self._entries) if not isinstance(entry, Heading)]
        return next((at for at in lines if at >= place), lines[-1] if lines else None)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Give the number of lines."""
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let rows and headings that fold be chosen, other headings not."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        entry = self._entries[index.row()]
        if isinstance(entry, Heading) and entry.is_folded is None:
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the entry itself, the words of a heading, or what `row_data` says of a row."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if isinstance(entry, Heading):
            return entry.words if role in _TEXT_ROLES else None
        return self.row_data(entry, role)

    def row_data(self, row: Row, role: int) -> Any:
        """Give what a role of a row says."""
        raise NotImplementedError


class HeadingListView(QListView):
    """A list over a `HeadingListModel`, in which no key stops at a heading that can't be chosen."""

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Give where a key leads: the row under a heading rather than the heading, as Home and Page Up need."""
        found = super().moveCursor(action, modifiers)
        while found.isValid() and not found.flags() & Qt.ItemFlag.ItemIsEnabled:
            found = found.siblingAtRow(found.row() + 1)
        return found
