"""What a report holds, as plain data: the same object feeds the preview and every file that is written from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.model_diff import serves_text
from csworkbench.domain.health.weights import round_half_up
from csworkbench.domain.ids import AccountId, OwnerId
from csworkbench.domain.report_terms import MOVERS_TOLD, RENEWAL_DAYS, definitions
from csworkbench.domain.words import BANDS

AT_RISK_SHOWN = 10
MOVERS_SHOWN = 10
MOVEMENT_WORDS: Mapping[str | None, str] = {"rising": "up", "falling": "down", "steady": "steady", None: "unknown"}
GREY = "insufficient data"
_NO_CURRENCY = ""


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """Whose accounts, and as of which day.

    Attributes:
        owner_id: only the accounts of this owner; None: see `owner_name`.
        owner_name: the same by name or e-mail; with neither, all accounts.
        as_of: a day up to today; None: today.
    """

    owner_id: OwnerId | None = None
    owner_name: str | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One account of a health report.

    Attributes:
        score, band: as shown, an override included; the score is 0..100, None when nothing is known.
        coverage: 0..1.
        trend: points since the earlier snapshot, None without one; `direction` is its word.
        driver: the factor that could still gain most, in words; empty when none can.
        computed_score, computed_band: what the model gives; `trend` is of this score.
        override: what overrides it, in words; empty without an override.
        oldest_input_on: day of the oldest fact the computed score rests on.
        contradictions: what speaks against a healthy band, each in words.
        model_version: the version of the health model that computed the score.
        moved: why the score as shown moved, in words; empty where it did not or where nobody asked.
    """

    account_id: AccountId
    name: str
    owner_name: str | None
    tier: str | None
    segment: str | None
    score: int | None
    band: str
    coverage: float
    trend: int | None
    direction: str | None
    arr_minor: int | None
    currency: str | None
    renewal_on: date | None
    last_contact_on: date | None
    driver: str
    computed_score: int | None
    computed_band: str
    override: str
    oldest_input_on: date | None
    contradictions: tuple[str, ...]
    model_version: int
    moved: str = ""


@dataclass(frozen=True, slots=True)
class MoneySum:
    """ARR of accounts in one currency, in minor units; sums of different currencies are never added up."""

    currency: str
    amount_minor: int
    accounts: int


@dataclass(frozen=True, slots=True)
class Share:
    """Some of a report's accounts by count and by ARR per currency.

    Attributes:
        word: what they have in common: a band, or how they moved.
        grey: those with insufficient data, as shown; `overrides`: those a CSM's override stands over.
        without_arr: those that no sum of `arr` holds.
    """

    word: str
    accounts: int
    arr: tuple[MoneySum, ...]
    grey: int
    overrides: int
    without_arr: int


@dataclass(frozen=True, slots=True)
class Movement:
    """How computed scores moved.

    Attributes:
        days, dead_bands: each trend and dead band there is among the models in use, smallest first.
        shares: up, down, steady, unknown and insufficient data; they add up to the report's accounts.
        movers: the largest movements, falls and rises alike, with their words; none with insufficient data.
    """

    days: tuple[int, ...]
    dead_bands: tuple[int, ...]
    shares: tuple[Share, ...]
    movers: tuple[ReportRow, ...]


@dataclass(frozen=True, slots=True)
class ModelUse:
    """A health model in use: `serves` says whom it is for, `accounts` how many of the report it scored."""

    name: str
    version: int
    policy: str
    serves: str
    accounts: int


