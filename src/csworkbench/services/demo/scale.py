"""How much is made per account: small books are rich, huge ones lean, so that 100,000 accounts stay quick."""

from __future__ import annotations

from dataclasses import dataclass

WEEKS = 104


@dataclass(frozen=True, slots=True)
class Scale:
    """What one account gets.

    Attributes:
        point_weeks: the weeks back from the newest one that have a point of `active_users`.
        daily_days: days back with a point for every business day besides (0: none).
        has_all_metrics: whether `logins` and `seats` are made as well.
        touch_days: how far back touches go.
        touches: at most so many touches.
        tickets: at most so many tickets.
        history_weeks: weeks back whose scores are stored before today's, oldest first.
        is_rich: whether the less needed things are made (old reviews, held check-ins, external ids).
    """

    point_weeks: tuple[int, ...]
    daily_days: int
    has_all_metrics: bool
    touch_days: int
    touches: int
    tickets: int
    history_weeks: tuple[int, ...]
    is_rich: bool


_LEAN_WEEKS = (*range(10), 10, 12, 14, 16, 18, 20, 22, 24, 28, 32, 36, 44, 52, 64, 78, 92)
_MIDDLE_WEEKS = (*range(27), *range(28, WEEKS, 4))
_WEEKLY = tuple(range(26, 0, -1))
_MONTHLY = (24, 20, 16, 12, 8, 4)


def scale_for(accounts: int) -> Scale:
    """Give what each of so many accounts gets."""
    if accounts <= 200:
        return Scale(tuple(range(WEEKS)), 120, True, 700, 40, 24, _WEEKLY, True)
    if accounts <= 2000:
        return Scale(tuple(range(WEEKS)), 0, True, 400, 14, 8, _WEEKLY, True)
    if accounts <= 5000:
        return Scale(_MIDDLE_WEEKS, 0, False, 300, 8, 5, _WEEKLY, False)
    return Scale(_LEAN_WEEKS, 0, False, 240, 3, 2, _MONTHLY, False)
