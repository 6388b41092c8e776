"""The rows of a plan for a table: ticked, and changed in their cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from csworkbench.domain.planning.preview import PlanKey, PlannedRow
from csworkbench.ui.bridge.columns import Column
from csworkbench.ui.bridge.id_table_model import AnyIndex, IdTableModel
from csworkbench.ui.calendar.plan_period.draft import PlanDraft
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.texts import full_day, plain_tool_tip, short_day, weekday_day

MINUS = "\N{MINUS SIGN}"
Commit = Callable[[PlanKey, str, str], bool]


def plan_columns(draft: PlanDraft) -> tuple[Column[PlannedRow], ...]:
    """Give the columns; the day stands in the first row of each day only, for screen readers in all."""
    return (
        Column("in", "", lambda _row: "", width=30, spoken=lambda row: _spoken_tick(draft, row)),
        Column(
            "on",
            "Day",
            lambda row: weekday_day(row.on) if draft.is_first_of_day(row.key) else "",
            width=100,
            spoken=lambda row: f"Day: {weekday_day(row.on)}",
            edit=lambda row: full_day(row.on),
        ),
        Column("at", "Time", lambda row: f"{row.at}–{_end(row)}", width=106, edit=lambda row: row.at),
        Column("there", "There", there_text, width=58, spoken=_spoken_there),
        Column("account", "Account", lambda row: row.account, width=176, tip=lambda row: plain_tool_tip(row.account)),
        Column("person", "With", lambda row: row.person, width=176, tip=lambda row: plain_tool_tip(row.person)),
        Column("shift", "Shift", shift_text, width=60, spoken=_spoken_shift),
        Column(
            "why",
            "Why",
            lambda row: _reasons(draft.why(row)),
            width=240,
            tip=lambda row: plain_tool_tip(draft.why(row)),
        ),
    )


class PlanModel(IdTableModel[PlannedRow]):
    """Shows a draft; rows are told by their key, so that the current one stays when they are sorted anew."""

    def __init__(
        self, theme: Theme, draft: PlanDraft, commit: Commit, tick: Callable[[PlanKey], None], parent: QObject
    ):
        """Show what the draft holds; `commit` takes an edit (key, column, text), `tick` turns a row's tick."""
        self._theme = theme
        self._draft = draft
        self._tick = tick
        self._take = commit
        self._numbers: dict[PlanKey, int] = {}
        self._keys: dict[int, PlanKey] = {}
        self._rows: dict[int, PlannedRow] = {}
        super().__init__(plan_columns(draft), self._load, self._number, commit=self._commit_edit, parent=parent)

    def show_draft(self) -> None:
        """Show the draft as it is now."""
        self._rows = {self._number(row): row for row in self._draft.rows}
        self.set_ids(self._rows, keep_rows=False)

    def key_at(self, place: int) -> PlanKey | None:
        """Give the key of a line."""
        number = self.id_at(place)
        return None if number is None else self._keys.get(number)

    def line_of(self, key: PlanKey) -> int | None:
        """Give the line of a key."""
        return self.row_of(self._numbers[key]) if key in self._numbers else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let the first column be ticked."""
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() and index.column() == 0 else found

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give ticks and colours beside what all tables have."""
        key = self.key_at(index.row()) if index.isValid() else None
        if key is not None and role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Unchecked if self._draft.is_out(key) else Qt.CheckState.Checked
        if key is not None and role == Qt.ItemDataRole.ForegroundRole:
            tone = self._tone(key, self.columns[index.column()].key)
            return self._theme.color(tone) if tone else None
        return super().data(index, role)

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a tick or an edit."""
        key = self.key_at(index.row()) if index.isValid() else None
        if key is not None and role == Qt.ItemDataRole.CheckStateRole:
            self._tick(key)
            return True
        return super().setData(index, value, role)

    def _tone(self, key: PlanKey, column: str) -> str:
        if self._draft.is_out(key):
            return "muted"
        problems = self._draft.problems(key)
        if problems and column in ("on", "at", "why"):
            return "at_risk" if problems[0].is_barring else "watch"
        return "muted" if column in ("why", "shift", "there") else ""

    def _commit_edit(self, number: int, column: str, value: object) -> bool:
        return self._take(self._keys[number], column, str(value))

    def _load(self, ids: Sequence[int]) -> list[PlannedRow]:
        return [self._rows[number] for number in ids if number in self._rows]

    def _number(self, row: PlannedRow) -> int:
        number = self._numbers.setdefault(row.key, len(self._numbers))
        self._keys[number] = row.key
        return number


def shift_text(row: PlannedRow) -> str:
    """Give the days from the ideal date: "+2 d", "0"."""
    days = row.shift_days
    return "0" if not days else f"{'+' if days > 0 else MINUS}{abs(days)} d"


def row_words(row: PlannedRow) -> str:
    """Give all of a row but why it lies there."""
    ideal = f"ideal {short_day(row.ideal_on)}" if not row.is_late else "past its maximum"
    was = f"was on {short_day(row.was_on)}" if row.was_on else "new"
    words = [
        row.account,
        f"{weekday_day(row.on)}, {row.at}",
        _with(row),
        ideal,
        f"latest {short_day(row.latest_on)}",
        was,
    ]
    return " · ".join(word for word in words if word)


def there_text(row: PlannedRow) -> str:
    """Give the time it is where the person is; empty where that is the owner's time, too."""
    return row.their_time if row.their_time != row.at else ""


def _with(row: PlannedRow) -> str:
    there = f"{there_text(row)} there" if there_text(row) else ""
    return " · ".join(word for word in (row.person, there) if word)


def _spoken_there(row: PlannedRow) -> str:
    return f"There: {there_text(row)}" if there_text(row) else "There: the same time"


def _reasons(why: str) -> str:
    """Leave out the days from the ideal date where reasons follow: they stand in the column before."""
    return why.partition(" its ideal date: ")[2] or why


def _spoken_tick(draft: PlanDraft, row: PlannedRow) -> str:
    return f"{row.account}: {'left out' if draft.is_out(row.key) else 'planned'}"


def _spoken_shift(row: PlannedRow) -> str:
    days = row.shift_days
    return f"Shift: {abs(days)} days {'after' if days > 0 else 'before'} ideal" if days else "Shift: on its ideal date"


def _end(row: PlannedRow) -> str:
    hour, minute = row.at.split(":")
    end = int(hour) * 60 + int(minute) + row.minutes
    return f"{end // 60 % 24:02d}:{end % 60:02d}"
