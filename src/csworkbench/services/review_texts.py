"""The templates of reviews, and the first texts they make from the book."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from csworkbench.domain.day_words import count_text, short_day
from csworkbench.domain.health.words import value_words
from csworkbench.domain.money import short_money
from csworkbench.domain.reviews import TemplateRow, TemplateSection
from csworkbench.domain.words import REVIEW_KINDS
from csworkbench.infra.errors import NotFound
from csworkbench.infra.paths import shipped

if TYPE_CHECKING:
    from csworkbench.domain.health.rows import FactorRow, HealthRow
    from csworkbench.storage.review_facts import ReviewFacts

MOST_REASONS = 3
"""Factors that a review names on either side."""


@cache
def templates() -> tuple[TemplateRow, ...]:
    """Give the templates that ship with the program, in the order of the review kinds."""
    folder = shipped("resources") / "templates" / "reviews"
    found = [_template(file.stem, file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.toml"))]
    return tuple(sorted(found, key=lambda one: (REVIEW_KINDS.index(one.kind), one.key)))


def template_of(key: str) -> TemplateRow:
    """Give one template; NotFound names those there are."""
    for template in templates():
        if template.key == key:
            return template
    names = ", ".join(one.key for one in templates())
    raise NotFound(f"There is no review template {key!r}.", f"There are: {names}.")


def first_texts(
    template: TemplateRow, facts: ReviewFacts, health: HealthRow | None, days: tuple[date, date], today: date
) -> list[str]:
    """Give the text of each section, filled in from the book for the first to the last of `days`.

    What people wrote goes in as values: it is never run as a template, and templates run in a sandbox.
    """
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    values = _values(facts, health, days, today)
    return [_tidy(environment.from_string(one.body).render(values)) for one in template.sections]


def _template(key: str, source: str) -> TemplateRow:
    data = tomllib.loads(source)
    sections = tuple(TemplateSection(one["key"], one["title"], one["body"]) for one in data["sections"])
    return TemplateRow(key, data["title"], data["kind"], data["period_days"], sections)


def _tidy(body: str) -> str:
    lines = [line.rstrip() for line in body.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _values(facts: ReviewFacts, health: HealthRow | None, days: tuple[date, date], today: date) -> dict[str, Any]:
    since, until = days
    account = facts.account
    return {
        "account": {
            "name": account["name"],
            "tier": account["tier"],
            "lifecycle": account["lifecycle"],
            "owner": account["owner_name"],
            "onboarded": _day(account["onboarded_on"], today),
            "renewal": _day(account["renewal_on"], today),
        },
        "health": {
            "score": None if account["band"] == "insufficient data" else account["score"],
            "band": account["band"],
            "delta": account["trend"],
            **_reasons(health),
        },
        "period": {
            "from": short_day(since, today),
            "to": short_day(until, today),
            "days": (until - since).days,
        },
        **_lists(facts.lists, today),
        "counts": {**facts.counts, "touches": _touches(facts.counts["touches"])},
    }


def _lists(lists: dict[str, list[dict[str, Any]]], today: date) -> dict[str, list[dict[str, Any]]]:
    """Give the records of the period, their days and texts ready to be read."""
    return {
        "touches": [
            row | {"on": _day(row["happened_on"], today), "text": _line(row["outcome"])} for row in lists["touches"]
        ],
        "goals": [row | {"due": _day(row["due_on"], today)} for row in lists["goals"]],
        "feedback": [
            row | {"on": _day(row["said_on"], today), "words": _line(row["words"])} for row in lists["feedback"]
        ],
        "actions": [row | {"due": _day(row["due_on"], today)} for row in lists["actions"]],
        "contracts": [
            row | {"end": _day(row["end_on"], today), "arr": short_money(row["arr_minor"], row["currency"])}
            for row in lists["contracts"]
        ],
        "people": lists["people"],
    }


def _day(value: str | None, today: date) -> str:
    return short_day(date.fromisoformat(value), today) if value else ""


def _line(value: str | None) -> str:
    return " ".join((value or "").split())


def _reasons(health: HealthRow | None) -> dict[str, Any]:
    """Give the factors that bring and that cost most points, what is not known, and the vetoes, all in words."""
    factors = [] if health is None else health.factors
    known = [row for row in factors if row.missing_reason is None]
    lifts = sorted((row for row in known if row.points > 0), key=lambda row: -row.points)
    drags = sorted((row for row in known if row.could_still_gain >= 1), key=lambda row: -row.could_still_gain)
    return {
        "lifts": [_factor(row, f"{row.points:+d}") for row in lifts[:MOST_REASONS]],
        "drags": [_factor(row, f"{-round(row.could_still_gain)}") for row in drags[:MOST_REASONS]],
        "unknown": [f"{row.label}: {row.missing_reason}" for row in factors if row.missing_reason is not None],
        "vetoes": [f"{one.text}: at most {one.at_most}" for one in (health.vetoes if health else ()) if one.is_binding],
    }


def _factor(row: FactorRow, points: str) -> dict[str, str]:
    return {"label": row.label, "value": value_words(row), "points": points}


def _touches(number: int) -> str:
    return count_text(number, "touch").replace("touchs", "touches")
