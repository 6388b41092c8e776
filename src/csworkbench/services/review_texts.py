"""The templates of reviews, and the first texts they make from the book."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from csworkbench.domain.day_words import count_text, short_day
from csworkbench.domain.money import short_money
from csworkbench.domain.reviews import TemplateRow, TemplateSection
from csworkbench.domain.words import REVIEW_KINDS
from csworkbench.infra.errors import NotFound
from csworkbench.infra.paths import shipped

if TYPE_CHECKING:
    from csworkbench.storage.review_facts import ReviewFacts


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


def first_texts(template: TemplateRow, facts: ReviewFacts, since: date, until: date, today: date) -> list[str]:
    """Give the text of each section, filled in from the book.

    What people wrote goes in as values: it is never run as a template, and templates run in a sandbox.
    """
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    values = _values(facts, since, until, today)
    return [_tidy(environment.from_string(one.body).render(values)) for one in template.sections]


def _template(key: str, source: str) -> TemplateRow:
    data = tomllib.loads(source)
    sections = tuple(TemplateSection(one["key"], one["title"], one["body"]) for one in data["sections"])
    return TemplateRow(key, data["title"], data["kind"], data["period_days"], sections)


def _tidy(body: str) -> str:
    lines = [line.rstrip() for line in body.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _values(facts: ReviewFacts, since: date, until: date, today: date) -> dict[str, Any]:
    def day(value: str | None) -> str:
        return short_day(date.fromisoformat(value), today) if value else ""

    def line(value: str | None) -> str:
        return " ".join((value or "").split())

    account, lists = facts.account, facts.lists
    return {
        "account": {
            "name": account["name"],
            "tier": account["tier"],
            "lifecycle": account["lifecycle"],
            "owner": account["owner_name"],
            "onboarded": day(account["onboarded_on"]),
            "renewal": day(account["renewal_on"]),
        },
        "health": {
            "score": None if account["band"] == "insufficient data" else account["score"],
            "band": account["band"],
            "delta": account["trend"],
        },
        "period": {
            "from": short_day(since, today),
            "to": short_day(until, today),
            "days": (until - since).days,
        },
        "touches": [row | {"on": day(row["happened_on"]), "text": line(row["outcome"])} for row in lists["touches"]],
        "goals": [row | {"due": day(row["due_on"])} for row in lists["goals"]],
        "feedback": [row | {"on": day(row["said_on"]), "words": line(row["words"])} for row in lists["feedback"]],
        "actions": [row | {"due": day(row["due_on"])} for row in lists["actions"]],
        "contracts": [
            row | {"end": day(row["end_on"]), "arr": short_money(row["arr_minor"], row["currency"])}
            for row in lists["contracts"]
        ],
        "people": lists["people"],
        "counts": {**facts.counts, "touches": _touches(facts.counts["touches"])},
    }


def _touches(number: int) -> str:
    return count_text(number, "touch").replace("touchs", "touches")
