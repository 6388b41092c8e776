"""The statistics of a backtest: ROC-AUC by ranks, bootstrap by account, and a logistic fit. All of it in numpy.

`risk` is higher where a churn is more likely (minus the score); `is_churn` are the endings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from csworkbench.infra.tokens import Token

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]

SEED = 20_240_229
DRAWS = 1000
CONFIDENCE = 0.95
MOST_STEPS = 100
SETTLED = 1e-9


class Sample(NamedTuple):
    """Endings with what was said of them before: one risk per ending, whether it churned, which account it is of."""

    risk: Floats
    is_churn: Flags
    accounts: Whole

    @classmethod
    def of(cls, risk: Sequence[float], is_churn: Sequence[bool], accounts: Sequence[int]) -> Sample:
        """Give the sample of plain lists of one length."""
        import numpy as np

        return cls(np.array(risk, np.float64), np.array(is_churn, np.bool_), np.array(accounts, np.int64))


def auc(sample: Sample, weights: Floats | None = None) -> float | None:
    """Give the area under the ROC curve, ties counting half; None when only one kind of ending is there."""
    import numpy as np

    return _auc(_Ranked.of(sample), np.ones(len(sample.risk)) if weights is None else weights)


def auc_interval(sample: Sample, draws: int = DRAWS, token: Token | None = None) -> tuple[float, float] | None:
    """Give the bounds of the bootstrap of the AUC; accounts are drawn, so that endings of one account stay together.

    The same sample gives the same bounds. None when a draw with both kinds is too rare to say anything.
    """
    ranked = _Ranked.of(sample)
    return _bounds([_auc(ranked, weights) for weights in _draws(sample.accounts, draws, token)])


def difference_interval(
    first: Sample, second: Sample, draws: int = DRAWS, token: Token | None = None
) -> tuple[float, float] | None:
    """Give the bounds of the bootstrap of AUC(first) - AUC(second): the same draw of accounts for both.

    Both samples are of the same endings in the same order.
    """
    one, two = _Ranked.of(first), _Ranked.of(second)
    found: list[float | None] = []
    for weights in _draws(first.accounts, draws, token):
        left, right = _auc(one, weights), _auc(two, weights)
        found.append(None if left is None or right is None else left - right)
    return _bounds(found)


def roc_points(sample: Sample, most: int = 200) -> tuple[tuple[float, float], ...]:
    """Give the ROC curve from (0, 0) to (1, 1): share of the stayed and of the churned at or above each risk.

    At most about `most` points are given, evenly thinned.
    """
    import numpy as np

    ranked = _Ranked.of(sample)
    if not ranked.churned.any() or ranked.churned.all():
        return ()
    churned = np.bincount(ranked.group, weights=ranked.churned)[::-1].cumsum()
    stayed = np.bincount(ranked.group, weights=ranked.stayed)[::-1].cumsum()
    step = max(1, len(churned) // most)
    kept = sorted({*range(0, len(churned), step), len(churned) - 1})
    points = [(float(stayed[at] / stayed[-1]), float(churned[at] / churned[-1])) for at in kept]
    return ((0.0, 0.0), *points)


def fit_logistic(values: Floats, is_churn: Flags, ridge: float = 1.0) -> tuple[Floats, float]:
    """Fit a logistic regression by iteratively re-weighted least squares; give coefficients and intercept.

    Minimises the summed log loss plus ridge/2 x the squared coefficients; the intercept is not held back.

    Raises:
        ValueError: only one kind of ending, or values that are not finite.
    """
    import numpy as np

    if not np.isfinite(values).all():
        raise ValueError("the values of a fit must be finite")
    if is_churn.all() or not is_churn.any():
        raise ValueError("a fit needs endings of both kinds")
    design = np.column_stack([np.ones(len(values)), values])
    target = is_churn.astype(np.float64)
    hold = np.diag([0.0] + [ridge] * values.shape[1])
    found = np.zeros(design.shape[1])
    share = target.mean()
    found[0] = np.log(share / (1 - share))
    for _ in range(MOST_STEPS):
        step = _newton_step(design, target, hold, found)
        found = found + step
        if np.abs(step).max() < SETTLED:
            break
    return found[1:], float(found[0])


def _newton_step(design: Floats, target: Floats, hold: Floats, found: Floats) -> Floats:
    """Give the step of Newton's method, halved until the loss does not rise."""
    import numpy as np

    chance = _chances(design @ found)
    slope = design.T @ (target - chance) - hold @ found
    bend = (design * (chance * (1 - chance))[:, None]).T @ design + hold
    step = np.asarray(np.linalg.solve(bend, slope), dtype=np.float64)
    before = _loss(design, target, hold, found)
    for _ in range(30):
        if _loss(design, target, hold, found + step) <= before + SETTLED:
            break
        step *= 0.5
    return step


def _chances(odds: Floats) -> Floats:
    import numpy as np

    chances: Floats = 0.5 * (1 + np.tanh(odds / 2))
    return chances


def _loss(design: Floats, target: Floats, hold: Floats, found: Floats) -> float:
    import numpy as np

    odds = design @ found
    return float(np.sum(np.logaddexp(0, odds) - target * odds) + found @ hold @ found / 2)


class _Ranked(NamedTuple):
    """A sample with its ties: the place of each risk among the different risks, lowest first."""

    group: Whole
    churned: Floats
    stayed: Floats

    @classmethod
    def of(cls, sample: Sample) -> _Ranked:
        import numpy as np

        _, group = np.unique(sample.risk, return_inverse=True)
        churned = sample.is_churn.astype(np.float64)
        return cls(group.astype(np.int64).reshape(-1), churned, 1.0 - churned)


def _auc(ranked: _Ranked, weights: Floats) -> float | None:
    import numpy as np

    churned = np.bincount(ranked.group, weights=ranked.churned * weights)
    stayed = np.bincount(ranked.group, weights=ranked.stayed * weights)
    pairs = churned.sum() * stayed.sum()
    if not pairs:
        return None
    below = np.cumsum(stayed) - stayed / 2
    return float((churned * below).sum() / pairs)


def _draws(accounts: Whole, draws: int, token: Token | None) -> Iterator[Floats]:
    """Give per draw how often each ending is in it: as often as its account was drawn."""
    import numpy as np

    random = np.random.default_rng(SEED)
    different, place = np.unique(accounts, return_inverse=True)
    size = len(different)
    for _ in range(draws if size else 0):
        if token is not None:
            token.check()
        drawn = np.bincount(random.integers(0, size, size), minlength=size)
        yield drawn[place].astype(np.float64)


def _bounds(found: Sequence[float | None]) -> tuple[float, float] | None:
    """Give the bounds that hold `CONFIDENCE` of the draws that had both kinds; None when half of them had not."""
    import numpy as np

    known = [one for one in found if one is not None]
    if len(known) * 2 < len(found) or not known:
        return None
    edge = (1 - CONFIDENCE) / 2
    low, high = np.quantile(known, [edge, 1 - edge])
    return float(low), float(high)
