"""Keeps what is derived true: after every change the health and the ready-made rows of the touched accounts.

One implementation serves one account after an edit and every account of a book.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Connection

from csworkbench.domain.health.facts import AccountFacts
from csworkbench.domain.health.model import HealthModel, Serves
from csworkbench.domain.health.rows import HealthRow
from csworkbench.domain.health.score_columns import ScoredAccounts
from csworkbench.domain.health.scoring import score_columns
from csworkbench.domain.health.serving import StoredModel, serving
from csworkbench.domain.history import ChangeSet
from csworkbench.infra.clock import Clock, utc_text
from csworkbench.infra.tokens import Token
from csworkbench.storage import derived
from csworkbench.storage.health.facts import AsOf, load_facts
from csworkbench.storage.health.known_then import seen_as_of
from csworkbench.storage.health.models import models_in_use
from csworkbench.storage.health.snapshots import SnapshotStamp, store_scores
from csworkbench.storage.owner_days import OWNER_DAYS
from csworkbench.storage.ready_rows import fill, many_filled

CHUNK = 200
"""Accounts per range. Long calls into the database hold Python's lock: ranges of 2,000 stalled the window for 0.2 s,
ranges of 200 for less than half of that, in the same time altogether. It bounds memory, too."""

SHARED_TABLES = frozenset({"owner", "engagement_model", "health_model", "time_limit"})
"""One row of these stands in the derived rows of many accounts."""

CALENDAR_TABLES = frozenset({"owner", "closed_day"})
"""What says when owners work."""


def derive_change(connection: Connection, found: ChangeSet, clock: Clock, token: Token | None = None) -> None:
    """Bring health and ready-made rows in line with a change, in its transaction; `token` stops it, and the change."""
    if found.is_empty:
        return
    if found.tables & CALENDAR_TABLES:
        derived.drop_mark(connection, OWNER_DAYS)
    if found.accounts is None or found.tables & SHARED_TABLES:
        recompute(connection, clock, token)
    else:
        recompute_ranges(connection, _runs(sorted(found.accounts)), clock.today(), clock, token)


def _runs(accounts: list[int]) -> Iterator[tuple[int, int]]:
    """Give the unbroken runs of keys (first, last): neighbours share their queries."""
    for _, run in groupby(enumerate(accounts), key=lambda pair: pair[1] - pair[0]):
        keys = [key for _, key in run]
        yield keys[0], keys[-1]


def recompute(connection: Connection, clock: Clock, token: Token | None = None) -> int:
    """Compute the health of every account for today; give how many accounts there are."""
    ranges = list(derived.account_ranges(connection, CHUNK))
    with many_filled(connection):
        total = recompute_ranges(connection, ranges, clock.today(), clock, token)
    derived.set_mark(connection, derived.COMPUTED_ON, clock.today().isoformat())
    return total


def recompute_past(
    reader: Connection,
    writer: Connection,
    ranges: Iterable[tuple[int, int]],
    day: date,
    clock: Clock,
    token: Token | None = None,
) -> None:
    """Store the health of the accounts in `ranges` as of a past day, between what was known before it and after it.

    Read through `reader`, a connection for reading, where the book is seen as known then.
    """
    stamp = SnapshotStamp(day.isoformat(), utc_text(clock.now()), is_past=True)
    as_of = AsOf(day, is_past=True)
    models = models_in_use(reader, as_of.known)
    with seen_as_of(reader, as_of):
        for low, high in ranges:
            if token:
                token.report(f"Bringing {day.isoformat()} up to date", low)
            store_scores(writer, low, high, score_accounts(reader, low, high, as_of, models), stamp)


def recompute_ranges(
    connection: Connection, ranges: Iterable[tuple[int, int]], day: date, clock: Clock, token: Token | None = None
) -> int:
    """Compute health and ready-made rows of the accounts in `ranges` (first and last key) for `day`."""
    models = models_in_use(connection)
    stamp = SnapshotStamp(day.isoformat(), utc_text(clock.now()))
    total = 0
    for low, high in ranges:
        scored = score_accounts(connection, low, high, AsOf(day, is_past=False), models)
        store_scores(connection, low, high, scored, stamp)
        fill(connection, low, high, day, scored)
        total += sum(len(part.columns) for part in scored)
        if token:
            token.report("Computing health", total)
    return total


def score_accounts(
    connection: Connection, low: int, high: int, as_of: AsOf, models: Sequence[StoredModel]
) -> list[ScoredAccounts]:
    """Give the accounts `low` to `high` scored, each by the model that serves it, without writing anything."""
    signals = frozenset(signal for one in models for signal in one.model.signals)
    found = load_facts(connection, low, high, as_of, signals)
    places = serving(models, found.engagement_models, found.segments)
    if len(set(places)) == 1:
        one = models[places[0]]
        return [ScoredAccounts(one.id, score_columns(one.model, found.facts, as_of.day))]
    return [
        ScoredAccounts(models[place].id, score_columns(models[place].model, found.facts.take(served), as_of.day))
        for place, served in ((place, [at == place for at in places]) for place in sorted(set(places)))
    ]


class Scored(NamedTuple):
    """What is known of one account on a day: facts, health (None when it is churned) and the model that serves it."""

    facts: AccountFacts
    health: HealthRow | None
    model: HealthModel


def score_range(
    connection: Connection, low: int, high: int, as_of: AsOf, model: HealthModel | None = None
) -> Iterator[Scored]:
    """Give facts and health of the accounts `low` to `high` in the order of their keys, without writing anything.

    Every account is scored by `model`; without one, by the models that were in use on the day. Of a past day it gives
    what was known then only within `seen_as_of`.
    """
    known = as_of.known if as_of.is_past else None
    models = models_in_use(connection, known) if model is None else (StoredModel(0, replace(model, serves=Serves())),)
    found = [
        Scored(part.columns.facts.facts(place), part.columns.row(place), part.columns.model)
        for part in score_accounts(connection, low, high, as_of, models)
        for place in range(len(part.columns))
    ]
    yield from sorted(found, key=lambda one: one.facts.account_id)
