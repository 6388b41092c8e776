"""My day: what to do now, in order, each with its reason; and putting things aside. Its sources are `day.sources`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from csworkbench.domain.my_day import MOST_RENEWALS, AppointmentRow, MyDay
from csworkbench.services.day.asking import asked_of_book
from csworkbench.services.day.listing import list_day
from csworkbench.services.day.snoozing import snooze
from csworkbench.services.day.whose import has_accounts, me_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csworkbench.domain.accounts import OwnerRow
    from csworkbench.storage.workbench import Workbench

__all__ = ["appointments", "is_empty", "my_day", "owner_here", "snooze"]

MOST_APPOINTMENTS = 30


def my_day(wb: Workbench, owner_id: int | None = None) -> MyDay:
    """Give what asks for attention in one owner's accounts, or in all: at most 200 things, worst first."""
    from csworkbench.storage import day
    from csworkbench.storage.bulk import fetch

    with wb.read() as connection:
        items, more = list_day(asked_of_book(connection, wb.clock, owner_id), partial(_why_fell, wb))
        renewals = day.renewals(partial(fetch, connection), wb.clock.today(), owner_id, MOST_RENEWALS)
    return MyDay(items, renewals, more)


def owner_here(wb: Workbench) -> OwnerRow | None:
    """Give the owner who sits here; None when the book does not know."""
    from csworkbench.storage.bulk import fetch

    with wb.read() as connection:
        return me_of(partial(fetch, connection))


def is_empty(wb: Workbench) -> bool:
    """Tell whether the book holds no account at all."""
    from csworkbench.storage.bulk import fetch

    with wb.read() as connection:
        return not has_accounts(partial(fetch, connection), None)


def appointments(wb: Workbench, owner_id: int | None = None) -> list[AppointmentRow]:
    """Give today's planned check-ins that have a time, in order; at most 30."""
    from csworkbench.storage import day
    from csworkbench.storage.bulk import fetch

    with wb.read() as connection:
        return day.appointments(partial(fetch, connection), wb.clock.today(), owner_id, MOST_APPOINTMENTS)


def _why_fell(wb: Workbench, accounts: Sequence[int]) -> Mapping[int, str]:
    # Loaded only where something fell: the first page of the program should not wait for it.
    from csworkbench.domain.ids import AccountId
    from csworkbench.services.moved_words import health_words_of

    return {int(key): words for key, words in health_words_of(wb, [AccountId(key) for key in accounts]).items()}
