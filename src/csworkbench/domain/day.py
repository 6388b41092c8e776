"""My day's order: how bad, how much, how near; each term 0..1 and shown beside the row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import exp

from csworkbench.domain.ids import AccountId
from csworkbench.domain.values import frozen

GROUPS = ("Overdue", "Today", "This week", "Later")
WEEK_DAYS = 7
UNKNOWN_TERM = 0.5
LEAST_TERM = 0.1
DUE_URGENCY = 0.7
FULL_LATE_DAYS = 14
FADE_DAYS = 7.0
FIRST_WHEN_LATE = "promise"
"""The kind whose late ones stand before everything else."""


@frozen
class DayItemRow:
    """One thing to do today, with why it is here and where its place comes from.

    `due_on` None means it has no day of its own and counts as due today. `days_late` is negative while there are
    days left. `target_id` is the record behind the row (check-in, action, feedback, contract), None for an account.
    """

    kind: str
    title: str
    reason: str
    account_id: AccountId
    account_name: str
    due_on: date | None
    days_late: int
    score: int | None
    band: str
    risk: float
    money: float
    urgency: float
    target_id: int | None = None
    arr_minor: int | None = None
    currency: str | None = None

    @property
    def key(self) -> int:
        """Give the key of the record behind the row, of the account when it is about that."""
        return int(self.account_id) if self.target_id is None else self.target_id

    @property
    def rank(self) -> float:
        """Give the product of the three terms."""
        return self.risk * self.money * self.urgency

    @property
    def rank_key(self) -> tuple[bool, float, str, str, str, int]:
        """Give what the list is sorted by: overdue promises first, then the rank, ties by name."""
        is_overdue_promise = self.kind == FIRST_WHEN_LATE and self.days_late > 0
        # Twelve decimals: equal terms multiplied in another order must stay a tie.
        rank = round(self.rank, 12)
        name = self.account_name.casefold()
        return (not is_overdue_promise, -rank, name, self.account_name, self.title, self.target_id or 0)


def day_group(due_on: date | None, today: date) -> str:
    """Give the group a day stands in; nothing without a day of its own waits: it is for today."""
    if due_on is None or due_on == today:
        return "Today"
    if due_on < today:
        return "Overdue"
    return "This week" if (due_on - today).days < WEEK_DAYS else "Later"


def risk_term(score: int | None, band: str) -> float:
    """Give how bad the health is: 1 - score/100, at least 0.1; 0.5 when it is not known."""
    if score is None or band == "insufficient data":
        return UNKNOWN_TERM
    return max(LEAST_TERM, 1 - score / 100)


def money_term(arr_rank: float | None) -> float:
    """Give how much ARR: its rank in the book as 0 (least) to 1 (most), at least 0.1; 0.5 when not known."""
    return UNKNOWN_TERM if arr_rank is None else max(LEAST_TERM, arr_rank)


def urgency_term(days_late: int) -> float:
    """Give how near or late: 0.7 on the day, 1.0 from 14 days late, fading by 7-day steps of e before the day."""
    if days_late >= 0:
        return DUE_URGENCY + (1 - DUE_URGENCY) * min(days_late / FULL_LATE_DAYS, 1)
    return DUE_URGENCY * exp(days_late / FADE_DAYS)


def day_item(
    kind: str,
    title: str,
    reason: str,
    account: tuple[AccountId, str],
    due_on: date | None,
    health: tuple[int | None, str],
    arr_rank: float | None,
    as_of: date,
    target_id: int | None = None,
) -> DayItemRow:
    """Give a row with its terms; `account` is id and name, `health` score and band."""
    days_late = 0 if due_on is None else (as_of - due_on).days
    score, band = health
    return DayItemRow(
        kind,
        title,
        reason,
        account[0],
        account[1],
        due_on,
        days_late,
        score,
        band,
        risk_term(score, band),
        money_term(arr_rank),
        urgency_term(days_late),
        target_id,
    )


def in_order(items: Iterable[DayItemRow]) -> list[DayItemRow]:
    """Give the items as My day lists them; the same items always come in the same order."""
    return sorted(items, key=lambda item: item.rank_key)
