"""How two health models differ, in words: weights, curves, ages, bands, vetoes, policy, whom they serve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from csworkbench.domain.health.model import HealthModel, Serves
from csworkbench.domain.health.parts import CurvePoint, Factor, Group


class ModelDiff(NamedTuple):
    """One difference: what it is about, what stood there, what stands there now (empty: nothing)."""

    part: str
    before: str
    after: str


def model_diff(before: HealthModel, after: HealthModel) -> tuple[ModelDiff, ...]:
    """Give every difference that matters for a score or for whom it is; the versions themselves are none."""
    return (*_whole(before, after), *_vetoes(before, after), *_groups(before.groups, after.groups))


def serves_text(serves: Serves) -> str:
    """Give whom a model serves: "everyone", "high-touch; segment Mid-market or SMB"."""
    parts = [" or ".join(serves.engagement_models)] if serves.engagement_models else []
    if serves.segments:
        parts.append(f"segment {' or '.join(serves.segments)}")
    return "; ".join(parts) or "everyone"


def curve_text(curve: Sequence[CurvePoint]) -> str:
    """Give a curve as `0 → 0, 0.5 → 70`."""
    return ", ".join(f"{_number(point.at)} → {_number(point.score)}" for point in curve)


def _whole(before: HealthModel, after: HealthModel) -> Iterator[ModelDiff]:
    yield from _changed("Name", before.name, after.name)
    yield from _changed("Serves", serves_text(before.serves), serves_text(after.serves))
    yield from _changed("Missing data", before.policy, after.policy)
    yield from _changed("Coverage floor", _percent(before.coverage_floor), _percent(after.coverage_floor))
    yield from _changed("At risk", f"0 to {before.at_risk_up_to}", f"0 to {after.at_risk_up_to}")
    yield from _changed("Watch", f"up to {before.watch_up_to}", f"up to {after.watch_up_to}")
    yield from _changed("Trend", f"over {before.trend_days} days", f"over {after.trend_days} days")
    yield from _changed("Dead band", f"{before.dead_band} points", f"{after.dead_band} points")
    yield from _changed("In use", _use(before), _use(after))


def _vetoes(before: HealthModel, after: HealthModel) -> Iterator[ModelDiff]:
    old = {veto.kind: veto.at_most for veto in before.vetoes}
    new = {veto.kind: veto.at_most for veto in after.vetoes}
    for kind in dict.fromkeys((*old, *new)):
        yield from _changed(f"Veto: {kind}", _at_most(old.get(kind)), _at_most(new.get(kind)))


def _groups(before: Sequence[Group], after: Sequence[Group]) -> Iterator[ModelDiff]:
    old, new = {group.key: group for group in before}, {group.key: group for group in after}
    shares = _shares(before), _shares(after)
    for key in dict.fromkeys((*old, *new)):
        if key in old and key in new:
            one, two = old[key], new[key]
            yield from _changed(f"{one.label}: name", one.label, two.label)
            yield from _changed(f"{two.label}: weight", *_weights(one.weight, two.weight, shares, key))
        else:
            group = old.get(key) or new[key]
            words = f"weight {_number(group.weight)} ({_percent(shares[key in new][key])})"
            yield ModelDiff(f"{group.label}: group", *(("", words) if key in new else (words, "")))
    yield from _factors(before, after)


def _factors(before: Sequence[Group], after: Sequence[Group]) -> Iterator[ModelDiff]:
    old = {factor.key: (group, factor) for group in before for factor in group.factors}
    new = {factor.key: (group, factor) for group in after for factor in group.factors}
    for key in dict.fromkeys((*old, *new)):
        if key in old and key in new:
            yield from _factor(*old[key], *new[key])
        elif key in new:
            group, factor = new[key]
            yield ModelDiff(f"{factor.label}: factor", "", _of_group(group, factor))
        else:
            group, factor = old[key]
            yield ModelDiff(f"{factor.label}: factor", _of_group(group, factor), "")


def _of_group(group: Group, factor: Factor) -> str:
    return f"in {group.label}, weight {_number(factor.weight)}"


def _factor(old_group: Group, old: Factor, new_group: Group, new: Factor) -> Iterator[ModelDiff]:
    yield from _changed(f"{old.label}: name", old.label, new.label)
    yield from _changed(f"{new.label}: group", old_group.label, new_group.label)
    yield from _changed(f"{new.label}: weight", _number(old.weight), _number(new.weight))
    yield from _changed(f"{new.label}: maximum age", _age(old.max_age_days), _age(new.max_age_days))
    yield from _changed(f"{new.label}: reads", _source(old), _source(new))
    yield from _changed(f"{new.label}: curve", curve_text(old.curve), curve_text(new.curve))


def _changed(part: str, before: str, after: str) -> Iterator[ModelDiff]:
    if before != after:
        yield ModelDiff(part, before, after)


def _shares(groups: Sequence[Group]) -> dict[str, float]:
    whole = sum(group.weight for group in groups)
    return {group.key: group.weight / whole for group in groups}


def _weights(
    before: float, after: float, shares: tuple[dict[str, float], dict[str, float]], key: str
) -> tuple[str, str]:
    """Give two weights as texts, with the share of the whole where it moved too; texts are equal if weights are."""
    if before == after:
        return "", ""
    return f"{_number(before)} ({_percent(shares[0][key])})", f"{_number(after)} ({_percent(shares[1][key])})"


def _number(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.12g}"


def _percent(share: float) -> str:
    return f"{share * 100:.4g} %"


def _age(days: int | None) -> str:
    return "any" if days is None else f"{days} d"


def _at_most(band: str | None) -> str:
    return "none" if band is None else f"at most {band}"


def _source(factor: Factor) -> str:
    return "built in" if factor.signal is None else f"{factor.signal.metric}, {factor.signal.reading}"


def _use(model: HealthModel) -> str:
    return "retired" if model.is_retired else "in use"
