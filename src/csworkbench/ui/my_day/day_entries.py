"""What the list of My day shows: things to do under headings by when they are due, and what was done today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt

from csworkbench.domain.day import GROUPS, DayItemRow, day_group
from csworkbench.domain.day_terms import place_words, term_words
from csworkbench.domain.my_day import DoneRow, MyDay
from csworkbench.domain.values import frozen
from csworkbench.infra.clock import Clock
from csworkbench.ui.widgets.heading_list import Heading, HeadingListModel
from csworkbench.ui.widgets.texts import count_text, health_text, plain_tool_tip, relative_day, weekday_day

DONE = "Done"
ItemKey = tuple[str, int, int]
Line = DayItemRow | DoneRow
Entry = Heading | Line


def item_key(item: DayItemRow) -> ItemKey:
    """Give what tells a thing to do from all others, across refreshes."""
    return item.kind, int(item.target_id or 0), int(item.account_id)


def grouped(items: Sequence[DayItemRow], today: date) -> list[Entry]:
    """Give headings and items; within a group the order of `items` stands."""
    by_group: dict[str, list[DayItemRow]] = {name: [] for name in GROUPS}
    for item in items:
        by_group[day_group(item.due_on, today)].append(item)
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


def day_words(items: Sequence[DayItemRow], today: date, more: int | None = 0) -> str:
    """Give how much is to do: `5 things due, 2 overdue`; only what is due up to today counts.

    Where there are `more` than these items (None: uncounted), it says "at least".
    """
    due = [item for item in items if item.due_on is None or item.due_on <= today]
    late = sum(1 for item in due if item.due_on is not None and item.due_on < today)
    words = f"{count_text(len(due), 'thing')} due" if due else "nothing due"
    if due and more != 0:
        words = f"at least {words}"
    return f"{words}, {late} overdue" if late else words


def order_words(day: MyDay) -> str:
    """Give what the list is sorted by, and that it is cut: `the first 200 by risk × ARR × due date, 12 more`."""
    order = "by risk × ARR × due date"
    if day.more == 0:
        return order
    return f"the first {len(day.items)} {order}" + (f", {day.more} more" if day.more else "")


@frozen
class DayLines:
    """What the list is made of."""

    items: Sequence[DayItemRow]
    done: Sequence[DoneRow] = ()


class DayModel(HeadingListModel[Line]):
    """Headings and items as a list for a view; what was done stands folded at its end."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._clock = clock
        self._shown = DayLines(())
        self.is_done_folded = True

    @property
    def items(self) -> list[DayItemRow]:
        """The things to do in the order shown."""
        return [row for row in self.rows if isinstance(row, DayItemRow)]

    def set_lines(self, lines: DayLines) -> None:
        """Show other items."""
        self._shown = lines
        entries = grouped(lines.items, self._clock.today())
        if lines.done:
            entries.append(Heading(DONE, len(lines.done), self.is_done_folded))
            entries += () if self.is_done_folded else lines.done
        self.set_entries(entries)

    def fold_done(self, is_folded: bool) -> None:
        """Show or hide what was done."""
        self.is_done_folded = is_folded
        self.set_lines(self._shown)

    def done_place(self) -> int | None:
        """Give the line of the heading over what was done; None when nothing was."""
        places = range(self.rowCount())
        return next((at for at in places if is_done_heading(self.entry(at))), None)

    def row_of(self, key: ItemKey) -> int | None:
        """Give the line of an item; None when it is gone."""
        for at in range(self.rowCount()):
            entry = self.entry(at)
            if isinstance(entry, DayItemRow) and item_key(entry) == key:
                return at
        return None

    def row_data(self, row: Line, role: int) -> Any:
        """Give text, tool tip or spoken text."""
        if isinstance(row, DoneRow):
            words = f"{row.account_name}: {row.title}"
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return f"Done: {words}"
            if role == Qt.ItemDataRole.ToolTipRole:
                return plain_tool_tip(words)
            return words if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.ToolTipRole:
            terms = "\n".join(term_words(row))
            words = f"{row.account_name}: {row.title}. {row.reason}\n\nIts place, {place_words(row)}\n{terms}"
            return plain_tool_tip(words)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.account_name}: {row.title}"
        return self._spoken(row) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _spoken(self, item: DayItemRow) -> str:
        today = self._clock.today()
        due = relative_day(item.due_on or today, today, is_due=True)
        return (
            f"{item.account_name}: {item.title}. {item.reason} Health {health_text(item.score, item.band)}. Due {due}. "
            f"{'. '.join(term_words(item))}."
        )


def is_done_heading(entry: object) -> bool:
    """Say whether a line is the heading over what was done."""
    return isinstance(entry, Heading) and entry.is_folded is not None
