"""The journal: named changes, the rows they touched, batches, and which change is running.

`journal_state` has one row. The triggers read it, because with `trusted_schema` off they may call nothing of ours:
mode 0 refuses any write outside a change, 1 records images, 2 lets a batch's inserts pass (the batch notes them),
3 lets everything pass (the journal itself replaying).
A change in state `kept` is a book's birth, with all that a demonstration book holds: it stays in the history and is
never undone.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from csworkbench.storage.tables.schema import instant, metadata, record, text

change = record(
    "change",
    text("name", required=True),
    *instant("made_at", required=True),
    text("user", required=True),
    text("device", required=True),
    Column("sequence", Integer, nullable=False, unique=True),
    Column("schema_version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("merge_key", Text),
    CheckConstraint("state IN ('done', 'undone', 'dropped', 'kept')", name="state_words"),
    Index("ix_change_state", "state", "id"),
)

change_row = Table(
    "change_row",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("change_id", Integer, ForeignKey("change.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("record_table", Text, nullable=False),
    Column("record_id", Integer, nullable=False),
    Column("account_id", Integer),
    Column("before", Text),
    Column("after", Text),
    Index("ix_change_row_record", "record_table", "record_id"),
    Index("ix_change_row_account", "account_id"),
    sqlite_strict=True,
)

change_batch = Table(
    "change_batch",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("change_id", Integer, ForeignKey("change.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("record_table", Text, nullable=False),
    Column("first_id", Integer, nullable=False),
    Column("last_id", Integer, nullable=False),
    sqlite_strict=True,
)

change_batch_rows = Table(
    "change_batch_rows",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("batch_id", Integer, ForeignKey("change_batch.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("rows", LargeBinary, nullable=False),
    sqlite_strict=True,
)

journal_state = Table(
    "journal_state",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("change_id", Integer),
    Column("mode", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
    CheckConstraint("mode IN (0, 1, 2, 3)", name="mode_range"),
    sqlite_strict=True,
)
