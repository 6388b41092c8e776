"""One horizon of a backtest: confusion table, AUC, what each factor told, and the surprises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from csworkbench.domain.health.backtest import (
    FEW,
    FLAGS,
    TOO_FEW,
    Case,
    CaseScore,
    Confusion,
    confusion,
    small_number_words,
)
from csworkbench.domain.health.backtest_result import (
    AucRow,
    ComparisonRow,
    FactorInformation,
    HorizonResult,
    LeftOut,
    SurpriseRow,
)
from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.plan import PlannedFactor
from csworkbench.infra.tokens import Token
from csworkbench.services.health.backtest.statistics import (
    Sample,
    auc,
    auc_interval,
    difference_interval,
    roc_points,
)

FACTOR_DRAWS = 400
SCORE_STEPS = 10
WORTH_TELLING = 0.55
"""A factor whose AUC is surely above 0.5 but below this is of no use, however many endings say so."""
Said = tuple[Case, CaseScore]


def horizon_of(cases: Sequence[Case], days: int, model: HealthModel, flagged: str, token: Token) -> HorizonResult:
    """Give what the first model's scores of `days` before the endings were worth."""
    said, every = enough(cases), scored(cases)
    table = confusion(cases, FLAGS[flagged])
    sample = sample_of(said)
    warning = small_number_words(table.churned, table.stayed) if cases else None
    left_out = _left_out(cases)
    in_notice = confusion([case for case in cases if case.is_in_notice], FLAGS[flagged])
    return HorizonResult(
        days=days,
        ends=len(cases),
        confusion=table,
        auc=auc_row(sample, token),
        auc_with_grey=auc_row(sample_of(every), token) if len(every) > len(said) else None,
        left_out=left_out,
        coverage_mean=sum(score.coverage for _, score in said) / len(said) if said else None,
        factors=tuple(_information(every, place, factor, token) for place, factor in enumerate(model.plan.factors)),
        greens_that_churned=_surprises(said, "healthy", is_churn=True),
        reds_that_stayed=_surprises(said, "at risk", is_churn=False),
        roc=roc_points(sample),
        churned_scores=_histogram(score for case, score in said if case.ending.is_churn),
        stayed_scores=_histogram(score for case, score in said if not case.ending.is_churn),
        warnings=tuple(
            filter(None, (warning, _left_out_words(left_out, len(cases), days), _notice_words(table, in_notice)))
        ),
    )


def comparison_of(cases: Sequence[Case], days: int, flagged: str, token: Token) -> ComparisonRow:
    """Give the first two models side by side on the endings both have enough data for."""
    both = [case for case in cases if all(score is not None and score.is_enough for score in case.scores[:2])]
    samples = [sample_of(enough(both, place)) for place in (0, 1)]
    rows = [auc_row(sample, token) for sample in samples]
    low, high, difference = None, None, None
    if rows[0] is not None and rows[1] is not None:
        difference = rows[0].value - rows[1].value
        low, high = difference_interval(samples[0], samples[1], token=token) or (None, None)
    table = confusion(both, FLAGS[flagged], 1)
    words = ("the first separates better", "the second separates better")
    return ComparisonRow(days, rows[0], rows[1], difference, low, high, table, difference_words(low, high, words))


def difference_words(low: float | None, high: float | None, words: tuple[str, str]) -> str:
    """Give the verdict on a difference from its bounds: `words` for above and below zero."""
    if low is None or high is None:
        return "too few endings to tell"
    if low > 0:
        return words[0]
    return words[1] if high < 0 else "no difference that these endings can show"


def enough(cases: Iterable[Case], model: int = 0) -> list[Said]:
    """Give the cases with enough data, with what that model said."""
    return [(case, said) for case in cases if (said := case.scores[model]) is not None and said.is_enough]


def scored(cases: Iterable[Case], model: int = 0) -> list[Said]:
    """Give the cases with any score, also on insufficient data, with what that model said."""
    return [(case, said) for case in cases if (said := case.scores[model]) is not None and said.exact_score is not None]


def sample_of(said: Sequence[Said]) -> Sample:
    """Give the scores as risks, so that a low score is a high risk."""
    return Sample.of(
        [-(score.exact_score or 0.0) for _, score in said],
        [case.ending.is_churn for case, _ in said],
        [case.ending.account_id for case, _ in said],
    )