@dataclass(frozen=True, slots=True)
class ReportScope:
    """Who is in and who is out.

    Attributes:
        owner_name: whose accounts; None for everyone's.
        accounts: n, the accounts in the report.
        churned: left out, because a churned account is not scored.
    """

    owner_name: str | None
    accounts: int
    churned: int


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What is said above a report.

    Attributes:
        made_at: when it was made, aware; None for a past day, whose report is the same whenever it is made.
        models: the health models in use, those aimed at some accounts first.
        whole: all of its accounts; those with insufficient data are among them and in no coloured band.
    """

    title: str
    as_of: date
    made_at: datetime | None
    scope: ReportScope
    models: tuple[ModelUse, ...]
    whole: Share


@dataclass(frozen=True, slots=True)
class HealthReport:
    """A whole health report.

    Attributes:
        bands: distribution, healthy first; insufficient data last.
        at_risk: the lowest scores of the band at risk; its share in `bands` counts the whole band.
        renewals: rows with a renewal in the next 90 days, soonest first.
        overridden: rows whose health is overridden; contradicted: healthy rows something speaks against.
        rows: every account, lowest score first.
        definitions: term and text of each figure's definition card.
    """

    head: ReportHead
    bands: tuple[Share, ...]
    at_risk: tuple[ReportRow, ...]
    movement: Movement
    renewals: tuple[ReportRow, ...]
    overridden: tuple[ReportRow, ...]
    contradicted: tuple[ReportRow, ...]
    rows: tuple[ReportRow, ...]
    definitions: tuple[tuple[str, str], ...]


def driver_text(labels: Sequence[str], gains: Sequence[float]) -> str:
    """Give the factor with the most points still to gain, in words; empty when no factor could gain half a point."""
    best = max(range(len(gains)), key=gains.__getitem__, default=None)
    if best is None or gains[best] < 0.5:
        return ""
    points = round_half_up(gains[best])
    return f"{labels[best]}: {points} point{'' if points == 1 else 's'} to gain"


def assemble(
    rows: Iterable[ReportRow], scope: ReportScope, models: Sequence[HealthModel], as_of: date, made_at: datetime | None
) -> HealthReport:
    """Give the report of `rows` (in any order), every figure of it worked out from them.

    `models` are those in use; `made_at` is None for a past day.
    """
    ordered = tuple(sorted(rows, key=_worst_first))
    versions = Counter(row.model_version for row in ordered)
    used = [(model, versions[model.version]) for model in models]
    whole = share("all", ordered)
    return HealthReport(
        head=ReportHead("Health report", as_of, made_at, scope, tuple(_use(*one) for one in used), whole),
        bands=tuple(share(band, [row for row in ordered if row.band == band]) for band in BANDS),
        at_risk=tuple(row for row in ordered if row.band == "at risk")[:AT_RISK_SHOWN],
        movement=_movement(ordered, [model for model, accounts in used if accounts] or models),
        renewals=_renewals(ordered, as_of),
        overridden=tuple(row for row in ordered if row.override),
        contradicted=tuple(row for row in ordered if row.contradictions),
        rows=ordered,
        definitions=definitions(used, as_of, scope.owner_name, (scope.accounts, scope.churned)),
    )


def largest_movers(rows: Iterable[ReportRow], limit: int = MOVERS_TOLD) -> list[ReportRow]:
    """Give the rows whose computed score moved most, beyond its model's dead band; none with insufficient data."""
    moved = [row for row in rows if row.direction in ("rising", "falling") and row.computed_band != GREY]
    moved.sort(key=lambda row: (-abs(row.trend or 0), row.name.casefold(), row.account_id))
    return moved[:limit]


def with_words(rows: Iterable[ReportRow], words: Mapping[AccountId, str]) -> list[ReportRow]:
    """Give the rows, those that `words` has something for with why they moved."""
    return [replace(row, moved=words[row.account_id]) if row.account_id in words else row for row in rows]


def share(word: str, rows: Sequence[ReportRow]) -> Share:
    """Give what `rows` come to."""
    return Share(
        word,
        len(rows),
        arr_sums(rows),
        sum(row.band == GREY for row in rows),
        sum(bool(row.override) for row in rows),
        sum(row.arr_minor is None for row in rows),
    )


def arr_sums(rows: Iterable[ReportRow]) -> tuple[MoneySum, ...]:
    """Give the ARR of `rows` per currency, by currency; accounts without ARR are left out."""
    sums: dict[str, tuple[int, int]] = {}
    for row in rows:
        if row.arr_minor is not None:
            amount, accounts = sums.get(row.currency or _NO_CURRENCY, (0, 0))
            sums[row.currency or _NO_CURRENCY] = (amount + row.arr_minor, accounts + 1)
    return tuple(MoneySum(currency, *sums[currency]) for currency in sorted(sums))


def _worst_first(row: ReportRow) -> tuple[bool, int, str, int]:
    return row.score is None, row.score or 0, row.name.casefold(), row.account_id


def _use(model: HealthModel, accounts: int) -> ModelUse:
    return ModelUse(model.name, model.version, model.policy, serves_text(model.serves), accounts)


def _movement(rows: Sequence[ReportRow], models: Iterable[HealthModel]) -> Movement:
    groups: dict[str, list[ReportRow]] = {word: [] for word in (*MOVEMENT_WORDS.values(), GREY)}
    for row in rows:
        groups[GREY if row.computed_band == GREY else MOVEMENT_WORDS[row.direction]].append(row)
    spans = [(model.trend_days, model.dead_band) for model in models]
    return Movement(
        days=tuple(sorted({days for days, _ in spans})),
        dead_bands=tuple(sorted({points for _, points in spans})),
        shares=tuple(share(word, found) for word, found in groups.items()),
        movers=tuple(largest_movers(rows, MOVERS_SHOWN)),
    )


def _renewals(rows: Sequence[ReportRow], as_of: date) -> tuple[ReportRow, ...]:
    last = as_of + timedelta(days=RENEWAL_DAYS)
    due = [(row.renewal_on, row) for row in rows if row.renewal_on is not None and as_of <= row.renewal_on <= last]
    due.sort(key=lambda pair: (pair[0], pair[1].name.casefold(), pair[1].account_id))
    return tuple(row for _, row in due)
