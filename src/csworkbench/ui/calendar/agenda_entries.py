"""The lines of the agenda: days as headings with their load, under each its check-ins and what else falls on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt

from csworkbench.domain.calendar_span import CalendarDay, CalendarItemRow, CalendarMarkRow, CalendarSpan
from csworkbench.ui.calendar.item_words import day_words, spoken_item, spoken_mark, title_of
from csworkbench.ui.widgets.heading_list import Heading, HeadingListModel
from csworkbench.ui.widgets.texts import number_text, plain_tool_tip, relative_day, weekday_day

Line = CalendarItemRow | CalendarMarkRow


class AgendaModel(HeadingListModel[Line]):
    """Days and what is on them; days without anything are left out, but not today and holidays."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._days: list[date] = []
        self._today = date.min

    def set_span(self, span: CalendarSpan) -> None:
        """Show other days."""
        entries: list[Heading | Line] = []
        self._days = []
        self._today = span.today
        for day in span.days:
            items, marks = span.items_on(day.on), span.marks_on(day.on)
            is_named = bool(day.closed) and day.closed != "Weekend"
            if items or marks or is_named or day.on == span.today:
                entries += [Heading(self._heading(day, len(items))), *items, *marks]
                self._days += [day.on] * (1 + len(items) + len(marks))
        self.set_entries(entries)

    def _heading(self, day: CalendarDay, shown: int) -> str:
        words = [weekday_day(day.on), relative_day(day.on, self._today), day_words(day) or "nothing planned"]
        if day.check_ins > shown:
            words.append(f"first {number_text(shown)} shown, all of them with one owner chosen at the left")
        return " · ".join(words)

    def day_of(self, place: int) -> date | None:
        """Give the day that a line belongs to."""
        return self._days[place] if 0 <= place < len(self._days) else None

    def place_of_item(self, check_in_id: int) -> int | None:
        """Give the line of a check-in; None when it is not there."""
        for place in range(self.rowCount()):
            entry = self.entry(place)
            if isinstance(entry, CalendarItemRow) and entry.check_in_id == check_in_id:
                return place
        return None

    def row_data(self, row: Line, role: int) -> Any:
        """Give the words of a line."""
        if isinstance(row, CalendarMarkRow):
            words = spoken_mark(row)
        elif role == Qt.ItemDataRole.DisplayRole:
            words = f"{row.account}: {title_of(row)}"
        else:
            words = spoken_item(row, self._today)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(words)
        return words if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
