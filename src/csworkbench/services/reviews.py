"""Business reviews: start one filled in from the book, write it, hold it."""

from __future__ import annotations

from datetime import date, timedelta

from csworkbench.domain.ids import AccountId, ReviewId
from csworkbench.domain.reviews import ReviewRow, SectionRow, TemplateRow
from csworkbench.domain.texts import LONGEST_TEXT, without_harm
from csworkbench.domain.words import REVIEW_STATES
from csworkbench.infra.clock import utc_text
from csworkbench.infra.errors import InvalidInput
from csworkbench.services.checks import EARLIEST, check_day, check_length, check_not_future, check_word
from csworkbench.services.health import explain
from csworkbench.services.review_texts import first_texts, template_of, templates
from csworkbench.storage import review_facts, reviews
from csworkbench.storage.health.history import name_of
from csworkbench.storage.workbench import Workbench

MOST_LISTED = 200


def list_templates() -> list[TemplateRow]:
    """Give what a review can start from."""
    return list(templates())


def start_review(
    wb: Workbench,
    account_id: AccountId,
    template: str,
    period_from_on: date | None = None,
    period_to_on: date | None = None,
) -> ReviewId:
    """Start a review from a template, each section filled in from the book; without a period: up to today.

    Raises:
        InvalidInput: the period is upside down.
        NotFound: there is no such account or template.
    """
    chosen = template_of(template)
    until = period_to_on or wb.clock.today()
    check_day(until, "period_to_on")
    since = period_from_on or max(EARLIEST, until - timedelta(days=chosen.period_days))
    check_day(since, "period_from_on")
    if since > until:
        raise InvalidInput("The period ends before it begins.", field="period_to_on")
    with wb.read() as connection:
        name = name_of(connection, account_id)
        facts = review_facts.load(connection, account_id, since, until)
    bodies = first_texts(chosen, facts, explain(wb, account_id), (since, until), wb.clock.today())
    with wb.change(f"Start {chosen.title} of {name}") as change:
        now = utc_text(wb.clock.now())
        return reviews.add(change.connection, account_id, chosen, (since, until), bodies, now)


def get_review(wb: Workbench, review_id: ReviewId) -> tuple[ReviewRow, list[SectionRow]]:
    """Give a review and its sections in their order; NotFound when there is none."""
    with wb.read() as connection:
        return reviews.get(connection, review_id), reviews.sections_of(connection, review_id)


def list_reviews(wb: Workbench, account_id: AccountId) -> list[ReviewRow]:
    """Give the reviews of an account, newest first."""
    with wb.read() as connection:
        return reviews.list_of(connection, account_id, MOST_LISTED)


def save_section(wb: Workbench, review_id: ReviewId, key: str, body: str) -> None:
    """Store the text of a section; what is saved in a row is one change, and nothing is written when nothing differs.

    Raises:
        InvalidInput: the review is final.
        NotFound: there is no such review or section.
    """
    body = without_harm(body)
    check_length(body, LONGEST_TEXT, "body")
    with wb.read() as connection:
        row = reviews.get(connection, review_id)
        section = reviews.section_of(connection, review_id, key)
        name = name_of(connection, row.account_id)
    if section.body == body:
        return
    if row.state == "final":
        raise InvalidInput("The review is final; set it back to held to change it.", field="body")
    words = f'Write "{section.title}" in {row.kind} of {name}'
    with wb.change(words, merge_key=f"review-section:{review_id}:{key}") as change:
        reviews.set_body(change.connection, review_id, key, body)
        reviews.put(change.connection, review_id, {"changed_at": utc_text(wb.clock.now())})


def set_review_state(wb: Workbench, review_id: ReviewId, state: str, held_on: date | None = None) -> None:
    """Move a review to a state; held and final need the day it was held (today when none is given or known).

    Raises:
        InvalidInput: there is no such state, or the day is in the future.
        NotFound: there is no such review.
    """
    check_word(state, REVIEW_STATES, "state")
    with wb.read() as connection:
        row = reviews.get(connection, review_id)
        name = name_of(connection, row.account_id)
    is_held = state in ("held", "final")
    day = (held_on or row.held_on or wb.clock.today()) if is_held else None
    if day is not None:
        check_not_future(day, wb.clock, "held_on")
    if (row.state, row.held_on) == (state, day):
        return
    with wb.change(f"Mark {row.kind} of {name} as {state}") as change:
        now = utc_text(wb.clock.now())
        reviews.put(change.connection, review_id, {"state": state, "held_on": day, "changed_at": now})
