"""A book's check-ins out to a calendar file, lost, and in again: nothing of them is lost, and they are the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.texts import clean_text
from csworkbench.domain.words import CHANNELS, TOUCH_KINDS
from csworkbench.services import checkins
from csworkbench.services.calendar_files.export import export_book
from csworkbench.services.calendar_files.importing import import_calendar
from csworkbench.storage.tables.engagement import check_in

TODAY = date(2026, 11, 23)
ZONES = ("Europe/Oslo", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe",
         "America/St_Johns", "UTC", None)  # fmt: skip
KEPT = ("uid", "account_id", "due_on", "due_time", "time_zone", "minutes", "kind", "channel", "agenda", "state",
        "reason", "people")  # fmt: skip
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60).map(clean_text)


@st.composite
def drafts(draw: st.DrawFn) -> dict[str, Any]:
    at = draw(st.none() | st.times().map(lambda one: f"{one:%H:%M}"))
    return {
        "due_on": draw(st.dates(TODAY - timedelta(days=60), date(2028, 12, 31))),
        "channel": draw(st.sampled_from(CHANNELS)),
        "kind": draw(st.sampled_from(TOUCH_KINDS)),
        "agenda": draw(TEXTS) or None,
        "minutes": draw(st.none() | st.integers(0, 1440)),
        "due_time": at,
        "time_zone": draw(st.sampled_from(ZONES)) if at else None,
        "with_ann": draw(st.booleans()),
        "end": draw(st.sampled_from(["", "", "miss", "cancel"])),
        "reason": draw(TEXTS.filter(lambda text: bool(text.strip()))),
    }


def rows_of(wb: Any, keys: Any) -> list[tuple[Any, ...]]:
    rows = [*checkins.list_check_ins(wb, keys.acme), *checkins.list_check_ins(wb, keys.beta)]
    return sorted((tuple(getattr(row, name) for name in KEPT) for row in rows), key=repr)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(drafts(), min_size=1, max_size=8))
def test_what_goes_out_comes_in_again(wb, keys, tmp_path, found):
    with wb.change("Begin anew") as change:
        change.connection.execute(delete(check_in))
    for one in found:
        values = {name: value for name, value in one.items() if name not in ("with_ann", "end", "reason")}
        people = (keys.ann,) if one["with_ann"] else ()
        key = checkins.schedule_check_in(wb, CheckInDraft(keys.acme, contact_ids=people, **values))
        if one["end"] == "miss":
            checkins.miss_check_in(wb, key, one["reason"])
        elif one["end"] == "cancel":
            checkins.cancel_check_in(wb, key, one["reason"])
    before = rows_of(wb, keys)
    file = tmp_path / "book.ics"
    assert export_book(wb, file) == len(found)
    assert import_calendar(wb, file).is_nothing
    with wb.change("Lose them") as change:
        change.connection.execute(delete(check_in))
    done = import_calendar(wb, file)
    assert (done.added, done.left_out) == (len(found), [])
    assert rows_of(wb, keys) == before
    assert import_calendar(wb, file).is_nothing
    data = file.read_bytes()
    export_book(wb, file)
    assert file.read_bytes() == data, "the same content keeps its sequence and its bytes"
