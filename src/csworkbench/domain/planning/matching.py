"""Placing check-ins of one slot each: exact. Whoever finds no place has none beside those placed before.

Check-ins, slots and days are a network of flow: each check-in takes one slot, each slot one check-in, each day as many
as it has room for. A search along alternating paths finds a place whenever there is one; where it ends without, what it
reached is the proof: these check-ins have only these days, and they are full.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from csworkbench.domain.planning.board import Board, Place, Tick, slots_of


@dataclass(frozen=True, slots=True)
class Crowd:
    """The proof that a check-in has no place: `rivals` already fill all `days` it could be brought to."""

    number: int
    rivals: tuple[int, ...]
    days: tuple[int, ...]


@dataclass(slots=True)
class _Search:
    """What one search has reached.

    `pushed_by` says who takes whose place, and which; `ended` are the earlier searches without end that it ran into.
    """

    slots: set[Place] = field(default_factory=set)
    days: set[int] = field(default_factory=set)
    ended: set[int] = field(default_factory=set)
    pushed_by: dict[int, tuple[int, Place]] = field(default_factory=dict)
    queue: list[int] = field(default_factory=list)

    def push(self, number: int, by: int, place: Place) -> None:
        """Note that `by` would take `place` if `number` found another."""
        if number not in self.pushed_by:
            self.pushed_by[number] = (by, place)
            self.queue.append(number)


def place_single_slots(board: Board, order: Sequence[int], tick: Tick) -> list[Crowd]:
    """Place check-ins of one slot in the order of their importance; give those that can't have a place, with the proof.

    Longer and tied ones that lie on the board stay where they are, and the proof holds beside them.
    """
    crowds: list[Crowd] = []
    dead: dict[Place, int] = {}
    for done, number in enumerate(order):
        tick(done, len(order))
        place = board.cheapest(number)
        if place is not None:
            board.put(number, place)
            continue
        search = _augment(board, number, dead)
        if search is not None:
            dead.update(dict.fromkeys(search.slots, len(crowds)))
            crowds.append(_crowd(number, search, crowds))
    return crowds


def _crowd(number: int, search: _Search, crowds: Sequence[Crowd]) -> Crowd:
    """Give the proof: what this search reached, with what the earlier ones it ran into had reached."""
    rivals, days = set(search.pushed_by), {day for day, _ in search.slots}
    for one in search.ended:
        rivals |= set(crowds[one].rivals)
        days |= set(crowds[one].days)
    return Crowd(number, tuple(sorted(rivals)), tuple(sorted(days)))


def _augment(board: Board, number: int, dead: dict[Place, int]) -> _Search | None:
    """Place a check-in by moving others; give what was reached when there is no way."""
    search = _Search(queue=[number])
    for one in search.queue:
        end = _step(board, one, search, dead)
        if end is not None:
            _rearrange(board, number, one, end, search)
            return None
    return search


def _step(board: Board, one: int, search: _Search, dead: dict[Place, int]) -> Place | None:
    """Look at every place `one` may take; give one that ends the path, else note who would have to move."""
    for _, day, bits in board.by_cost[one]:
        occupants = {slot: number for number, slot in board.on[day].items() if _gives_way(board, number)}
        for slot in slots_of(bits):
            place = (day, slot)
            if place in dead:
                search.ended.add(dead[place])
            if place in search.slots or place in dead:
                continue
            search.slots.add(place)
            if slot in occupants:
                search.push(occupants[slot], one, place)
            elif not board.free[day] >> slot & 1:
                continue  # taken by something that stays
            elif board.load[day] < board.rooms[day]:
                return place
            elif day not in search.days:
                search.days.add(day)
                for number in occupants.values():
                    search.push(number, one, place)
    return None


def _gives_way(board: Board, number: int) -> bool:
    return board.items[number].length == 1 and number not in board.ties.of


def _rearrange(board: Board, number: int, last: int, end: Place, search: _Search) -> None:
    mover, place = last, end
    moves: list[tuple[int, Place]] = []
    while mover != number:
        moves.append((mover, place))
        mover, place = search.pushed_by[mover]
    moves.append((mover, place))
    for one, _ in moves:
        if board.at[one] is not None:
            board.take(one)
    for one, target in moves:
        board.put(one, target)
