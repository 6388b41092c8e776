"""Feedback: log what a customer said, and close the loop."""

from __future__ import annotations

from dataclasses import replace

from csworkbench.domain.feedback import Told, check_move
from csworkbench.domain.feedback_items import FeedbackDraft, FeedbackRow
from csworkbench.domain.ids import AccountId, FeedbackId
from csworkbench.domain.words import CHANNELS, FEEDBACK_KINDS, FEEDBACK_SEVERITIES
from csworkbench.infra.clock import Clock, utc_text
from csworkbench.infra.errors import InvalidInput
from csworkbench.services.checks import (
    check_not_future,
    check_optional_word,
    check_whole,
    check_word,
    instant_of,
    kept_text,
    needed_text,
)
from csworkbench.storage import feedback, records
from csworkbench.storage.health.history import name_of
from csworkbench.storage.workbench import Workbench

MOST_LISTED = 500
SURVEY_SCALES = {"NPS": (0, 10), "CSAT": (1, 5), "CES": (1, 7)}
"""Lowest and highest score of the survey kinds; NPS has no other, the others may name theirs."""


def log_feedback(wb: Workbench, draft: FeedbackDraft) -> FeedbackId:
    """Store what a customer said; give its key.

    Raises:
        InvalidInput: a word, the day, the score or the person can't be stored as given.
        NotFound: there is no such account.
    """
    draft = _checked(draft, wb.clock)
    with wb.read() as connection:
        name = name_of(connection, draft.account_id)
    with wb.change(f"Log feedback of {name}") as change:
        people = () if draft.contact_id is None else (draft.contact_id,)
        records.check_people(change.connection, draft.account_id, people)
        said_at = instant_of(draft.said_on, wb.clock)
        return feedback.add(change.connection, draft, said_at, utc_text(wb.clock.now()))


def move_feedback(
    wb: Workbench, feedback_id: FeedbackId, state: str, told: Told | None = None, reason: str = ""
) -> None:
    """Move an item to another state; "customer told" needs `told`, or a reason why there was nothing to tell.

    Raises:
        InvalidInput: the item can't go there, or what was told can't be stored.
        NotFound: there is no such item.
    """
    with wb.read() as connection:
        row = feedback.get(connection, feedback_id)
        name = name_of(connection, row.account_id)
    try:
        check_move(row.state, state, told, reason)
    except ValueError as error:
        words = str(error)
        raise InvalidInput(f"{words[:1].upper()}{words[1:]}.", field="state") from error
    values: dict[str, object] = dict.fromkeys(("told_at", "told_by", "told_channel"))
    if told is not None and state == "customer told":
        check_not_future(told.on, wb.clock, "told")
        if told.on < row.said_on:
            raise InvalidInput("The customer can't be told before they said it.", field="told")
        told_at = instant_of(told.on, wb.clock)
        values = {
            "told_at": told_at,
            "told_by": needed_text(told.by, "Say who told the customer.", "told"),
            "told_channel": told.channel,
        }
    with wb.change(f"Mark feedback of {name} as {state}") as change:
        feedback.put(change.connection, feedback_id, {"state": state, "reason": kept_text(reason, "reason"), **values})


def get_feedback(wb: Workbench, feedback_id: FeedbackId) -> FeedbackRow:
    """Give one item; NotFound when there is none."""
    with wb.read() as connection:
        return feedback.get(connection, feedback_id)


def list_feedback(wb: Workbench, account_id: AccountId) -> list[FeedbackRow]:
    """Give the feedback of an account, newest first."""
    with wb.read() as connection:
        return feedback.list_of(connection, account_id, MOST_LISTED)


def _checked(draft: FeedbackDraft, clock: Clock) -> FeedbackDraft:
    check_word(draft.kind, FEEDBACK_KINDS, "kind")
    check_optional_word(draft.channel, CHANNELS, "channel")
    check_optional_word(draft.severity, FEEDBACK_SEVERITIES, "severity")
    check_not_future(draft.said_on, clock, "said_on")
    draft = replace(draft, words=kept_text(draft.words, "words"))
    if draft.kind in SURVEY_SCALES:
        return _on_scale(draft)
    if draft.words is None:
        raise InvalidInput("Write what was said.", field="words")
    if draft.score is not None:
        raise InvalidInput(f"A {draft.kind} has no score.", field="score")
    if draft.kind == "complaint" and draft.severity is None:
        draft = replace(draft, severity="medium")
    return replace(draft, scale_min=None, scale_max=None)


def _on_scale(draft: FeedbackDraft) -> FeedbackDraft:
    low, high = SURVEY_SCALES[draft.kind]
    if draft.scale_min is not None and draft.scale_max is not None:
        given = (draft.scale_min, draft.scale_max)
        if given[0] >= given[1] or (draft.kind == "NPS" and given != (low, high)):
            raise InvalidInput(f"{draft.kind} has no scale from {given[0]} to {given[1]}.", field="score")
        low, high = given
    check_whole(draft.score, low, high, f"A score of {draft.kind} is a whole number from {low} to {high}.", "score")
    return replace(draft, scale_min=low, scale_max=high)
