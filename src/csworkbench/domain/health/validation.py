"""What is wrong with a health model that is being edited, in words, each with the place it stands at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import pairwise
from math import isfinite
from typing import NamedTuple

from csworkbench.domain.health.draft import BUILT_IN, FactorDraft, GroupDraft, ModelDraft
from csworkbench.domain.health.model import MOST_FACTORS, POLICIES
from csworkbench.domain.health.parts import CURVE_REFS, SIGNAL_READINGS, VETO_BANDS, VETO_KINDS

LONGEST_NAME = 80
LARGEST_WEIGHT = 1_000_000
LARGEST_PLACE = 1e15
LARGEST_AGE = 36_500
LONGEST_TREND = 3_650
CADENCE_FACTOR = "two_way_touch"
"""The one factor whose curve may follow the account's cadence: its raw value is in days."""


class Place(NamedTuple):
    """Where something stands: a field of the model, of a group (its key) or of a factor (its key)."""

    field: str
    group: str = ""
    factor: str = ""


class Problem(NamedTuple):
    """One thing to mend, or to know: a warning doesn't keep the model from being saved."""

    place: Place
    words: str
    is_warning: bool = False


def problems(draft: ModelDraft, metrics: Collection[str] | None = None) -> list[Problem]:
    """Give what keeps a model from being saved, and what should be known; `metrics` are those imported (None: ask not).

    Without an entry that is no warning `draft.model` raises nothing.
    """
    found = [*_whole(draft), *_bands(draft), *_vetoes(draft)]
    for group in draft.groups:
        found += _group(group)
        for factor in group.factors:
            found += _factor(Place("", group.key, factor.key), factor, metrics)
    return found


def errors(found: Collection[Problem]) -> list[Problem]:
    """Give those that keep a model from being saved."""
    return [one for one in found if not one.is_warning]


def _whole(draft: ModelDraft) -> Iterator[Problem]:
    name = draft.name.strip()
    if not name or len(name) > LONGEST_NAME:
        yield Problem(Place("name"), f"A model needs a name of at most {LONGEST_NAME} letters.")
    if draft.policy not in POLICIES:
        yield Problem(
            Place("policy"), f"There is no policy {draft.policy!r} for missing data; there are {', '.join(POLICIES)}."
        )
    if not 0 <= draft.coverage_floor <= 1:
        yield Problem(Place("coverage_floor"), "The coverage floor is 0 to 100 %.")
    elif draft.coverage_floor == 0:
        words = "Without a coverage floor an account of which nothing is known can get a colour."
        yield Problem(Place("coverage_floor"), words, is_warning=True)
    if not 1 <= draft.trend_days <= LONGEST_TREND:
        yield Problem(Place("trend_days"), f"A trend looks back 1 to {LONGEST_TREND:,} days.")
    if not 0 <= draft.dead_band <= 100:
        yield Problem(Place("dead_band"), "The dead band is 0 to 100 points.")
    yield from _parts(draft)


def _parts(draft: ModelDraft) -> Iterator[Problem]:
    factors = draft.factors()
    if not factors:
        yield Problem(Place("groups"), "A model needs at least one factor.")
    elif len(factors) > MOST_FACTORS:
        yield Problem(Place("groups"), f"A model holds at most {MOST_FACTORS} factors, not {len(factors)}.")
    elif all(group.weight == 0 for group in draft.groups):
        yield Problem(
            Place("weight", draft.groups[0].key),
            "The weights of all groups are zero, so there is no score. Give at least one a weight.",
        )
    for key, count in Counter(factor.key for _, factor in factors).items():
        if count > 1:
            place = next(Place("key", group.key, key) for group, factor in factors if factor.key == key)
            yield Problem(place, f"The factor {key} is in the model {count} times; remove one.")
    for key, count in Counter(group.key for group in draft.groups).items():
        if count > 1:
            yield Problem(Place("key", key), f"The group {key} is in the model {count} times.")


def _bands(draft: ModelDraft) -> Iterator[Problem]:
    low, high = draft.at_risk_up_to, draft.watch_up_to
    if not 0 <= low < 100:
        yield Problem(Place("at_risk_up_to"), f"At risk ends between 0 and 99, not at {low}.")
    if not 0 < high < 100:
        yield Problem(Place("watch_up_to"), f"Watch ends between 1 and 99, not at {high}.")
    elif low >= high:
        words = f"The bands overlap: at risk reaches up to {low}, watch only to {high}."
        yield Problem(Place("watch_up_to"), words)


def _vetoes(draft: ModelDraft) -> Iterator[Problem]:
    for kind, at_most in draft.vetoes:
        if kind not in VETO_KINDS or at_most not in VETO_BANDS:
            yield Problem(Place("vetoes"), f"There is no veto {kind!r} at most {at_most!r}.")
    for kind, count in Counter(kind for kind, _ in draft.vetoes).items():
        if count > 1:
            yield Problem(Place("vetoes"), f"The veto {kind!r} stands there {count} times.")


