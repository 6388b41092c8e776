"""Signals: series of dated numbers about an account, and their points clustered by series and day."""

from __future__ import annotations

from sqlalchemy import REAL, Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from csworkbench.storage.tables.schema import child, flag, metadata, record, text

signal_series = record(
    "signal_series",
    child("account_id", "account"),
    text("metric", required=True),
    text("source", required=True),
    *flag("is_known_at_assumed", default=1),
    UniqueConstraint("account_id", "metric", "source"),
)

signal_point = Table(
    "signal_point",
    metadata,
    Column("series_id", Integer, ForeignKey("signal_series.id", ondelete="CASCADE"), primary_key=True),
    Column("on_day", Text, primary_key=True),
    Column("value", REAL, nullable=False),
    Column("change_id", Integer, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
