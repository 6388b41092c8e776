"""A plan as a person changes it before it is written: rows left out, days and times of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from csworkbench.domain.planning.preview import DayLoad, PlanKey, PlannedRow, PlanPreview, RowProblem, their_time

OWN = "the day and time are yours"


class PlanDraft:
    """The rows of a plan in order of day and time; what was changed by hand stays when it is planned again."""

    def __init__(self) -> None:
        """Start without a plan."""
        self.preview: PlanPreview | None = None
        self.rows: list[PlannedRow] = []
        self._planned: dict[PlanKey, PlannedRow] = {}
        self._choices: dict[PlanKey, tuple[date, str]] = {}
        self._out: set[PlanKey] = set()
        self._problems: dict[PlanKey, list[RowProblem]] = {}
        self._first: set[PlanKey] = set()

    @property
    def is_changed(self) -> bool:
        """Whether a person changed something of the plan on show."""
        return any(key in self._planned for key in (*self._choices, *self._out))

    @property
    def chosen(self) -> list[PlannedRow]:
        """The rows that would be planned."""
        return [row for row in self.rows if row.key not in self._out]

    @property
    def own(self) -> list[PlannedRow]:
        """The rows that would be planned on a day or at a time of a person's own."""
        return [row for row in self.chosen if row.is_own]

    @property
    def barred(self) -> list[PlannedRow]:
        """The rows that would be planned and can't be."""
        return [row for row in self.chosen if any(one.is_barring for one in self.problems(row.key))]

    def take(self, preview: PlanPreview) -> None:
        """Take another plan."""
        self.preview = preview
        self._planned = {row.key: row for row in preview.planned}
        self._problems = {}
        self._sort()

    def choose(self, key: PlanKey, on: date, at: str) -> None:
        """Give a row a day and a time; its planned ones are no choice."""
        planned = self._planned[key]
        self._choices.pop(key, None)
        if (on, at) != (planned.on, planned.at):
            self._choices[key] = on, at
        self._problems.pop(key, None)
        self._sort()

    def leave_out(self, keys: Iterable[PlanKey], *, is_out: bool) -> None:
        """Leave rows out or take them in again."""
        if is_out:
            self._out.update(keys)
        else:
            self._out.difference_update(keys)

    def is_out(self, key: PlanKey) -> bool:
        """Tell whether a row is left out."""
        return key in self._out

    def is_first_of_day(self, key: PlanKey) -> bool:
        """Tell whether a row is the first one of its day."""
        return key in self._first

    def set_problems(self, found: Sequence[RowProblem]) -> None:
        """Take what speaks against rows."""
        self._problems = {}
        for one in found:
            self._problems.setdefault(one.key, []).append(one)

    def problems(self, key: PlanKey) -> list[RowProblem]:
        """Give what speaks against a row."""
        return self._problems.get(key, [])

    def why(self, row: PlannedRow) -> str:
        """Give what is said of a row: what speaks against it, else why it lies where it does."""
        if self.is_out(row.key):
            return "left out"
        problems = self.problems(row.key)
        if problems:
            said = "; ".join(one.text for one in problems)
            return f"Not possible: {said}" if problems[0].is_barring else f"Your choice, but {said}"
        return row.why

    def load(self) -> list[DayLoad]:
        """Give the minutes of each business day and of other days that were chosen, beside the cap."""
        if self.preview is None:
            return []
        minutes: Counter[date] = Counter()
        for row in self.chosen:
            minutes[row.on] += row.minutes
        kept = {one.on: (one.kept_minutes, one.cap_minutes) for one in self.preview.load}
        days = sorted({*kept, *minutes})
        found = []
        for day in days:
            stays, cap = kept.get(day, (0, 0))
            found.append(DayLoad(day, stays + minutes[day], cap, stays))
        return found

    def result(self) -> PlanPreview | None:
        """Give the plan with the rows to write."""
        return None if self.preview is None else replace(self.preview, planned=tuple(self.chosen))

    def _sort(self) -> None:
        rows = [self._as_chosen(row) for row in self._planned.values()]
        self.rows = sorted(rows, key=lambda row: (row.on, row.at, row.account.casefold()))
        before = [None, *(row.on for row in self.rows)]
        self._first = {row.key for row, on in zip(self.rows, before, strict=False) if row.on != on}

    def _as_chosen(self, row: PlannedRow) -> PlannedRow:
        choice = self._choices.get(row.key)
        if choice is None or self.preview is None:
            return row
        on, at = choice
        theirs = their_time(on, at, self.preview.request.time_zone, row.their_zone)
        shift = (on - row.ideal_on).days
        return replace(row, on=on, at=at, their_time=theirs, shift_days=shift, why=OWN, is_own=True)
