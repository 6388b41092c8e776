"""The sources of My day, each over a real book: what it lists, and in which words."""

from __future__ import annotations

import sys
import time
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import update

from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.feedback_items import FeedbackDraft
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.clock import FixedClock, utc_text
from csworkbench.services.actions import add_action
from csworkbench.services.checkins import move_check_in, schedule_check_in
from csworkbench.services.day import my_day, snooze
from csworkbench.services.day.listing import count_due, list_day
from csworkbench.services.day.source import Asked
from csworkbench.services.day.sources import all_sources
from csworkbench.services.feedback import log_feedback
from csworkbench.services.reviews import start_review
from csworkbench.services.touches import log_touch
from csworkbench.services.workbench import closing, open_workbench
from csworkbench.storage.bulk import fetch
from csworkbench.storage.tables.accounts import contact
from csworkbench.storage.tables.derived import account_line
from csworkbench.storage.tables.feedback import feedback

TODAY = date(2026, 11, 23)  # a Monday; it is 08:30 in UTC


def day_after(days):
    return TODAY + timedelta(days=days)


def told(wb, kind=None):
    return [(item.title, item.reason) for item in my_day(wb).items if kind in (None, item.kind)]


def set_contact(wb, key, **values):
    with wb.change("Edit a contact") as change:
        change.connection.execute(update(contact).where(contact.c.id == key).values(**values))


def set_line(wb, account_id, **values):
    with wb.derived_write() as connection:
        connection.execute(update(account_line).where(account_line.c.account_id == account_id).values(**values))


PETALS = '''
from csworkbench.services.day.source import Candidate, Source, Told

QUERY = """SELECT l.account_id, NULL, l.account_id, l.score, l.band, l.arr_minor, l.account_id
FROM {accounts} WHERE {mine} AND l.name = :name"""


def _find(asked):
    return asked.found(QUERY, name="Beta")


def _tell(telling, items):
    return {item.key: Told("Water the petal", f"It wilted at {telling.accounts[item.key].name}.") for item in items}


SOURCE = Source("petal", "account", _find, _tell)
'''


def test_a_new_source_is_one_new_module(wb, keys, tmp_path, monkeypatch):
    package = tmp_path / "more_sources"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "petals.py").write_text(PETALS)
    monkeypatch.syspath_prepend(tmp_path)
    home = "csworkbench.services.day.sources"
    sources = all_sources((home, "more_sources"))
    assert len(sources) == len(all_sources()) + 1
    schedule_check_in(wb, CheckInDraft(keys.acme, TODAY))
    with wb.read() as connection:
        for owner, expected in (
            (None, {("Check-in (call)", "Acme"), ("Water the petal", "Beta")}),
            (keys.tom, {("Water the petal", "Beta")}),
            (keys.maya, {("Check-in (call)", "Acme")}),
        ):
            asked = Asked(partial(fetch, connection), TODAY, wb.clock.now(), owner)
            items, more = list_day(asked, sources=sources)
            assert ({(item.title, item.account_name) for item in items}, more) == (expected, 0)
            assert count_due(asked, 100, sources) == len(expected)
    sys.modules.pop("more_sources.petals")
    sys.modules.pop("more_sources")


def test_every_module_in_the_package_is_a_source():
    kinds = [source.kind for source in all_sources()]
    assert sorted(set(kinds)) == [
        "cadence", "check-in", "feedback", "health", "override", "promise", "renewal", "review", "silence",
    ]  # fmt: skip
    assert len(kinds) == 10


@pytest.mark.parametrize(
    ("due_time", "zone", "minutes", "is_over"),
    [
        ("08:00", "UTC", 15, True),
        ("08:00", "UTC", 45, False),
        ("08:31", "UTC", None, False),
        ("13:45", "Asia/Kolkata", 10, True),  # 08:15 in UTC, half an hour beside the full hour
        ("13:45", "Asia/Kolkata", 20, False),
        (None, None, None, False),
    ],
)
def test_did_it_happen_is_asked_as_soon_as_its_time_has_passed(wb, keys, due_time, zone, minutes, is_over):
    schedule_check_in(
        wb, CheckInDraft(keys.acme, TODAY, agenda="Goals", due_time=due_time, time_zone=zone, minutes=minutes)
    )
    ((title, reason),) = told(wb)
    assert title == "Goals"
    assert reason.startswith("Did it happen? It was planned earlier today" if is_over else "Check-in due today") is True


