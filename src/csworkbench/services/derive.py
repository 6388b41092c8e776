"""Keeps what is derived true: after every change the health and the ready-made rows of the touched accounts.

One implementation serves one account after an edit and every account of a book.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from sqlalchemy import Connection

from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.rows import HealthRow
from csworkbench.domain.health.scoring import score
from csworkbench.domain.history import ChangeSet
from csworkbench.infra.clock import Clock, utc_text
from csworkbench.infra.tokens import Token
from csworkbench.storage import derived
from csworkbench.storage.health.facts import AsOf, load_facts
from csworkbench.storage.health.models import current_model
from csworkbench.storage.health.snapshots import SnapshotStamp, store_scores
from csworkbench.storage.ready_rows import Scored, fill

CHUNK = 100
"""Accounts per range. Long calls into the database hold Python's lock: ranges of 2,000 stalled the window for 0.2 s,
ranges of 100 for less than half of that, in the same time altogether. It bounds memory, too."""

SHARED_TABLES = frozenset({"owner", "engagement_model", "health_model"})
"""One row of these stands in the derived rows of many accounts."""


def derive_change(connection: Connection, found: ChangeSet, clock: Clock) -> None:
    """Bring health and ready-made rows in line with a change, in its transaction."""
    if found.is_empty:
        return
    if found.accounts is None or found.tables & SHARED_TABLES:
        recompute(connection, clock)
    else:
        recompute_ranges(connection, _runs(sorted(found.accounts)), clock.today(), clock)


def _runs(accounts: list[int]) -> Iterator[tuple[int, int]]:
    """Give the unbroken runs of keys (first, last): neighbours share their queries."""
    for _, run in groupby(enumerate(accounts), key=lambda pair: pair[1] - pair[0]):
        keys = [key for _, key in run]
        yield keys[0], keys[-1]


def recompute(connection: Connection, clock: Clock, token: Token | None = None) -> int:
    """Compute the health of every account for today; give how many accounts there are."""
    ranges = list(derived.account_ranges(connection, CHUNK))
    total = recompute_ranges(connection, ranges, clock.today(), clock, token)
    derived.set_mark(connection, "computed_on", clock.today().isoformat())
    return total


def recompute_past(connection: Connection, day: date, clock: Clock, token: Token | None = None) -> None:
    """Store the health of every account as of a past day (days must come in order; later snapshots win)."""
    model_id, model = current_model(connection)
    stamp = SnapshotStamp(day.isoformat(), utc_text(clock.now()), model_id)
    for low, high in derived.account_ranges(connection, CHUNK):
        if token:
            token.check()
        scored = list(score_range(connection, low, high, AsOf(day, is_past=True), model))
        store_scores(connection, low, high, ((one.facts.account_id, one.health) for one in scored), stamp)


def recompute_ranges(
    connection: Connection, ranges: Iterable[tuple[int, int]], day: date, clock: Clock, token: Token | None = None
) -> int:
    """Compute health and ready-made rows of the accounts in `ranges` (first and last key) for `day`."""
    model_id, model = current_model(connection)
    stamp = SnapshotStamp(day.isoformat(), utc_text(clock.now()), model_id)
    total = 0
    for low, high in ranges:
        scored = {
            one.facts.account_id: one for one in score_range(connection, low, high, AsOf(day, is_past=False), model)
        }
        store_scores(connection, low, high, ((key, one.health) for key, one in scored.items()), stamp)
        fill(connection, low, high, day, model, scored)
        total += len(scored)
        if token:
            token.report("Computing health", total)
    return total


def score_range(connection: Connection, low: int, high: int, as_of: AsOf, model: HealthModel) -> Iterator[Scored]:
    """Give facts and health of the accounts `low` to `high`, without writing anything."""
    for facts in load_facts(connection, low, high, as_of):
        health: HealthRow | None = score(model, facts, as_of.day)
        yield Scored(facts, health)
