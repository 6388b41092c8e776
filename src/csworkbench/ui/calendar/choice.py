"""What is chosen in the calendar: a day, a check-in, or several of them; all views and the tray share it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from csworkbench.domain.calendar_span import CalendarItemRow
from csworkbench.domain.ids import CheckInId


@dataclass(frozen=True, slots=True)
class DropPlace:
    """Where something is let go: a day, perhaps a time of day ("HH:MM")."""

    day: date
    at: str | None = None


class Choice(QObject):
    """The day and the check-ins that keys and drags act on.

    Signals:
        changed: another day, another check-in or another set of them.
        acted: the person opened (double click) the check-in that is current.
    """

    changed = Signal()
    acted = Signal()

    def __init__(self, day: date, parent: QObject | None = None) -> None:
        """Start at a day, with no check-in."""
        super().__init__(parent)
        self._day = day
        self._item: CalendarItemRow | None = None
        self._others: dict[CheckInId, CalendarItemRow] = {}

    @property
    def day(self) -> date:
        """The current day."""
        return self._day

    @property
    def item(self) -> CalendarItemRow | None:
        """The current check-in, if there is one."""
        return self._item

    @property
    def items(self) -> list[CalendarItemRow]:
        """All chosen check-ins, the current one among them."""
        chosen = dict(self._others)
        if self._item is not None:
            chosen.setdefault(self._item.check_in_id, self._item)
        return list(chosen.values())

    def has(self, item: CalendarItemRow) -> bool:
        """Tell whether a check-in is chosen."""
        current = self._item is not None and self._item.check_in_id == item.check_in_id
        return current or item.check_in_id in self._others

    def choose_day(self, day: date, item: CalendarItemRow | None = None) -> None:
        """Make a day the current one, with one of its check-ins or none."""
        self._set(day, item, {})

    def choose(self, item: CalendarItemRow, *, extends: bool = False) -> None:
        """Make a check-in the current one; `extends` keeps the others, and drops it when it was chosen already."""
        if not extends:
            self._set(item.on, item, {})
            return
        others = {one.check_in_id: one for one in self.items}
        if others.pop(item.check_in_id, None) is None:
            others[item.check_in_id] = item
            self._set(item.on, item, others)
        else:
            self._set(self._day, next(iter(others.values()), None), others)

    def make_current(self, item: CalendarItemRow) -> None:
        """Make one of the chosen check-ins the current one; the others stay chosen."""
        self._set(item.on, item, {one.check_in_id: one for one in self.items})

    def choose_one(self) -> None:
        """Let only the current check-in stay chosen."""
        self._set(self._day, self._item, {})

    def choose_all(self, items: Iterable[CalendarItemRow]) -> None:
        """Choose all of these; the current one stays if it is among them."""
        others = {one.check_in_id: one for one in items}
        kept = self._item if self._item is not None and self._item.check_in_id in others else None
        item = kept or next(iter(others.values()), None)
        self._set(self._day if item is None else item.on, item, others)

    def keep(self, items: Sequence[CalendarItemRow]) -> None:
        """Take up the rows that were read anew: what is gone is chosen no more, what moved is followed."""
        rows = {one.check_in_id: one for one in items}
        others = {key: rows[key] for key in self._others if key in rows}
        item = None if self._item is None else rows.get(self._item.check_in_id)
        item = item or next(iter(others.values()), None)
        self._set(self._day if item is None else item.on, item, others)

    def _set(self, day: date, item: CalendarItemRow | None, others: dict[CheckInId, CalendarItemRow]) -> None:
        self._day, self._item, self._others = day, item, others
        self.changed.emit()


def neighbour(
    items: Sequence[CalendarItemRow], item: CalendarItemRow | None, day: date, steps: int
) -> CalendarItemRow | None:
    """Give the check-in `steps` after `item` (before it when negative), without one the nearest to `day` that way."""
    keys = [one.check_in_id for one in items]
    if item is not None and item.check_in_id in keys:
        place = keys.index(item.check_in_id) + steps
    else:
        after = next((at for at, one in enumerate(items) if one.on >= day), len(items))
        place = after - (steps < 0)
    return items[place] if 0 <= place < len(items) else None
