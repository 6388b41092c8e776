"""Factors of a score in words: their values with units, their ages, and how they are counted."""

from __future__ import annotations

from collections.abc import Mapping

from csworkbench.domain.health.plan import Plan, PlannedFactor
from csworkbench.domain.health.rows import FactorRow, HealthRow
from csworkbench.domain.health.words import value_words
from csworkbench.ui.widgets.texts import count_text, full_day, percent_text

POLICY_WORDS = {
    "two-level": "The weight of a missing factor goes to the other factors of its group; the weight of a group with "
    "nothing known goes to the other groups.",
    "flat": "The weight of a missing factor goes to all other factors alike.",
    "neutral 50": "A missing factor counts as 50.",
    "zero": "A missing factor counts as 0.",
}


def _plain(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


_SOURCES: Mapping[str, str] = {
    "active_ratio": "usage figures",
    "usage_trend": "usage figures",
    "goals_on_track": "goals",
    "two_way_touch": "touches",
    "key_people": "touches, contacts",
    "last_review": "reviews",
    "relationship": "NPS, CSAT",
    "open_complaints": "feedback",
    "ticket_load": "tickets",
    "pulse": "CSM pulse",
}
_SHARES = frozenset({"active_ratio", "usage_trend", "goals_on_track", "key_people"})


def raw_text(factor: FactorRow) -> str:
    """Give a factor's value in words with its unit; a dash when it is not known."""
    if factor.raw is None:
        return "–"
    return value_words(factor).replace("-", "\N{MINUS SIGN}")


def age_text(factor: FactorRow) -> str:
    """Give how old the newest fact behind a factor is; empty when it has no age."""
    if factor.age_days is None:
        return ""
    return "today" if factor.age_days == 0 else count_text(factor.age_days, "day")


def source_text(factor: FactorRow, rests: str = "") -> str:
    """Give why a factor is missing, else the records it rests on (`rests`), else their kind."""
    return factor.missing_reason or rests or _SOURCES.get(factor.key, "")


def gain_text(factor: FactorRow) -> str:
    """Give the points a factor could still gain, with one digit; empty when it is missing."""
    if factor.missing_reason is not None:
        return ""
    gain = _plain(factor.could_still_gain)
    return gain if gain == "0" else f"+{gain}"


def honesty_text(health: HealthRow) -> str:
    """Give what a score stands on: `coverage 96 %, oldest input 20 May 2026`."""
    oldest = "" if health.oldest_input_on is None else f", oldest input {full_day(health.oldest_input_on)}"
    return f"coverage {percent_text(health.coverage)}{oldest}"


def score_text(factor: FactorRow) -> str:
    """Give a factor's sub-score out of 100; a dash when it is missing."""
    return "–" if factor.sub_score is None else str(round(factor.sub_score))


def exact_percent(share: float) -> str:
    """Give a share of 0 to 1 as percent with one digit where it needs one."""
    return f"{_plain(share * 100)} %"


def standing(health: HealthRow) -> str:
    """Give in sentences what stands behind a score besides its factors: model, coverage, missing data, vetoes."""
    known = sum(1 for factor in health.factors if factor.sub_score is not None)
    lines = [
        f"Health model version {health.model_version}, as of {health.as_of.isoformat()}. Data covers "
        f"{percent_text(health.coverage)} of the weight ({known} of {len(health.factors)} factors).",
        f"Missing data: {POLICY_WORDS.get(health.policy, health.policy)}",
    ]
    return "\n".join(lines)


def veto_lines(health: HealthRow) -> list[str]:
    """Give one sentence per veto that stands."""
    lines = []
    for veto in health.vetoes:
        held = "" if veto.is_binding else " (changes nothing now)"
        lines.append(f"{veto.text[:1].upper()}{veto.text[1:]}: at most {veto.at_most}{held}.")
    return lines


def definition_text(plan: Plan) -> str:
    """Give how the score is calculated, factor by factor, from the model itself."""
    lines = [
        "Each factor's value becomes a sub-score from 0 to 100 on its curve; between two points the curve is a "
        "straight line, outside them it is flat. The score is the sum of effective weight × sub-score, rounded half "
        "up. Points are these parts as whole numbers that add up to the score.",
        POLICY_WORDS.get(plan.policy, plan.policy),
        "",
    ]
    group = ""
    for factor in plan.factors:
        if factor.group != group:
            group = factor.group
            whole = sum(one.weight for one in plan.factors if one.group == group)
            lines.append(f"{group} ({exact_percent(whole)} of the score)")
        limit = "" if factor.max_age_days is None else f"; stale after {count_text(factor.max_age_days, 'day')}"
        lines.append(f"  {factor.label}, {exact_percent(factor.weight)}: {_curve(factor)}{limit}")
    return "\n".join(lines)


def _curve(factor: PlannedFactor) -> str:
    if factor.refs:
        places: list[str] = [f"{ref} cadence" for ref in factor.refs]
    else:
        places = [percent_text(x) if factor.key in _SHARES else _plain(x) for x in factor.xs]
    return ", ".join(f"{place} → {_plain(y)}" for place, y in zip(places, factor.ys, strict=True))
