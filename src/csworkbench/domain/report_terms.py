"""The definition cards of a health report: what each figure of it means, for the models that made its scores."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.model_diff import serves_text
from csworkbench.domain.health.overrides import LONGEST_DAYS

RENEWAL_DAYS = 90
MOVERS_TOLD = 300
"""Accounts whose movement is put into words: the largest; beyond these, words cost more than anyone reads."""

Terms = tuple[tuple[str, str], ...]


def definitions(
    models: Sequence[tuple[HealthModel, int]], as_of: date, owner_name: str | None, counts: tuple[int, int]
) -> Terms:
    """Give term and text of each figure.

    Args:
        models: each model in use and how many accounts of the report it scored.
        as_of: the day of the report.
        owner_name: whose accounts; None for everyone's.
        counts: the accounts in the report, and those left out as churned.
    """
    day, (accounts, churned) = as_of.isoformat(), counts
    return (
        (
            "Score",
            "Sum of effective weight x sub-score (0 to 100) over the factors with fresh data, rounded half up, by the "
            f"health model that serves the account. As of {day}; n = {accounts:,}.",
        ),
        *((f"Health model {model.name}, version {model.version}", _model_text(model, n)) for model, n in models),
        *_beside_the_score(),
        (
            "Movement",
            f"Computed score on {day} minus that of the last snapshot at least as old as the model's trend says. "
            "Unknown: no such snapshot. Insufficient data counts apart, as up or down nowhere. The words say why the "
            f"score as shown differs, for the {MOVERS_TOLD} largest movements; their figures add up.",
        ),
        *_money_terms(day),
        (
            "Who is in",
            f"{owner_name or 'Every owner'}: {accounts:,} accounts known on {day}. Left out: {churned:,} churned "
            "(not scored).",
        ),
    )


def _money_terms(day: str) -> Terms:
    return (
        (
            "ARR",
            f"Sum of the contracts that run on {day}, in their own currency, never converted or added across "
            "currencies; an account with contracts in several currencies counts with its largest.",
        ),
        (
            "Renewal",
            f"Earliest end of a contract without an outcome, from {day} on; the list holds {RENEWAL_DAYS} days.",
        ),
    )


def _model_text(model: HealthModel, accounts: int) -> str:
    watch, healthy = model.at_risk_up_to + 1, model.watch_up_to + 1
    factors = "; ".join(f"{factor.label} {factor.weight:.1%}" for factor in model.plan.factors)
    return (
        f"Serves {serves_text(model.serves)}: {accounts:,} accounts here. {factors}. Missing data: {model.policy}. "
        f"At risk 0 to {model.at_risk_up_to}, watch {watch} to {model.watch_up_to}, healthy {healthy} to 100; coverage "
        f"below {model.coverage_floor:.0%} of the weight gives insufficient data. Trend over {model.trend_days} days, "
        f"steady up to {model.dead_band} points either way."
    )


def _beside_the_score() -> Terms:
    """Give what stands beside a computed score, whatever the day and the model."""
    return (
        ("Band", "From the rounded score; vetoes may hold a band down and never change the score."),
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
