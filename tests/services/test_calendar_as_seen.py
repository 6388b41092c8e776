"""What a calendar program shows of a series that went out: dateutil's days of its rule, with what differs in place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rruleset, rrulestr
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from csworkbench.domain.series import REPEATS, SeriesDraft
from csworkbench.infra.errors import WorkbenchError
from csworkbench.services import checkins
from csworkbench.services.calendar_files.export import export_book
from csworkbench.services.calendar_files.importing import import_calendar
from csworkbench.services.series import changes as series
from csworkbench.storage.tables.engagement import check_in

TODAY = date(2026, 11, 23)
TIMES = (("09:00", "Europe/Oslo"), ("23:30", "America/New_York"), ("00:15", "Asia/Kolkata"), ("10:00", None),
         ("07:45", "UTC"), (None, None))  # fmt: skip
Line = tuple[dict[str, str], str]
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["move", "move later", "move all", "time", "cancel", "agenda", "hold"]),
        st.integers(0, 5),
        st.integers(-3, 9),
    ),
    max_size=5,
)


def events_of(file: Path) -> list[dict[str, Line]]:
    """Read content lines with nothing but string functions."""
    found: list[dict[str, Line]] = []
    for line in file.read_bytes().decode().replace("\r\n ", "").split("\r\n"):
        head, _, value = line.partition(":")
        name, *params = head.split(";")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name not in ("BEGIN", "END"):
            found[-1][name] = (dict(one.partition("=")[::2] for one in params), value)
    return found


def moments(line: Line) -> list[datetime]:
    """Give the local times of a property; a day is its midnight."""
    made = []
    for text in line[1].split(","):
        form = "%Y%m%d" if "T" not in text else "%Y%m%dT%H%M%S"
        made.append(datetime.strptime(text.rstrip("Z"), form))  # noqa: DTZ007  # the zone is that of the series
    return made


def expanded(event: dict[str, Line], last: date) -> list[datetime]:
    """Give what a calendar program makes of a rule with its days added and left out."""
    start = moments(event["DTSTART"])[0]
    zone = event["DTSTART"][0].get("TZID")
    parts = dict(one.split("=") for one in event["RRULE"][1].split(";"))
    if "UNTIL" in parts and "T" in parts["UNTIL"]:
        until = datetime.strptime(parts["UNTIL"].rstrip("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007  # as the line above it
        if parts["UNTIL"].endswith("Z") and zone:
            until = until.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        parts["UNTIL"] = until.strftime("%Y%m%dT%H%M%S")
    whole = rruleset()
    rule = rrulestr(";".join(f"{name}={value}" for name, value in parts.items()), dtstart=start)
    assert isinstance(rule, rrule)
    whole.rrule(rule)
    for one in moments(event["RDATE"]) if "RDATE" in event else ():
        whole.rdate(one)
    for one in moments(event["EXDATE"]) if "EXDATE" in event else ():
        whole.exdate(one)
    return list(whole.between(start, datetime.combine(last, datetime.max.time()), inc=True))


def shown(file: Path, lasts: Mapping[str, date]) -> list[tuple[datetime, str]]:
    """Give what a calendar program shows: local time and text of each event that is not cancelled.

    Of each series, by its uid, up to the last day that is planned: calendars go on beyond it.
    """
    by_uid: dict[str, list[dict[str, Line]]] = defaultdict(list)
    for event in events_of(file):
        by_uid[event["UID"][1]].append(event)
    seen: list[tuple[datetime, str]] = []
    for uid, events in by_uid.items():
        masters = [one for one in events if "RECURRENCE-ID" not in one]
        (master,) = masters
        days = expanded(master, lasts[uid]) if "RRULE" in master else moments(master["DTSTART"])
        others = {moments(one["RECURRENCE-ID"])[0]: one for one in events if "RECURRENCE-ID" in one}
        assert set(others) <= set(days), "each that differs stands for a day that the series has"
        assert all(one["RECURRENCE-ID"][0] == master["DTSTART"][0] for one in others.values()), "in its zone"
        for day in days:
            event = others.get(day, master)
            if event["STATUS"][1] != "CANCELLED":
                at = moments(event["DTSTART"])[0] if event is not master or "RRULE" not in master else day
                seen.append((at, event.get("DESCRIPTION", ({}, ""))[1]))
    return sorted(seen)


def act(wb: Any, key: int, what: str, place: int, step: int) -> None:
    rows = [row for row in series.list_series_check_ins(wb, key) if row.is_open]
    if not rows:
        return
    row = rows[min(place, len(rows) - 1)]
    on = row.due_on + timedelta(days=step)
    if what.startswith("move"):
        series.move_in_series(wb, row.id, on, {"move": "this", "move later": "later", "move all": "all"}[what])
    elif what == "time":
        series.edit_check_in(wb, row.id, {"due_time": "16:20", "time_zone": row.time_zone}, "this")
    elif what == "cancel":
        checkins.cancel_check_in(wb, row.id, "Holidays")
    elif what == "agenda":
        series.edit_check_in(wb, row.id, {"agenda": f"About {step}"}, "this")
    else:
        checkins.complete_check_in(wb, row.id)


@settings(
    max_examples=25,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    repeat=st.sampled_from([one for one in REPEATS if one != "daily"]),
    start=st.dates(TODAY, date(2027, 3, 31)),
    time=st.sampled_from(TIMES),
    shift=st.sampled_from([None, "following", "preceding", "modified following"]),
    acts=ACTS,
)
@example(
    repeat="weekly",
    start=date(2027, 3, 24),
    time=("09:00", "Europe/Oslo"),
    shift="following",
    acts=[("hold", 2, 6), ("move later", 3, 4), ("move all", 2, 7), ("agenda", 2, 2), ("hold", 3, 9)],
)
def test_a_calendar_shows_what_the_book_has(wb, keys, tmp_path, repeat, start, time, shift, acts):
    with wb.change("Begin anew") as change:
        change.connection.execute(delete(check_in))
    at, zone = time
    draft = SeriesDraft(keys.acme, start, repeat, shift=shift, due_time=at, time_zone=zone, agenda="Start")
    key = series.schedule_series(wb, draft)
    for one in acts:
        try:
            act(wb, key, *one)
        except WorkbenchError:
            continue  # a rule that can't be moved so is refused, and nothing is changed
    file = tmp_path / "book.ics"
    export_book(wb, file)
    rows = checkins.list_check_ins(wb, keys.acme)
    lasts: dict[str, date] = {}
    for row in rows:
        assert row.series_id is not None
        uid = f"{series.get_series(wb, row.series_id).uid}@csworkbench"
        lasts[uid] = max(row.scheduled_on or row.due_on, lasts.get(uid, date.min))
    expected = sorted(
        (datetime.strptime(f"{row.due_on} {row.due_time or '00:00'}", "%Y-%m-%d %H:%M"), row.agenda or "")  # noqa: DTZ007
        for row in rows
        if row.state != "cancelled"
    )
    assert shown(file, lasts) == expected
    assert import_calendar(wb, file).is_nothing
