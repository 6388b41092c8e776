"""When owners work is kept by the start of the day, dropped when it changes, and read without the holidays' library."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from csworkbench.domain.business_days import BusinessDays
from csworkbench.domain.closed_days import ClosedDayDraft
from csworkbench.domain.feedback_items import FeedbackDraft
from csworkbench.infra.clock import FixedClock
from csworkbench.services.accounts import add_owner
from csworkbench.services.business_calendars import business_days_of_owners
from csworkbench.services.day import my_day
from csworkbench.services.day.opening import open_day
from csworkbench.services.feedback import log_feedback
from csworkbench.services.holidays import add_closed_day
from csworkbench.services.workbench import closing, open_workbench, start_day
from csworkbench.storage import derived
from csworkbench.storage.bulk import fetch
from csworkbench.storage.owner_days import OWNER_DAYS, kept_calendars, span, to_text
from csworkbench.storage.tables.accounts import owner
from csworkbench.storage.tables.feedback import feedback

TODAY = date(2026, 11, 23)


def kept(wb, today=TODAY):
    with wb.read() as connection:
        return kept_calendars(partial(fetch, connection), today)


@pytest.fixture
def norwegian(wb, keys):
    with wb.change("Move to Norway") as change:
        change.connection.execute(update(owner).where(owner.c.id == keys.maya).values(country="NO"))
    start_day(wb)
    return wb


def test_what_is_kept_is_what_is_found(norwegian, keys):
    with norwegian.read() as connection:
        found = business_days_of_owners(connection, *span(TODAY))
    assert kept(norwegian) == found
    assert not found[keys.maya].is_open(date(2026, 12, 25))
    assert found[keys.tom].is_open(date(2026, 12, 25))


@pytest.mark.parametrize(
    "act",
    [
        lambda wb, keys: add_closed_day(wb, ClosedDayDraft("Away", TODAY, owner_id=keys.tom)),
        lambda wb, keys: add_owner(wb, "Zoe"),
    ],
)
def test_a_change_of_it_drops_it_and_so_does_its_undo(norwegian, keys, act):
    assert kept(norwegian) is not None
    act(norwegian, keys)
    assert kept(norwegian) is None
    start_day(norwegian)
    norwegian.undo()
    assert kept(norwegian) is None


def test_another_change_keeps_it(norwegian, keys):
    log_feedback(norwegian, FeedbackDraft(keys.acme, "complaint", TODAY, "Slow"))
    assert kept(norwegian) is not None


@pytest.mark.parametrize(("day", "is_good"), [(TODAY, True), (date(2026, 12, 23), True), (date(2026, 12, 24), False),
                                              (date(2026, 11, 22), False)])  # fmt: skip
def test_it_is_good_for_a_month_and_not_for_the_past(norwegian, day, is_good):
    assert (kept(norwegian, day) is not None) == is_good


def test_the_first_list_knows_the_holidays_without_their_library(norwegian, keys):
    """Said on Christmas Eve: due on the 28th in Norway, where the 25th is a holiday."""
    log_feedback(norwegian, FeedbackDraft(keys.acme, "complaint", date(2026, 11, 16), "Slow"))
    with norwegian.change("Said on Christmas Eve") as change:
        change.connection.execute(update(feedback).values(said_on="2026-12-24", said_at="2026-12-24T10:00:00.000Z"))
    path = norwegian.path
    norwegian.close()
    clock = FixedClock(datetime(2026, 12, 30, 8, 30, tzinfo=UTC))
    with closing(open_workbench(path, clock)) as book:
        start_day(book)
        whole = my_day(book, keys.maya)
        with book.read() as connection:
            assert derived.mark(connection, OWNER_DAYS)
    assert [item.due_on for item in whole.items if item.kind == "feedback"] == [date(2026, 12, 28)]
    found = open_day(path, clock, is_team=False)
    assert found is not None
    assert list(found.day.items) == list(whole.items)
    code = f"""
import sys
from datetime import datetime
from pathlib import Path
from csworkbench.infra.clock import FixedClock
from csworkbench.services.day import my_day
from csworkbench.services.workbench import open_workbench
wb = open_workbench(Path({str(path)!r}), FixedClock(datetime.fromisoformat({clock.now().isoformat()!r})), write=False)
print(len(my_day(wb, {keys.maya}).items) > 0, "holidays" in sys.modules)
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ended.stdout.strip(), ended.stderr) == ("True False", "")


@given(
    st.dictionaries(
        st.one_of(st.none(), st.integers(1, 9)),
        st.builds(
            BusinessDays,
            st.frozensets(st.dates(date(2026, 1, 1), date(2027, 1, 1)), max_size=5),
            st.frozensets(st.integers(0, 6)),
        ),
    )
)
def test_nothing_is_lost_in_the_text(calendars):
    text = to_text(calendars, TODAY)
    assert kept_calendars(lambda _query, _values: [(text,)], TODAY) == calendars