def auc_row(sample: Sample, token: Token, draws: int | None = None) -> AucRow | None:
    """Give the AUC with its interval; None when either kind of ending is too rare."""
    churned = int(sample.is_churn.sum())
    stayed = len(sample.is_churn) - churned
    value = auc(sample)
    if value is None or min(churned, stayed) < TOO_FEW:
        return None
    bounds = auc_interval(sample, token=token) if draws is None else auc_interval(sample, draws, token)
    low, high = bounds or (None, None)
    return AucRow(value, low, high, churned, stayed)


def _information(said: Sequence[Said], place: int, factor: PlannedFactor, token: Token) -> FactorInformation:
    known = [(case, sub) for case, score in said if (sub := score.subs[place]) is not None]
    sample = Sample.of(
        [-sub for _, sub in known],
        [case.ending.is_churn for case, _ in known],
        [case.ending.account_id for case, _ in known],
    )
    row = auc_row(sample, token, FACTOR_DRAWS)
    return FactorInformation(
        factor.key,
        factor.label,
        factor.group,
        row,
        1 - len(known) / len(said) if said else 1.0,
        _mean([sub for case, sub in known if case.ending.is_churn]),
        _mean([sub for case, sub in known if not case.ending.is_churn]),
        _verdict(row),
    )


def _verdict(row: AucRow | None) -> str:
    if row is None or row.low is None or row.high is None or min(row.churned, row.stayed) < FEW:
        return "too few"
    if row.low > 0.5:
        return "carried information" if row.value >= WORTH_TELLING else "hardly any"
    return "points the wrong way" if row.high < 0.5 else "nothing seen"


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _surprises(said: Iterable[Said], band: str, *, is_churn: bool) -> tuple[SurpriseRow, ...]:
    found = [
        SurpriseRow(
            case.ending.account_id,
            case.ending.name,
            case.ending.on,
            case.ending.kind,
            case.as_of,
            score.score,
            score.band,
        )
        for case, score in said
        if score.band == band and case.ending.is_churn is is_churn
    ]
    return tuple(sorted(found, key=lambda row: (row.ended_on, row.name.casefold()), reverse=True))


def _histogram(scores: Iterable[CaseScore]) -> tuple[int, ...]:
    counts = [0] * SCORE_STEPS
    for one in scores:
        counts[min((one.score or 0) // 10, SCORE_STEPS - 1)] += 1
    return tuple(counts)


def _left_out(cases: Sequence[Case]) -> LeftOut:
    grey = [case for case in cases if (said := case.scores[0]) is not None and not said.is_enough]
    unknown = [case for case in cases if not case.is_known]
    already = sum(case.is_known and case.scores[0] is None for case in cases)
    return LeftOut(*_by_kind(grey), *_by_kind(unknown), already)


def _by_kind(cases: Sequence[Case]) -> tuple[int, int]:
    churned = sum(case.ending.is_churn for case in cases)
    return churned, len(cases) - churned


def _notice_words(table: Confusion, in_notice: Confusion) -> str | None:
    if not in_notice.caught:
        return None
    flagged = table.caught + table.false_alarms - in_notice.caught - in_notice.false_alarms
    share = f"{(table.caught - in_notice.caught) / flagged:.0%}" if flagged else "not known"
    return (
        f"Of {table.caught:,} that were flagged and churned, {in_notice.caught:,} had given notice already, "
        f"which is no foresight; precision without those in notice: {share}."
    )


def _left_out_words(left_out: LeftOut, total: int, days: int) -> str | None:
    grey = left_out.insufficient_churned + left_out.insufficient_stayed
    unknown = left_out.unknown_churned + left_out.unknown_stayed
    parts = [
        f"{grey:,} had insufficient data" if grey else "",
        f"{unknown:,} were not in the book yet" if unknown else "",
        f"{left_out.already_churned:,} had churned already" if left_out.already_churned else "",
    ]
    told = ", ".join(part for part in parts if part)
    return f"Of {total:,} endings, {days} days before: {told}; they are counted apart." if told else None
