"""Nothing appears twice for one cause, and the row that stands for it says so."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, insert, select, update

from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.feedback_items import FeedbackDraft
from csworkbench.infra.uid import new_uid
from csworkbench.services.actions import add_action
from csworkbench.services.checkins import schedule_check_in
from csworkbench.services.day import my_day, snooze
from csworkbench.services.day.causes import once_per_cause
from csworkbench.services.day.source import Candidate, Source
from csworkbench.services.feedback import log_feedback
from csworkbench.services.health.models import get_model, save_model
from csworkbench.services.reviews import start_review
from csworkbench.storage import records
from csworkbench.storage.tables.accounts import contact
from csworkbench.storage.tables.derived import account_line
from csworkbench.storage.tables.health import health_model, health_snapshot
from csworkbench.storage.tables.money import contract

TODAY = date(2026, 11, 23)
KNOWN = "2026-01-02T09:00:00.000Z"


def day_after(days):
    return TODAY + timedelta(days=days)


def kinds(wb):
    return [item.kind for item in my_day(wb).items]


def make_silent(wb, keys):
    with wb.change("Ann is champion") as change:
        where = contact.c.id == keys.ann
        values = {"roles": "champion", "known_at": "2026-09-01T09:00:00.000Z"}
        change.connection.execute(update(contact).where(where).values(**values))


def make_due(wb, keys):
    with wb.derived_write() as connection:
        where = account_line.c.account_id == keys.acme
        connection.execute(update(account_line).where(where).values(due_on="2026-11-20", overdue_on="2026-12-05"))


def add_renewal(wb, keys):
    with wb.change("Add a contract") as change:
        values = {"account_id": keys.acme, "product": "Suite", "arr_minor": 1_000_00, "currency": "EUR"}
        records.add(change.connection, contract, values | {"end_on": day_after(85), "known_at": KNOWN})


def test_silence_due_and_renewal_are_one_row_that_names_them(wb, keys):
    make_silent(wb, keys)
    assert kinds(wb) == ["silence"]
    make_due(wb, keys)
    (item,) = my_day(wb).items
    assert item.kind == "cadence"
    assert item.reason.endswith("Also: Talk to Ann Ash (champion).")
    add_renewal(wb, keys)
    make_due(wb, keys)
    (item,) = my_day(wb).items
    assert item.kind == "renewal"
    assert item.reason.endswith("Also: Plan a check-in; Talk to Ann Ash (champion).")
    schedule_check_in(wb, CheckInDraft(keys.acme, day_after(2)))
    (item,) = my_day(wb).items
    assert item.kind == "check-in"
    assert item.reason.endswith("Also: Talk to Ann Ash (champion).")


def test_two_check_ins_are_two_things(wb, keys):
    make_silent(wb, keys)
    for days in (0, 2):
        schedule_check_in(wb, CheckInDraft(keys.acme, day_after(days)))
    assert kinds(wb) == ["check-in", "check-in"]


def test_a_promise_made_for_feedback_stands_for_it(wb, keys):
    said = log_feedback(wb, FeedbackDraft(keys.acme, "complaint", date(2026, 11, 10), "Slow"))
    log_feedback(wb, FeedbackDraft(keys.acme, "complaint", date(2026, 11, 10), "Dear"))
    draft = ActionDraft(keys.acme, "Send a plan", due_on=day_after(2), source_table="feedback", source_id=int(said))
    add_action(wb, draft)
    found = {(item.kind, item.title): item.reason for item in my_day(wb).items}
    assert set(found) == {("promise", "Send a plan"), ("feedback", "Medium complaint: Dear")}
    assert found["promise", "Send a plan"] == "We promised this, due 25 Nov. Also: Medium complaint: Slow."


def test_what_was_put_aside_does_not_come_back_by_another_name(wb, keys):
    make_silent(wb, keys)
    key = schedule_check_in(wb, CheckInDraft(keys.acme, TODAY))
    snooze(wb, "check-in", key, day_after(5), "They are away")
    assert kinds(wb) == []


def test_another_account_is_another_cause(wb, keys):
    make_silent(wb, keys)
    schedule_check_in(wb, CheckInDraft(keys.beta, TODAY))
    assert sorted(kinds(wb)) == ["check-in", "silence"]


def plan(wb, keys):
    schedule_check_in(wb, CheckInDraft(keys.acme, day_after(2)))


def plan_before(wb, keys):
    schedule_check_in(wb, CheckInDraft(keys.acme, day_after(-3)))


def complain(wb, keys):
    return log_feedback(wb, FeedbackDraft(keys.acme, "complaint", date(2026, 11, 10), "Slow"))


def promise(wb, keys):
    said = complain(wb, keys)
    add_action(wb, ActionDraft(keys.acme, "Send", due_on=day_after(-1), source_table="feedback", source_id=int(said)))


def begin_review(wb, keys):
    start_review(wb, keys.acme, "qbr", date(2026, 10, 1), date(2026, 11, 20))


def fall(*factors):
    """Let the account have lost points by these factors in a month."""

    def act(wb, keys):
        with wb.derived_write() as connection:
            now = dict(connection.execute(select(health_snapshot).where(health_snapshot.c.to_on.is_(None),
                       health_snapshot.c.account_id == keys.acme)).mappings().one())  # fmt: skip
            model = json.loads(connection.execute(select(health_model.c.definition)).scalars().first())
            names = [one["key"] for group in model["groups"] for one in group["factors"]]
            cells = json.loads(now["factors"])
            for name, points in factors:
                cells[names.index(name)][4] += points
            earlier = {"id": None, "uid": new_uid(), "from_on": "2026-10-01", "to_on": now["from_on"]}
            earlier |= {"factors": json.dumps(cells)}
            connection.execute(insert(health_snapshot).values(**now | earlier))
            where = account_line.c.account_id == keys.acme
            connection.execute(update(account_line).where(where).values(trend=-9, score=41, band="at risk"))

    return act


QUIET = fall(("key_people", 6), ("usage_trend", 3))
UNTOUCHED = fall(("two_way_touch", 5), ("key_people", 2), ("usage_trend", 6))
ANGRY = fall(("open_complaints", 9))
UNREVIEWED = fall(("last_review", 9), ("pulse", 3))
USELESS = fall(("usage_trend", 8), ("key_people", 4))
SILENT = "Talk to Ann Ash (champion)"
FELL = "Health fell to 41"


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        # what stays, and what it tells of
        ((QUIET,), {"health": []}),
        ((make_silent, QUIET), {"silence": [FELL]}),
        ((make_silent, UNTOUCHED), {"silence": [FELL]}),
        ((make_silent, USELESS), {"silence": [], "health": []}),  # it fell for another reason
        ((make_due, UNTOUCHED), {"cadence": [FELL]}),
        ((make_silent, make_due, QUIET), {"cadence": [SILENT, FELL]}),
        ((add_renewal, make_silent, make_due, QUIET), {"renewal": ["Plan a check-in", SILENT, FELL]}),
        ((plan, make_silent, QUIET), {"check-in": [SILENT, FELL]}),
        ((plan_before, make_silent, make_due, QUIET), {"check-in": [SILENT, FELL]}),
        ((complain, ANGRY), {"feedback": [FELL]}),
        ((complain, QUIET), {"feedback": [], "health": []}),
        ((promise, ANGRY), {"promise": ["Medium complaint: Slow", FELL]}),
        ((begin_review, UNREVIEWED), {"review": [FELL]}),
        ((begin_review, ANGRY), {"review": [], "health": []}),
        ((begin_review, add_renewal), {"renewal": ["Prepare the QBR"]}),
        ((begin_review, add_renewal, UNREVIEWED), {"renewal": ["Prepare the QBR", FELL]}),
        ((begin_review, plan), {"review": [], "check-in": []}),  # to prepare and to hold it are two things
    ],
)  # fmt: skip
def test_one_row_for_one_cause_and_it_tells_of_the_others(wb, keys, acts, expected):
    for act in acts:
        act(wb, keys)
    found = {}
    for item in my_day(wb).items:
        assert item.kind not in found
        also = item.reason.partition(" Also: ")[2].removesuffix(".")
        found[item.kind] = also.split("; ") if also else []
    assert {kind: sorted(words) for kind, words in found.items()} == {
        kind: sorted(words) for kind, words in expected.items()
    }


def test_what_another_model_took_has_no_cause(wb, keys):
    save_model(wb, replace(get_model(wb), trend_days=31))
    make_silent(wb, keys)
    QUIET(wb, keys)
    assert kinds(wb) == ["silence"]
    with wb.derived_write() as connection:
        first = connection.execute(select(func.min(health_model.c.id))).scalar_one()
        where = health_snapshot.c.from_on == "2026-10-01"
        connection.execute(update(health_snapshot).where(where).values(model_id=first))
    assert sorted(kinds(wb)) == ["health", "silence"]


def test_two_rows_that_stand_for_one_tell_of_it_once(wb, keys):
    make_silent(wb, keys)
    for days in (0, 2):
        schedule_check_in(wb, CheckInDraft(keys.acme, day_after(days)))
    assert ["Also: " in item.reason for item in my_day(wb).items] == [True, False]


def source(kind, cause, answers):
    return Source(kind, "account", lambda _asked: [], lambda _telling, _items: {}, cause, answers)


SOURCES = (source("a", "", ("b", "c")), source("b", "b", ("c",)), source("c", "c", ()))


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 5)), unique=True))
def test_every_cause_is_listed_exactly_once(pairs):
    """Whatever is found: per link only the strongest kind is left, and all of that are."""
    found = [
        (one, [Candidate(link, None, link, 1, "watch", None, link) for place, link in pairs if place == number])
        for number, one in enumerate(SOURCES)
    ]
    listed = {
        (one.kind, candidate.link) for one, candidates in once_per_cause(found).listed for candidate in candidates
    }
    strongest: dict[int, int] = {}
    for place, link in sorted(pairs):
        strongest.setdefault(link, place)
    assert listed == {("abc"[place], link) for link, place in strongest.items()}
