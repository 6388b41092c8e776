"""Ranks what asks for attention: rough for all, exact for the few that are shown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from csworkbench.domain.day import FIRST_WHEN_LATE, DayItemRow, day_item, money_term, risk_term, urgency_term
from csworkbench.domain.ids import AccountId
from csworkbench.services.day.source import Candidate, Source

NO_BAND = "insufficient data"
RoughKey = tuple[bool, float]


class Ranking:
    """Ranks by the ARR of the whole book; a book has few different days and scores, so their terms are kept."""

    def __init__(self, arr: Sequence[int], accounts: Sequence[int], today: date) -> None:
        """Rank by the ARR of the whole book, each amount once and least first, by how many accounts have it."""
        self._arr = arr
        self._below = list(accumulate(accounts, initial=0))
        self._today = today
        self._late: dict[str | None, tuple[bool, float]] = {}
        self._risk: dict[tuple[int | None, str | None], float] = {}
        self._money: dict[int | None, float] = {}

    def item(self, source: Source, one: Candidate) -> DayItemRow:
        """Give the row with its terms, still without words."""
        return day_item(
            source.kind,
            "",
            "",
            (AccountId(one.account_id), ""),
            None if one.due_on is None else date.fromisoformat(one.due_on),
            (one.score, one.band or NO_BAND),
            self._arr_rank(one.arr_minor),
            self._today,
            None if source.is_about_accounts else one.id,
        )

    def rough_key(self, source: Source, one: Candidate) -> RoughKey:
        """Give what `DayItemRow.rank_key` begins with, without making the row."""
        late = self._late.get(one.due_on)
        if late is None:
            days = 0 if one.due_on is None else (self._today - date.fromisoformat(one.due_on)).days
            late = self._late[one.due_on] = (days > 0, urgency_term(days))
        rank = self._weight(one.score, one.band, one.arr_minor) * late[1]
        return (not (late[0] and source.kind == FIRST_WHEN_LATE), -round(rank, 12))

    def best_key(self, score: int | None, band: str | None, arr_minor: int | None) -> RoughKey:
        """Give the key that nothing about such an account comes before, late promises apart."""
        return (True, -round(self._weight(score, band, arr_minor), 12))

    def _weight(self, score: int | None, band: str | None, arr_minor: int | None) -> float:
        risk = self._risk.get((score, band))
        if risk is None:
            risk = self._risk[score, band] = risk_term(score, band or NO_BAND)
        money = self._money.get(arr_minor)
        if money is None:
            money = self._money[arr_minor] = money_term(self._arr_rank(arr_minor))
        return risk * money

    def _arr_rank(self, arr_minor: int | None) -> float | None:
        """Give the rank of an ARR in the book, 0 for the least and 1 for the most; ties share their middle."""
        if arr_minor is None:
            return None
        accounts = self._below[-1]
        if accounts < 2:
            return 1.0
        first, after = bisect_left(self._arr, arr_minor), bisect_right(self._arr, arr_minor)
        middle = (self._below[first] + self._below[after] - 1) / 2
        return middle / (accounts - 1)
