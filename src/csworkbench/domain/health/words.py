"""A change of the score in one line of plain words, largest effects first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from csworkbench.domain.health.change import HealthChange
from csworkbench.domain.health.change_steps import ChangeStep
from csworkbench.domain.health.rows import FactorRow

MOST_EFFECTS = 4
"""Effects that are named one by one; what is left is summed up."""

GREY = "insufficient data"
NO_EARLIER = "no earlier score to compare with"
NOT_SCORED = "churned, so not scored"


def change_words(change: HealthChange | None, hints: Mapping[str, str] | None = None, most: int = MOST_EFFECTS) -> str:
    """Give a change as words: `fell 7: usage 40 % -> 24 % of seats (-6), sponsor silent for 95 days (-1)`.

    The numbers in brackets add up to the one in front. None is an account with nothing to compare with. `hints` are
    better words for a factor (by key) that only the records behind it can give.
    """
    if change is None:
        return NO_EARLIER
    if change.band_after == GREY or change.delta is None:
        return _unscored(change)
    steps = [step for step in change.steps if step.points]
    lead = _lead(change, bool(steps))
    told = _told(steps, change.delta, hints or {}, most)
    return (f"{lead}: {told}" if told else lead) + _band_words(change)


def step_words(step: ChangeStep, hints: Mapping[str, str] | None = None) -> str:
    """Give one step in words, without its points."""
    if step.cause == "override":
        return step.label[:1].lower() + step.label[1:]
    if step.cause == "model" or step.after is None or step.before is None:
        return f"weight or curve of {_small(step.label)}" if step.key else "weights or model"
    hint = (hints or {}).get(step.key)
    if hint and step.points < 0:
        return hint
    if step.cause == "stale":
        return _gone(step.after)
    if step.cause == "known":
        return f"{_small(step.label)} now known: {value_words(step.after)}"
    return _moved(step, step.before, step.after)


def coverage_words(change: HealthChange) -> str:
    """Give the coverage of both days: `coverage 62 % -> 34 %`, or one figure where it did not change."""
    first, second = f"{round(change.coverage_before * 100)} %", f"{round(change.coverage_after * 100)} %"
    return f"coverage {second}" if first == second else f"coverage {first} -> {second}"


def _lead(change: HealthChange, has_steps: bool) -> str:
    delta = change.delta or 0
    lead = "no change in all" if has_steps else "no change"
    if delta:
        lead = f"{'fell' if delta < 0 else 'rose'} {abs(delta)}"
    if change.band_before == GREY:
        lead = f"enough data again ({coverage_words(change)}), {lead}"
    return lead


def _unscored(change: HealthChange) -> str:
    if change.band_after == GREY:
        missing = [_gone(step.after) for step in change.steps if step.cause == "stale" and step.after is not None]
        return "; ".join([f"not enough data: coverage {round(change.coverage_after * 100)} %", *missing])
    return f"first score {change.score_after}: {coverage_words(change)}"


def _told(steps: Sequence[ChangeStep], delta: int, hints: Mapping[str, str], most: int) -> str:
    lines = _lines(steps, hints)
    sign = -1 if delta < 0 else 1
    # Stable: equal ones keep the order in which the steps were taken.
    lines.sort(key=lambda line: (-abs(line[1]), -sign * line[1]))
    shown, rest = (lines, []) if len(lines) <= most else (lines[: most - 1], lines[most - 1 :])
    parts = [f"{text} ({points:+d})" for text, points in shown]
    if rest:
        parts.append(f"{len(rest)} smaller changes ({sum(points for _, points in rest):+d})")
    return ", ".join(parts)


def _lines(steps: Sequence[ChangeStep], hints: Mapping[str, str]) -> list[tuple[str, int]]:
    lines = [(step_words(step, hints), step.points) for step in steps if step.cause != "model"]
    model = [step for step in steps if step.cause == "model"]
    if model:
        lines.append(("weights or model changed", sum(step.points for step in model)))
    return [line for line in lines if line[1]]


def _band_words(change: HealthChange) -> str:
    if change.band_before == change.band_after or change.overridden:
        return ""
    if change.held_by:
        return f"; {change.band_after}, {', '.join(change.held_by)}"
    if change.band_cause == "veto or override":
        return f"; {change.band_before} -> {change.band_after} by a veto or an override"
    return ""


def _gone(row: FactorRow) -> str:
    if row.is_stale and row.age_days is not None:
        return f"{_small(row.label)} out of date ({_days(row.age_days)} old)"
    return f"{_small(row.label)} not known any more: {row.missing_reason}"


def _moved(step: ChangeStep, before: FactorRow, after: FactorRow) -> str:
    if before.raw is None or after.raw is None or before.raw == after.raw:
        return f"{_small(step.label)} sub-score {before.sub_score or 0:.0f} -> {after.sub_score or 0:.0f}"
    words = _MOVED.get(step.key)
    if words is not None:
        return words(before.raw, after.raw)
    return f"{_small(step.label)} {_plain(before.raw)} -> {_plain(after.raw)}"


def value_words(row: FactorRow) -> str:
    """Give a factor's value with its unit: "62 % of seats active"; "no value" when it is missing."""
    if row.raw is None:
        return "no value"
    words = _VALUES.get(row.key)
    return _plain(row.raw) if words is None else words(row.raw)


