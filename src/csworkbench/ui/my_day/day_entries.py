"""What the list of My day shows: headings and things to do, grouped by when they are due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from csworkbench.domain.day import DayItemRow
from csworkbench.infra.clock import Clock
from csworkbench.ui.widgets.texts import count_text, health_text, plain_tool_tip, relative_day, weekday_day

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
GROUPS = ("Overdue", "Today", "This week", "Later")
WEEK_DAYS = 7
AnyIndex = QModelIndex | QPersistentModelIndex
ItemKey = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with the number of things under it."""

    text: str
    count: int


Entry = Heading | DayItemRow


def item_key(item: DayItemRow) -> ItemKey:
    """Give what tells a thing to do from all others, across refreshes."""
    return item.kind, int(item.target_id or 0), int(item.account_id)


def group_of(item: DayItemRow, today: date) -> str:
    """Give the group an item stands in; one without a day counts as due today."""
    if item.due_on is None or item.due_on == today:
        return "Today"
    if item.due_on < today:
        return "Overdue"
    return "This week" if (item.due_on - today).days < WEEK_DAYS else "Later"


def grouped(items: Sequence[DayItemRow], today: date) -> list[Entry]:
    """Give headings and items; within a group the order of `items` stands."""
    by_group: dict[str, list[DayItemRow]] = {name: [] for name in GROUPS}
    for item in items:
        by_group[group_of(item, today)].append(item)
    entries: list[Entry] = []
    for name in GROUPS:
        if by_group[name]:
            entries += [Heading(name, len(by_group[name])), *by_group[name]]
    return entries


def due_words(item: DayItemRow, today: date) -> tuple[str, str]:
    """Give the due day as the row says it and its tone: at_risk when late, watch for today, muted else."""
    if item.due_on is None or item.due_on == today:
        return "today", "watch"
    if item.due_on < today:
        return f"{count_text((today - item.due_on).days, 'day')} late", "at_risk"
    return weekday_day(item.due_on), "muted"


def day_words(items: Sequence[DayItemRow], today: date) -> str:
    """Give how much is to do: `5 things due, 2 overdue`; only what is due up to today counts."""
    due = [item for item in items if item.due_on is None or item.due_on <= today]
    late = sum(1 for item in due if item.due_on is not None and item.due_on < today)
    words = f"{count_text(len(due), 'thing')} due" if due else "nothing due"
    return f"{words}, {late} overdue" if late else words


class DayModel(QAbstractListModel):
    """Headings and items as a list for a view."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._clock = clock
        self._entries: list[Entry] = []

    @property
    def items(self) -> list[DayItemRow]:
        """The items in the order shown."""
        return [entry for entry in self._entries if isinstance(entry, DayItemRow)]

    def set_items(self, items: Sequence[DayItemRow]) -> None:
        """Show other items."""
        self.beginResetModel()
        self._entries = grouped(items, self._clock.today())
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """Give a line of the list; None outside of it."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def row_of(self, key: ItemKey) -> int | None:
        """Give the line of an item; None when it is gone."""
        for row, entry in enumerate(self._entries):
            if isinstance(entry, DayItemRow) and item_key(entry) == key:
                return row
        return None

    def nearest_item(self, row: int) -> int | None:
        """Give the line of the item at `row` or else the nearest one after, then before it."""
        lines = [at for at, entry in enumerate(self._entries) if isinstance(entry, DayItemRow)]
        return next((at for at in lines if at >= row), lines[-1] if lines else None)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let items be chosen, headings not."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self._entries[index.row()], Heading):
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give text, tool tip, spoken text or the entry itself."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if isinstance(entry, Heading):
            return f"{entry.text}, {entry.count}" if role in _TEXT_ROLES else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(f"{entry.account_name}: {entry.title}. {entry.reason}")
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{entry.account_name}: {entry.title}"
        return self._spoken(entry) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _spoken(self, item: DayItemRow) -> str:
        today = self._clock.today()
        due = relative_day(item.due_on or today, today, is_due=True)
        return (
            f"{item.account_name}: {item.title}. {item.reason} Health {health_text(item.score, item.band)}. Due {due}."
        )


_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
