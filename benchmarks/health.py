"""Health: every score, all of it stored, a day that was missed, and a slider, against SQLite's bare aggregates."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from benchmarks.books import DAY, clock
from benchmarks.stalls import stalls
from benchmarks.timing import Pair, alternate
from csworkbench.services import day_start, derive, health
from csworkbench.services.health.what_if import load_what_if
from csworkbench.services.workbench import Workbench, open_workbench
from csworkbench.storage import derived
from csworkbench.storage.connection import connect
from csworkbench.storage.health import fact_queries as queries
from csworkbench.storage.health.facts import AsOf
from csworkbench.storage.health.models import models_in_use

if TYPE_CHECKING:
    from benchmarks.measures import Case

EVERYONE = (1, 1 << 40)
AGGREGATES = (
    queries.ACCOUNTS, queries.USAGE, queries.CONTRACTS, queries.TOUCHES, queries.GOALS, queries.REVIEWS,
    queries.PEOPLE, queries.COMPLAINTS, queries.VOICE, queries.TICKETS, queries.PULSES,
)  # fmt: skip
"""What the facts of health are read with; as a floor each is run once for all accounts by the driver alone."""


def all_scores(case: Case) -> Pair:
    """The score of every account, nothing stored, against the aggregates."""
    look = AsOf(DAY, is_past=False)

    def ours(workbench: Workbench) -> None:
        with workbench.read() as connection:
            models = models_in_use(connection)
            for low, high in derived.account_ranges(connection, derive.CHUNK):
                derive.score_accounts(connection, low, high, look, models)

    return _against_aggregates(case, ours)


def recompute(case: Case) -> Pair:
    """Health and list rows of every account, what changed stored, against the aggregates."""
    return _against_aggregates(case, health.recompute_all)


def start_of_day(case: Case) -> Pair:
    """The same piece by piece for a day that begins, against the aggregates; with the window's longest silence."""
    pair = _against_aggregates(case, day_start.start_day)
    return replace(pair, stall=stalls(case, "day", case.path)["day"])


def missed_day(case: Case) -> Pair:
    """The snapshots of one day the program did not run, from what was known then, against the aggregates."""
    back = itertools.count(2)

    def ours(workbench: Workbench) -> None:
        days = [(DAY - timedelta(days=next(back))).isoformat()]
        with workbench.derived_write() as connection:
            derived.set_mark(connection, derived.MISSED_DAYS, json.dumps({"days": days, "after": 0}))
        while day_start.catch_up_piece(workbench):
            pass

    return _against_aggregates(case, ours)


def what_if(case: Case) -> Pair:
    """From a moved slider to its result over all accounts, against one weighted sum of as many sub-scores in numpy."""
    import numpy as np

    with closing(open_workbench(case.path, clock(), write=False)) as workbench:
        tried = load_what_if(workbench)
    model = tried.models[0].model
    points = np.random.default_rng(1).random((case.accounts, len(model.plan.factors)))
    weights = np.random.default_rng(2).random(len(model.plan.factors))
    bands = itertools.cycle((model.dead_band + 1, model.dead_band))
    pair = alternate(
        lambda: tried.try_model(replace(model, dead_band=next(bands))), lambda: points @ weights, case.runs
    )
    return replace(pair, stall=max(stalls(case, "what-if", case.path)[part] for part in ("read", "what-if")))


def _against_aggregates(case: Case, ours: Callable[[Workbench], object]) -> Pair:
    values = AsOf(DAY, is_past=False).values(*EVERYONE)

    def floor(connection: Any) -> None:
        for query in AGGREGATES:
            connection.execute(query, values).fetchall()

    with _opened(case) as (workbench, connection):
        return alternate(lambda: ours(workbench), lambda: floor(connection), max(3, case.runs // 3))


@contextmanager
def _opened(case: Case) -> Iterator[tuple[Workbench, Any]]:
    with closing(open_workbench(case.path, clock())) as workbench, closing(connect(case.path, read_only=True)) as bare:
        yield workbench, bare
