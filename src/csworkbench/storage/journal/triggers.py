"""Triggers generated from the table metadata: no write of a journaled table escapes them, cascades included.

They are dropped and made anew after every migration.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Table

from csworkbench.storage.tables import metadata

NOT_JOURNALED = frozenset(
    {
        "change",
        "change_row",
        "change_batch",
        "change_batch_rows",
        "journal_state",
        "health_snapshot",
        "account_line",
        "derived_state",
        "calendar_ledger",
    }
)
"""The journal itself, what is derived and can be rebuilt, and what was told to calendars, which no undo unsays."""

KEPT_WHEN_DELETED = frozenset({"health_snapshot"})
"""Derived, but not to be had again: what was known on a past day must come back when a deletion is undone."""

_PARENTS = {
    "touch_person": ("touch", "touch_id"),
    "check_in_person": ("check_in", "check_in_id"),
    "review_section": ("review", "review_id"),
    "feedback_theme": ("feedback", "feedback_id"),
    "signal_point": ("signal_series", "series_id"),
}


def journaled_tables() -> list[Table]:
    """Give every table whose writes are journaled, parents before children."""
    return [table for table in metadata.sorted_tables if table.name not in NOT_JOURNALED]


def key_columns(table: Table) -> list[str]:
    """Give the names of the primary key's columns."""
    return [column.name for column in table.primary_key.columns]


def accounts_query(table: Table) -> str | None:
    """Give the SQL for the accounts of the rows added after a key (of `signal_point`: in a change), up to a number.

    None when the rows of that table belong to no account.
    """
    if table.name == "account":
        return "SELECT id FROM account WHERE id > ? LIMIT ?"
    if table.name == "signal_point":
        return (
            "SELECT DISTINCT account_id FROM signal_series WHERE id IN "
            "(SELECT series_id FROM signal_point WHERE change_id = ?) LIMIT ?"
        )
    if "account_id" in table.columns:
        return f'SELECT DISTINCT account_id FROM "{table.name}" WHERE id > ? LIMIT ?'  # noqa: S608  # our own tables
    if table.name in _PARENTS:
        parent, column = _PARENTS[table.name]
        return (
            f'SELECT DISTINCT account_id FROM "{parent}" WHERE id IN '  # noqa: S608  # names of our own tables
            f'(SELECT "{column}" FROM "{table.name}" WHERE id > ?) LIMIT ?'
        )
    return None


def trigger_statements() -> Iterator[str]:
    """Give the SQL that drops and makes every trigger of the journal."""
    for table in journaled_tables():
        for event in ("insert", "update", "delete"):
            yield f'DROP TRIGGER IF EXISTS "journal_{table.name}_{event}"'
        yield _insert_trigger(table)
        yield _update_trigger(table)
        yield _delete_trigger(table)
    for name in sorted(KEPT_WHEN_DELETED):
        yield f'DROP TRIGGER IF EXISTS "journal_{name}_delete"'
        yield _delete_trigger(metadata.tables[name], modes="(1, 2)")


def _image(table: Table, row: str) -> str:
    pairs = ", ".join(f"'{column.name}', {row}.\"{column.name}\"" for column in table.columns)
    return f"json_object({pairs})"


def _changed(table: Table, side: str) -> str:
    """Give the columns that differ, with the key columns of a table without `id`, as JSON of `side`."""
    keys = key_columns(table)
    keep = keys if keys != ["id"] else []
    rows = " UNION ALL ".join(
        f"SELECT '{column.name}' AS name, {side}.\"{column.name}\" AS value, "
        + ("1" if column.name in keep else f'OLD."{column.name}" IS NOT NEW."{column.name}"')
        + " AS differs"
        for column in table.columns
    )
    return f"(SELECT json_group_object(name, value) FROM ({rows}) WHERE differs)"  # noqa: S608  # names of our own tables


def _account(table: Table, row: str) -> str:
    if table.name == "account":
        return f"{row}.id"
    if "account_id" in table.columns:
        return f"{row}.account_id"
    if table.name in _PARENTS:
        parent, column = _PARENTS[table.name]
        return f'(SELECT account_id FROM "{parent}" WHERE id = {row}."{column}")'  # noqa: S608  # names of our own tables
    return "NULL"


def _trigger(table: Table, event: str, modes: str, row: str, images: tuple[str, str], condition: str = "") -> str:
    key = key_columns(table)[0]
    before, after = images
    return f"""CREATE TRIGGER "journal_{table.name}_{event}" AFTER {event.upper()} ON "{table.name}"
WHEN (SELECT mode FROM journal_state) IN {modes}{condition} BEGIN
    SELECT RAISE(ABORT, 'write outside a named change') FROM journal_state WHERE mode = 0;
    INSERT INTO change_row (change_id, record_table, record_id, account_id, before, after)
    SELECT change_id, '{table.name}', {row}."{key}", {_account(table, row)}, {before}, {after} FROM journal_state;
END"""  # noqa: S608  # names of our own tables


def _insert_trigger(table: Table) -> str:
    return _trigger(table, "insert", "(0, 1)", "NEW", ("NULL", _image(table, "NEW")))


def _delete_trigger(table: Table, modes: str = "(0, 1, 2)") -> str:
    return _trigger(table, "delete", modes, "OLD", (_image(table, "OLD"), "NULL"))


def _update_trigger(table: Table) -> str:
    differs = " OR ".join(f'OLD."{column.name}" IS NOT NEW."{column.name}"' for column in table.columns)
    return _trigger(
        table,
        "update",
        "(0, 1, 2)",
        "NEW",
        (_changed(table, "OLD"), _changed(table, "NEW")),
        f" AND ({differs})",
    )
