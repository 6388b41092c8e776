"""Absurd input into every service: it is stored as data or refused beside its field, and never half-written."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csworkbench.domain.accounts import AccountDraft, AccountQuery
from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.contacts import ContactDraft
from csworkbench.domain.feedback_items import FeedbackDraft
from csworkbench.domain.goals import GoalDraft
from csworkbench.domain.segments import FIELDS
from csworkbench.domain.texts import clean_line, clean_text
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services import accounts, actions, checkins, contacts, feedback, goals, reviews, touches, views
from csworkbench.services.health import give_pulse
from csworkbench.services.search import search
from tests.naughty import MARK, NAUGHTY, marked

TODAY = date(2026, 11, 23)
FAR = (date(1, 1, 1), date(1969, 12, 31), date(2200, 1, 1), date(9999, 12, 31))
ODD_NUMBERS = (-1, 2**70, 1e308, 3.5, float("nan"), float("inf"), True, "5")
FITS = tuple(text for text in map(marked, NAUGHTY) if len(text) < 200)


def is_refused(act, field, dump):
    before = dump()
    with pytest.raises(InvalidInput) as caught:
        act()
    assert (caught.value.field, dump()) == (field, before)
    assert caught.value.message
    assert len(str(caught.value)) < 300, "a message does not repeat what is absurdly long"


@pytest.mark.parametrize("text", FITS, ids=ascii)
def test_naughty_names_are_kept_as_one_clean_line(wb, keys, text):
    kept = clean_line(text)
    account_id = accounts.add_account(wb, AccountDraft(name=text, notes=text))
    contact_id = contacts.add_contact(wb, ContactDraft(account_id=account_id, name=text, title=text))
    row = accounts.get_account(wb, account_id)
    (person,) = contacts.list_contacts(wb, account_id)
    assert (row.name, row.notes) == (kept, clean_text(text))
    assert (person.id, person.name, person.title) == (contact_id, kept, kept)
    assert accounts.resolve_account(wb, kept) == account_id
    assert account_id in accounts.find_accounts(wb, AccountQuery(text=MARK))
    assert {hit.kind for hit in search(wb, MARK)} == {"account", "contact"}
    assert wb.undo_state().undo_name == f"Add {kept} to {kept}"


@pytest.mark.parametrize("text", [marked(text) for text in NAUGHTY], ids=lambda text: ascii(text[:20]))
def test_naughty_words_are_kept_as_text(wb, keys, text):
    kept = clean_text(text)
    touch_id = touches.log_touch(wb, TouchDraft(keys.acme, TODAY, notes=text, outcome=text))
    feedback_id = feedback.log_feedback(wb, FeedbackDraft(keys.acme, "complaint", TODAY, text))
    touch = touches.get_touch(wb, touch_id)
    assert (touch.notes, touch.outcome) == (kept, kept)
    assert feedback.get_feedback(wb, feedback_id).words == kept
    review_id = reviews.start_review(wb, keys.acme, "qbr")
    _, sections = reviews.get_review(wb, review_id)
    heard = next(one.body for one in sections if one.key == "feedback")
    assert " ".join(kept.split()) in heard, "a template shows what was said and runs nothing of it"
    reviews.save_section(wb, review_id, "next", text)
    assert next(one.body for one in reviews.get_review(wb, review_id)[1] if one.key == "next").strip() == kept


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u2060", "\x00\x01", "\u202e"], ids=ascii)
def test_what_shows_nothing_is_no_name(wb, keys, dump, text):
    is_refused(lambda: accounts.add_account(wb, AccountDraft(name=text)), "name", dump)
    is_refused(lambda: accounts.add_owner(wb, text), "name", dump)
    is_refused(lambda: contacts.add_contact(wb, ContactDraft(keys.acme, name=text)), "name", dump)
    is_refused(lambda: actions.add_action(wb, ActionDraft(keys.acme, text)), "title", dump)
    is_refused(lambda: goals.set_goal(wb, GoalDraft(keys.acme, text)), "objective", dump)
    is_refused(lambda: feedback.log_feedback(wb, FeedbackDraft(keys.acme, "praise", TODAY, text)), "words", dump)
    is_refused(lambda: views.save_view(wb, "accounts", text, filter="", sort="score"), "name", dump)


def test_what_is_too_long_is_refused_beside_its_field(wb, keys, dump):
    long, endless = "x" * 10_000, "x" * 200_001
    is_refused(lambda: accounts.add_account(wb, AccountDraft(name=long)), "name", dump)
    is_refused(lambda: accounts.edit_account(wb, keys.acme, notes=endless), "notes", dump)
    is_refused(lambda: accounts.edit_account(wb, keys.acme, tier=long), "tier", dump)
    is_refused(lambda: contacts.edit_contact(wb, keys.ann, phone=long), "phone", dump)
    is_refused(lambda: contacts.edit_contact(wb, keys.ann, roles=(long,)), "roles", dump)
    is_refused(lambda: actions.add_action(wb, ActionDraft(keys.acme, long)), "title", dump)
    is_refused(lambda: touches.log_touch(wb, TouchDraft(keys.acme, TODAY, notes=endless)), "notes", dump)
    is_refused(lambda: views.save_view(wb, "accounts", long, filter="", sort="score"), "name", dump)
    review_id = reviews.start_review(wb, keys.acme, "qbr")
    is_refused(lambda: reviews.save_section(wb, review_id, "next", endless), "body", dump)


@pytest.mark.parametrize("day", FAR, ids=str)
def test_days_that_cannot_be_meant(wb, keys, dump, day):
    is_refused(lambda: touches.log_touch(wb, TouchDraft(keys.acme, day)), "happened_on", dump)
    is_refused(lambda: touches.log_touch(wb, TouchDraft(keys.acme, TODAY, follow_up_on=day)), "follow_up_on", dump)
    is_refused(lambda: checkins.schedule_check_in(wb, CheckInDraft(keys.acme, day)), "due_on", dump)
    is_refused(lambda: actions.add_action(wb, ActionDraft(keys.acme, "x", due_on=day)), "due_on", dump)
    is_refused(lambda: feedback.log_feedback(wb, FeedbackDraft(keys.acme, "praise", day, "x")), "said_on", dump)
    is_refused(lambda: contacts.mark_left(wb, keys.ann, day), "left_on", dump)
    is_refused(lambda: contacts.edit_contact(wb, keys.ann, left_on=day), "left_on", dump)
    is_refused(lambda: accounts.edit_account(wb, keys.acme, onboarded_on=day), "onboarded_on", dump)
    is_refused(lambda: reviews.start_review(wb, keys.acme, "qbr", day, TODAY), "period_from_on", dump)
    is_refused(lambda: reviews.start_review(wb, keys.acme, "qbr", None, day), "period_to_on", dump)


@pytest.mark.parametrize("number", ODD_NUMBERS, ids=repr)
def test_numbers_that_cannot_be_meant(wb, keys, dump, number):
    is_refused(lambda: checkins.schedule_check_in(wb, CheckInDraft(keys.acme, TODAY, minutes=number)), "minutes", dump)
    is_refused(lambda: contacts.edit_contact(wb, keys.ann, influence=number), "influence", dump)
    is_refused(lambda: feedback.log_feedback(wb, FeedbackDraft(keys.acme, "NPS", TODAY, score=number)), "score", dump)
    is_refused(lambda: give_pulse(wb, keys.acme, number), "value", dump)
    is_refused(lambda: accounts.edit_account(wb, keys.acme, ideal_days=number), "ideal_days", dump)


@pytest.mark.parametrize("due_time", ["14", "1430", "14:30:15", "24:00", "9:05", "T14:30", "14:30+02:00", "١٤:٣٠", ""])
def test_a_time_of_day_has_hours_and_minutes(wb, keys, dump, due_time):
    draft = CheckInDraft(keys.acme, TODAY, due_time=due_time)
    is_refused(lambda: checkins.schedule_check_in(wb, draft), "due_time", dump)


@pytest.mark.parametrize("zone", ["", "Mars/Base", "../../etc/passwd", "a\x00b", "Europe", "x" * 10_000])
def test_a_time_zone_is_one_that_exists(wb, keys, dump, zone):
    draft = CheckInDraft(keys.acme, TODAY, due_time="14:30", time_zone=zone)
    is_refused(lambda: checkins.schedule_check_in(wb, draft), "time_zone", dump)


def test_owners_that_are_not_there(wb, keys, dump):
    is_refused(lambda: actions.add_action(wb, ActionDraft(keys.acme, "x", owner_id=999)), "owner_id", dump)
    is_refused(lambda: goals.set_goal(wb, GoalDraft(keys.acme, "x", owner_id=999)), "owner_id", dump)
    goal_id = goals.set_goal(wb, GoalDraft(keys.acme, "x", owner_id=keys.maya))
    is_refused(lambda: goals.update_goal(wb, goal_id, GoalDraft(keys.acme, "x", owner_id=999)), "owner_id", dump)


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 11, 23, 8, 31, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, tzinfo=UTC),
        datetime(2026, 11, 20, 8, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(2026, 11, 23, 8),  # noqa: DTZ001  # the missing zone is the point
    ],
    ids=str,
)
def test_a_touch_took_place_before_now_on_its_day(wb, keys, dump, at):
    is_refused(lambda: touches.log_touch(wb, TouchDraft(keys.acme, TODAY, happened_at=at)), "happened_at", dump)


def test_a_touch_just_now_in_another_zone_is_taken(wb, keys):
    just_now = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    touch_id = touches.log_touch(wb, TouchDraft(keys.acme, TODAY, happened_at=just_now))
    assert touches.get_touch(wb, touch_id).happened_at == just_now


@pytest.mark.parametrize("typed", NAUGHTY, ids=lambda text: ascii(text[:20]))
def test_naughty_searches_find_nothing_or_something(wb, keys, typed):
    search(wb, typed)
    accounts.find_accounts(wb, AccountQuery(text=typed))
    with pytest.raises(NotFound):
        accounts.resolve_account(wb, typed)


PIECES = st.sampled_from(
    [field.name for field in FIELDS]
    + ["and", "or", "not", "in", "is missing", "(", ")", ",", "=", "!=", "<", "<=", ">", ">=", "~", "today", "+9d"]
    + ["-99999w", "2026-02-31", "2026-11-23", "0", "-1", "99999999999", '"a"', '"%"', '"', "'x'", "--", ";", "\x00"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.text(max_size=60) | st.lists(PIECES, max_size=14).map(" ".join))
def test_any_text_is_a_filter_or_refused_as_one(wb, keys, typed):
    with suppress(InvalidInput):
        assert set(accounts.find_accounts(wb, AccountQuery(filter=typed))) <= {keys.acme, keys.beta}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_searched(wb, keys, typed):
    assert set(accounts.find_accounts(wb, AccountQuery(text=typed))) <= {keys.acme, keys.beta}
    search(wb, typed)


@pytest.mark.parametrize(
    "filter",
    [
        " and ".join(["score>1"] * 1_600),
        "name in (" + ",".join(['"a"'] * 4_900) + ")",
        f"{'(' * 39}{' or '.join(['arr != 1.5'] * 500)}{')' * 39}",
    ],
    ids=lambda text: text[:9],
)
def test_filters_too_large_for_the_database_are_refused(wb, filter):
    with pytest.raises(InvalidInput, match="at most 400 values"):
        accounts.find_accounts(wb, AccountQuery(filter=filter))


def test_the_largest_filters_are_taken(wb, keys):
    largest = f"{'(' * 39}{' or '.join(['not arr != 1.5'] * 400)}{')' * 39}"
    assert accounts.find_accounts(wb, AccountQuery(filter=largest)) == []
