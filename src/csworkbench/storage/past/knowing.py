"""What the rows themselves say of when they were known: what came later than a day goes, later states are open again.

This is for history that was imported or made as a demonstration, of which the journal knows only the day it was
brought in. Where nothing says when a state came to be, it stays (see `NOT_BROUGHT_BACK`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from csworkbench.infra.tokens import Token
from csworkbench.storage.tables import metadata

NOT_BROUGHT_BACK = (
    "Texts, roles and names that were imported after that day stand as they were imported.",
    "A change that was undone after that day is taken as never made.",
    "Owners, saved views and who you are stand as they are today.",
)
"""What a past day shows as it is today, in sentences."""

_KNOWN_LATER: Mapping[str, str] = {
    "contact": "known_at > :known",
    "contract": "known_at > :known",
    "touch": "happened_on > :day OR known_at > :known",
    "check_in": "planned_at > :known",
    "goal": "updated_on > :day OR known_at > :known",
    "action": "made_at > :known",
    "review": "made_at > :known",
    "feedback": "said_on > :day OR known_at > :known",
    "ticket": "opened_at > :known OR known_at > :known",
    "outcome": "happened_on > :day OR known_at > :known",
    "pulse": "given_on > :day OR given_at > :known",
    "health_override": "from_on > :day",
    "snooze": "made_at > :known",
    "account": "known_at > :known AND (onboarded_on IS NULL OR onboarded_on > :day)",
}
"""Which rows were not known yet; accounts come last, when little is left to go with them."""
_WORDS = {"touch": "touch_words", "feedback": "feedback_words"}
"""The search index of each table's notes: taking most rows out one by one costs more than building it again."""

_BROUGHT_IN = """({table}.id IN (SELECT record_id FROM temp.touched_in WHERE record_table = '{table}')
    OR EXISTS (SELECT 1 FROM temp.brought_in b
        WHERE b.record_table = '{table}' AND {table}.id BETWEEN b.first_id AND b.last_id))"""

# A touch names the day a check-in was held on; without one the day it was due on has to do.
_CHECK_IN_LATER = """state <> 'planned' AND coalesce(
    (SELECT t.happened_on FROM touch t WHERE t.id = check_in.touch_id), due_on) > :day"""
_SET_BACK: tuple[tuple[str, str, str], ...] = (
    ("account", "status = 'active', status_on = NULL", "status_on > :day"),
    ("account", "onboarded_on = NULL", "onboarded_on > :day"),
    ("contact", "left_on = NULL", "left_on > :day"),
    ("contract", "outcome = NULL, outcome_on = NULL, reason = NULL", "coalesce(outcome_on, end_on) > :day"),
    ("ticket", "closed_at = NULL", "closed_at > :known"),
    (
        "feedback",
        "state = 'new', told_at = NULL, told_by = NULL, told_channel = NULL, reason = NULL",
        "told_at > :known",
    ),
    ("action", "state = 'open', done_on = NULL", "done_on > :day"),
    ("check_in", "state = 'planned', touch_id = NULL, reason = NULL", _CHECK_IN_LATER),
    ("review", "state = 'planned', held_on = NULL", "held_on > :day"),
    ("theme", "fixed_on = NULL", "fixed_on > :day"),
)
"""Cells that were brought in and say a later day: table, what they were before, and which."""

_EMPTIED = f"""
UPDATE review_section SET body = '' WHERE review_id IN (
    SELECT review.id FROM review WHERE changed_at > :known AND {_BROUGHT_IN.format(table="review")})"""  # noqa: S608
_HEALTH = (
    "DELETE FROM health_snapshot WHERE from_on > :day",
    "UPDATE health_snapshot SET to_on = NULL WHERE to_on > :day",
    """DELETE FROM health_snapshot WHERE model_id IN (SELECT id FROM health_model WHERE made_at > :known
        AND version > (SELECT min(version) FROM health_model))""",
    """DELETE FROM health_model WHERE made_at > :known AND version > (SELECT min(version) FROM health_model)""",
)
_SIGNALS = (
    "DELETE FROM signal_point WHERE on_day > :day",
    f"""DELETE FROM signal_series WHERE {_BROUGHT_IN.format(table="signal_series")}
        AND NOT EXISTS (SELECT 1 FROM signal_point p WHERE p.series_id = signal_series.id)""",  # noqa: S608
)


def forget_later(connection: Connection, day: date, known: str, token: Token) -> None:
    """Take from the copy what its rows say came after `day`; `known` is the last instant that counts.

    What `unwind` leaves in the temporary tables must be there.
    """
    values = {"day": day.isoformat(), "known": known}
    statements = [f"UPDATE {table} SET {cells} WHERE ({later}) AND {_BROUGHT_IN.format(table=table)}"  # noqa: S608
                  for table, cells, later in _SET_BACK]  # fmt: skip
    statements.append(_EMPTIED)
    cursor = connection.connection.cursor()
    try:
        rebuilt = [name for table, name in _WORDS.items() if _mostly_goes(cursor, table, values)]
        for name in rebuilt:
            cursor.execute(f"DROP TRIGGER {name}_delete")
        statements += [f"DELETE FROM {table} WHERE {later}" for table, later in _KNOWN_LATER.items()]  # noqa: S608
        statements += [*_HEALTH, *_SIGNALS, *(f"INSERT INTO {name} ({name}) VALUES ('rebuild')" for name in rebuilt)]  # noqa: S608
        for number, statement in enumerate(statements):
            token.report("Leaving out what was not known yet", number, len(statements))
            cursor.execute(statement, values)
        _forget_external_ids(cursor)
    finally:
        cursor.close()


def _mostly_goes(cursor: Any, table: str, values: Mapping[str, str]) -> bool:
    query = f"SELECT 2 * count(*) FILTER (WHERE {_KNOWN_LATER[table]}) > count(*) FROM {table}"  # noqa: S608
    return bool(cursor.execute(query, values).fetchone()[0])


def _forget_external_ids(cursor: Any) -> None:
    """Take the ids that other programs gave to records that are not there."""
    tables = [row[0] for row in cursor.execute("SELECT DISTINCT record_table FROM external_id ORDER BY 1").fetchall()]
    for table in tables:
        if table in metadata.tables:
            there = f'SELECT 1 FROM "{table}" r WHERE r.id = external_id.record_id'  # noqa: S608 - our own tables
            cursor.execute(f"DELETE FROM external_id WHERE record_table = ? AND NOT EXISTS ({there})", (table,))  # noqa: S608
