"""Which reminders are due, in which words, and when to look next."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.ids import AccountId, CheckInId
from csworkbench.domain.reminders import Appointment, ReminderRules, due_reminders, next_look, told_words

BEGINS = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
ALWAYS = ReminderRules()
QUIET = ReminderRules(quiet_from=time(19), quiet_to=time(7))


def appointment(begins=BEGINS, minutes=30, key=1, name="Umbra Health"):
    ends = begins + timedelta(minutes=minutes)
    return Appointment(CheckInId(key), AccountId(1), name, begins, ends, "SSO\nrollout")


def due(minutes, rules=ALWAYS, put_off=None, one=None):
    shown = one or appointment()
    return bool(due_reminders([shown], shown.begins + timedelta(minutes=minutes), rules, put_off or {}, UTC))


@pytest.mark.parametrize(
    ("minutes", "is_due"), [(-11, False), (-10, True), (0, True), (29, True), (30, False), (600, False)]
)
def test_ten_minutes_before_until_it_is_over(minutes, is_due):
    assert due(minutes) is is_due


def test_what_was_told_is_not_told_again_but_what_was_put_off_is():
    key = (CheckInId(1), BEGINS)
    assert not due(-5, put_off={key: None})
    until = BEGINS + timedelta(minutes=3)
    assert [due(minutes, put_off={key: until}) for minutes in (-5, 2, 3)] == [False, False, True]


def test_one_that_was_moved_is_told_anew():
    moved = appointment(BEGINS + timedelta(hours=2))
    assert due(-5, put_off={(CheckInId(1), BEGINS): None}, one=moved)


def test_switched_off():
    assert not due(-5, ReminderRules(is_on=False))
    assert next_look([appointment()], BEGINS, ReminderRules(is_on=False), {}, UTC) is None


@pytest.mark.parametrize(
    ("first", "last", "at", "is_quiet"),
    [
        (19, 7, 18, False), (19, 7, 19, True), (19, 7, 23, True), (19, 7, 6, True), (19, 7, 7, False),
        (12, 13, 12, True), (12, 13, 13, False), (9, 9, 9, False),
    ],
)  # fmt: skip
def test_quiet_hours_may_run_over_midnight(first, last, at, is_quiet):
    assert ReminderRules(quiet_from=time(first), quiet_to=time(last)).is_quiet(time(at)) is is_quiet


def test_in_quiet_hours_nothing_is_said_and_what_is_not_over_is_said_after():
    early = appointment(datetime(2026, 11, 23, 6, 45, tzinfo=UTC))
    now = datetime(2026, 11, 23, 6, 40, tzinfo=UTC)
    assert due_reminders([early], now, QUIET, {}, UTC) == []
    after = next_look([early], now, QUIET, {}, UTC)
    assert after == datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert due_reminders([early], after, QUIET, {}, UTC) == [early]
    night = appointment(datetime(2026, 11, 23, 22, 0, tzinfo=UTC))
    assert next_look([night], now, QUIET, {}, UTC) == datetime(2026, 11, 24, 7, tzinfo=UTC)
    assert due_reminders([night], datetime(2026, 11, 24, 7, tzinfo=UTC), QUIET, {}, UTC) == []


def test_they_come_in_order():
    shown = [appointment(key=3, name="zava"), appointment(key=1, name="Acme"),
             appointment(BEGINS - timedelta(minutes=5), key=2)]  # fmt: skip
    found = due_reminders(shown, BEGINS - timedelta(minutes=5), ReminderRules(), {}, UTC)
    assert [one.check_in_id for one in found] == [2, 1, 3]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(-10, "in 10 minutes"), (-1, "in 1 minute"), (0, "now"), (1, "since 1 minute"), (20, "since 20 minutes")],
)
def test_words(minutes, words):
    now = BEGINS + timedelta(minutes=minutes)
    assert told_words(appointment(), now, UTC) == f"10:30 Umbra Health, {words}: SSO rollout"
    assert told_words(appointment(), now, ZoneInfo("Asia/Kolkata")).startswith("16:00 ")


@given(
    st.lists(st.integers(0, 3000), max_size=6, unique=True),
    st.integers(0, 3000),
    st.booleans(),
    st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu"]),
)
def test_nothing_is_missed_by_looking_when_told_to(starts, begin, is_quiet, name):
    """Looking only at the instants given tells each check-in that can be told, exactly once."""
    zone, first = ZoneInfo(name), datetime(2026, 3, 28, tzinfo=UTC)
    rules = QUIET if is_quiet else ReminderRules()
    shown = [appointment(first + timedelta(minutes=minutes), key=key) for key, minutes in enumerate(starts)]
    now: datetime | None = first + timedelta(minutes=begin)
    possible = {
        one.check_in_id
        for one in shown
        for minute in range(-10, 30)
        if (at := one.begins + timedelta(minutes=minute)) >= first + timedelta(minutes=begin)
        and not rules.is_quiet(at.astimezone(zone).time())
    }
    told: list[Any] = []
    put_off: dict[Any, Any] = {}
    for _ in range(40):
        if now is None:
            break
        for one in due_reminders(shown, now, rules, put_off, zone):
            told.append(one.check_in_id)
            put_off[one.check_in_id, one.begins] = None
        later = next_look(shown, now, rules, put_off, zone)
        assert later is None or later > now
        now = later
    assert now is None
    assert sorted(told) == sorted(possible)
