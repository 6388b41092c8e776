"""Engagement models as they are edited, and what a change of interval does to planned check-ins, before it is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from csworkbench.domain.cadence import Cadence, cadence_state, next_due_on
from csworkbench.domain.day_words import count_text
from csworkbench.domain.fatigue import DEFAULT_LIMITS, FatigueLimits
from csworkbench.domain.ids import AccountId, CheckInId, EngagementModelId
from csworkbench.domain.words import TOUCH_KINDS

NO_STATE = "nothing known"


@dataclass(frozen=True, slots=True)
class EngagementModel:
    """A preset: touch types, intervals and review cadence in days, limits of the fatigue guard; None: there is none.

    `touch_kinds` are those that are usual with it; empty: all. `accounts` is how many accounts it serves.
    """

    id: EngagementModelId
    name: str
    ideal_days: int
    maximum_days: int | None
    qbr_days: int | None = None
    ebr_days: int | None = None
    limits: FatigueLimits = DEFAULT_LIMITS
    touch_kinds: tuple[str, ...] = ()
    accounts: int = 0

    @property
    def cadence(self) -> Cadence:
        """The interval of its accounts."""
        return Cadence(self.ideal_days, self.maximum_days)


def problems_of(model: EngagementModel) -> dict[str, str]:
    """Give what is wrong with a model, by field."""
    found: dict[str, str] = {}
    if not model.name.strip():
        found["name"] = "A model needs a name."
    for name, low, high, may_miss in (
        ("ideal_days", 1, 1000, False), ("maximum_days", 1, 1000, True), ("qbr_days", 1, 2000, True),
        ("ebr_days", 1, 2000, True),
    ):  # fmt: skip
        value = getattr(model, name)
        if value is None and may_miss:
            continue
        if value is None or not low <= value <= high:
            found[name] = f"Give {low} to {high} days{' or leave it blank' if may_miss else ''}."
    if not found and model.maximum_days is not None and model.ideal_days > model.maximum_days:
        found["maximum_days"] = f"The maximum is not below the ideal of {model.ideal_days} days."
    for name, high in (("business_days_between", 60), ("touches", 100), ("asks", 100), ("survey_days", 2000)):
        if not 0 <= getattr(model.limits, name) <= high:
            found[name] = f"Give 0 to {high}."
    unknown = [kind for kind in model.touch_kinds if kind not in TOUCH_KINDS]
    if unknown:
        found["touch_kinds"] = f"There is no touch type {unknown[0]}."
    return found


@dataclass(frozen=True, slots=True)
class PlannedCheckIn:
    """A planned check-in; one of a series, with a time or an agenda was made on purpose and may not move."""

    id: CheckInId
    due_on: date
    may_move: bool


@dataclass(frozen=True, slots=True)
class CadenceCase:
    """An account whose interval changes."""

    id: AccountId
    name: str
    before: Cadence
    after: Cadence
    counted_from: date | None
    check_ins: tuple[PlannedCheckIn, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """What would become of a planned item: `kind` is added, moved or dropped; `why` says so in words."""

    kind: str
    account_id: AccountId
    account: str
    check_in_id: CheckInId | None
    was_on: date | None
    on: date | None
    why: str


@dataclass(frozen=True, slots=True)
class StateChange:
    """An account that would be fine, due or overdue where it was another."""

    account_id: AccountId
    account: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CadencePreview:
    """What a change of interval would do; `accounts` is how many accounts get another interval."""

    accounts: int
    planned: tuple[PlannedChange, ...]
    states: tuple[StateChange, ...]

    def count(self, kind: str) -> int:
        """Give how many planned items are added, moved or dropped."""
        return sum(one.kind == kind for one in self.planned)

    @property
    def text(self) -> str:
        """Say it in a sentence."""
        moves = ", ".join(f"{self.count(kind)} {kind}" for kind in ("added", "moved", "dropped"))
        accounts = count_text(self.accounts, "account")
        return (
            f"{accounts} with another interval; check-ins: {moves}; {count_text(len(self.states), 'change')} of state."
        )


Following = Callable[[AccountId, date], date]
"""Gives the day itself or the first business day after it, for an account."""


def preview(cases: Sequence[CadenceCase], today: date, following: Following) -> CadencePreview:
    """Give what new intervals do to planned check-ins and to states, without doing it."""
    changed = [one for one in cases if one.before != one.after]
    planned = [change for case in changed for change in _replanned(case, today, following)]
    states = [
        StateChange(case.id, case.name, before, after)
        for case in changed
        if (before := _word(case.before, case, today)) != (after := _word(case.after, case, today))
    ]
    return CadencePreview(len(changed), tuple(planned), tuple(states))


def _word(cadence: Cadence, case: CadenceCase, today: date) -> str:
    state = cadence_state(cadence, case.counted_from, today)
    return state.word if state else NO_STATE


def _replanned(case: CadenceCase, today: date, following: Following) -> list[PlannedChange]:
    due = next_due_on(case.after, case.counted_from or today)
    if due is None:
        return []
    due_on = following(case.id, max(due, today))
    coming = sorted((one for one in case.check_ins if one.due_on >= today), key=lambda one: (one.due_on, one.id))
    first = _first(case, coming[0] if coming else None, due_on, today, following)
    held = first.on if first and first.on else coming[0].due_on if coming else due_on
    rest = coming if first and first.kind == "added" else coming[1:]
    return [*([first] if first else []), *_dropped(case, rest, held)]


def _first(
    case: CadenceCase, coming: PlannedCheckIn | None, due_on: date, today: date, following: Following
) -> PlannedChange | None:
    """Say what becomes of the next check-in: it follows the interval, unless it was made on purpose."""
    most = case.after.maximum_days
    latest = (case.counted_from or today) + timedelta(days=most) if most is not None else None
    is_too_late = latest is not None and coming is not None and coming.due_on > max(latest, due_on)
    if coming is None:
        return PlannedChange("added", case.id, case.name, None, None, due_on, "none is planned")
    old = next_due_on(case.before, case.counted_from or today)
    stood_on_old = old is not None and coming.due_on in (max(old, today), following(case.id, max(old, today)))
    if coming.may_move and coming.due_on != due_on and (stood_on_old or is_too_late):
        why = "follows the ideal interval" if stood_on_old else "lay past the new maximum"
        return PlannedChange("moved", case.id, case.name, coming.id, coming.due_on, due_on, why)
    if is_too_late and not coming.may_move:
        return PlannedChange("added", case.id, case.name, None, None, due_on, "the planned one lies past the maximum")
    return None


def _dropped(case: CadenceCase, rest: Sequence[PlannedCheckIn], held: date) -> list[PlannedChange]:
    """Drop those of a longer interval that come sooner than half of it after the one before."""
    ideal, old = case.after.ideal_days, case.before.ideal_days
    if ideal is None or old is None or ideal <= old:
        return []
    found: list[PlannedChange] = []
    for one in rest:
        gap = (one.due_on - held).days
        if one.may_move and gap * 2 < ideal:
            why = f"{max(gap, 0)} days after the one before, with {ideal} days wanted"
            found.append(PlannedChange("dropped", case.id, case.name, one.id, one.due_on, None, why))
        else:
            held = one.due_on
    return found
