"""Placing check-ins of different lengths: quick first, then every way there is, up to a number of tries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from csworkbench.domain.planning.board import Board, Place, PlanItem, Tick, fitting, slots_of
from csworkbench.domain.planning.matching import place_single_slots

MOST_STEPS = 60_000
"""Tries before a search gives up: some tenths of a second."""
MOST_PUSHES = 1_500
"""Tries to push others aside for one check-in."""
MOST_PUSHES_IN_ALL = 30_000
MOST_PUSHES_IN_VAIN = 5_000
"""The same where there is no room for all anyway."""
LOOKING_AROUND = 10
"""What finding out whom one could push is worth in tries."""
MOST_PUSHED = 3
"""How many times in a row others may be pushed aside for one more."""
MOST_AT_ONCE = 3
"""Check-ins pushed aside at once."""
SMALL = 60
"""Check-ins up to which every way is tried; more of them would never be done within the limit."""


class OutOfSteps(Exception):
    """The limit was reached before the search was done."""


@dataclass(slots=True)
class _Budget:
    left: int = MOST_STEPS

    def spend(self, steps: int = 1) -> None:
        """Count tries; OutOfSteps when there are none left."""
        self.left -= steps
        if self.left < 0:
            raise OutOfSteps


@dataclass(frozen=True, slots=True)
class Found:
    """Which check-ins have no place, and whether it is proven that no plan leaves fewer."""

    left: tuple[int, ...]
    is_proven: bool


def place_lengths(board: Board, order: Sequence[int], tick: Tick) -> Found:
    """Place as many check-ins as it can, more important ones first; leaves the best plan it found on the board.

    Those that lie there already stay unless they are in the way.
    """
    left = _place_quickly(board, [one for one in order if board.at[one] is None], tick)
    if not left:
        return Found((), is_proven=True)
    if len(order) > SMALL:
        return Found(tuple(left), is_proven=False)
    best = list(board.at)
    found = _search_all(board, order, len(left))
    if found.places is not None:
        best = found.places
    _lay(board, best)
    return Found(tuple(one for one in order if board.at[one] is None), found.is_proven)


def _place_quickly(board: Board, order: Sequence[int], tick: Tick) -> list[int]:
    """Place the long and the tied ones, then the others exactly beside them, then who is left by pushing all aside.

    Where there is surely no room for all, the more important ones come first whatever their length.
    """
    rank = {number: place for place, number in enumerate(order)}

    def hardness(number: int) -> tuple[int, int, int]:
        ways = sum(bits.bit_count() for _, _, bits in board.by_cost[number])
        return -board.items[number].length, ways, rank[number]

    if sum(board.items[one].length for one in order) > sum(board.rooms) - sum(board.load):
        return _Pushing(board, tick, MOST_PUSHES_IN_VAIN).place_all(order)
    pushing = _Pushing(board, tick)
    plain = [one for one in order if board.items[one].length == 1 and one not in board.ties.of]
    left = pushing.place_all(sorted(set(order).difference(plain), key=hardness))
    left += [one.number for one in place_single_slots(board, plain, tick)]
    left = pushing.place_all(sorted(left, key=hardness))
    return sorted(left, key=rank.__getitem__)


@dataclass(slots=True)
class _Pushing:
    """Places check-ins by pushing others aside, with a limit over all; equal ones are not tried again in vain."""

    board: Board
    tick: Tick
    budget: int = MOST_PUSHES_IN_ALL

    def place_all(self, numbers: Sequence[int]) -> list[int]:
        """Place what it can; give the others."""
        left: list[int] = []
        hopeless: set[PlanItem] = set()
        for done, number in enumerate(numbers):
            self.tick(done, len(numbers))
            is_alone = number not in self.board.ties.of
            if (is_alone and self.board.items[number] in hopeless) or not self._place(number):
                left.append(number)
                if is_alone:
                    hopeless.add(self.board.items[number])
        return left

    def _place(self, number: int) -> bool:
        """Try without pushing, then with one push in a row, then with more."""
        shortest = min(item.length for item in self.board.items)
        has_room = any(room - load >= shortest for room, load in zip(self.board.rooms, self.board.load, strict=True))
        for depth in range(MOST_PUSHED + 1 if has_room else 1):
            budget = _Budget(min(MOST_PUSHES, self.budget))
            is_in = _insert(self.board, number, depth, frozenset(), budget)
            self.budget -= min(MOST_PUSHES, self.budget) - max(budget.left, 0)
            if is_in:
                return True
        return False


def _insert(board: Board, number: int, depth: int, settled: frozenset[int], budget: _Budget) -> bool:
    """Place a check-in, pushing others aside at most `depth` in a row; leaves the board as it was when it can't."""
    place = board.cheapest(number)
    if place is not None:
        board.put(number, place)
        return True
    if depth == 0:
        return False
    budget.left -= LOOKING_AROUND
    if budget.left < 0:
        return False
    for pushed, place in _pushes(board, number, settled):
        budget.left -= 1
        if budget.left < 0:
            return False
        if _push(board, number, place, pushed, depth, settled, budget):
            return True
    return False