@pytest.mark.parametrize(
    ("said", "is_listed"),
    [
        ((2026, 11, 20, 8, 0), False),  # Friday at 8: until Monday at 9
        ((2026, 11, 19, 16, 30), True),  # Thursday at 16:30: until Friday at 16:30
        ((2026, 11, 19, 18, 0), False),  # Thursday after work counts from Friday at 9: until Monday at 9
        ((2026, 11, 21, 12, 0), False),  # Saturday counts from Monday
    ],
)
def test_age_of_feedback_counts_business_hours(wb, keys, said, is_listed):
    """It is Monday 08:30 where the program runs."""
    key = log_feedback(wb, FeedbackDraft(keys.acme, "complaint", date(*said[:3]), "Slow"))
    with wb.change("Say when") as change:
        at = utc_text(datetime(*said).astimezone())
        change.connection.execute(update(feedback).where(feedback.c.id == key).values(said_at=at))
    now = datetime(2026, 11, 23, 8, 30).astimezone()
    with wb.read() as connection:
        items, _ = list_day(Asked(partial(fetch, connection), TODAY, now))
    assert len(items) == is_listed


def test_a_detractor_is_contacted_in_two_business_days(wb, keys):
    log_feedback(wb, FeedbackDraft(keys.acme, "NPS", date(2026, 11, 18), score=6, contact_id=keys.ann))
    log_feedback(wb, FeedbackDraft(keys.acme, "NPS", date(2026, 11, 18), score=7, contact_id=keys.ada))
    assert told(wb) == [
        ("NPS 6 from Ann Ash", "A detractor nobody has talked to since, 3 days past the target of 2 business days.")
    ]
    log_touch(wb, TouchDraft(keys.acme, day_after(-1)))
    assert told(wb) == []


def test_silent_people_one_row_per_account_longest_over_first(wb, keys):
    set_contact(wb, keys.ann, roles="champion", known_at="2026-10-01T09:00:00.000Z")
    set_contact(wb, keys.ada, roles="sponsor, end user", known_at="2026-09-01T09:00:00.000Z")
    set_contact(wb, keys.bo, roles="admin", known_at="2020-09-01T09:00:00.000Z")
    assert told(wb) == [
        ("Talk to Ada Oak (end user) and 1 other", "Never heard from in 83 days, the limit of the role is 60.")
    ]
    (item,) = my_day(wb).items
    assert (item.due_on, item.days_late, item.target_id) == (date(2026, 10, 31), 23, None)
    log_touch(wb, TouchDraft(keys.acme, day_after(-31), contact_ids=(keys.ann, keys.ada)))
    set_line(wb, keys.acme, due_on=None)
    assert told(wb) == [("Talk to Ann Ash (champion)", "Silent for 31 days, the limit of the role is 30.")]
    set_contact(wb, keys.ann, do_not_contact=True)
    set_line(wb, keys.acme, due_on=None)
    assert told(wb) == []


@pytest.mark.parametrize(("days", "is_listed"), [(-5, True), (0, True), (6, True), (7, False)])
def test_an_account_is_due_by_its_cadence_while_nothing_is_planned(wb, keys, days, is_listed):
    log_touch(wb, TouchDraft(keys.acme, day_after(-100)))
    set_line(wb, keys.acme, due_on=day_after(days).isoformat(), overdue_on=day_after(days + 3).isoformat())
    words = {
        -5: "2 days past the maximum interval",
        0: "the ideal interval ends today",
        6: "the ideal interval ends on 29 Nov",
    }
    assert told(wb) == (
        [("Plan a check-in", f"Last contact 100 days ago, {words[days]}, nothing is planned.")] if is_listed else []
    )


