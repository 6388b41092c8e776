"""Overrides of health: say one, end one, list them."""

from __future__ import annotations

import getpass
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection

from csworkbench.domain.day_words import short_day
from csworkbench.domain.health.contradictions import BETWEEN
from csworkbench.domain.health.overrides import (
    OverrideDraft,
    OverrideListRow,
    OverrideRow,
    SeenHealth,
    default_expiry,
    draft_problem,
    shown,
    standing,
    state_of,
)
from csworkbench.domain.ids import AccountId, OverrideId
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services.checks import needed_text
from csworkbench.services.derive import score_range
from csworkbench.storage import account_lines, accounts
from csworkbench.storage.health import overrides
from csworkbench.storage.health.contradictions import contradictions_of
from csworkbench.storage.health.facts import AsOf
from csworkbench.storage.health.history import name_of
from csworkbench.storage.health.known_then import seen_as_of
from csworkbench.storage.workbench import Workbench

MOST_LISTED = 1000
LONGEST_REASON = 500


def override_health(wb: Workbench, draft: OverrideDraft) -> OverrideId:
    """Let an override hold from today; over another that still holds, the new one wins. Give its key.

    Raises:
        InvalidInput: neither or both of score and band, one that can't be, no reason, or a last day too far away.
        NotFound: there is no such account.
    """
    today = wb.clock.today()
    reason = needed_text(draft.reason, "Say why the computed score is wrong.", "reason", LONGEST_REASON)
    draft = replace(draft, reason=reason)
    problem = draft_problem(draft, today)
    if problem is not None:
        raise InvalidInput(problem[1], field=problem[0])
    expires_on = draft.expires_on or default_expiry(today)
    with wb.read() as connection:
        account = accounts.get_account(connection, draft.account_id)
        author = _author(connection)
    if account.status == "churned":
        raise InvalidInput(f"{account.name} is churned, so it has no health to override.", field="account")
    said = draft.band if draft.score is None else draft.score
    with wb.change(f"Override health of {account.name}: {said} until {short_day(expires_on, today)}") as change:
        values = {
            "account_id": draft.account_id,
            "score": draft.score,
            "band": draft.band,
            "reason": reason,
            "author": author,
            "from_on": today,
            "expires_on": expires_on,
        }
        return overrides.add(change.connection, values)


def end_override(wb: Workbench, account_id: AccountId) -> OverrideRow:
    """End what overrides an account's health today, superseded ones too; past days keep it. Give the one that held.

    Raises:
        NotFound: nothing overrides its health today, or there is no such account.
    """
    today = wb.clock.today()
    with wb.read() as connection:
        name = name_of(connection, account_id)
        held = [one for one in overrides.of_account(connection, account_id) if one.stands_on(today)]
    winner = standing(held, today)
    if winner is None:
        raise NotFound(f"Nothing overrides the health of {name}.", "See: csworkbench health overrides")
    with wb.change(f"End the override of {name}") as change:
        overrides.end(change.connection, [one.id for one in held], today - timedelta(days=1))
    return winner


def standing_override(wb: Workbench, account_id: AccountId, as_of: date | None = None) -> OverrideRow | None:
    """Give the override that holds for an account today or held on a past day; None without one."""
    with wb.read() as connection:
        found = overrides.active_overrides(connection, account_id, account_id, as_of or wb.clock.today())
    return found.get(account_id)


def seen_health(wb: Workbench, account_id: AccountId, as_of: date | None = None) -> SeenHealth | None:
    """Give an account's health as shown today or on a past day; None when it is churned.

    Raises:
        NotFound: there was no such account on that day.
    """
    today = wb.clock.today()
    day = as_of or today
    look = AsOf(day, is_past=day < today)
    with wb.read() as connection, seen_as_of(connection, look):
        held = overrides.active_overrides(connection, account_id, account_id, day)
        for scored in score_range(connection, account_id, account_id, look):
            if scored.health is None:
                return None
            score, band = shown(scored.health.score, scored.health.band, held.get(account_id), scored.model.band)
            healthy = [scored.facts] if band == "healthy" else []
            against = contradictions_of(connection, healthy, held, look).get(account_id, "")
            words = tuple(against.split(BETWEEN)) if against else ()
            return SeenHealth(score, band or scored.health.band, held.get(account_id), words)
    raise NotFound(f"There is no account with key {account_id} on {day.isoformat()}.")


def list_overrides(wb: Workbench, *, is_active_only: bool = False) -> list[OverrideListRow]:
    """Give the overrides of the whole book: those that hold, next to end on top, then the others, newest first.

    With `is_active_only` just the one that holds per account; at most 1,000.
    """
    today = wb.clock.today()
    with wb.read() as connection:
        found = overrides.list_all(connection, MOST_LISTED, today if is_active_only else None)
    by_account: dict[int, list[OverrideRow]] = {}
    for one, *_ in found:
        by_account.setdefault(one.account_id, []).append(one)
    winners = {key: standing(rows, today) for key, rows in by_account.items()}
    rows = [
        OverrideListRow(one, name, state_of(one, winners[one.account_id], today), score, band)
        for one, name, score, band in found
    ]
    active = [row for row in rows if row.state == "active"]
    active.sort(key=lambda row: (row.override.expires_on, row.account_name.casefold()))
    return active if is_active_only else [*active, *(row for row in rows if row.state != "active")]


def _author(connection: Connection) -> str:
    me = account_lines.read_me(connection)
    return me.name if me else getpass.getuser()
