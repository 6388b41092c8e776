"""Feedback: what is stored, which moves close the loop, and the way back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from csworkbench.domain.feedback import Told
from csworkbench.domain.feedback_items import FeedbackDraft
from csworkbench.domain.ids import FeedbackId
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services.feedback import get_feedback, list_feedback, log_feedback, move_feedback

SAID = date(2026, 11, 18)


@pytest.fixture
def complaint(wb, keys):
    return log_feedback(wb, FeedbackDraft(keys.acme, "complaint", SAID, "Slow", severity="high"))


def test_log_complaint(wb, keys, goes_both_ways):
    draft = FeedbackDraft(keys.acme, "complaint", SAID, " Slow ", severity="high", channel="call", contact_id=keys.ann)
    goes_both_ways(lambda: log_feedback(wb, draft), "Log feedback of Acme")
    (row,) = list_feedback(wb, keys.acme)
    assert (row.kind, row.words, row.severity, row.channel) == ("complaint", "Slow", "high", "call")
    assert (row.contact_name, row.state, row.said_on, row.score) == ("Ann Ash", "new", SAID, None)


@pytest.mark.parametrize(("kind", "score", "scale"), [("NPS", 0, (0, 10)), ("CSAT", 5, (1, 5)), ("CES", 7, (1, 7))])
def test_survey_kinds_get_their_scale(wb, keys, kind, score, scale):
    row = get_feedback(wb, log_feedback(wb, FeedbackDraft(keys.acme, kind, SAID, score=score)))
    assert (row.score, row.scale_min, row.scale_max) == (score, *scale)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "rumour"}, "kind"),
        ({"words": " "}, "words"),
        ({"score": 3}, "score"),
        ({"severity": "awful"}, "severity"),
        ({"channel": "fax"}, "channel"),
        ({"said_on": date(2026, 11, 24)}, "said_on"),
        ({"kind": "NPS"}, "score"),
        ({"kind": "NPS", "score": 11}, "score"),
        ({"kind": "NPS", "score": 4, "scale_min": 1, "scale_max": 5}, "score"),
        ({"kind": "CSAT", "score": 6}, "score"),
        ({"kind": "CSAT", "score": 5, "scale_min": 5, "scale_max": 5}, "score"),
        ({"contact_id": 999}, "people"),
    ],
)
def test_refused_by_field(wb, keys, dump, more, field):
    before = dump()
    with pytest.raises(InvalidInput) as caught:
        log_feedback(
            wb, FeedbackDraft(**({"account_id": keys.acme, "kind": "request", "said_on": SAID, "words": "x"} | more))
        )
    assert caught.value.field == field
    assert dump() == before


def test_move(wb, complaint, goes_both_ways):
    goes_both_ways(lambda: move_feedback(wb, complaint, "acknowledged"), "Mark feedback of Acme as acknowledged")
    assert get_feedback(wb, complaint).state == "acknowledged"


def test_tell_then_reopen(wb, complaint, goes_both_ways):
    told = Told(date(2026, 11, 20), "call", " Maya ")
    name = "Mark feedback of Acme as customer told"
    goes_both_ways(lambda: move_feedback(wb, complaint, "customer told", told), name)
    row = get_feedback(wb, complaint)
    assert (row.told_at, row.told_by, row.told_channel) == (datetime(2026, 11, 20, 12, tzinfo=UTC), "Maya", "call")
    move_feedback(wb, complaint, "in progress")
    row = get_feedback(wb, complaint)
    assert (row.state, row.told_at, row.told_by, row.told_channel) == ("in progress", None, None, None)


def test_close_with_a_reason(wb, complaint):
    move_feedback(wb, complaint, "customer told", reason="They left")
    assert (get_feedback(wb, complaint).reason, get_feedback(wb, complaint).told_at) == ("They left", None)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("lost", None),
        ("new", None),
        ("customer told", None),
        ("customer told", Told(date(2026, 11, 20), "fax", "Maya")),
        ("customer told", Told(date(2026, 11, 20), "call", " ")),
        ("customer told", Told(date(2026, 11, 25), "call", "Maya")),
        ("customer told", Told(date(2026, 11, 17), "call", "Maya")),
    ],
)
def test_moves_that_cannot_be(wb, complaint, dump, state, told):
    before = dump()
    with pytest.raises(InvalidInput):
        move_feedback(wb, complaint, state, told)
    assert dump() == before


def test_not_found(wb):
    with pytest.raises(NotFound):
        move_feedback(wb, FeedbackId(999), "resolved")