def _pushes(board: Board, number: int, settled: frozenset[int]) -> list[tuple[tuple[int, ...], Place]]:
    """Give who would have to go for each place, where that helps; the fewest first."""
    length = board.items[number].length
    found: dict[tuple[int, tuple[int, ...]], Place] = {}
    for _, day, bits in board.by_cost[number]:
        in_the_way = [] if board.is_allowed(number, day) else list(board.tied(number))
        own = {one: ((1 << board.items[one].length) - 1) << slot for one, slot in board.on[day].items()}
        fixed_free = board.free[day]
        for cover in own.values():
            fixed_free |= cover
        for slot in slots_of(fitting(bits, fixed_free, length)):
            cover = ((1 << length) - 1) << slot
            pushed = in_the_way + [one for one, bits_of in own.items() if bits_of & cover and one not in in_the_way]
            gone = sum(board.items[one].length for one in pushed if one in own)
            over = board.load[day] + length - board.rooms[day] - gone
            if over > 0:
                pushed += [one for one in own if one not in pushed and board.items[one].length >= over][:1]
            if len(pushed) <= MOST_AT_ONCE and settled.isdisjoint(pushed):
                found.setdefault((day, tuple(pushed)), (day, slot))
    return sorted(((pushed, place) for (_, pushed), place in found.items()), key=lambda one: len(one[0]))


def _push(
    board: Board,
    number: int,
    place: Place,
    pushed: Sequence[int],
    depth: int,
    settled: frozenset[int],
    budget: _Budget,
) -> bool:
    before = board.mark()
    for one in pushed:
        board.take(one)
    if board.open_starts(number, place[0], 1 << place[1]):
        board.put(number, place)
        rest = settled | {number, *pushed}
        if all(_insert(board, one, depth - 1, rest, budget) for one in pushed):
            return True
    board.go_back(before)
    return False


@dataclass(slots=True)
class _Outcome:
    places: list[Place | None] | None
    is_proven: bool


@dataclass(slots=True)
class _Exhaustive:
    """A search through every way, with what was seen to fail kept."""

    board: Board
    rank: dict[int, int]
    budget: _Budget = field(default_factory=_Budget)
    failed: set[tuple[frozenset[int], tuple[int, ...], int, frozenset[tuple[int, int]]]] = field(default_factory=set)

    def place_all(self, open_ones: frozenset[int], skips: int) -> bool:
        """Place all of `open_ones` but at most `skips`; OutOfSteps when that can't be said within the limit."""
        if len(open_ones) <= skips:
            return True
        key = (open_ones, tuple(self.board.free), skips, self._tying(open_ones))
        if key in self.failed:
            return False
        number = min(open_ones, key=lambda one: (self._ways(one), self.rank[one]))
        rest = open_ones - {number}
        for place in self._places(number):
            self.budget.spend()
            self.board.put(number, place)
            if self.place_all(rest, skips):
                return True
            self.board.take(number)
        if skips and self.place_all(rest, skips - 1):
            return True
        self.failed.add(key)
        return False

    def _tying(self, open_ones: frozenset[int]) -> frozenset[tuple[int, int]]:
        """Give the days of what lies on the board and bars days to those that are open."""
        if not self.board.ties.of:
            return frozenset()
        return frozenset(pair for one in open_ones for pair in self.board.tied(one).items())

    def _ways(self, number: int) -> int:
        self.budget.spend()
        board = self.board
        return sum(board.open_starts(number, day, bits).bit_count() for _, day, bits in board.by_cost[number])

    def _places(self, number: int) -> list[Place]:
        board = self.board
        return [
            (day, slot)
            for _, day, bits in board.by_cost[number]
            for slot in slots_of(board.open_starts(number, day, bits))
        ]


def _search_all(board: Board, order: Sequence[int], known_left: int) -> _Outcome:
    """Look for a plan that leaves fewer than `known_left`, fewest first."""
    _lay(board, [None] * len(board.at))
    search = _Exhaustive(board, {number: place for place, number in enumerate(order)})
    try:
        for skips in range(known_left):
            if search.place_all(frozenset(order), skips):
                return _Outcome(list(board.at), is_proven=True)
    except OutOfSteps:
        return _Outcome(None, is_proven=False)
    return _Outcome(None, is_proven=True)


def _lay(board: Board, places: Sequence[Place | None]) -> None:
    moved = [number for number, place in enumerate(places) if board.at[number] != place]
    for number in moved:
        if board.at[number] is not None:
            board.take(number)
    for number in moved:
        place = places[number]
        if place is not None:
            board.put(number, place)
