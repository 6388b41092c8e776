"""The limits of a book: what they change on My day and in health, and how they are taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from csworkbench.domain.closed_days import ClosedDayDraft
from csworkbench.domain.feedback_items import FeedbackDraft
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.clock import FixedClock, as_of_clock
from csworkbench.infra.errors import InvalidInput
from csworkbench.infra.tokens import Token
from csworkbench.services import health
from csworkbench.services.day import my_day
from csworkbench.services.feedback import log_feedback
from csworkbench.services.health import explain
from csworkbench.services.holidays import add_closed_day
from csworkbench.services.past_book import make_past_book, past_path, remove_past
from csworkbench.services.time_limits import get_limits, set_limits
from csworkbench.services.touches import log_touch
from csworkbench.services.workbench import closing, open_workbench
from csworkbench.storage.tables.accounts import contact, owner

TODAY = date(2026, 11, 23)
KNOWN = "2026-09-01T09:00:00.000Z"


@pytest.fixture
def champion(wb, keys):
    with wb.change("Ann is champion") as change:
        values = {"roles": "champion", "known_at": KNOWN}
        change.connection.execute(update(contact).where(contact.c.id == keys.ann).values(**values))
    log_touch(wb, TouchDraft(keys.acme, date(2026, 11, 3), contact_ids=(keys.ann,), is_two_way=True))
    return keys.ann


def reasons(wb, kind):
    return [item.reason for item in my_day(wb).items if item.kind == kind]


def explained(wb, account_id, as_of=None):
    found = explain(wb, account_id, as_of) if as_of else explain(wb, account_id)
    assert found is not None
    return found


def key_people(wb, account_id, as_of=None):
    found = explained(wb, account_id, as_of)
    return next(one.raw for one in found.factors if one.key == "key_people")


def test_silence_and_health_follow_one_limit(wb, keys, champion, goes_both_ways):
    assert (reasons(wb, "silence"), key_people(wb, keys.acme)) == ([], 1.0)
    goes_both_ways(lambda: set_limits(wb, {"champion": 15}), "Limit champion 15 days")
    assert reasons(wb, "silence") == ["Silent for 20 days, the limit of the role is 15."]
    assert key_people(wb, keys.acme) == 0
    evidence = health.list_evidence(wb, explained(wb, keys.acme), "key_people")
    assert [row.note for row in evidence.rows] == ["silent: champion at most 15 days"]
    wb.undo()
    assert (reasons(wb, "silence"), key_people(wb, keys.acme)) == ([], 1.0)
    assert get_limits(wb)["champion"] == 30


def test_stored_scores_are_computed_anew(wb, keys, champion):
    def stored():
        from csworkbench.domain.ids import AccountId
        from csworkbench.services.accounts import load_account_lines

        return load_account_lines(wb, [AccountId(keys.acme)])[0].score

    before = stored()
    set_limits(wb, {"champion": 15})
    assert stored() == explained(wb, keys.acme).score
    assert stored() != before


def test_a_past_day_keeps_the_limits_of_its_time(wb, keys, champion):
    path = wb.path
    wb.close()
    later = FixedClock(datetime(2026, 11, 25, 8, 30, tzinfo=UTC))
    with closing(open_workbench(path, later)) as book:
        set_limits(book, {"champion": 5})
        assert key_people(book, keys.acme) == 0
        assert key_people(book, keys.acme, TODAY) == 1.0


def test_several_at_once_are_one_change_and_none_is_none(wb):
    set_limits(wb, {"champion": 31, "answer": 4, "sponsor": 90})
    assert wb.undo_state().undo_name == "Change 2 limits"
    number = len(wb.history())
    assert set_limits(wb, {"champion": 31})["champion"] == 31
    assert len(wb.history()) == number


@pytest.mark.parametrize(("days", "field"), [({"champion": 0}, "champion"), ({"lunch": 3}, "lunch")])
def test_refused(wb, days, field):
    with pytest.raises(InvalidInput) as caught:
        set_limits(wb, days)
    assert caught.value.field == field
    assert get_limits(wb)["champion"] == 30


def test_targets_of_feedback(wb, keys):
    log_feedback(wb, FeedbackDraft(keys.acme, "complaint", date(2026, 11, 16), "Slow"))
    assert reasons(wb, "feedback")[0].endswith("past the target of 1 business day.")
    set_limits(wb, {"acknowledge": 10})
    assert reasons(wb, "feedback") == []
    set_limits(wb, {"acknowledge": 3})
    assert reasons(wb, "feedback")[0].endswith("past the target of 3 business days.")


def test_closed_days_and_holidays_of_the_owner_do_not_count(wb, keys):
    """Said on Thursday at 10 in business time: due on Friday, or after the days on which the owner is away."""
    from csworkbench.storage.tables.feedback import feedback

    said = log_feedback(wb, FeedbackDraft(keys.acme, "complaint", date(2026, 11, 19), "Slow"))
    with wb.change("Said at ten") as change:
        values = {"said_at": "2026-11-19T10:00:00.000Z"}
        change.connection.execute(update(feedback).where(feedback.c.id == said).values(**values))
    assert [item.due_on for item in my_day(wb).items] == [date(2026, 11, 20)]
    draft = ClosedDayDraft("Away", date(2026, 11, 20), owner_id=keys.tom)
    add_closed_day(wb, draft)
    assert len(my_day(wb).items) == 1, "Tom's day off is not Maya's"
    add_closed_day(wb, replace(draft, owner_id=keys.maya))
    assert my_day(wb).items == []
    wb.undo()
    assert len(my_day(wb).items) == 1


def test_public_holidays_of_the_owners_country_do_not_count(wb, keys):
    """Said on Thursday the 24th of December: due on Friday, or on Monday where Christmas Day is a holiday."""
    log_feedback(wb, FeedbackDraft(keys.acme, "complaint", date(2026, 11, 16), "Slow"))
    path = wb.path
    with wb.change("Said before Christmas") as change:
        from csworkbench.storage.tables.feedback import feedback

        change.connection.execute(update(feedback).values(said_on="2026-12-24", said_at="2026-12-24T10:00:00.000Z"))
    wb.close()
    for country, due_on in ((None, date(2026, 12, 25)), ("NO", date(2026, 12, 28))):
        with closing(open_workbench(path, FixedClock(datetime(2026, 12, 30, 8, 30, tzinfo=UTC)))) as book:
            with book.change("Move") as change:
                change.connection.execute(update(owner).where(owner.c.id == keys.maya).values(country=country))
            assert [item.due_on for item in my_day(book).items if item.kind == "feedback"] == [due_on]


def test_a_copy_of_a_past_day_has_the_limits_of_that_day(wb, keys, champion):
    path = wb.path
    wb.close()
    later = FixedClock(datetime(2026, 11, 25, 8, 30, tzinfo=UTC))
    with closing(open_workbench(path, later)) as book:
        set_limits(book, {"champion": 5})
        assert len(reasons(book, "silence")) == 1
    copy = make_past_book(Token(), path, past_path(path, TODAY), TODAY, later)
    try:
        with closing(open_workbench(copy, as_of_clock(TODAY), write=False)) as past:
            assert get_limits(past)["champion"] == 30
            assert reasons(past, "silence") == []
    finally:
        remove_past(copy)
