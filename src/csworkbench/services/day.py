"""My day: what to do now, in order, each with its reason; and putting things aside."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from heapq import nsmallest
from typing import Any

from csworkbench.domain import my_day as rules
from csworkbench.domain.day import (
    ACCOUNT_KINDS,
    ITEM_KINDS,
    DayItemRow,
    day_item,
    in_order,
    money_term,
    risk_term,
    urgency_term,
)
from csworkbench.domain.day_words import short_day
from csworkbench.domain.ids import AccountId
from csworkbench.domain.my_day import MOST_ITEMS, MyDay
from csworkbench.infra.clock import utc_text
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services.checks import check_day, check_word, needed_text
from csworkbench.services.day_reasons import told
from csworkbench.storage import day, snoozes
from csworkbench.storage.day import Candidate
from csworkbench.storage.health.history import largest_changes
from csworkbench.storage.workbench import Workbench

MOST_RENEWALS = 50
MOST_CHANGES = 8
CHANGES_DAYS = 7
MOST_TOLD = 30
SNOOZED_KINDS = tuple(kind for kind in ITEM_KINDS if kind != "petal")


def my_day(wb: Workbench, owner_id: int | None = None) -> MyDay:
    """Give what asks for attention in one owner's accounts, or in all: at most 200 things, worst first."""
    today = wb.clock.today()
    with wb.read() as connection:
        ranking = Ranking(day.sorted_arr(connection), today)
        found = day.candidates(connection, today, owner_id)
        # A margin over the limit: ties are settled by name, and names are only read for these.
        chosen = [ranking.item(one) for one in nsmallest(MOST_ITEMS * 2, found, key=ranking.rough_key)]
        ids: dict[str, list[int]] = defaultdict(list)
        for item in chosen:
            ids[item.kind].append(_key(item))
        details = {kind: day.details(connection, kind, keys) for kind, keys in ids.items()}
        renewals = day.renewals(connection, today, owner_id, MOST_RENEWALS)
        since = today - timedelta(days=CHANGES_DAYS)
        changes = largest_changes(connection, since, MOST_CHANGES, owner_id)
    _add_why(wb, chosen, details)
    items = in_order(_worded(item, details[item.kind], today) for item in chosen)[:MOST_ITEMS]
    return MyDay(items, renewals, changes, more=len(found) - len(items))


def snooze(wb: Workbench, kind: str, item_id: int, until_on: date, reason: str) -> None:
    """Put a thing of My day aside until a day (it is back on that day), saying why.

    `item_id` is the key of the record behind the row; for fallen health and an override that of the account.

    Raises:
        InvalidInput: the day is not in the future, no reason is given, or there is no such kind.
        NotFound: there is no such thing.
    """
    check_word(kind, SNOOZED_KINDS, "kind")
    check_day(until_on, "until_on")
    if until_on <= wb.clock.today():
        raise InvalidInput("Choose a day after today.", field="until_on")
    why = needed_text(reason, "Say why it is put aside.", "reason")
    with wb.read() as connection:
        found = day.details(connection, kind, [item_id]).get(item_id)
    if found is None:
        raise NotFound(f"There is no {kind} with key {item_id}.")
    with wb.change(f"Snooze {kind} of {found['name']} until {short_day(until_on, wb.clock.today())}") as change:
        snoozes.put(change.connection, kind, item_id, until_on, why, utc_text(wb.clock.now()))


class Ranking:
    """Ranks what asks for attention; a book has few different days and scores, so their terms are kept."""

    def __init__(self, sorted_arr: Sequence[int], today: date) -> None:
        """Rank by the ARR of the whole book, least first, as of a day."""
        self._sorted_arr = sorted_arr
        self._today = today
        self._due: dict[tuple[str | None, bool, int], date | None] = {}
        self._late: dict[date | None, tuple[bool, float]] = {}

    def item(self, one: Candidate) -> DayItemRow:
        """Give the row with its terms, still without words."""
        target = None if one.kind in ACCOUNT_KINDS else one.id
        health = (one.score, one.band or "insufficient data")
        account = (AccountId(one.account_id), "")
        arr_rank = _arr_rank(one.arr_minor, self._sorted_arr)
        return day_item(one.kind, "", "", account, self._due_on(one), health, arr_rank, self._today, target)

    def rough_key(self, one: Candidate) -> tuple[bool, float]:
        """Give what `DayItemRow.rank_key` begins with, without making the row."""
        due_on = self._due_on(one)
        if due_on not in self._late:
            days_late = 0 if due_on is None else (self._today - due_on).days
            self._late[due_on] = (days_late > 0, urgency_term(days_late))
        is_late, urgency = self._late[due_on]
        risk = risk_term(one.score, one.band or "insufficient data")
        rank = round(risk * money_term(_arr_rank(one.arr_minor, self._sorted_arr)) * urgency, 12)
        return (not (is_late and one.kind == "promise"), -rank)

    def _due_on(self, one: Candidate) -> date | None:
        is_said = one.kind == "feedback"
        key = (one.on, is_said, one.is_new)
        if key not in self._due:
            due_on = None if one.on is None else date.fromisoformat(one.on)
            if is_said and due_on is not None:
                days = rules.NEW_FEEDBACK_DAYS if one.is_new else rules.OPEN_FEEDBACK_DAYS
                due_on = rules.business_days_after(due_on, days)
            self._due[key] = due_on
        return self._due[key]


def _arr_rank(arr_minor: int | None, ranks: Sequence[int]) -> float | None:
    """Give the rank of an ARR in the book, 0 for the least and 1 for the most; ties share their middle."""
    if arr_minor is None:
        return None
    if len(ranks) < 2:
        return 1.0
    middle = (bisect_left(ranks, arr_minor) + bisect_right(ranks, arr_minor) - 1) / 2
    return middle / (len(ranks) - 1)


def _key(item: DayItemRow) -> int:
    return int(item.account_id) if item.target_id is None else item.target_id


def _add_why(wb: Workbench, chosen: Sequence[DayItemRow], details: Mapping[str, Mapping[int, dict[str, Any]]]) -> None:
    """Add to the details of fallen accounts why they fell, for the first ones: nobody reads on for hundreds."""
    fallen = [item.account_id for item in chosen if item.kind == "health"][:MOST_TOLD]
    if not fallen:
        return
    # Loaded only where something fell: the first page of the program should not wait for it.
    from csworkbench.services.moved_words import health_words_of

    for account_id, words in health_words_of(wb, fallen).items():
        if words.startswith("fell"):
            details["health"][account_id]["why"] = words


def _worded(item: DayItemRow, details: Mapping[int, dict[str, Any]], today: date) -> DayItemRow:
    found = details[_key(item)]
    title, reason = told(item, found, today)
    return replace(item, title=title, reason=reason, account_name=found["name"])
