"""What a report holds, as plain data: the same object feeds the preview and every file that is written from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.overrides import LONGEST_DAYS
from csworkbench.domain.health.weights import round_half_up
from csworkbench.domain.ids import AccountId, OwnerId
from csworkbench.domain.words import BANDS

RENEWAL_DAYS = 90
AT_RISK_SHOWN = 10
MOVERS_SHOWN = 10
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


@dataclass(frozen=True, slots=True)
class MoneySum:
    """ARR of accounts in one currency, in minor units; sums of different currencies are never added up."""

    currency: str
    amount_minor: int
    accounts: int


@dataclass(frozen=True, slots=True)
class BandShare:
    """One band by count and by ARR per currency, and how many of its accounts are in it by an override."""

    band: str
    accounts: int
    arr: tuple[MoneySum, ...]
    overrides: int


@dataclass(frozen=True, slots=True)
class Movement:
    """How scores moved: counts add up to the report's accounts; `movers` are the largest, falls and rises alike."""

    days: int
    dead_band: int
    up: int
    down: int
    steady: int
    unknown: int
    movers: tuple[ReportRow, ...]


@dataclass(frozen=True, slots=True)
class ReportScope:
    """Who is in and who is out.

    Attributes:
        owner_name: whose accounts; None for everyone's.
        accounts: n, the accounts in the report.
        churned: left out, because a churned account is not scored.
        added_later: left out, because the book did not know them on the day.
    """

    owner_name: str | None
    accounts: int
    churned: int
    added_later: int


@dataclass(frozen=True, slots=True)
class HealthReport:
    """A whole health report.

    Attributes:
        made_at: when it was made, aware.
        insufficient: accounts whose coverage is below the floor; they are in `scope.accounts` and in no coloured band.
        bands: distribution, healthy first; insufficient data last.
        total_arr: ARR per currency over all rows, and `without_arr` accounts that have none.
        at_risk: the lowest scores of the band at risk; `at_risk_total` counts the whole band.
        renewals: rows with a renewal in the next 90 days, soonest first.
        overridden: rows whose health is overridden; contradicted: healthy rows something speaks against.
        rows: every account, lowest score first.
        definitions: term and text of each figure's definition card.
    """

    title: str
    as_of: date
    made_at: datetime
    scope: ReportScope
    model_version: int
    policy: str
    insufficient: int
    bands: tuple[BandShare, ...]
    total_arr: tuple[MoneySum, ...]
    without_arr: int
    at_risk: tuple[ReportRow, ...]
    at_risk_total: int
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
    rows: Iterable[ReportRow], scope: ReportScope, model: HealthModel, as_of: date, made_at: datetime
) -> HealthReport:
    """Give the report of `rows` (in any order), every figure of it worked out from them."""
    ordered = tuple(sorted(rows, key=_worst_first))
    at_risk = tuple(row for row in ordered if row.band == "at risk")
    return HealthReport(
        title="Health report",
        as_of=as_of,
        made_at=made_at,
        scope=scope,
        model_version=model.version,
        policy=model.policy,
        insufficient=sum(row.band == "insufficient data" for row in ordered),
        bands=tuple(_share(band, ordered) for band in BANDS),
        total_arr=arr_sums(ordered),
        without_arr=sum(row.arr_minor is None for row in ordered),
        at_risk=at_risk[:AT_RISK_SHOWN],
        at_risk_total=len(at_risk),
        movement=_movement(ordered, model),
        renewals=_renewals(ordered, as_of),
        overridden=tuple(row for row in ordered if row.override),
        contradicted=tuple(row for row in ordered if row.contradictions),
        rows=ordered,
        definitions=_definitions(model, as_of, scope),
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


def _share(band: str, rows: Sequence[ReportRow]) -> BandShare:
    inside = [row for row in rows if row.band == band]
    return BandShare(band, len(inside), arr_sums(inside), sum(bool(row.override) for row in inside))


def _movement(rows: Sequence[ReportRow], model: HealthModel) -> Movement:
    counts: Mapping[str | None, int] = {
        word: sum(row.direction == word for row in rows) for word in ("rising", "falling", "steady", None)
    }
    moved = [row for row in rows if row.trend is not None and row.direction != "steady"]
    moved.sort(key=lambda row: (-abs(row.trend or 0), row.name.casefold(), row.account_id))
    return Movement(
        days=model.trend_days,
        dead_band=model.dead_band,
        up=counts["rising"],
        down=counts["falling"],
        steady=counts["steady"],
        unknown=counts[None],
        movers=tuple(moved[:MOVERS_SHOWN]),
    )


def _renewals(rows: Sequence[ReportRow], as_of: date) -> tuple[ReportRow, ...]:
    last = as_of + timedelta(days=RENEWAL_DAYS)
    due = [(row.renewal_on, row) for row in rows if row.renewal_on is not None and as_of <= row.renewal_on <= last]
    due.sort(key=lambda pair: (pair[0], pair[1].name.casefold(), pair[1].account_id))
    return tuple(row for _, row in due)


def _definitions(model: HealthModel, as_of: date, scope: ReportScope) -> tuple[tuple[str, str], ...]:
    day, n = as_of.isoformat(), scope.accounts
    watch, healthy = model.at_risk_up_to + 1, model.watch_up_to + 1
    factors = "; ".join(f"{factor.label} {factor.weight:.1%}" for factor in model.plan.factors)
    return (
        (
            "Score",
            f"Sum of effective weight x sub-score (0 to 100) over the factors with fresh data, rounded half up. "
            f"Health model version {model.version}: {factors}. Missing data: {model.policy}. As of {day}; n = {n}.",
        ),
        (
            "Band",
            f"At risk 0 to {model.at_risk_up_to}, watch {watch} to {model.watch_up_to}, healthy {healthy} to 100, "
            f"from the rounded score; vetoes may hold a band down and never change the score. "
            f"Coverage below {model.coverage_floor:.0%} of the weight gives insufficient data.",
        ),
        *_own_words(),
        (
            "Movement",
            f"Computed score on {day} minus the last snapshot at least {model.trend_days} days old; "
            f"up to {model.dead_band} points either way is steady. Accounts without such a snapshot are unknown.",
        ),
        (
            "ARR",
            f"Sum of the contracts that run on {day}, in their own currency, never converted or added across "
            "currencies; an account with contracts in several currencies counts with its largest.",
        ),
        (
            "Renewal",
            f"Earliest end of a contract without an outcome, from {day} on; the list holds {RENEWAL_DAYS} days.",
        ),
        (
            "Who is in",
            f"{scope.owner_name or 'Every owner'}: {n} accounts. Left out: {scope.churned} churned (not scored), "
            f"{scope.added_later} not yet known on {day}. Owner, tier and segment are those of today.",
        ),
    )


def _own_words() -> tuple[tuple[str, str], ...]:
    """Give what stands beside a computed score, whatever the day and the model."""
    return (
        (
            "Main driver",
            "The factor with the largest effective weight x (100 - sub-score): what could still be gained.",
        ),
        (
            "Override",
            f"A CSM's own score or band, with a reason and a last day, for at most {LONGEST_DAYS} days. Bands and "
            "totals count accounts as overridden; movement and main driver are of the computed score.",
        ),
        (
            "Quiet contradictions",
            "What speaks against an account that counts as healthy: no two-way touch past its maximum, a silent "
            "sponsor, a champion who left, an open complaint or detractor comment, an old override, a late promise.",
        ),
    )
