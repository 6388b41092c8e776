"""Putting things of My day aside."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from csworkbench.domain.day_words import short_day
from csworkbench.infra.clock import utc_text
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services.checks import check_day, check_word, needed_text
from csworkbench.services.day.sources import all_sources

if TYPE_CHECKING:
    from csworkbench.storage.workbench import Workbench


def snooze(wb: Workbench, kind: str, item_id: int, until_on: date, reason: str) -> None:
    """Put a thing of My day aside until a day (it is back on that day), saying why.

    `item_id` is the key of the record behind the row; of a row about an account that of the account.

    Raises:
        InvalidInput: the day is not in the future, no reason is given, or there is no such kind.
        NotFound: there is no such thing.
    """
    from csworkbench.storage import day, snoozes

    tables = {source.kind: source.table for source in all_sources()}
    check_word(kind, sorted(tables), "kind")
    check_day(until_on, "until_on")
    if until_on <= wb.clock.today():
        raise InvalidInput("Choose a day after today.", field="until_on")
    why = needed_text(reason, "Say why it is put aside.", "reason")
    with wb.read() as connection:
        name = day.account_name(connection, tables[kind], item_id)
    if name is None:
        raise NotFound(f"There is no {kind} with key {item_id}.")
    with wb.change(f"Snooze {kind} of {name} until {short_day(until_on, wb.clock.today())}") as change:
        snoozes.put(change.connection, kind, item_id, until_on, why, utc_text(wb.clock.now()))
