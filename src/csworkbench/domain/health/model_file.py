"""A health model as a text file that people send round: JSON with a format name and a format version."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import TypeVar

from csworkbench.domain.health.definition import model_to_plain
from csworkbench.domain.health.draft import FactorDraft, GroupDraft, ModelDraft, Point
from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.parts import SignalSource

FORMAT = "csworkbench health model"
FORMAT_VERSION = 1
LARGEST_FILE = 1_000_000
"""In bytes; a model of sixty factors takes some 20,000."""

_T = TypeVar("_T")
_HEAD = ("format", "format_version", "written_by", "model")
_MODEL = ("name", "version", "serves", "is_retired", "policy", "coverage_floor", "at_risk_up_to", "watch_up_to",
          "trend_days", "dead_band", "groups", "vetoes")  # fmt: skip
_GROUP = ("key", "label", "weight", "factors")
_FACTOR = ("key", "label", "weight", "max_age_days", "curve", "signal")
_SHOWN = 40


class ModelFileFault(ValueError):
    """The text is no health model this program can read; the sentence says what and where.

    Attributes:
        is_newer: whether a newer program wrote it.
    """

    def __init__(self, words: str, *, is_newer: bool = False) -> None:
        """Keep the sentence."""
        super().__init__(words)
        self.is_newer = is_newer


def model_to_text(model: HealthModel, program: str) -> str:
    """Give the text of a model file; `program` is the version of the program that writes it."""
    plain = {"format": FORMAT, "format_version": FORMAT_VERSION, "written_by": program, "model": model_to_plain(model)}
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def draft_to_text(draft: ModelDraft, program: str) -> str:
    """Give a draft as the text of a model file in one line, whatever stands in it; `draft_from_text` gives it back."""
    plain = asdict(draft)
    serves = {name: plain.pop(name) for name in ("engagement_models", "segments")}
    plain["vetoes"] = [{"kind": kind, "at_most": at_most} for kind, at_most in draft.vetoes]
    whole = {"format": FORMAT, "format_version": FORMAT_VERSION, "written_by": program}
    return json.dumps({**whole, "model": {**plain, "serves": serves}})


def draft_from_text(text: str) -> ModelDraft:
    """Give what a model file says, types checked, values not (see `validation`).

    Raises:
        ModelFileFault: it is no model file, of a newer format, or something in it has the wrong type.
    """
    whole = _mapping(_json(text), "the file")
    if whole.get("format") != FORMAT:
        raise ModelFileFault(f'This is no health model: "format" is not "{FORMAT}".')
    version = whole.get("format_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ModelFileFault(f'The "format_version" is {_shown(version)}, not a whole number from 1 up.')
    if version > FORMAT_VERSION:
        raise ModelFileFault(
            f"The file was written by a newer program (format {version}; this one reads up to {FORMAT_VERSION}).",
            is_newer=True,
        )
    _check_keys(whole, _HEAD, "the file")
    return _model(_mapping(_needed(whole, "model", "the file"), "the model"))


def _json(text: str) -> object:
    try:
        return json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_once)
    except ModelFileFault:
        raise
    except json.JSONDecodeError as error:
        raise ModelFileFault(f"The file is no JSON: line {error.lineno}, column {error.colno}: {error.msg}.") from error
    except (ValueError, RecursionError) as error:
        raise ModelFileFault("The file is no JSON that can be read.") from error


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ModelFileFault(f"The key {_shown(twice)} stands twice in one place.")
    return found


def _model(plain: Mapping[str, object]) -> ModelDraft:
    where = "the model"
    _check_keys(plain, _MODEL, where)
    serves = _mapping(plain.get("serves", {}), "serves")
    _check_keys(serves, ("engagement_models", "segments"), "serves")
    return ModelDraft(
        groups=_list(plain, "groups", where, _group),
        vetoes=_list(plain, "vetoes", where, _veto),
        policy=_text(plain, "policy", where),
        coverage_floor=_number(plain, "coverage_floor", where),
        at_risk_up_to=_whole(plain, "at_risk_up_to", where),
        watch_up_to=_whole(plain, "watch_up_to", where),
        trend_days=_whole(plain, "trend_days", where),
        dead_band=_whole(plain, "dead_band", where),
        name=_text(plain, "name", where),
        engagement_models=_texts(serves.get("engagement_models", []), "serves"),
        segments=_texts(serves.get("segments", []), "serves"),
    )


def _group(plain: object, where: str) -> GroupDraft:
    group = _mapping(plain, where)
    where = f"the group {_shown(group.get('key'))}"
    _check_keys(group, _GROUP, where)
    key, label = _text(group, "key", where), _text(group, "label", where)
    return GroupDraft(key, label, _number(group, "weight", where), _list(group, "factors", where, _factor))


def _factor(plain: object, where: str) -> FactorDraft:
    factor = _mapping(plain, where)
    where = f"the factor {_shown(factor.get('key'))}"
    _check_keys(factor, _FACTOR, where)
    key, label = _text(factor, "key", where), _text(factor, "label", where)
    age = None if _needed(factor, "max_age_days", where) is None else _whole(factor, "max_age_days", where)
    curve = _list(factor, "curve", where, _point)
    signal = factor.get("signal")
    if signal is not None:
        pair = _texts(signal, where)
        if len(pair) != 2:
            raise ModelFileFault(f'In {where}, "signal" is a metric and how it is read.')
        return FactorDraft(key, label, _number(factor, "weight", where), curve, age, SignalSource(*pair))
    return FactorDraft(key, label, _number(factor, "weight", where), curve, age)


def _point(plain: object, where: str) -> Point:
    if not isinstance(plain, list) or len(plain) != 2:
        raise ModelFileFault(f"In {where}, a point of the curve is a pair, not {_shown(plain)}.")
    at, score = plain
    if not isinstance(at, str) and not _is_number(at):
        raise ModelFileFault(f"In {where}, a point of the curve lies at a number, not at {_shown(at)}.")
    if not _is_number(score):
        raise ModelFileFault(f"In {where}, a sub-score is a number, not {_shown(score)}.")
    return (at if isinstance(at, str) else _float(at), _float(score))


def _veto(plain: object, where: str) -> tuple[str, str]:
    veto = _mapping(plain, where)
    _check_keys(veto, ("kind", "at_most"), "a veto")
    return _text(veto, "kind", "a veto"), _text(veto, "at_most", "a veto")


def _check_keys(plain: Mapping[str, object], known: Sequence[str], where: str) -> None:
    """Refuse keys nobody knows: read over, they would make another model of it without a word."""
    unknown = [key for key in plain if key not in known]
    if unknown:
        raise ModelFileFault(
            f"{where[:1].upper()}{where[1:]} has {_shown(unknown[0])}, which this program doesn't know."
        )


def _needed(plain: Mapping[str, object], key: str, where: str) -> object:
    if key not in plain:
        raise ModelFileFault(f'{where[:1].upper()}{where[1:]} has no "{key}".')
    return plain[key]


def _mapping(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise ModelFileFault(f"{where[:1].upper()}{where[1:]} must be a mapping, not {_shown(value)}.")
    return value


def _list(plain: Mapping[str, object], key: str, where: str, read: Callable[[object, str], _T]) -> list[_T]:
    value = _needed(plain, key, where)
    if not isinstance(value, list):
        raise ModelFileFault(f'In {where}, "{key}" must be a list, not {_shown(value)}.')
    inside = where if where.startswith("the factor") else f"an entry of {key}"
    return [read(one, inside) for one in value]


def _text(plain: Mapping[str, object], key: str, where: str) -> str:
    value = _needed(plain, key, where)
    if not isinstance(value, str):
        raise ModelFileFault(f'In {where}, "{key}" must be a text, not {_shown(value)}.')
    return value


def _texts(value: object, where: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ModelFileFault(f"In {where}, a list of texts was expected, not {_shown(value)}.")
    return list(value)


def _number(plain: Mapping[str, object], key: str, where: str) -> float:
    value = _needed(plain, key, where)
    if not _is_number(value):
        raise ModelFileFault(f'In {where}, "{key}" must be a number, not {_shown(value)}.')
    return _float(value)


def _whole(plain: Mapping[str, object], key: str, where: str) -> int:
    value = _needed(plain, key, where)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ModelFileFault(f'In {where}, "{key}" must be a whole number, not {_shown(value)}.')
    return value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _float(value: object) -> float:
    """Give a number of the file; whole numbers too large for any float are beyond all limits."""
    try:
        return float(value)  # type: ignore[arg-type]
    except OverflowError:
        return float("inf")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
