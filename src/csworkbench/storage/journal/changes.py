"""Named changes: how one begins and ends inside a transaction, and which one undo or redo takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update

from csworkbench.domain.history import ChangeSet, HistoryRow
from csworkbench.storage.journal.triggers import accounts_query, journaled_tables
from csworkbench.storage.tables import metadata
from csworkbench.storage.tables.journal import change, change_batch, change_batch_rows, change_row

REFUSE, IMAGES, BATCH, REPLAY = 0, 1, 2, 3
MANY_ACCOUNTS = 2000
"""Above this many touched accounts a change set says "all" instead of naming them."""
MANY_ROWS = 500
"""From so many rows on a change is long to take back: each costs some 0.1 ms, which holds up every thread."""
FEW_OF = 4
"""A batch names its accounts when they are at most one in so many: above that, all at once costs less."""

# Built once: every edit runs all of these, and building a statement costs more than running it.
_NEWEST = select(change.c.id, change.c.merge_key, change.c.state).order_by(change.c.id.desc()).limit(1)
_LAST_SEQUENCE = select(func.coalesce(func.max(change.c.sequence), 0))
_ADD = insert(change).returning(change.c.id)
_UNDONE = select(change.c.id).where(change.c.state == "undone")
_DROP_ROWS = delete(change_batch_rows).where(
    change_batch_rows.c.batch_id.in_(select(change_batch.c.id).where(change_batch.c.change_id.in_(_UNDONE)))
)
_DROP = update(change).where(change.c.state == "undone").values(state="dropped")
_OF_CHANGE = change_row.c.change_id == bindparam("change")
_TOUCHED_TABLES = select(change_row.c.record_table).where(_OF_CHANGE).distinct()
_BATCHED_TABLES = select(change_batch.c.record_table).where(change_batch.c.change_id == bindparam("change")).distinct()
_SIZE = text("""SELECT EXISTS (SELECT 1 FROM change_batch WHERE change_id = :change)
    OR EXISTS (SELECT 1 FROM change_row WHERE change_id = :change
        AND record_table IN ('owner', 'engagement_model', 'health_model', 'time_limit')),
    (SELECT count(*) FROM (SELECT 1 FROM change_row WHERE change_id = :change LIMIT :many))""")
"""Of these tables one row stands in the derived rows of many accounts."""
_ACCOUNTS = select(func.count()).select_from(metadata.tables["account"])
_TOUCHED_ACCOUNTS = (
    select(change_row.c.account_id)
    .where(_OF_CHANGE, change_row.c.account_id.is_not(None))
    .distinct()
    .limit(MANY_ACCOUNTS + 1)
)


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """What a new change is called, who makes it, where and when."""

    name: str
    made_at: str
    user: str
    device: str
    uid: str
    schema_version: int
    merge_key: str | None = None


class RunningChange:
    """A change inside its transaction: the connection to write through, and its id."""

    def __init__(self, connection: Connection, change_id: int, name: str, *, is_merged: bool) -> None:
        """Start with what already stands in every table (needed to find what a batch added)."""
        self.connection = connection
        self.change_id = change_id
        self.name = name
        self.is_merged = is_merged
        self._marks: dict[str, int] = {}

    def begin(self, *, batch: bool) -> None:
        """Let the triggers note what follows; for a batch, remember where each table ended."""
        if batch:
            self._marks = {table.name: _last_id(self.connection, table.name) for table in journaled_tables()}
        set_mode(self.connection, BATCH if batch else IMAGES, self.change_id)

    def end(self) -> ChangeSet:
        """Stop noting; give what was touched. A change that touched nothing leaves no trace."""
        set_mode(self.connection, REFUSE, None)
        batched = self._note_batches()
        found = touched(self.connection, self.change_id, self.name, batched)
        if batched:
            found = replace(found, accounts=self._accounts_of_batches(batched))
        if not found.tables and not self.is_merged:
            self.connection.execute(delete(change).where(change.c.id == self.change_id))
        return found

    def _accounts_of_batches(self, names: frozenset[str]) -> frozenset[int] | None:
        """Give whose records were added or changed; None when it is a good part of all accounts."""
        connection = self.connection
        found = set(connection.execute(_TOUCHED_ACCOUNTS, {"change": self.change_id}).scalars())
        for name in names:
            query = accounts_query(metadata.tables[name])
            if query:
                mark = self.change_id if name == "signal_point" else self._marks[name]
                rows = connection.exec_driver_sql(query, (mark, MANY_ACCOUNTS + 1))
                found |= {row[0] for row in rows if row[0] is not None}
            if len(found) > MANY_ACCOUNTS:
                return None
        accounts = int(connection.execute(_ACCOUNTS).scalar_one())
        return frozenset(found) if len(found) * FEW_OF <= accounts else None

    def _note_batches(self) -> frozenset[str]:
        names: set[str] = set()
        for name, mark in self._marks.items():
            last = _last_id(self.connection, name)
            if name == "signal_point":
                last = _points_of(self.connection, self.change_id)
                mark = 0
            if last > mark:
                names.add(name)
                self.connection.execute(
                    insert(change_batch),
                    {"change_id": self.change_id, "record_table": name, "first_id": mark + 1, "last_id": last},
                )
        return frozenset(names)


def _last_id(connection: Connection, table: str) -> int:
    if table == "signal_point":
        return 0
    return int(connection.execute(select(func.coalesce(func.max(metadata.tables[table].c.id), 0))).scalar_one())


def _points_of(connection: Connection, change_id: int) -> int:
    query = text("SELECT EXISTS (SELECT 1 FROM signal_point WHERE change_id = :change)")
    return int(connection.execute(query, {"change": change_id}).scalar_one())


def set_mode(connection: Connection, mode: int, change_id: int | None) -> None:
    """Tell the triggers what to do with the writes that follow."""
    connection.exec_driver_sql("UPDATE journal_state SET mode = ?, change_id = ?", (mode, change_id))


def start_change(connection: Connection, facts: ChangeFacts) -> RunningChange:
    """Write the change's row (or join the newest one of the same merge key) and drop what was undone before."""
    newest = connection.execute(_NEWEST).first()
    if facts.merge_key and newest and newest.merge_key == facts.merge_key and newest.state == "done":
        return RunningChange(connection, newest.id, facts.name, is_merged=True)
    drop_undone(connection)
    sequence = connection.execute(_LAST_SEQUENCE).scalar_one() + 1
    values = {
        "uid": facts.uid,
        "name": facts.name,
        "made_at": facts.made_at,
        "user": facts.user,
        "device": facts.device,
        "sequence": sequence,
        "schema_version": facts.schema_version,
        "state": "done",
        "merge_key": facts.merge_key,
    }
    key = connection.execute(_ADD, values).scalar_one()
    return RunningChange(connection, key, facts.name, is_merged=False)


