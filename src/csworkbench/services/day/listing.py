"""The list of My day over any connection: find, drop what has one cause, rank, put the first ones into words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from heapq import nsmallest
from itertools import chain

from csworkbench.domain.day import DayItemRow, in_order
from csworkbench.domain.my_day import MOST_ITEMS
from csworkbench.services.day.causes import Cause, Found, Sorted, once_per_cause, taken_along
from csworkbench.services.day.ranking import Ranking, RoughKey
from csworkbench.services.day.source import AccountFacts, Asked, Candidate, Run, Source, Telling, Told, WhyFell
from csworkbench.services.day.sources import all_sources

MOST_ALSO = 3
_SNOOZED = "SELECT item_kind, item_id FROM snooze WHERE until_on > :today"
_ARR = """
SELECT json_group_array(arr_minor) FROM (SELECT arr_minor FROM account_line WHERE arr_minor IS NOT NULL
    ORDER BY arr_minor)"""
"""As one text: a hundred thousand rows of one number each take twice as long."""
_ACCOUNTS = """
SELECT account_id, name, arr_minor, currency, last_contact_on FROM account_line
WHERE account_id IN (SELECT value FROM json_each(:ids))"""

Ranked = tuple[RoughKey, Source, Candidate]


def list_day(
    asked: Asked, why_fell: WhyFell | None = None, sources: Sequence[Source] | None = None, most: int = MOST_ITEMS
) -> tuple[list[DayItemRow], int]:
    """Give the first rows in their order, and how many others there are."""
    found, snoozed = _found(asked, sources)
    ranking = Ranking(json.loads(asked.run(_ARR, {})[0][0]), asked.today)
    open_ones = _without(found.listed, snoozed)
    total = sum(len(candidates) for _, candidates in open_ones)
    # A margin over the limit: ties are settled by name, and names are only read for these.
    chosen = nsmallest(most * 2, _ranked(open_ones, ranking), key=lambda one: one[0])
    items = _worded(asked, chosen, ranking, found.dropped, why_fell)
    return in_order(items)[:most], max(0, total - most)


def count_due(asked: Asked, sources: Sequence[Source] | None = None) -> int:
    """Give how much of the list is due up to today, without putting it into words."""
    found, snoozed = _found(asked, sources)
    today = asked.today.isoformat()
    return sum(
        one.due_on is None or one.due_on <= today
        for _, candidates in _without(found.listed, snoozed)
        for one in candidates
    )


def _found(asked: Asked, sources: Sequence[Source] | None) -> tuple[Sorted, set[tuple[str, int]]]:
    found = [(source, list(source.find(asked))) for source in (all_sources() if sources is None else sources)]
    rows = asked.run(_SNOOZED, {"today": asked.today.isoformat()})
    return once_per_cause(found), {(row[0], row[1]) for row in rows}


def _without(
    found: Sequence[tuple[Source, list[Candidate]]], snoozed: set[tuple[str, int]]
) -> list[tuple[Source, list[Candidate]]]:
    kinds = {kind for kind, _ in snoozed}
    return [
        (source, [one for one in candidates if (source.kind, one.id) not in snoozed])
        if source.kind in kinds
        else (source, candidates)
        for source, candidates in found
    ]


def _ranked(found: Iterable[tuple[Source, list[Candidate]]], ranking: Ranking) -> Iterable[Ranked]:
    for source, candidates in found:
        is_promise = source.kind == "promise"
        for one in candidates:
            yield ranking.rough_key(one, is_promise=is_promise), source, one


def _worded(
    asked: Asked,
    chosen: Sequence[Ranked],
    ranking: Ranking,
    dropped: Mapping[Cause, Sequence[Found]],
    why_fell: WhyFell | None,
) -> list[DayItemRow]:
    along = [taken_along(source, one, dropped)[:MOST_ALSO] for _, source, one in chosen]
    others = list(chain.from_iterable(along))
    telling = _telling(asked, {one.account_id for _, _, one in chosen}, why_fell)
    pairs = [Found(source, one) for _, source, one in chosen] + others
    told = _told(telling, pairs, ranking)
    items = []
    for (_, source, one), also in zip(chosen, along, strict=True):
        title, reason = told[source.kind, one.id]
        account = telling.accounts[one.account_id]
        words = [told[other.source.kind, other.candidate.id].title for other in also]
        items.append(
            replace(
                ranking.item(source, one),
                title=title,
                reason=f"{reason} Also: {'; '.join(words)}." if words else reason,
                account_name=account.name,
                arr_minor=account.arr_minor,
                currency=account.currency,
            )
        )
    return items


def _told(telling: Telling, found: Iterable[Found], ranking: Ranking) -> dict[tuple[str, int], Told]:
    by_source: dict[int, tuple[Source, dict[int, DayItemRow]]] = {}
    for source, one in found:
        by_source.setdefault(id(source), (source, {}))[1][one.id] = ranking.item(source, one)
    return {
        (source.kind, key): told
        for source, items in by_source.values()
        for key, told in source.tell(telling, list(items.values())).items()
    }


def _telling(asked: Asked, accounts: Iterable[int], why_fell: WhyFell | None) -> Telling:
    return Telling(asked.run, asked.today, asked.now, account_facts(asked.run, accounts), why_fell)


def account_facts(run: Run, accounts: Iterable[int]) -> dict[int, AccountFacts]:
    """Give what rows say of their accounts."""
    ids = "[" + ",".join(map(str, accounts)) + "]"
    return {row[0]: AccountFacts(*row[1:]) for row in run(_ACCOUNTS, {"ids": ids})}
