"""A health model as the plain mapping that a book stores, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from csworkbench.domain.health.model import DEFAULT_NAME, HealthModel, Serves
from csworkbench.domain.health.parts import CurvePoint, Factor, Group, SignalSource, Veto

Plain = Mapping[str, object]


def model_to_plain(model: HealthModel) -> dict[str, object]:
    """Give the model as lists, mappings, numbers and texts, ready for JSON."""
    return {
        "name": model.name,
        "version": model.version,
        "serves": {
            "engagement_models": list(model.serves.engagement_models),
            "segments": list(model.serves.segments),
        },
        "is_retired": model.is_retired,
        "policy": model.policy,
        "coverage_floor": model.coverage_floor,
        "at_risk_up_to": model.at_risk_up_to,
        "watch_up_to": model.watch_up_to,
        "trend_days": model.trend_days,
        "dead_band": model.dead_band,
        "groups": [_group_to_plain(group) for group in model.groups],
        "vetoes": [{"kind": veto.kind, "at_most": veto.at_most} for veto in model.vetoes],
    }


def model_from_plain(plain: Plain) -> HealthModel:
    """Give the model of a stored definition; ValueError says what in it is wrong."""
    try:
        return HealthModel(
            version=_whole(plain["version"]),
            groups=tuple(_group(group) for group in _mappings(plain["groups"])),
            vetoes=tuple(Veto(str(veto["kind"]), str(veto["at_most"])) for veto in _mappings(plain["vetoes"])),
            policy=str(plain["policy"]),
            coverage_floor=_number(plain["coverage_floor"]),
            at_risk_up_to=_whole(plain["at_risk_up_to"]),
            watch_up_to=_whole(plain["watch_up_to"]),
            trend_days=_whole(plain["trend_days"]),
            dead_band=_whole(plain["dead_band"]),
            name=str(plain.get("name", DEFAULT_NAME)),
            serves=_serves(plain.get("serves", {})),
            is_retired=plain.get("is_retired") is True,
        )
    except KeyError as missing:
        raise ValueError(f"the definition of the health model has no {missing}") from missing


def _serves(plain: object) -> Serves:
    if not isinstance(plain, dict):
        raise ValueError("whom the model serves must be a mapping")
    return Serves(_texts(plain.get("engagement_models", [])), _texts(plain.get("segments", [])))


def _texts(plain: object) -> tuple[str, ...]:
    return tuple(str(one) for one in _sequence(plain))


def _group_to_plain(group: Group) -> dict[str, object]:
    return {
        "key": group.key,
        "label": group.label,
        "weight": group.weight,
        "factors": [
            {
                "key": factor.key,
                "label": factor.label,
                "weight": factor.weight,
                "max_age_days": factor.max_age_days,
                "curve": [[point.at, point.score] for point in factor.curve],
                "signal": list(factor.signal) if factor.signal else None,
            }
            for factor in group.factors
        ],
    }


def _group(plain: Plain) -> Group:
    factors = tuple(_factor(factor) for factor in _mappings(plain["factors"]))
    return Group(str(plain["key"]), str(plain["label"]), _number(plain["weight"]), factors)


def _factor(plain: Plain) -> Factor:
    age = plain["max_age_days"]
    curve = tuple(_point(point) for point in _sequence(plain["curve"]))
    return Factor(
        str(plain["key"]),
        str(plain["label"]),
        _number(plain["weight"]),
        curve,
        None if age is None else _whole(age),
        _signal(plain.get("signal")),
    )


def _signal(plain: object) -> SignalSource | None:
    if plain is None:
        return None
    pair = _texts(plain)
    if len(pair) != 2:
        raise ValueError(f"a signal is a metric and how it is read, not {plain!r}")
    return SignalSource(*pair)


def _point(plain: object) -> CurvePoint:
    pair = _sequence(plain)
    if len(pair) != 2:
        raise ValueError(f"a point of a curve is a pair, not {plain!r}")
    at = pair[0] if isinstance(pair[0], str) else _number(pair[0])
    return CurvePoint(at, _number(pair[1]))


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"a number was expected, not {value!r}")
    return value


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"a whole number was expected, not {value!r}")
    return value


def _sequence(value: object) -> Sequence[object]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"a list was expected, not {value!r}")
    return value


def _mappings(value: object) -> Sequence[Plain]:
    found = _sequence(value)
    if not all(isinstance(one, dict) for one in found):
        raise ValueError("a list of mappings was expected")
    return cast("Sequence[Plain]", found)
