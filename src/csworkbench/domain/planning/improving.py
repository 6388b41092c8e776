"""Brings a plan nearer to its ideal dates and levels its days, by moves and exchanges that make it cheaper."""

from __future__ import annotations

from csworkbench.domain.planning.board import Board, Place, Tick, slots_of

MOST_ROUNDS = 20
LEAST_GAIN = 1e-9


def improve(board: Board, tick: Tick) -> None:
    """Make the plan cheaper while a move, or an exchange of two check-ins of the same length, makes it so."""
    for _ in range(MOST_ROUNDS):
        is_better = False
        for number, place in enumerate(board.at):
            tick(number, len(board.at))
            if place is not None:
                is_better |= _move(board, number) or _exchange(board, number)
        if not is_better:
            return


def _move(board: Board, number: int) -> bool:
    old = board.take(number)
    best, least = old, board.price(number, old[0]) - LEAST_GAIN
    for cost, day, bits in board.by_cost[number]:
        if cost >= least:
            break
        starts = board.open_starts(number, day, bits)
        if starts and day != old[0] and board.price(number, day) < least:
            best, least = (day, next(slots_of(starts))), board.price(number, day)
    board.put(number, best)
    return best != old


def _exchange(board: Board, number: int) -> bool:
    """Try to lie where another does on a better day, while that one goes to the best place it then has."""
    old = board.at[number]
    if old is None:
        return False
    now = board.cost[number][old[0]]
    for cost, day, bits in board.by_cost[number]:
        if cost >= now:
            return False
        if day == old[0]:
            continue
        for other in list(board.on[day]):
            if _swap(board, number, other, bits):
                return True
    return False


def _swap(board: Board, number: int, other: int, bits: int) -> bool:
    if board.items[number].length != board.items[other].length:
        return False
    before = _pair_price(board, number, other)
    first, second = board.take(number), board.take(other)
    starts = board.open_starts(number, second[0], bits)
    if starts:
        board.put(number, (second[0], _kept_or_first(starts, second)))
        place = board.cheapest(other)
        if place is not None:
            board.put(other, place)
            if _pair_price(board, number, other) < before - LEAST_GAIN:
                return True
            board.take(other)
        board.take(number)
    board.put(number, first)
    board.put(other, second)
    return False


def _kept_or_first(starts: int, place: Place) -> int:
    return place[1] if starts >> place[1] & 1 else next(slots_of(starts))


def _pair_price(board: Board, number: int, other: int) -> float:
    """Give what the two cost as they lie, each taken off in turn so that shared days are not counted twice."""
    first = board.take(number)
    second = board.take(other)
    price = board.price(other, second[0])
    board.put(other, second)
    price += board.price(number, first[0])
    board.put(number, first)
    return price
