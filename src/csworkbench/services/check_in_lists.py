"""Check-ins of many accounts in one list, and what commands call them by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from csworkbench.domain.business_days import BusinessDays
from csworkbench.domain.checkins import CheckInListRow
from csworkbench.domain.ids import AccountId, CheckInId, ContactId
from csworkbench.domain.moments import Moment, parse_moment
from csworkbench.domain.recurrence import RuleNotKept
from csworkbench.domain.repeats import rule_for
from csworkbench.domain.words import CHECK_IN_STATES
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services.business_calendars import business_days_of_account
from csworkbench.services.checks import check_word, shown
from csworkbench.storage import calendar_facts, checkins
from csworkbench.storage.workbench import Workbench

_YEARS_AHEAD = 2


def list_check_ins_between(
    wb: Workbench,
    first: date | None = None,
    last: date | None = None,
    *,
    states: Sequence[str] = ("planned",),
    owner_id: int | None = None,
    account_id: int | None = None,
) -> list[CheckInListRow]:
    """Give check-ins due in a span (both ends in it), by day and time, of an owner, an account or everyone.

    Raises:
        InvalidInput: there is no such state.
    """
    for state in states:
        check_word(state, CHECK_IN_STATES, "state")
    today = wb.clock.today()
    with wb.read() as connection:
        facts = {one.id: one for one in calendar_facts.accounts(connection)}
        accounts = None if account_id is None else [account_id]
        rows = checkins.list_where(connection, states=list(states), first=first, last=last, account_ids=accounts)
    found = [(row, facts[int(row.account_id)]) for row in rows]
    return [
        CheckInListRow(row, about.name, about.owner_name, row.is_passed(today))
        for row, about in found
        if owner_id is None or about.owner_id == owner_id
    ]


def resolve_check_in(wb: Workbench, typed: str) -> CheckInId:
    """Give the check-in of a key or uid; NotFound when there is none."""
    with wb.read() as connection:
        if typed.isascii() and typed.isdecimal() and len(typed) < 18:
            return checkins.get(connection, CheckInId(int(typed))).id
        found = checkins.by_uids(connection, [typed])
    if typed not in found:
        raise NotFound(f"There is no check-in {shown(typed)}.", "List them with: csworkbench checkins list")
    return found[typed]


def resolve_people(wb: Workbench, account_id: AccountId, typed: Sequence[str]) -> tuple[ContactId, ...]:
    """Give the contacts of an account by e-mail or name (its beginning is enough).

    Raises:
        InvalidInput: nobody, or more than one person, is called so.
    """
    with wb.read() as connection:
        people = calendar_facts.contacts(connection, [account_id])
    found = []
    for words in typed:
        key = " ".join(words.casefold().split())
        exact = [one for one in people if key in (one.email, one.name.casefold())]
        near = exact or [one for one in people if key and one.name.casefold().startswith(key)]
        if len(near) != 1:
            why = "Several people of this account are" if near else "Nobody of this account is"
            names = ", ".join(sorted(one.name for one in near or people))
            raise InvalidInput(f"{why} called {shown(words)}.", "people", f"Write one of: {names}." if names else "")
        found.append(ContactId(near[0].id))
    return tuple(dict.fromkeys(found))


def business_days_with(wb: Workbench, account_id: AccountId) -> BusinessDays:
    """Give the business days of an account and its owner for the next two years."""
    today = wb.clock.today()
    last = date(min(today.year + _YEARS_AHEAD, 2199), 12, 31)
    with wb.read() as connection:
        return business_days_of_account(connection, account_id, today.replace(day=1), last)


def read_moment(wb: Workbench, account_id: AccountId, text: str) -> Moment:
    """Give the day and time that a text means; business days are those of the account and its owner.

    Raises:
        InvalidInput: the text is not understood.
    """
    today = wb.clock.today()
    found = parse_moment(text, today)
    if found is not None and any(word in text.casefold() for word in ("business", "working", "bd")):
        # Only now: the holidays of all countries take a second to load.
        found = parse_moment(text, today, business=business_days_with(wb, account_id))
    if found is None:
        advice = "Try 4 dec, tue 10, in 2 weeks, end of month, 1st business day of next month, or 2026-12-04 14:30."
        if _is_repeat(text, today):
            raise InvalidInput(
                f"{shown(text)} is a repeat, no day.", "due_on", "Give the first day, and the repeat beside it."
            )
        raise InvalidInput(f"{shown(text)} is no day.", "due_on", advice)
    return found


def _is_repeat(text: str, today: date) -> bool:
    try:
        rule_for(text, today)
    except RuleNotKept:
        return False
    return True