def drop_undone(connection: Connection) -> None:
    """A new change ends what could be redone; the dropped changes stay in the history without their rows."""
    connection.execute(_DROP_ROWS)
    connection.execute(_DROP)


def touched(connection: Connection, change_id: int, name: str, batched: frozenset[str] = frozenset()) -> ChangeSet:
    """Give the tables and accounts that a change touched."""
    key = {"change": change_id}
    tables = connection.execute(_TOUCHED_TABLES, key).scalars().all()
    if not batched:
        batched = frozenset(connection.execute(_BATCHED_TABLES, key).scalars().all())
    accounts: frozenset[int] | None = None
    if not batched:
        ids = connection.execute(_TOUCHED_ACCOUNTS, key).scalars().all()
        accounts = None if len(ids) > MANY_ACCOUNTS else frozenset(ids)
    return ChangeSet(change_id, name, frozenset(tables) | batched, accounts)


def newest_done(connection: Connection) -> HistoryRow | None:
    """Give the change that undo takes back, if any."""
    return _one(connection, select(change).where(change.c.state == "done").order_by(change.c.id.desc()).limit(1))


def oldest_undone(connection: Connection) -> HistoryRow | None:
    """Give the change that redo does again, if any."""
    return _one(connection, select(change).where(change.c.state == "undone").order_by(change.c.id).limit(1))


def is_long(connection: Connection, change_id: int) -> bool:
    """Tell whether to take a change back, or do it again, is so much that it belongs into a process of its own."""
    is_wide, rows = connection.execute(_SIZE, {"change": change_id, "many": MANY_ROWS}).one()
    return bool(is_wide or rows == MANY_ROWS)


def set_state(connection: Connection, change_id: int, state: str) -> None:
    """Mark a change as done or undone."""
    connection.execute(update(change).where(change.c.id == change_id).values(state=state))


def list_changes(connection: Connection, limit: int) -> list[HistoryRow]:
    """Give the newest changes, newest first."""
    query = select(change).order_by(change.c.id.desc()).limit(limit)
    return [_history_row(row) for row in connection.execute(query)]


def _one(connection: Connection, query: Any) -> HistoryRow | None:
    row = connection.execute(query).first()
    return None if row is None else _history_row(row)


def _history_row(row: Any) -> HistoryRow:
    return HistoryRow(row.id, row.name, row.made_at, row.user, row.device, row.state)
