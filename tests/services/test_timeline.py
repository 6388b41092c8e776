"""The timeline: every kind of event, newest first, filtered and paged by day."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.feedback_items import FeedbackDraft
from csworkbench.domain.ids import AccountId
from csworkbench.domain.timeline import TIMELINE_KINDS
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services.actions import add_action, complete_action
from csworkbench.services.checkins import complete_check_in, schedule_check_in
from csworkbench.services.feedback import log_feedback
from csworkbench.services.reviews import start_review
from csworkbench.services.timeline import load_timeline
from csworkbench.services.touches import log_touch
from csworkbench.storage import records
from csworkbench.storage.tables.health import health_model, health_snapshot
from csworkbench.storage.tables.money import outcome, ticket


@pytest.fixture
def full(wb, keys):
    log_touch(wb, TouchDraft(keys.acme, date(2026, 11, 20), "video", "Notes", contact_ids=(keys.ann,)))
    log_touch(wb, TouchDraft(keys.acme, date(2026, 11, 19), "email", is_two_way=False))
    log_touch(wb, TouchDraft(keys.beta, date(2026, 11, 20), "call", "Of another account"))
    schedule_check_in(wb, CheckInDraft(keys.acme, date(2026, 11, 21), agenda="Goals"))
    complete_check_in(wb, schedule_check_in(wb, CheckInDraft(keys.acme, date(2026, 11, 22))))
    log_feedback(wb, FeedbackDraft(keys.acme, "complaint", date(2026, 11, 18), "Slow", contact_id=keys.ann))
    start_review(wb, keys.acme, "qbr")
    add_action(wb, ActionDraft(keys.acme, "Send", due_on=date(2026, 12, 1)))
    complete_action(wb, add_action(wb, ActionDraft(keys.acme, "Call")))
    with wb.change("More") as change:
        known = {"account_id": keys.acme, "known_at": "2026-11-10T09:00:00.000Z"}
        opened = {"opened_at": "2026-11-10T09:00:00.000Z", "closed_at": "2026-11-12T09:00:00.000Z"}
        records.add(change.connection, ticket, known | opened | {"severity": "high", "subject": "Login"})
        records.add(change.connection, outcome, known | {"happened_on": date(2026, 6, 1), "kind": "renewed"})
    add_snapshots(wb, keys.beta, (("2026-08-01", 80.0, 80), ("2026-08-08", 80.4, 80), ("2026-08-15", 60.0, 60)))


def add_snapshots(wb, account_id, stretches):
    with wb.derived_write() as connection:
        connection.execute(health_snapshot.delete().where(health_snapshot.c.account_id == account_id))
        model = connection.execute(select(health_model.c.id)).scalar_one()
        for from_on, coverage, score in stretches:
            records.add(
                connection,
                health_snapshot,
                {
                    "account_id": account_id, "from_on": from_on, "computed_at": "2026-08-01T09:00:00.000Z",
                    "model_id": model, "score": score, "band": "healthy" if score > 69 else "watch",
                    "coverage": coverage / 100, "factors": "[]",
                },
            )  # fmt: skip


def told(rows):
    return [(row.kind, row.on.isoformat(), row.title, row.detail, row.icon_word) for row in rows]


def test_everything_newest_first(wb, keys, full):
    rows = load_timeline(wb, keys.acme)
    assert [row.on for row in rows] == sorted((row.on for row in rows), reverse=True)
    assert sorted(told(rows)) == [
        ("action", "2026-11-23", "Done: Call", "ours", "action"),
        ("action", "2026-11-23", "Promised: Send", "ours · due 1 Dec", "action"),
        ("check_in", "2026-11-21", "Check-in overdue: check-in (call)", "Goals", "check-in-due"),
        ("feedback", "2026-11-18", "Complaint from Ann Ash, medium", "Slow · new", "feedback"),
        ("outcome", "2026-06-01", "Renewed", "", "contract"),
        ("review", "2026-11-23", "QBR preparing", "", "reviews"),
        ("ticket", "2026-11-10", "Ticket: Login", "high · closed 12 Nov", "warning"),
        ("touch", "2026-11-19", "Email, one-way", "", "email"),
        ("touch", "2026-11-20", "Video with Ann Ash", "Notes", "video"),
        ("touch", "2026-11-23", "Call, check-in", "", "call"),
    ], "a held check-in shows as its touch"


def test_scores_show_when_they_change(wb, keys, full):
    assert told(load_timeline(wb, keys.beta, ["score"])) == [
        ("score", "2026-08-15", "Health 80 → 60 (−20)", "healthy → watch", "falling")
    ]


@pytest.mark.parametrize("kind", TIMELINE_KINDS)
def test_one_kind(wb, keys, full, kind):
    account = keys.beta if kind == "score" else keys.acme
    rows = load_timeline(wb, account, [kind])
    assert rows
    assert {row.kind for row in rows} == {kind}
    oldest = rows[-1].on
    assert load_timeline(wb, account, [kind], oldest) == []
    assert load_timeline(wb, account, [kind], limit=1) == rows[:1]


def test_no_kinds_is_all_kinds(wb, keys, full):
    assert load_timeline(wb, keys.acme, ()) == load_timeline(wb, keys.acme, None)


def test_refused(wb, keys):
    with pytest.raises(InvalidInput):
        load_timeline(wb, keys.acme, ["gossip"])
    with pytest.raises(NotFound):
        load_timeline(wb, AccountId(999))
