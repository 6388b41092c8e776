"""Touches: what is stored, what comes along in the same change, what is refused, and the way back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.ids import AccountId, TouchId
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services.checkins import get_check_in, list_check_ins, schedule_check_in
from csworkbench.services.touches import delete_touch, edit_touch, get_touch, list_touches, log_touch

TODAY = date(2026, 11, 23)


def test_log_stores_everything_and_goes_both_ways(wb, keys, goes_both_ways):
    draft = TouchDraft(
        keys.acme, date(2026, 11, 20), "video", "  Went well ", True, "inbound", "QBR", "Agreed", (keys.ann, keys.ada)
    )
    goes_both_ways(lambda: log_touch(wb, draft), "Log a touch with Acme")
    (row,) = list_touches(wb, keys.acme)
    assert (row.happened_on, row.channel, row.direction) == (date(2026, 11, 20), "video", "inbound")
    assert (row.kind, row.notes, row.outcome, row.is_two_way) == ("QBR", "Went well", "Agreed", True)
    assert row.happened_at == datetime(2026, 11, 20, 12, tzinfo=UTC), "noon of a day that is past"
    assert row.people == ((keys.ada, "Ada Oak"), (keys.ann, "Ann Ash"))


def test_today_without_a_time_is_now(wb, keys):
    key = log_touch(wb, TouchDraft(keys.acme, TODAY))
    assert get_touch(wb, key).happened_at == wb.clock.now()


def test_one_change_holds_the_check_in_and_plans_the_next(wb, keys, goes_both_ways):
    planned = schedule_check_in(wb, CheckInDraft(keys.acme, date(2026, 11, 22)))
    draft = TouchDraft(
        keys.acme, TODAY, "meeting", contact_ids=(keys.ann,), check_in_id=planned, follow_up_on=date(2026, 12, 7)
    )
    goes_both_ways(lambda: log_touch(wb, draft), "Log a touch with Acme")
    held = get_check_in(wb, planned)
    assert (held.state, held.touch_id) == ("held", list_touches(wb, keys.acme)[0].id)
    follow_up = list_check_ins(wb, keys.acme)[0]
    assert (follow_up.due_on, follow_up.state, follow_up.channel) == (date(2026, 12, 7), "planned", "meeting")
    assert follow_up.people == ((keys.ann, "Ann Ash"),)


def test_edit_goes_both_ways_and_keeps_the_instant(wb, keys, goes_both_ways):
    at = datetime(2026, 11, 20, 7, 15, tzinfo=UTC)
    key = log_touch(wb, TouchDraft(keys.acme, date(2026, 11, 20), happened_at=at, contact_ids=(keys.ann,)))
    draft = TouchDraft(keys.acme, date(2026, 11, 20), "email", "Later", is_two_way=False, contact_ids=(keys.ada,))
    goes_both_ways(lambda: edit_touch(wb, key, draft), "Edit a touch with Acme")
    row = get_touch(wb, key)
    assert (row.channel, row.notes, row.is_two_way, row.happened_at) == ("email", "Later", False, at)
    assert row.people == ((keys.ada, "Ada Oak"),)


def test_delete_goes_both_ways_with_people_and_check_in(wb, keys, goes_both_ways):
    planned = schedule_check_in(wb, CheckInDraft(keys.acme, TODAY))
    key = log_touch(wb, TouchDraft(keys.acme, TODAY, contact_ids=(keys.ann,), check_in_id=planned))
    goes_both_ways(lambda: delete_touch(wb, key), "Delete a touch with Acme")
    assert list_touches(wb, keys.acme) == []
    assert get_check_in(wb, planned).touch_id is None


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"channel": "fax"}, "channel"),
        ({"direction": "sideways"}, "direction"),
        ({"kind": "lunch"}, "kind"),
        ({"happened_on": date(2026, 11, 24)}, "happened_on"),
        ({"happened_on": date(202, 11, 24)}, "happened_on"),
        ({"happened_at": datetime(2026, 11, 20, 7)}, "happened_at"),  # noqa: DTZ001 - the very fault
        ({"follow_up_on": date(2026, 11, 1)}, "follow_up_on"),
        ({"contact_ids": (999,)}, "people"),
    ],
)
def test_what_cannot_be_stored_is_refused_by_field(wb, keys, dump, more, field):
    before = dump()
    values = {"account_id": keys.acme, "happened_on": date(2026, 11, 20)} | more
    with pytest.raises(InvalidInput) as caught:
        log_touch(wb, TouchDraft(**values))
    assert caught.value.field == field
    assert dump() == before


def test_people_and_check_ins_of_another_account_are_refused(wb, keys):
    with pytest.raises(InvalidInput, match="not a contact"):
        log_touch(wb, TouchDraft(keys.acme, TODAY, contact_ids=(keys.bo,)))
    other = schedule_check_in(wb, CheckInDraft(keys.beta, TODAY))
    with pytest.raises(InvalidInput, match="another account"):
        log_touch(wb, TouchDraft(keys.acme, TODAY, check_in_id=other))
    assert list_touches(wb, keys.acme) == [], "a refused change leaves nothing behind"


def test_a_check_in_is_held_once(wb, keys):
    planned = schedule_check_in(wb, CheckInDraft(keys.acme, TODAY))
    log_touch(wb, TouchDraft(keys.acme, TODAY, check_in_id=planned))
    with pytest.raises(InvalidInput, match="held already"):
        log_touch(wb, TouchDraft(keys.acme, TODAY, check_in_id=planned))


def test_what_is_not_there_is_not_found(wb):
    with pytest.raises(NotFound):
        log_touch(wb, TouchDraft(AccountId(999), TODAY))
    with pytest.raises(NotFound):
        delete_touch(wb, TouchId(999))