def _small(label: str) -> str:
    # "NPS" and the like stay as they are.
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _plain(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") if abs(value) < 1000 else f"{value:,.0f}"


def _percent(value: float, digits: int = 0) -> str:
    return f"{value * 100:.{digits}f} %"


def _signed(value: float, digits: int = 0) -> str:
    # Adding zero takes the sign from a zero: "-0 %" would read like a fall.
    return f"{round(value * 100, digits) + 0.0:+.{digits}f} %"


def _number(value: float, digits: int = 0) -> str:
    return _plain(value) if not digits else f"{value:.{digits + 1}f}"


def _days(value: float) -> str:
    return "1 day" if round(value) == 1 else f"{round(value)} days"


def _pair(name: str, show: Callable[[float, int], str], unit: str = "") -> Callable[[float, float], str]:
    def words(before: float, after: float) -> str:
        # Two figures that look alike would say that nothing changed.
        digits = next((digits for digits in (0, 1, 2) if show(before, digits) != show(after, digits)), 2)
        return f"{name} {show(before, digits)} -> {show(after, digits)}{unit}"

    return words


def _touched(before: float, after: float) -> str:
    if after > before:
        return f"no two-way touch for {_days(after)}"
    return "two-way touch today" if after < 1 else f"two-way touch {_days(after)} ago"


def _reviewed(before: float, after: float) -> str:
    if after < before:
        return "a review was held"
    return f"last review {_plain(after)} review intervals ago"


_MOVED: Mapping[str, Callable[[float, float], str]] = {
    "active_ratio": _pair("usage", _percent, " of seats"),
    "usage_trend": _pair("usage trend", _signed),
    "goals_on_track": _pair("goals on track", _percent),
    "two_way_touch": _touched,
    "key_people": _pair("key people heard", _percent),
    "last_review": _reviewed,
    "relationship": _pair("survey answers", _number, " of 100"),
    "open_complaints": _pair("severity of open complaints", _number),
    "ticket_load": _pair("ticket load", _number),
    "pulse": _pair("pulse", _number, " of 5"),
}
_VALUES: Mapping[str, Callable[[float], str]] = {
    "active_ratio": lambda raw: f"{_percent(raw)} of seats active",
    "usage_trend": lambda raw: f"{_signed(raw)} on the 90 days before",
    "goals_on_track": lambda raw: f"{_percent(raw)} of goals on track",
    "two_way_touch": lambda raw: f"{_days(raw)} ago",
    "key_people": lambda raw: f"{_percent(raw)} of key people heard",
    "last_review": lambda raw: f"{_plain(raw)} review intervals ago",
    "relationship": lambda raw: f"{_plain(raw)} of 100",
    "open_complaints": lambda raw: f"{_plain(raw)} severity points open",
    "ticket_load": lambda raw: f"{_plain(raw)} load points open",
    "pulse": lambda raw: f"{_plain(raw)} of 5",
}