def test_reviews_are_prepared_two_business_days_ahead(wb, keys):
    schedule_check_in(wb, CheckInDraft(keys.acme, date(2026, 12, 1), kind="QBR"))
    schedule_check_in(wb, CheckInDraft(keys.beta, date(2026, 12, 2), kind="EBR"))
    (item,) = my_day(wb).items
    assert (item.kind, item.due_on, item.title, item.reason) == (
        "review", date(2026, 11, 27), "Prepare the QBR", "The QBR is on 1 Dec, nothing is started.",
    )  # fmt: skip
    start_review(wb, keys.acme, "qbr")
    (item,) = my_day(wb).items
    assert (item.due_on, item.reason) == (date(2026, 11, 27), "The QBR is on 1 Dec, it is in preparation.")


def test_on_the_day_of_the_meeting_there_is_nothing_to_prepare(wb, keys):
    schedule_check_in(wb, CheckInDraft(keys.acme, TODAY, kind="QBR"))
    start_review(wb, keys.acme, "qbr")
    assert [item.kind for item in my_day(wb).items] == ["check-in"]


def test_a_started_review_without_a_meeting_is_due_when_its_period_is_over(wb, keys):
    start_review(wb, keys.acme, "qbr", date(2026, 8, 20), date(2026, 11, 20))
    (item,) = my_day(wb).items
    assert (item.kind, item.due_on, item.days_late) == ("review", date(2026, 11, 20), 3)
    snooze(wb, "review", keys.acme, day_after(3), "After the move")
    assert told(wb) == []


def test_promises_name_the_person_who_made_them(wb, keys):
    add_action(wb, ActionDraft(keys.acme, "Give access", "theirs", day_after(-1), contact_id=keys.ann))
    assert told(wb) == [("Give access", "Ann Ash promised this, 1 day late.")]


def test_the_day_moves_with_the_clock(wb, keys, tmp_path):
    schedule_check_in(wb, CheckInDraft(keys.acme, day_after(1)))
    path = wb.path
    wb.close()
    late = FixedClock(datetime(2026, 11, 24, 0, 0, 1, tzinfo=UTC))
    with closing(open_workbench(path, late)) as book:
        (item,) = my_day(book).items
        assert (item.days_late, item.reason) == (0, "Check-in due today, no contact yet.")
    with closing(open_workbench(path, FixedClock(datetime(2026, 11, 25, 0, 0, 1, tzinfo=UTC)))) as book:
        (item,) = my_day(book, keys.maya).items
        assert item.reason.startswith("Did it happen? It was planned for 24 Nov, 1 day ago")


def test_how_often_it_was_moved_is_told(wb, keys):
    coming = schedule_check_in(wb, CheckInDraft(keys.acme, day_after(2)))
    passed = schedule_check_in(wb, CheckInDraft(keys.beta, day_after(-8)))
    for day in (3, 4):
        move_check_in(wb, coming, day_after(day))
    move_check_in(wb, passed, day_after(-3))
    reasons = {item.target_id: item.reason for item in my_day(wb).items if item.kind == "check-in"}
    assert ", moved twice, " in reasons[coming]
    assert ", moved once; " in reasons[passed]


@pytest.mark.parametrize(
    ("due_time", "zone", "words"),
    [
        ("15:00", "America/New_York", "at 20:00 (15:00 in America/New_York)"),
        ("08:00", "Asia/Tokyo", "at 08:00 in Asia/Tokyo (here 24 Nov at 23:00)"),
        ("10:30", "UTC", "at 10:30,"),
        ("10:30", None, "at 10:30,"),
    ],
)
def test_a_time_over_there_is_told_as_the_time_here(wb, keys, monkeypatch, due_time, zone, words):
    schedule_check_in(wb, CheckInDraft(keys.acme, day_after(2), due_time=due_time, time_zone=zone))
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        ((_title, reason),) = told(wb)
    time.tzset()
    assert words in reason
