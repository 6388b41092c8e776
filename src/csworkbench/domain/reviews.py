"""Business reviews: templates, reviews and their sections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from csworkbench.domain.ids import AccountId, ReviewId


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """One section of a template; `body` is a Jinja2 template of plain text or Markdown."""

    key: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """What a review starts from; `kind` is one of the review kinds, `period_days` how far it looks back."""

    key: str
    title: str
    kind: str
    period_days: int
    sections: tuple[TemplateSection, ...]


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One review; `template` is the key of the template that it was started from."""

    id: ReviewId
    account_id: AccountId
    template: str
    kind: str
    period_from_on: date | None
    period_to_on: date | None
    held_on: date | None
    state: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One section of a review, in the order of `position`."""

    key: str
    title: str
    position: int
    body: str
