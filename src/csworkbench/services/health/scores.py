"""Scores: explain one, list them, show their history, take the CSM's pulse, recompute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.overrides import OverrideRow, shown
from csworkbench.domain.health.rows import HealthRow
from csworkbench.domain.health.trend import Trend
from csworkbench.domain.health_history import HealthListRow, SnapshotRow
from csworkbench.domain.ids import AccountId
from csworkbench.infra.clock import utc_text
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.infra.tokens import Token
from csworkbench.services.checks import check_whole, kept_text
from csworkbench.services.derive import CHUNK, recompute, recompute_past, score_range
from csworkbench.storage import derived, reports
from csworkbench.storage.health import history, overrides, pulses
from csworkbench.storage.health.facts import AsOf
from csworkbench.storage.health.known_then import seen_as_of
from csworkbench.storage.health.models import model_of_version
from csworkbench.storage.workbench import Workbench

LIST_CHUNK = 2000


def recompute_all(wb: Workbench, token: Token | None = None) -> int:
    """Compute health and ready-made rows of every account for today; give how many there are."""
    with wb.derived_write() as connection:
        return recompute(connection, wb.clock, token)


def recompute_as_of(wb: Workbench, day: date, token: Token | None = None) -> None:
    """Store what health would have been on a past day; days must come in order (for books with imported history)."""
    with wb.derived_write() as connection, wb.read() as reader:
        recompute_past(reader, connection, list(derived.account_ranges(reader, CHUNK)), day, wb.clock, token)


def explain(wb: Workbench, account_id: AccountId, as_of: date | None = None) -> HealthRow | None:
    """Give the account's health with every factor, for today or as known on a past day; None when it is churned.

    Raises:
        NotFound: there was no such account on that day.
    """
    look = _as_of(wb, as_of)
    with wb.read() as connection, seen_as_of(connection, look):
        for scored in score_range(connection, account_id, account_id, look):
            return scored.health
    raise NotFound(f"There is no account with key {account_id} on {look.day.isoformat()}.")


def list_health(wb: Workbench, as_of: date | None = None, token: Token | None = None) -> Iterator[HealthListRow]:
    """Give name, owner and health of every scored account, worst first within ranges computed one after another.

    Computed from the facts, so that it also answers for a past day; callers sort what they show.
    """
    look = _as_of(wb, as_of)
    with wb.read() as connection, seen_as_of(connection, look):
        for low, high in derived.account_ranges(connection, LIST_CHUNK):
            if token:
                token.check()
            names = history.names(connection, low, high)
            held = overrides.active_overrides(connection, low, high, look.day)
            for scored in score_range(connection, low, high, look):
                name, owner = names[scored.facts.account_id]
                if scored.health is not None:
                    yield _listed(scored.health, name, owner, held.get(scored.facts.account_id), scored.model)


def health_history(wb: Workbench, account_id: AccountId, weeks: int = 26) -> list[SnapshotRow]:
    """Give the account's snapshots of the last `weeks` weeks, oldest first; the first may have begun before."""
    today = wb.clock.today()
    with wb.read() as connection:
        return history.snapshots_of(connection, account_id, today - timedelta(weeks=weeks), today)


def trend_of(wb: Workbench, health: HealthRow) -> Trend | None:
    """Give how a computed score moved, against the stored health of the model's trend days before; None if unknown."""
    with wb.read() as connection:
        scores = {health.account_id: (health.score, model_of_version(connection, health.model_version))}
        return reports.trends(connection, scores, health.as_of)[health.account_id]


def give_pulse(wb: Workbench, account_id: AccountId, value: int, reasons: str = "") -> None:
    """Store how the CSM feels about the account: 1 (bad) to 5 (very good).

    Raises:
        InvalidInput: the value is outside 1..5.
        NotFound: there is no such account.
    """
    check_whole(value, 1, 5, "A pulse is a number from 1 to 5.", "value")
    why = kept_text(reasons, "reasons") or ""
    with wb.read() as connection:
        name = history.name_of(connection, account_id)
    with wb.change(f"Give pulse {value} to {name}") as change:
        now = utc_text(wb.clock.now())
        pulses.add(change.connection, account_id, value, why, wb.clock.today().isoformat(), now)


def _listed(
    health: HealthRow, name: str, owner: str | None, override: OverrideRow | None, model: HealthModel
) -> HealthListRow:
    score, band = shown(health.score, health.band, override, model.band)
    return HealthListRow(AccountId(health.account_id), name, owner, health, override, score, band or health.band)


def _as_of(wb: Workbench, as_of: date | None) -> AsOf:
    today = wb.clock.today()
    day = as_of or today
    if day > today:
        raise InvalidInput(f"{day.isoformat()} is in the future; health is known up to today.", field="as of")
    return AsOf(day, is_past=day < today)
