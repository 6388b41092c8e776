"""My day: its list, the renewals beside it, and the business days after which feedback is late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from csworkbench.domain.business_days import BusinessDays
from csworkbench.domain.day import DayItemRow
from csworkbench.domain.ids import AccountId, CheckInId, ContractId
from csworkbench.domain.values import frozen

DAY_WINDOW_DAYS = 6
"""What is due within these days from today is listed."""
RENEWAL_WINDOW_DAYS = 90
OVERRIDE_WINDOW_DAYS = 7
FALL_POINTS = 7
DETRACTOR_SCORE = 6
PREPARE_DAYS = 2
"""Business days before its meeting by which a review is to be ready."""
WORK_BEGINS, WORK_ENDS = time(9), time(17)
"""Business hours, local: what is said at night counts from the next morning."""
WEEKDAYS = BusinessDays()
MOST_ITEMS = 200
MOST_RENEWALS = 50


@frozen
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


@frozen
class DoneRow:
    """A check-in that was held or a promise that was kept today; `target_id` is the key of its record."""

    kind: str
    target_id: int
    account_id: AccountId
    account_name: str
    title: str


@frozen
class AppointmentRow:
    """A planned check-in of today with a time: `due_time` is "HH:MM" in `time_zone` (None: the local one)."""

    check_in_id: CheckInId
    account_id: AccountId
    account_name: str
    due_time: str
    time_zone: str | None
    minutes: int | None
    kind: str
    words: str


@frozen
class MyDay:
    """What to do, in order.

    Attributes:
        items: at most 200; `more` is how many others there are, None when they are too many to be counted.
        renewals: contracts that end within 90 days, nearest first.
    """

    items: Sequence[DayItemRow]
    renewals: Sequence[RenewalRow]
    more: int | None = 0


def answer_by(said_at: datetime, count: int, days: BusinessDays = WEEKDAYS, zone: tzinfo | None = None) -> datetime:
    """Give until when something said at an instant is to be answered: the same local hour, `count` business days later.

    Outside of business hours it counts from when work begins next. `zone` is the local one by default.

    Raises:
        NoBusinessDay: there is none within reach.
    """
    local = said_at.astimezone(zone)
    first = days.following(local.date() + timedelta(days=local.time() >= WORK_ENDS))
    at = max(local.time(), WORK_BEGINS) if first == local.date() else WORK_BEGINS
    due = datetime.combine(days.add(first, count), at)
    return (due.replace(tzinfo=zone) if zone is not None else due).astimezone(zone)


def prepared_by(meeting_on: date, days: BusinessDays = WEEKDAYS) -> date:
    """Give the day by which a review is to be ready: two business days before its meeting.

    Raises:
        NoBusinessDay: there is none within reach.
    """
    return days.add(days.following(meeting_on), -PREPARE_DAYS)


def is_over(due_on: str, due_time: str | None, time_zone: str | None, minutes: int | None, now: datetime) -> bool:
    """Tell whether a check-in's time has passed: of one without a time of its own only when its day has."""
    if due_time is None:
        return False
    begins = check_in_begins(due_on, due_time, time_zone)
    return begins is not None and begins + timedelta(minutes=minutes or 0) < now


def check_in_begins(due_on: str, due_time: str, time_zone: str | None) -> datetime | None:
    """Give the instant (UTC) a check-in begins, by its own zone or the local one; None when its time can't be read."""
    try:
        wall = datetime.combine(date.fromisoformat(due_on), time.fromisoformat(due_time))
        zone = _zone(time_zone) if time_zone else None
    except (ValueError, LookupError, OSError):
        return None
    return (wall if zone is None else wall.replace(tzinfo=zone)).astimezone(UTC)


def _zone(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo  # it looks all through the machine's set-up, which the first window need not wait for

    return ZoneInfo(name)
