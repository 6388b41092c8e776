"""The list of My day over any connection: find, drop what has one cause, rank, put the first ones into words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from csworkbench.domain.day import DayItemRow, in_order
from csworkbench.domain.my_day import MOST_ITEMS
from csworkbench.services.day.causes import Cause, Found, taken_along
from csworkbench.services.day.choosing import Portions, Ranked, choose, find_parts
from csworkbench.services.day.ranking import Ranking
from csworkbench.services.day.source import AccountFacts, Asked, Run, Source, Telling, Told, WhyFell
from csworkbench.services.day.sources import all_sources

MOST_ALSO = 3
PORTIONS = Portions()
_ACCOUNTS = """
SELECT account_id, name, arr_minor, currency, last_contact_on FROM account_line
WHERE account_id IN (SELECT value FROM json_each(:ids))"""


def list_day(
    asked: Asked,
    why_fell: WhyFell | None = None,
    sources: Sequence[Source] | None = None,
    most: int = MOST_ITEMS,
    portions: Portions = PORTIONS,
) -> tuple[list[DayItemRow], int | None]:
    """Give the first rows in their order, and how many others there are: None when there are more than were counted."""
    chosen = choose(asked, all_sources() if sources is None else sources, most, portions)
    telling = Telling(
        asked.run,
        asked.today,
        asked.now,
        account_facts(asked.run, {one.candidate.account_id for one in chosen.first}),
        why_fell,
    )
    items = _worded(telling, _cut(chosen.first, telling, most), chosen.ranking, chosen.dropped)
    return in_order(items)[:most], None if chosen.total is None else max(0, chosen.total - most)


def count_due(asked: Asked, most: int, sources: Sequence[Source] | None = None, portions: Portions = PORTIONS) -> int:
    """Give how much of the list is due up to today, without putting it into words; `most` where it is at least that."""
    today = asked.today.isoformat()
    due = 0
    for listed in find_parts(asked, all_sources() if sources is None else sources, portions):
        due += sum(one.due_on is None or one.due_on <= today for _, candidates in listed for one in candidates)
        if due >= most:
            return most
    return due


def _cut(found: Sequence[Ranked], telling: Telling, most: int) -> list[Ranked]:
    """Give the first ones by rank and name, with all that tie: only those are worth putting into words."""

    def place(one: Ranked) -> tuple[object, ...]:
        name = telling.accounts[one.candidate.account_id].name
        return (*one.key, name.casefold(), name)

    placed = sorted(found, key=place)
    while len(placed) > most and place(placed[-1]) != place(placed[most - 1]):
        placed.pop()
    return placed


def _worded(
    telling: Telling, chosen: Sequence[Ranked], ranking: Ranking, dropped: Mapping[Cause, Sequence[Found]]
) -> list[DayItemRow]:
    along = _along(chosen, dropped)
    others = list(chain.from_iterable(along))
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


def _along(chosen: Sequence[Ranked], dropped: Mapping[Cause, Sequence[Found]]) -> list[list[Found]]:
    """Give what each row tells of beside itself: everything is told by the first row that stands for it."""
    told: set[tuple[str, int]] = set()
    along = []
    for _, source, one in chosen:
        new = [
            found for found in taken_along(source, one, dropped) if (found.source.kind, found.candidate.id) not in told
        ][:MOST_ALSO]
        told |= {(found.source.kind, found.candidate.id) for found in new}
        along.append(new)
    return along


def _told(telling: Telling, found: Iterable[Found], ranking: Ranking) -> dict[tuple[str, int], Told]:
    by_source: dict[int, tuple[Source, dict[int, DayItemRow]]] = {}
    for source, one in found:
        by_source.setdefault(id(source), (source, {}))[1][one.id] = ranking.item(source, one)
    return {
        (source.kind, key): told
        for source, items in by_source.values()
        for key, told in source.tell(telling, list(items.values())).items()
    }


def account_facts(run: Run, accounts: Iterable[int]) -> dict[int, AccountFacts]:
    """Give what rows say of their accounts."""
    ids = "[" + ",".join(map(str, accounts)) + "]"
    return {row[0]: AccountFacts(*row[1:]) for row in run(_ACCOUNTS, {"ids": ids})}
