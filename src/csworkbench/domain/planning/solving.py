"""Solving a plan: which way of placing fits the check-ins at hand, and what can be said of those that are left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from csworkbench.domain.planning.board import NO_TIES, Board, Place, PlanDay, PlanItem, Tick, Ties, fitting
from csworkbench.domain.planning.coarsening import Coarse, coarsened, common_length, rastered, usable
from csworkbench.domain.planning.improving import improve
from csworkbench.domain.planning.matching import place_single_slots
from csworkbench.domain.planning.searching import place_lengths

Why = Literal["no place", "crowded", "not found"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A check-in without a place.

    Attributes:
        why: "no place": there is none for it even on an empty board, proven; "crowded": no plan holds it together with
            all its rivals (with all the others where none are named), proven; "not found": none was found within the
            limit, which proves nothing.
        rivals: those that fill all it could be brought to, where that is known.
        days: the days that are full, as places in the board.
    """

    number: int
    why: Why
    rivals: tuple[int, ...] = ()
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Solution:
    """Where each check-in lies (None: nowhere), who is left out and why, what the plan costs, and what stays free.

    `surely_left`: how many no plan at all has a place for, by room alone, whoever they are.
    """

    at: tuple[Place | None, ...]
    left: tuple[LeftOut, ...]
    cost: float
    free: tuple[int, ...]
    rooms_left: tuple[int, ...]
    surely_left: int = 0


def solve(
    days: Sequence[PlanDay], items: Sequence[PlanItem], order: Sequence[int], tick: Tick, ties: Ties = NO_TIES
) -> Solution:
    """Place check-ins on days.

    Check-ins of one length without ties are placed exactly where their times lie on one raster: who is left out is
    proven not to fit. Otherwise it is proven for few check-ins, by trying every way, or where a stretch of days is
    over-full; else nothing is claimed.

    Args:
        days: the board.
        items: the check-ins.
        order: their places in `items`, the most important first.
        tick: told how far it is; what it raises ends the work.
        ties: check-ins whose days hang on each other.
    """
    filled = usable(days, items)
    possible = [_possible(filled, item) for item in items]
    coarse = coarsened(filled, possible)
    board = Board(coarse.days, coarse.items, ties)
    if coarse.step < common_length(items):
        _begin_on_a_raster(board, coarse, rastered(filled, possible), order, tick)
    left = _place(board, order, tick)
    improve(board, tick)
    at = [None if place is None else coarse.fine(place) for place in board.at]
    free, rooms = _left_of(days, possible, at)
    return Solution(tuple(at), tuple(left), board.total(), free, rooms, _surely_left(filled, possible))


def _surely_left(days: Sequence[PlanDay], items: Sequence[PlanItem]) -> int:
    """Give how many are over when the shortest go first and each minute of room is used."""
    room = sum(day.room for day in days)
    taken = accumulate(sorted(item.length for item in items if item.starts))
    return len(items) - sum(length <= room for length in taken)


def _begin_on_a_raster(board: Board, coarse: Coarse, raster: Coarse, order: Sequence[int], tick: Tick) -> None:
    """Place exactly what can be placed so on whole lengths; the others are then worked in between."""
    rough = Board(raster.days, raster.items)
    plain = [one for one in order if raster.items[one].length == 1 and one not in board.ties.of]
    place_single_slots(rough, plain, tick)
    for number in plain:
        rough_place = rough.at[number]
        if rough_place is not None:
            place = coarse.coarse(raster.fine(rough_place))
            if board.open_starts(number, place[0], 1 << place[1]):
                board.put(number, place)


def _place(board: Board, order: Sequence[int], tick: Tick) -> list[LeftOut]:
    barred = [number for number in order if not board.by_cost[number]]
    open_ones = [number for number in order if board.by_cost[number]]
    left = [LeftOut(number, "no place") for number in barred]
    if all(board.items[number].length == 1 and number not in board.ties.of for number in open_ones):
        crowds = place_single_slots(board, open_ones, tick)
        return left + [LeftOut(one.number, "crowded", one.rivals, one.days) for one in crowds]
    return left + _place_lengths(board, open_ones, tick)


def _left_of(
    days: Sequence[PlanDay], items: Sequence[PlanItem], at: Sequence[Place | None]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Give the slots that stay free and the room that stays, by day."""
    free, rooms = [day.free for day in days], [day.room for day in days]
    for item, place in zip(items, at, strict=True):
        if place is not None:
            free[place[0]] &= ~(((1 << item.length) - 1) << place[1])
            rooms[place[0]] -= item.length
    return tuple(free), tuple(rooms)


def _possible(days: Sequence[PlanDay], item: PlanItem) -> PlanItem:
    """Leave out the starts that nothing can ever make possible."""
    kept = [
        (day, bits, cost)
        for (day, starts), cost in zip(item.starts, item.costs, strict=True)
        if (bits := fitting(starts, days[day].free, item.length)) and days[day].room >= item.length
    ]
    return PlanItem(item.length, tuple((day, bits) for day, bits, _ in kept), tuple(cost for *_, cost in kept))


def _place_lengths(board: Board, open_ones: Sequence[int], tick: Tick) -> list[LeftOut]:
    found = place_lengths(board, open_ones, tick)
    if found.is_proven:
        return [LeftOut(number, "crowded") for number in found.left]
    stretches = _stretches(board)
    return [_told(board, number, stretches) for number in found.left]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days in a row, the placed check-ins that can lie nowhere else, and the room that these leave."""

    days: range
    bound: tuple[int, ...]
    room: int


def _stretches(board: Board) -> list[_Stretch]:
    reach = [
        (number, board.items[number].starts[0][0], board.items[number].starts[-1][0], board.items[number].length)
        for number, place in enumerate(board.at)
        if place is not None
    ]
    below = [0, *accumulate(board.rooms)]
    found: list[_Stretch] = []
    for first in range(len(board.rooms)):
        for last in range(first, len(board.rooms)):
            bound = [one for one in reach if first <= one[1] and one[2] <= last]
            room = below[last + 1] - below[first] - sum(one[3] for one in bound)
            found.append(_Stretch(range(first, last + 1), tuple(one[0] for one in bound), room))
    return found


def _told(board: Board, number: int, stretches: Sequence[_Stretch]) -> LeftOut:
    """Say what is known of one left out: where days it is bound to are over-full with it, that is a proof."""
    item = board.items[number]
    low, high = item.starts[0][0], item.starts[-1][0]
    for one in stretches:
        if one.days[0] <= low and high <= one.days[-1] and one.room < item.length:
            return LeftOut(number, "crowded", one.bound, tuple(one.days))
    return LeftOut(number, "not found")