def _group(group: GroupDraft) -> Iterator[Problem]:
    place = Place("weight", group.key)
    if not group.label.strip():
        yield Problem(Place("label", group.key), "A group needs a name.")
    yield from _weight(place, group.weight, "group")
    if not group.factors:
        yield Problem(place, f"The group {group.label} has no factor; add one or remove the group.")
    elif all(factor.weight == 0 for factor in group.factors):
        yield Problem(
            Place("weight", group.key, group.factors[0].key),
            f"All weights in {group.label} are zero. Give at least one a weight, or remove the group.",
        )


def _weight(place: Place, weight: float, what: str) -> Iterator[Problem]:
    if not isfinite(weight):
        yield Problem(place, f"A weight is a number, not {weight}.")
    elif not 0 <= weight <= LARGEST_WEIGHT:
        yield Problem(place, f"A weight is 0 to {LARGEST_WEIGHT:,}, not {weight:g}.")
    elif weight == 0:
        yield Problem(place, f"With a weight of 0 this {what} counts for nothing.", is_warning=True)


def _factor(place: Place, factor: FactorDraft, metrics: Collection[str] | None) -> Iterator[Problem]:
    if not factor.label.strip():
        yield Problem(place._replace(field="label"), "A factor needs a name.")
    yield from _weight(place._replace(field="weight"), factor.weight, "factor")
    if factor.max_age_days is not None and not 1 <= factor.max_age_days <= LARGEST_AGE:
        yield Problem(place._replace(field="max_age_days"), f"A maximum age is 1 to {LARGEST_AGE:,} days.")
    yield from _source(place._replace(field="signal"), factor, metrics)
    yield from _curve(place._replace(field="curve"), factor)


def _source(place: Place, factor: FactorDraft, metrics: Collection[str] | None) -> Iterator[Problem]:
    if factor.signal is None:
        if factor.key not in BUILT_IN:
            yield Problem(place, f"This program knows no factor {factor.key!r}; choose another or an imported metric.")
        return
    metric, reading = factor.signal
    if factor.key in BUILT_IN:
        yield Problem(
            place, f"{factor.key!r} is a factor that is built in; one of an imported metric needs another key."
        )
    if not metric.strip():
        yield Problem(place, "Choose the imported metric this factor reads.")
    elif metrics is not None and metric not in metrics:
        words = f"Nobody has imported {metric} yet: until then this factor is missing for every account."
        yield Problem(place, words, is_warning=True)
    if reading not in SIGNAL_READINGS:
        yield Problem(place, f"A metric can't be read as {reading!r}; there are {', '.join(SIGNAL_READINGS)}.")


def _curve(place: Place, factor: FactorDraft) -> Iterator[Problem]:
    curve = factor.curve
    if not curve:
        yield Problem(place, "The curve has no point.")
        return
    for at, score in curve:
        if not isinstance(at, str) and not abs(at) <= LARGEST_PLACE:  # NaN is not, either
            yield Problem(place, f"A point of the curve lies at a number up to {LARGEST_PLACE:g}, not at {at:g}.")
        if not 0 <= score <= 100:
            yield Problem(place, f"A sub-score is 0 to 100, not {score:g}.")
    if len(curve) == 1:
        words = f"One point: every value gives {curve[0][1]:g}, whatever it is."
        yield Problem(place, words, is_warning=True)
    yield from _places(place, factor)
    yield from _heights(place, [score for _, score in curve])


def _places(place: Place, factor: FactorDraft) -> Iterator[Problem]:
    refs = [at for at, _ in factor.curve if isinstance(at, str)]
    numbers = [at for at, _ in factor.curve if not isinstance(at, str)]
    unknown = [ref for ref in refs if ref not in CURVE_REFS]
    if unknown:
        yield Problem(place, f"A curve can't refer to {unknown[0]!r}; it knows {', '.join(CURVE_REFS)}.")
    elif refs and numbers:
        yield Problem(place, "The curve mixes numbers with places of the cadence; use one of the two.")
    elif refs and factor.key != CADENCE_FACTOR:
        yield Problem(place, "Only the days since the last two-way touch can follow the cadence.")
    else:
        order = [float(CURVE_REFS.index(ref)) for ref in refs] or numbers
        back = next((two for one, two in pairwise(order) if two < one), None)
        if back is not None:
            words = "The points must rise from left to right"
            yield Problem(place, f"{words}." if refs else f"{words}: {back:g} comes after a larger value.")


def _heights(place: Place, heights: list[float]) -> Iterator[Problem]:
    steps = {two > one for one, two in pairwise(heights) if two != one}
    if len(steps) > 1:
        words = "The curve rises and falls: a better value can give a worse sub-score. Check that this is meant."
        yield Problem(place, words, is_warning=True)
