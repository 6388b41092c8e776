"""The tables that health is computed from, as they were known at a past moment.

Facts with a day and a `known_at` are kept apart by the queries themselves. What a person changed later without a trace
in the row (a role, a goal's status, the day a contact left, seats) is taken back here from the journal: within
`known_then` the names of these tables mean views, in this connection alone, that give every row as of `set_moment`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Connection

from csworkbench.storage.bulk import fetch, write_many
from csworkbench.storage.health.facts import AsOf
from csworkbench.storage.tables import metadata

SetMoment = Callable[[date], None]
"""Sets the day, at the end of which the tables are to be seen."""

UNDATED: Mapping[str, tuple[str, ...]] = {
    "account": ("engagement_model_id", "ideal_days", "maximum_days", "segment"),
    "contact": ("roles",),
    "contract": ("seats", "start_on", "end_on"),
    "engagement_model": ("ideal_days", "maximum_days", "qbr_days", "ebr_days"),
    "feedback": ("contact_id", "kind", "severity", "score", "scale_min", "scale_max"),
    "goal": ("status", "updated_on"),
    "ticket": ("severity",),
    "time_limit": ("days",),
    "touch": ("is_two_way",),
}
"""Columns whose value says nothing of when it came to be."""

DATED: Mapping[str, tuple[str, ...]] = {
    "account": ("status", "status_on", "onboarded_on", "tickets_known_on"),
    "contact": ("left_on",),
    "feedback": ("state", "told_at", "said_on"),
    "review": ("state", "held_on"),
    "ticket": ("closed_at",),
    "touch": ("happened_on",),
}
"""Columns that are, or come with, a day: what an import says of them counts from that day on, like all it brings."""

_NONE: Mapping[str, tuple[str, ...]] = {}

WITH_KNOWN_AT = ("contract", "feedback", "goal", "ticket", "touch")
"""Tables whose rows say whether the day of becoming known is only assumed."""

ENTERED = {"contact": "known_at", "review": "made_at", "pulse": "given_at"}
"""Tables whose rows came to be known when they were entered, and the column of that moment."""

# An import is known by the name of its change, the one mark it leaves.
_CHANGED = """
SELECT r.record_table || '.' || j.key, r.record_id, j.value, c.made_at, c.name LIKE 'Import %'
FROM change_row r JOIN change c ON c.id = r.change_id, json_each(r.before) j
WHERE r.before IS NOT NULL AND r.after IS NOT NULL AND c.state IN ('done', 'kept')
    AND r.record_table IN ({tables}) ORDER BY c.sequence, r.id"""

_KNOWN = "(SELECT known_at FROM temp.then_moment)"
_DAY = "(SELECT day FROM temp.then_moment)"
_BROUGHT_IN = "(SELECT c.made_at FROM main.change c WHERE c.id = m.change_id)"
_LATER = "FROM temp.then_value v WHERE v.place = '{place}' AND v.record_id = m.id AND v.made_at > " + _KNOWN


@contextmanager
def known_then(
    connection: Connection, *, is_without_assumed: bool, more: Mapping[str, tuple[str, ...]] = _NONE
) -> Iterator[SetMoment]:
    """Let the tables of health be seen as known at a day, within the block.

    Args:
        connection: one for reading; nothing is written to the book.
        is_without_assumed: leave out rows whose day of becoming known is only assumed (imported history); signals then
            count from the day they were brought in.
        more: further columns to take back, by table, whose value says nothing of when it came to be.
    """
    run = connection.exec_driver_sql
    made: list[str] = []
    run("PRAGMA query_only=OFF")  # for temporary tables and views; the book itself is open for reading only
    try:
        run("CREATE TEMP TABLE then_moment (day TEXT, known_at TEXT)")
        run("INSERT INTO temp.then_moment VALUES (NULL, NULL)")
        columns = _take_back(connection, more, is_without_assumed=is_without_assumed)
        for table in metadata.sorted_tables:
            view = _view(table.name, columns[table.name], is_without_assumed=is_without_assumed)
            if view:
                run(view)
                made.append(table.name)
        yield lambda day: _set_moment(connection, day)
    finally:
        for name in made:
            run(f"DROP VIEW temp.{name}")
        run("DROP TABLE IF EXISTS temp.then_value")
        run("DROP TABLE IF EXISTS temp.then_moment")
        run("PRAGMA query_only=ON")


@contextmanager
def seen_as_of(connection: Connection, as_of: AsOf, more: Mapping[str, tuple[str, ...]] = _NONE) -> Iterator[None]:
    """Let the tables of health be seen as `as_of` asks, within the block: a past day as known then.

    `more` are columns of other use that are to be taken back as well, by table.
    """
    if not as_of.is_past:
        yield
        return
    with known_then(connection, is_without_assumed=False, more=more) as set_moment:
        set_moment(as_of.day)
        yield


def _set_moment(connection: Connection, day: date) -> None:
    text = day.isoformat()
    write_many(connection, "UPDATE temp.then_moment SET day = ?, known_at = ?", [(text, f"{text}T23:59:59.999Z")])


def _take_back(
    connection: Connection, more: Mapping[str, tuple[str, ...]], *, is_without_assumed: bool
) -> Mapping[str, set[str]]:
    """Keep what was in columns before they were changed; give which columns of which tables that are."""
    undated = [*UNDATED.items(), *more.items()]
    wanted = {f"{table}.{name}": False for table, names in undated for name in names}
    wanted |= {f"{table}.{name}": True for table, names in DATED.items() for name in names}
    tables = ", ".join(f"'{name}'" for name in sorted({*UNDATED, *DATED, *more}))
    rows = [
        (place, record_id, value, made_at)
        for place, record_id, value, made_at, is_import in fetch(connection, _CHANGED.format(tables=tables), {})
        if place in wanted and (is_without_assumed or not (wanted[place] and is_import))
    ]
    run = connection.exec_driver_sql
    run("CREATE TEMP TABLE then_value (id INTEGER PRIMARY KEY, place TEXT, record_id INTEGER, value, made_at TEXT)")
    write_many(connection, "INSERT INTO temp.then_value (place, record_id, value, made_at) VALUES (?, ?, ?, ?)", rows)
    run("CREATE INDEX temp.then_value_place ON then_value (place, record_id)")
    columns: defaultdict[str, set[str]] = defaultdict(set)
    for place in {row[0] for row in rows}:
        table, _, name = place.partition(".")
        columns[table].add(name)
    return columns


def _view(table: str, changed: set[str], *, is_without_assumed: bool) -> str | None:
    """Give the view that stands for a table, None where the table itself will do."""
    limits = []
    if table in ENTERED:
        limits.append(f"m.{ENTERED[table]} <= {_KNOWN}")
    if is_without_assumed and table in WITH_KNOWN_AT:
        limits.append("m.is_known_at_assumed = 0")
    if is_without_assumed and table == "signal_point":
        limits.append(f"{_BROUGHT_IN} <= {_KNOWN}")
    if not limits and not changed and table != "account":
        return None
    names = [column.name for column in metadata.tables[table].columns]
    cells = ", ".join(f"{_cell(table, name, is_changed=name in changed)} AS {name}" for name in names)
    where = " AND ".join(limits) or "true"
    return f"CREATE TEMP VIEW {table} AS SELECT {cells} FROM main.{table} m WHERE {where}"  # noqa: S608 - names of our own tables


def _cell(table: str, name: str, *, is_changed: bool) -> str:
    cell = f"m.{name}"
    if is_changed:
        later = _LATER.format(place=f"{table}.{name}")
        cell = (
            f"CASE WHEN EXISTS (SELECT 1 {later}) THEN (SELECT v.value {later} ORDER BY v.id LIMIT 1) ELSE {cell} END"
        )
    if (table, name) == ("account", "onboarded_on"):
        return f"CASE WHEN {cell} <= {_DAY} THEN {cell} END"  # an onboarding still to come is no start to count from
    return cell
