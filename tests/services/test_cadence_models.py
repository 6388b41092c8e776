"""Engagement models: previewed before anything changes, changed as one, undone whole; adherence from what happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.fatigue import FatigueLimits
from csworkbench.domain.fatigue_rows import FatigueQuestion
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services import accounts, cadence, checkins, fatigue, touches

TODAY = date(2026, 11, 23)


@pytest.fixture
def model(wb):
    return next(one for one in cadence.list_models(wb) if one.name == "customer success manager")


def touched(wb, account, on, **more):
    return touches.log_touch(wb, TouchDraft(account, on, **more))


def test_presets_have_the_default_limits(wb, model):
    assert [one.name for one in cadence.list_models(wb)][:2] == ["high-touch", "customer success manager"]
    assert (model.cadence.ideal_days, model.cadence.maximum_days, model.qbr_days) == (30, 45, 91)
    assert (model.limits, model.accounts) == (FatigueLimits(3, 4, 1, 90), 2)


def test_preview_changes_nothing_and_the_change_does_what_it_said(wb, keys, model, dump):
    touched(wb, keys.acme, date(2026, 11, 9))
    key = checkins.schedule_check_in(wb, CheckInDraft(keys.acme, date(2026, 12, 9)))
    before = dump()
    shorter = replace(model, ideal_days=14, maximum_days=21)
    found = cadence.preview_model(wb, shorter)
    assert dump() == before
    assert [(one.account, one.kind, one.on) for one in found.planned] == [
        ("Acme", "moved", date(2026, 11, 23)),
        ("Beta", "added", date(2026, 11, 23)),
    ]
    assert [(one.account, one.before, one.after) for one in found.states] == [("Beta", "fine", "overdue")]
    number = len(wb.history())
    assert cadence.change_model(wb, shorter) == found
    assert len(wb.history()) == number + 1
    assert checkins.get_check_in(wb, key).due_on == date(2026, 11, 23)
    assert [one.due_on for one in checkins.list_check_ins(wb, keys.beta)] == [date(2026, 11, 23)]
    wb.undo()
    assert dump() == before


def test_check_ins_can_be_left_alone(wb, keys, model):
    key = checkins.schedule_check_in(wb, CheckInDraft(keys.acme, date(2027, 1, 20)))
    cadence.change_model(wb, replace(model, ideal_days=14, maximum_days=21), with_check_ins=False)
    assert checkins.get_check_in(wb, key).due_on == date(2027, 1, 20)


def test_dropped_ones_are_cancelled_with_the_reason(wb, keys, model):
    touched(wb, keys.acme, TODAY)
    cadence.change_interval(wb, [keys.acme], model.id, 14, 21, with_check_ins=False)
    first, second = (
        checkins.schedule_check_in(wb, CheckInDraft(keys.acme, TODAY + timedelta(days=days))) for days in (14, 28)
    )
    cadence.change_interval(wb, [keys.acme], model.id)
    assert checkins.get_check_in(wb, first).due_on == date(2026, 12, 23)
    dropped = checkins.get_check_in(wb, second)
    assert dropped.state == "cancelled"
    assert dropped.reason is not None
    assert dropped.reason.startswith("Cadence changed")


def test_interval_by_hand_holds_against_the_model(wb, keys, model):
    cadence.change_interval(wb, [keys.acme], model.id, 60, 90)
    found = cadence.preview_model(wb, replace(model, ideal_days=14, maximum_days=21))
    assert found.accounts == 1
    touched(wb, keys.acme, TODAY)
    assert checkins.default_due_on(wb, keys.acme) == TODAY + timedelta(days=60)


def test_logging_a_two_way_touch_moves_the_next_date(wb, keys):
    assert checkins.default_due_on(wb, keys.acme) == date(2026, 12, 1)
    touched(wb, keys.acme, date(2026, 11, 20), is_two_way=False)
    assert checkins.default_due_on(wb, keys.acme) == date(2026, 12, 1)
    touched(wb, keys.acme, date(2026, 11, 20))
    assert checkins.default_due_on(wb, keys.acme) == date(2026, 12, 20)


def test_added_ones_lie_on_business_days_of_the_customer(wb, keys, model):
    accounts.edit_account(wb, keys.acme, country="DE")
    touched(wb, keys.acme, date(2026, 11, 11))  # 44 days later is Christmas
    found = cadence.preview_model(wb, replace(model, ideal_days=44, maximum_days=50))
    assert next(one.on for one in found.planned if one.account == "Acme") == date(2026, 12, 28)


def test_limits_of_the_model_are_those_of_the_guard(wb, keys, model):
    touched(wb, keys.acme, date(2026, 11, 20), contact_ids=(keys.ann,))
    question = FatigueQuestion(keys.acme, (keys.ann,), TODAY)
    assert fatigue.ask_guard(wb, question)
    cadence.change_model(wb, replace(model, limits=FatigueLimits(1, 4, 1, 90), touch_kinds=("check-in", "QBR")))
    assert fatigue.ask_guard(wb, question) == []
    assert cadence.list_models(wb)[1].touch_kinds == ("check-in", "QBR")


def test_what_can_not_be_kept_is_refused(wb, keys, model):
    with pytest.raises(InvalidInput, match="not below the ideal"):
        cadence.preview_model(wb, replace(model, maximum_days=20))
    with pytest.raises(InvalidInput, match="already"):
        cadence.change_model(wb, replace(model, name="High-Touch"))
    with pytest.raises(NotFound):
        cadence.preview_model(wb, replace(model, id=99, name="other"))
    with pytest.raises(InvalidInput, match="not below the ideal"):
        cadence.change_interval(wb, [keys.acme], model.id, 30, 20)


def test_adherence_of_the_book(wb, keys):
    touched(wb, keys.acme, date(2026, 11, 20))
    rows = {(one.month, one.group, one.name): one for one in cadence.list_adherence(wb)}
    november = rows[date(2026, 11, 1), "book", ""]
    assert (november.with_ideal, november.within_ideal) == (2, 2)
    assert set(rows) == {
        (date(2026, 11, 1), "book", ""), (date(2026, 11, 1), "owner", "Maya Lind"),
        (date(2026, 11, 1), "owner", "Tom Örd"), (date(2026, 11, 1), "segment", ""),
    }  # fmt: skip
    assert {one.name for one in cadence.list_adherence(wb, keys.tom)} == {"", "Tom Örd"}
    with pytest.raises(InvalidInput, match="future"):
        cadence.list_adherence(wb, since=date(2027, 1, 1))


def test_details_with_another_cadence_are_one_change(wb, keys, model, dump):
    touched(wb, keys.acme, TODAY)
    key = checkins.schedule_check_in(wb, CheckInDraft(keys.acme, TODAY + timedelta(days=30)))
    before, number = dump(), len(wb.history())
    wanted = {"ideal_days": 14, "maximum_days": 21, "segment": "Bank", "status": "in notice"}
    expected = cadence.preview_interval(wb, [keys.acme], model.id, 14, 21)
    assert [one.kind for one in expected.planned] == ["moved"]
    assert cadence.change_details(wb, keys.acme, wanted) == expected
    row = accounts.get_account(wb, keys.acme)
    assert (row.ideal_days, row.segment, row.status, row.engagement_model_id) == (14, "Bank", "in notice", model.id)
    assert checkins.get_check_in(wb, key).due_on == date(2026, 12, 7)
    assert len(wb.history()) == number + 1
    wb.undo()
    assert dump() == before


def test_details_can_leave_check_ins_alone(wb, keys):
    touched(wb, keys.acme, TODAY)
    key = checkins.schedule_check_in(wb, CheckInDraft(keys.acme, TODAY + timedelta(days=30)))
    cadence.change_details(wb, keys.acme, {"ideal_days": 14}, with_check_ins=False)
    assert checkins.get_check_in(wb, key).due_on == TODAY + timedelta(days=30)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [({"ideal_days": 40, "maximum_days": 20}, "not below the ideal"), ({"ideal_days": "many"}, "1 to"),
     ({"engagement_model_id": 999}, "no such engagement model"), ({"colour": "red"}, "")],
)  # fmt: skip
def test_details_that_can_not_be_stored_change_nothing(wb, keys, dump, wanted, said):
    before = dump()
    with pytest.raises(InvalidInput) as refused:
        cadence.change_details(wb, keys.acme, wanted)
    assert said in refused.value.message
    assert dump() == before


def test_adherence_is_of_twelve_months_when_nothing_else_is_asked_for(wb, keys):
    touched(wb, keys.acme, date(2025, 1, 7))
    months = sorted({row.month for row in cadence.list_adherence(wb)})
    assert (len(months), months[0], months[-1]) == (12, date(2025, 12, 1), date(2026, 11, 1))


def test_more_accounts_than_a_statement_takes_parameters(wb, keys, model):
    many = [keys.acme, keys.beta, *range(1_000_000, 1_040_000)]
    found = cadence.preview_interval(wb, many, model.id, 14, 21)
    assert found.accounts == 2
