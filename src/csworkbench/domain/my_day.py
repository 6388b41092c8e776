"""My day: its list, the renewals beside it, and the business days after which feedback is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from csworkbench.domain.day import DayItemRow
from csworkbench.domain.health_history import HealthChangeRow
from csworkbench.domain.ids import AccountId, ContractId
from csworkbench.domain.renewals import is_weekday

DAY_WINDOW_DAYS = 6
"""What is due within these days from today is listed."""
RENEWAL_WINDOW_DAYS = 90
FALL_POINTS = 7
NEW_FEEDBACK_DAYS = 1
OPEN_FEEDBACK_DAYS = 5
MOST_ITEMS = 200


@dataclass(frozen=True, slots=True)
class RenewalRow:
    """A contract that ends within 90 days; `arr_minor` is the contract's own ARR."""

    contract_id: ContractId
    account_id: AccountId
    account_name: str
    product: str
    end_on: date
    arr_minor: int | None
    currency: str | None
    score: int | None
    band: str | None


@dataclass(frozen=True, slots=True)
class DoneRow:
    """A check-in that was held or a promise that was kept today; `target_id` is the key of its record."""

    kind: str
    target_id: int
    account_id: AccountId
    account_name: str
    title: str


@dataclass(frozen=True, slots=True)
class MyDay:
    """What to do, in order.

    Attributes:
        items: at most 200; `more` is how many others there are.
        renewals: contracts that end within 90 days, nearest first.
        changes: the accounts whose score moved most in seven days.
    """

    items: Sequence[DayItemRow]
    renewals: Sequence[RenewalRow]
    changes: Sequence[HealthChangeRow]
    more: int = 0


def business_days_before(day: date, number: int) -> date:
    """Give the day that lies `number` business days (Monday to Friday) before `day`."""
    return _step(day, number, -1)


def business_days_after(day: date, number: int) -> date:
    """Give the day that lies `number` business days (Monday to Friday) after `day`."""
    return _step(day, number, 1)


def business_days_between(start: date, end: date) -> int:
    """Give how many business days lie after `start` up to `end`; 0 when `end` is not later."""
    days = (end - start).days
    if days <= 0:
        return 0
    weeks, rest = divmod(days, 7)
    return weeks * 5 + sum(is_weekday(end - timedelta(days=back)) for back in range(rest))


def _step(day: date, number: int, direction: int) -> date:
    while number > 0:
        day += timedelta(days=direction)
        number -= is_weekday(day)
    return day
