"""The statistics of the backtest against scikit-learn, which knows nothing of ours."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score, roc_curve

from csworkbench.infra.tokens import Cancelled, Token
from csworkbench.services.health.backtest.statistics import (
    Sample,
    auc,
    auc_interval,
    difference_interval,
    fit_logistic,
    roc_points,
)


def drawn(seed: int, size: int = 200, pull: float = 1.0, accounts: int | None = None) -> Sample:
    random = np.random.default_rng(seed)
    churned = random.random(size) < 0.3
    risk = np.round(random.normal(size=size) + pull * churned, 1).astype(np.float64)
    return Sample(risk, churned, random.integers(0, accounts or size, size))


@given(st.lists(st.tuples(st.integers(0, 12), st.booleans(), st.integers(0, 4)), min_size=2, max_size=60))
def test_auc_is_that_of_scikit_learn_with_ties_and_weights(rows):
    risk, churned, weights = (np.array(part) for part in zip(*rows, strict=True))
    sample = Sample.of(risk.tolist(), churned.tolist(), [0] * len(rows))
    if churned.all() or not churned.any():
        assert auc(sample) is None
        return
    assert auc(sample) == pytest.approx(roc_auc_score(churned, risk), abs=1e-12)
    if weights[churned].any() and weights[~churned].any():
        expected = roc_auc_score(churned, risk, sample_weight=weights)
        assert auc(sample, weights.astype(float)) == pytest.approx(expected, abs=1e-12)


def test_auc_counts_the_pairs_in_the_right_order():
    assert auc(Sample.of([3, 2, 2, 1], [True, True, False, False], [1, 2, 3, 4])) == (1 + 1 + 0.5 + 1) / 4


def test_roc_points_are_those_of_scikit_learn():
    sample = drawn(1)
    false_rate, true_rate, _ = roc_curve(sample.is_churn, sample.risk, drop_intermediate=False)
    assert np.array(roc_points(sample, most=10_000)) == pytest.approx(np.column_stack([false_rate, true_rate]))
    thinned = roc_points(sample, most=10)
    assert len(thinned) < 20
    assert (thinned[0], thinned[-1]) == ((0, 0), (1, 1))
    assert set(thinned) <= set(roc_points(sample, most=10_000))


def test_a_curve_of_one_kind_is_empty():
    assert roc_points(Sample.of([1, 2], [True, True], [1, 2])) == ()


def bounds(sample: Sample, draws: int = 1000) -> tuple[float, float]:
    found = auc_interval(sample, draws)
    assert found is not None
    return found


def width(sample: Sample) -> float:
    low, high = bounds(sample)
    return high - low


def area(sample: Sample) -> float:
    found = auc(sample)
    assert found is not None
    return found


def test_the_interval_is_the_same_each_time_and_holds_the_value():
    sample = drawn(2)
    low, high = bounds(sample)
    assert (low, high) == bounds(sample)
    assert low < area(sample) < high
    assert width(drawn(2, size=40)) > width(sample)


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    """With a pull of 1 the true AUC of two normal distributions is Phi(1/sqrt 2) = 0.7602."""
    hits = 0
    for seed in range(100):
        low, high = bounds(drawn(seed, size=150), draws=200)
        hits += low <= 0.7602 <= high
    assert 86 <= hits <= 100


def test_endings_of_one_account_are_drawn_together():
    """Each account thrice is no more knowledge than once, so the interval must not get narrower."""
    once = drawn(3, size=60)._replace(accounts=np.arange(60))
    thrice = Sample(*(np.concatenate([part] * 3) for part in once))
    assert bounds(thrice) == pytest.approx(bounds(once))
    assert width(thrice._replace(accounts=np.arange(180))) < 0.75 * width(once)


def test_the_difference_is_paired():
    """Two risks in the same order can't differ, however wide the interval of each is."""
    sample = drawn(4, size=60)
    assert difference_interval(sample, sample._replace(risk=sample.risk * 2 + 7)) == (0.0, 0.0)
    low, high = difference_interval(sample, sample._replace(risk=-sample.risk)) or (0, 0)
    assert 0 < low < 2 * area(sample) - 1 < high


def test_too_rare_kinds_have_no_interval():
    assert auc_interval(Sample.of([1, 2, 3], [False, False, False], [1, 2, 3])) is None


def test_drawing_can_be_cancelled():
    token = Token()
    token.cancel()
    with pytest.raises(Cancelled):
        auc_interval(drawn(5), token=token)


@pytest.mark.parametrize("ridge", [0.1, 1.0, 25.0])
@pytest.mark.parametrize("seed", [0, 1])
def test_the_fit_is_that_of_scikit_learn(ridge, seed):
    random = np.random.default_rng(seed)
    values = random.normal(size=(300, 4)) * [1, 2, 0.5, 1]
    churned = random.random(300) < 1 / (1 + np.exp(-(values @ [1.0, -0.5, 0.0, 2.0] - 1)))
    coefficients, intercept = fit_logistic(values, churned, ridge)
    expected = LogisticRegression(C=1 / ridge, tol=1e-10, max_iter=10_000).fit(values, churned)
    assert coefficients == pytest.approx(expected.coef_[0], abs=1e-5)
    assert intercept == pytest.approx(expected.intercept_[0], abs=1e-5)


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.integers(4, 60), st.sampled_from([0.05, 1.0]))
def test_the_fit_stands_at_the_foot_of_its_loss(seed, size, ridge):
    random = np.random.default_rng(seed)
    values = random.normal(size=(size, 3)) * 50
    churned = random.random(size) < 0.5
    churned[:2] = [True, False]
    coefficients, intercept = fit_logistic(values, churned, ridge)
    chance = 1 / (1 + np.exp(-np.clip(values @ coefficients + intercept, -500, 500)))
    slope = values.T @ (churned - chance) - ridge * coefficients
    assert np.abs(slope).max() < 1e-4
    assert abs((churned - chance).sum()) < 1e-4


def test_separated_endings_and_twin_columns_still_have_a_fit():
    values = np.array([[-1.0, -1.0], [-2.0, -2.0], [1.0, 1.0], [2.0, 2.0]])
    coefficients, _ = fit_logistic(values, np.array([False, False, True, True]))
    assert np.isfinite(coefficients).all()
    assert coefficients[0] == pytest.approx(coefficients[1])
    assert coefficients[0] > 0


@pytest.mark.parametrize(
    ("values", "churned", "words"),
    [([[1.0], [np.nan]], [True, False], "finite"), ([[1.0], [2.0]], [True, True], "both kinds")],
)
def test_what_can_not_be_fitted_is_refused(values, churned, words):
    with pytest.raises(ValueError, match=words):
        fit_logistic(np.array(values), np.array(churned))
