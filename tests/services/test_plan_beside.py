"""Plans made and written in another process: what goes there and back, and what a cancel leaves behind."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date

import pytest

from csworkbench.domain.planning.preview import PlanRequest
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.errors import InvalidInput
from csworkbench.infra.tokens import Cancelled, Token
from csworkbench.services import checkins, touches
from csworkbench.services.planning.beside import apply_for_book, check_for_book, preview_for_book
from csworkbench.services.planning.plans import preview_plan
from tests.services.conftest import CLOCK


def sent(value):
    """Give a value as it comes out of the pipe."""
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - our own bytes


@pytest.fixture
def request_of_maya(wb, keys):
    touches.log_touch(wb, TouchDraft(keys.acme, date(2026, 11, 9)))
    return PlanRequest(keys.maya, date(2026, 12, 1), date(2026, 12, 31), time_zone="Europe/Berlin")


def test_the_same_plan_goes_there_and_back(wb, request_of_maya):
    found = preview_for_book(Token(), wb.path, CLOCK, sent(request_of_maya))
    assert found == preview_plan(wb, request_of_maya, Token())
    assert sent(found) == found
    late = replace(found.planned[0], on=date(2026, 12, 31), is_own=True)
    problems = check_for_book(Token(), wb.path, CLOCK, request_of_maya, [late])
    assert "its interval ends" in problems[0].text
    assert sent(problems) == problems


def test_it_is_written_and_can_be_undone_here(wb, keys, request_of_maya, dump):
    before = dump()
    found = preview_plan(wb, request_of_maya, Token())
    count, change, undo = apply_for_book(Token(), wb.path, CLOCK, found)
    assert (count, undo.undo_name) == (1, "Plan 1 check-in for 2026-12")
    assert change is not None
    assert change.accounts is not None
    assert keys.acme in change.accounts
    assert [one.due_on for one in checkins.list_check_ins(wb, keys.acme)] == [found.planned[0].on]
    wb.undo()
    assert dump() == before


def test_a_cancel_leaves_nothing(wb, request_of_maya, dump):
    before = dump()
    found = preview_plan(wb, request_of_maya, Token())
    token = Token()
    token.cancel()
    with pytest.raises(Cancelled):
        apply_for_book(token, wb.path, CLOCK, found)
    with pytest.raises(Cancelled):
        preview_for_book(token, wb.path, CLOCK, request_of_maya)
    assert dump() == before


def test_what_can_not_be_planned_is_told_in_words(wb, request_of_maya):
    found = preview_plan(wb, request_of_maya, Token())
    taken = replace(found, planned=tuple(replace(row, on=date(2026, 11, 1), is_own=True) for row in found.planned))
    with pytest.raises(InvalidInput, match="has begun or is over"):
        apply_for_book(Token(), wb.path, CLOCK, taken)
