"""What a backtest found: plain rows that go to the screen, to JSON and through a pipe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from csworkbench.domain.health.backtest import Confusion
from csworkbench.domain.ids import AccountId


@dataclass(frozen=True, slots=True)
class AucRow:
    """The area under the ROC curve: the chance that one that churned scored lower than one that stayed.

    0.5 is no better than a coin. `low` and `high` bound 95 % of the bootstrap (by account); None when there are too
    few endings to draw from.
    """

    value: float
    low: float | None
    high: float | None
    churned: int
    stayed: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Endings that are not in the confusion table, and why; `..._stayed` and `..._churned` by how they ended."""

    insufficient_churned: int
    insufficient_stayed: int
    unknown_churned: int
    unknown_stayed: int
    already_churned: int


@dataclass(frozen=True, slots=True)
class FactorInformation:
    """What one factor alone told of the endings.

    Attributes:
        auc: as if the sub-score alone were the score; None when too few endings have it.
        missing_share: share of the endings without a fresh value (0..1).
        churned_mean, stayed_mean: mean sub-scores.
        verdict: `carried information`, `hardly any`, `nothing seen`, `points the wrong way` or `too few`.
    """

    key: str
    label: str
    group: str
    auc: AucRow | None
    missing_share: float
    churned_mean: float | None
    stayed_mean: float | None
    verdict: str


@dataclass(frozen=True, slots=True)
class SurpriseRow:
    """An account that went against its band: a green that churned or a red that stayed."""

    account_id: AccountId
    name: str
    ended_on: date
    kind: str
    as_of: date
    score: int | None
    band: str


@dataclass(frozen=True, slots=True)
class HorizonResult:
    """What the scores of so many days before the endings were worth.

    Attributes:
        ends: how many endings were looked at, those left out included.
        auc: of the endings with enough data for a band; auc_with_grey: of all with a score, where there are more.
        factors: from all endings with a score, those with insufficient data included.
        coverage_mean: mean coverage of those in the table (0..1).
        roc: points of the ROC curve, (share of the stayed, share of the churned) as the score rises.
        churned_scores, stayed_scores: how many endings per ten points of score (0..9, ..., 90..100).
        warnings: sentences to be shown with the figures.
    """

    days: int
    ends: int
    confusion: Confusion
    auc: AucRow | None
    auc_with_grey: AucRow | None
    left_out: LeftOut
    coverage_mean: float | None
    factors: tuple[FactorInformation, ...]
    greens_that_churned: tuple[SurpriseRow, ...]
    reds_that_stayed: tuple[SurpriseRow, ...]
    roc: tuple[tuple[float, float], ...]
    churned_scores: tuple[int, ...]
    stayed_scores: tuple[int, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """Two models on the very same endings; `difference` is the AUC of the first minus that of the second."""

    days: int
    first: AucRow | None
    second: AucRow | None
    difference: float | None
    low: float | None
    high: float | None
    second_confusion: Confusion
    verdict: str


@dataclass(frozen=True, slots=True)
class WeightRow:
    """The share of a factor in the whole model (0..1), today and as proposed; `note` says what could not be judged."""

    key: str
    label: str
    group: str
    today: float
    proposed: float
    note: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Weights a logistic fit would give: never applied, only proposed.

    Attributes:
        days: the horizon it was fitted on; `cut_on`: endings up to this day were fitted on, later ones tested on.
        today, proposed: AUC of both on the later endings, which the fit has not seen; difference: proposed - today.
        verdict: in words; it says "no better" when the test shows no gain.
        definition: the proposed model as a plain mapping, empty when there is no proposal.
    """

    days: int
    cut_on: date | None
    fitted_churned: int
    fitted_stayed: int
    today: AucRow | None
    proposed: AucRow | None
    difference: float | None
    low: float | None
    high: float | None
    weights: tuple[WeightRow, ...]
    verdict: str
    definition: dict[str, object]


@dataclass(frozen=True, slots=True)
class BacktestResult:
    """Everything a backtest found.

    Attributes:
        made_on: the day it was run.
        model_version, against_version: the models looked at.
        flagged: `at risk`, or `watch` when watch counts as flagged too.
        churned, stayed, accounts: how many endings of each kind, of how many accounts.
        first_on, last_on: days of the oldest and newest ending.
        is_without_assumed: whether facts whose day of becoming known is only assumed were left out.
        horizons: one per horizon, in the order asked for.
        notes: what has to be known about the data to judge the result.
    """

    made_on: date
    model_version: int
    against_version: int | None
    flagged: str
    churned: int
    stayed: int
    accounts: int
    first_on: date | None
    last_on: date | None
    is_without_assumed: bool
    horizons: tuple[HorizonResult, ...]
    comparison: tuple[ComparisonRow, ...]
    proposal: Proposal | None
    notes: tuple[str, ...]
