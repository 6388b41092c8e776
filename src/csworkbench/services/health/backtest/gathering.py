"""What was known of the accounts before their endings, and how models score it: nothing known later takes part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from csworkbench.domain.health.backtest import Case, CaseScore, Ending
from csworkbench.domain.health.facts import AccountFacts
from csworkbench.domain.health.model import HealthModel
from csworkbench.infra.tokens import Token
from csworkbench.storage.health.facts import AsOf, load_facts
from csworkbench.storage.health.known_then import SetMoment

if TYPE_CHECKING:
    from csworkbench.domain.health.fact_columns import FactColumns

TOLD_EVERY = 250


@dataclass(frozen=True, slots=True)
class Look:
    """One ending from some days before: the facts known then, None when the account was not in the book.

    `engagement_model` and `segment` are those of then, by name: they decide which model serves the account.
    """

    ending: Ending
    as_of: date
    facts: AccountFacts | None
    engagement_model: str | None = None
    segment: str | None = None


def look_back(
    connection: Connection, ends: Sequence[Ending], days: int, models: Sequence[HealthModel], past: PastView
) -> list[Look]:
    """Give every ending as known `days` before it, in their order, with the imported metrics that the models read.

    Each ending is read by itself, as its day is its own.
    """
    signals = frozenset(signal for model in models for signal in model.signals)
    looks: list[Look] = []
    for ending in ends:
        if len(looks) % TOLD_EVERY == 0:
            past.token.report(f"Looking at {days} days before", len(looks), len(ends))
        day = ending.on - timedelta(days=days)
        past.set_moment(day)
        key = ending.account_id
        found = load_facts(connection, key, key, AsOf(day, is_past=True), signals)
        if len(found.facts):
            looks.append(Look(ending, day, found.facts.facts(0), found.engagement_models[0], found.segments[0]))
        else:
            looks.append(Look(ending, day, None))
    return looks


@dataclass(frozen=True, slots=True)
class PastView:
    """How to look back: `set_moment` of `known_then`, and the token of the work."""

    set_moment: SetMoment
    token: Token


def cases_of(looks: Sequence[Look], models: Sequence[HealthModel]) -> list[Case]:
    """Give the looks with what each model says of them."""
    said = [score_looks(looks, model) for model in models]
    return [
        Case(
            look.ending,
            look.as_of,
            look.facts is not None,
            tuple(scores[place] for scores in said),
            look.facts is not None and look.facts.status == "in notice",
        )
        for place, look in enumerate(looks)
    ]


def score_looks(looks: Sequence[Look], model: HealthModel) -> list[CaseScore | None]:
    """Give what a model says of each look; None for accounts that were not known or had churned before.

    Health depends on how long before a day things happened, never on the day itself. So the days of all looks are
    moved to one day, and the whole of them is scored at once by the engine that scores a book.
    """
    from csworkbench.domain.health.scoring import score_columns
    from csworkbench.domain.health.vetoes import BAND_WORDS

    found: list[CaseScore | None] = [None] * len(looks)
    places = [place for place, look in enumerate(looks) if look.facts is not None]
    if not places:
        return found
    day = max(looks[place].as_of for place in places)
    scored = score_columns(model, _moved([looks[place] for place in places], day), day)
    subs = list(zip(*[column.sub_score.tolist() for column in scored.measured], strict=True))
    rows = zip(
        scored.exact.tolist(), scored.whole.tolist(), scored.bands.tolist(), scored.coverage.tolist(), strict=True
    )
    for at, (exact, whole, band, coverage) in enumerate(rows):
        if scored.is_scored[at]:
            known = None if exact != exact else int(whole)  # NaN is not itself
            own = tuple(None if sub != sub else sub for sub in subs[at])
            found[places[at]] = CaseScore(known, None if known is None else exact, BAND_WORDS[band], coverage, own)
    return found


def _moved(looks: Sequence[Look], day: date) -> FactColumns:
    """Give the facts as columns with every day moved as far as its look is from `day`."""
    import numpy as np

    from csworkbench.domain.health.fact_columns import FactColumns
    from csworkbench.domain.health.facts import DAY_FIELDS

    columns = FactColumns.of([look.facts for look in looks if look.facts is not None])
    shift = np.array([(day - look.as_of).days for look in looks], dtype=np.float64)
    numbers = {name: values + shift if name in DAY_FIELDS else values for name, values in columns.numbers.items()}
    signals = {source: (values, days + shift) for source, (values, days) in columns.signals.items()}
    return FactColumns(columns.account_id, columns.status, numbers, signals)
