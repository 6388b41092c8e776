"""Which things of My day come first: exactly the first ones by rank, without looking at every account of a large book.

Nothing about an account ranks over its risk times its money, late promises apart. So accounts are looked at from the
weightiest down, and the search ends where nothing that is left can come before what was found.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import merge, nsmallest
from itertools import chain, islice
from typing import Any, NamedTuple

from csworkbench.domain.day import FIRST_WHEN_LATE
from csworkbench.services.day.causes import Cause, Found, once_per_cause
from csworkbench.services.day.ranking import Ranking, RoughKey
from csworkbench.services.day.source import Asked, Candidate, Source

_ARR = """
SELECT json_group_array(arr_minor), json_group_array(accounts) FROM (SELECT arr_minor, count(*) AS accounts
    FROM account_line WHERE arr_minor IS NOT NULL GROUP BY arr_minor ORDER BY arr_minor)"""
"""As two texts: thousands of rows of two numbers each take longer."""
_SNOOZED = "SELECT item_kind, item_id FROM snooze WHERE until_on > :today"
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM {accounts} WHERE {mine} LIMIT :most)"
_WEIGHED = """
SELECT l.score, l.band, json_group_array(l.arr_minor), json_group_array(l.account_id)
FROM {accounts} WHERE {mine} GROUP BY l.score, l.band"""
"""One row per health: an index answers it alone, and few rows with long texts are read faster than many."""

Listed = Sequence[tuple[Source, list[Candidate]]]


class Portions(NamedTuple):
    """How many accounts are looked at in one go.

    Of at most `whole` accounts everything is found at once (1,500 take about 50 ms); of more the weightiest `first`,
    and then each time twice as many.
    """

    whole: int = 1_500
    first: int = 1_000


class Ranked(NamedTuple):
    """A candidate with what it is sorted by; its exact place among equal ones needs words."""

    key: RoughKey
    source: Source
    candidate: Candidate


class Chosen(NamedTuple):
    """What comes first, with all that ties with the last of it, in no order.

    Attributes:
        first: at least as many as were asked for, if there are.
        ranking: what they are ranked by.
        dropped: by its cause what is not listed because another row stands for it.
        total: how much there is in all; None where not every account had to be looked at.
    """

    first: list[Ranked]
    ranking: Ranking
    dropped: dict[Cause, list[Found]]
    total: int | None


def find_parts(asked: Asked, sources: Sequence[Source], portions: Portions) -> Iterator[Listed]:
    """Give everything that is to be listed of the accounts asked for: once per cause, without what is put aside.

    Of many accounts part by part, so that who has seen enough can stop.
    """
    snoozed = _snoozed(asked)
    if _are_few(asked, portions):
        yield _look(asked, sources, snoozed)[0]
        return
    for _, keys in _Weightiest(asked, _ranking(asked)).slices(portions.first):
        yield _look(_narrowed(asked, keys), sources, snoozed)[0]


def choose(asked: Asked, sources: Sequence[Source], most: int, portions: Portions) -> Chosen:
    """Give the first `most` things."""
    search = _Search(asked, sources, most, _ranking(asked))
    if _are_few(asked, portions):
        search.look(None)
        return search.chosen(is_whole=True)
    accounts = _Weightiest(asked, search.ranking)
    seen = _leading(asked, sources, search, accounts, portions.first)
    search.look(seen)
    known, is_whole = set(seen), True
    for best, keys in accounts.slices(portions.first):
        if search.is_settled(best):
            is_whole = False
            break
        search.look([key for key in keys if key not in known])
    return search.chosen(is_whole=is_whole)


def _are_few(asked: Asked, portions: Portions) -> bool:
    found: int = asked.rows(_COUNT, most=portions.whole + 1)[0][0]
    return found <= portions.whole


def _ranking(asked: Asked) -> Ranking:
    arr, accounts = map(json.loads, asked.run(_ARR, {})[0])
    return Ranking(arr, accounts, asked.today)


class _Search:
    """What was found so far."""

    def __init__(self, asked: Asked, sources: Sequence[Source], most: int, ranking: Ranking) -> None:
        """Read what is put aside."""
        self.ranking, self.most, self.first = ranking, most, list[Ranked]()
        self.snoozed = _snoozed(asked)
        self._asked, self._sources = asked, sources
        self._dropped: dict[Cause, list[Found]] = {}
        self._total = 0

    def look(self, keys: Sequence[int] | None) -> None:
        """Take in everything about some accounts, about all that are asked for without any."""
        asked = self._asked if keys is None else _narrowed(self._asked, keys)
        listed, dropped = _look(asked, self._sources, self.snoozed)
        self._dropped |= dropped
        self._total += sum(len(candidates) for _, candidates in listed)
        self.first = _first([*self.first, *ranked(listed, self.ranking)], self.most)

    def is_settled(self, best: RoughKey) -> bool:
        """Tell whether nothing with at most that key comes before the last of what was found."""
        return len(self.first) >= self.most and max(one.key for one in self.first) < best

    def chosen(self, *, is_whole: bool) -> Chosen:
        """Give what was found."""
        return Chosen(self.first, self.ranking, self._dropped, self._total if is_whole else None)


def ranked(listed: Listed, ranking: Ranking) -> Iterator[Ranked]:
    """Give the candidates with their keys."""
    for source, candidates in listed:
        for one in candidates:
            yield Ranked(ranking.rough_key(source, one), source, one)


def _first(found: Sequence[Ranked], most: int) -> list[Ranked]:
    """Give the first ones and all that tie with the last of them."""
    if len(found) <= most:
        return list(found)
    last = nsmallest(most, (one.key for one in found))[-1]
    return [one for one in found if one.key <= last]


def _look(
    asked: Asked, sources: Sequence[Source], snoozed: set[tuple[str, int]]
) -> tuple[Listed, dict[Cause, list[Found]]]:
    listed, dropped = once_per_cause([(source, list(source.find(asked))) for source in sources])
    return _without(listed, snoozed), dict(dropped)


def _without(listed: Listed, snoozed: set[tuple[str, int]]) -> Listed:
    kinds = {kind for kind, _ in snoozed}
    return [
        (source, [one for one in candidates if (source.kind, one.id) not in snoozed])
        if source.kind in kinds
        else (source, candidates)
        for source, candidates in listed
    ]


def _snoozed(asked: Asked) -> set[tuple[str, int]]:
    return {(row[0], row[1]) for row in asked.run(_SNOOZED, {"today": asked.today.isoformat()})}


def _narrowed(asked: Asked, keys: Iterable[int]) -> Asked:
    return replace(asked, these="[" + ",".join(map(str, keys)) + "]")


_Weighed = tuple[RoughKey, int]
"""The best key that anything about an account can have, and the account."""


class _Weightiest:
    """The accounts asked for, weightiest first; only as many are put in order as somebody takes."""

    def __init__(self, asked: Asked, ranking: Ranking) -> None:
        """Read what they weigh."""
        self._ordered: list[_Weighed] = []
        self._rest = merge(*chain.from_iterable(_streams(row, ranking) for row in asked.rows(_WEIGHED)))

    def slices(self, size: int) -> Iterator[tuple[RoughKey, list[int]]]:
        """Give slices, each twice as large as the one before, with the best key that is left."""
        start = 0
        while part := self._part(start, size):
            yield part[0][0], [key for _, key in part]
            start, size = start + size, size * 2

    def _part(self, start: int, size: int) -> list[_Weighed]:
        self._ordered += islice(self._rest, max(0, start + size - len(self._ordered)))
        return self._ordered[start : start + size]


def _streams(row: Sequence[Any], ranking: Ranking) -> Iterator[Iterator[_Weighed]]:
    """Give the accounts of one health, weightiest first: more ARR weighs more, and unknown ARR weighs the same."""
    score, band, *texts = row
    arr, keys = map(json.loads, texts)
    pairs = list(zip(arr, keys, strict=True))
    known = sorted((pair for pair in pairs if pair[0] is not None), reverse=True)
    unknown = sorted(key for arr_minor, key in pairs if arr_minor is None)
    yield ((ranking.best_key(score, band, arr_minor), key) for arr_minor, key in known)
    if unknown:
        best = ranking.best_key(score, band, None)
        yield ((best, key) for key in unknown)


def _leading(asked: Asked, sources: Sequence[Source], search: _Search, accounts: _Weightiest, size: int) -> list[int]:
    """Give the accounts of the first things that come before everything else whatever their rank: late promises."""
    leading = [source for source in sources if source.kind == FIRST_WHEN_LATE]
    found: list[Ranked] = []
    for best, keys in accounts.slices(size) if leading else ():
        if len(found) >= search.most and max(one.key for one in found) < (False, best[1]):
            break
        listed, _ = _look(_narrowed(asked, keys), leading, search.snoozed)
        late = [one for one in ranked(listed, search.ranking) if not one.key[0]]
        found = _first([*found, *late], search.most)
    return sorted({one.candidate.account_id for one in found})
