"""Health models, what the CSM says over them, and the snapshots that were computed."""

from __future__ import annotations

from sqlalchemy import REAL, CheckConstraint, Column, Index, Integer, Text

from csworkbench.domain import words
from csworkbench.storage.tables.schema import child, day, flag, instant, link, record, text, whole, word

health_model = record(
    "health_model",
    Column("version", Integer, nullable=False, unique=True),
    text("definition", required=True),
    *instant("made_at", required=True),
)

pulse = record(
    "pulse",
    child("account_id", "account"),
    *whole("value", required=True, low=1, high=5),
    text("reasons"),
    *day("given_on", required=True),
    *instant("given_at", required=True),
)

health_override = record(
    "health_override",
    child("account_id", "account"),
    *whole("score", low=0, high=100),
    *word("band", words.BANDS),
    text("reason", required=True),
    text("author"),
    *day("from_on", required=True),
    *day("expires_on", required=True),
    CheckConstraint("score IS NOT NULL OR band IS NOT NULL", name="says_something"),
)

health_snapshot = record(
    "health_snapshot",
    child("account_id", "account", index=False),
    *day("from_on", required=True),
    *day("to_on"),
    *instant("computed_at", required=True),
    link("model_id", "health_model", required=True, on_delete="RESTRICT", index=False),
    *whole("score", low=0, high=100),
    *word("band", words.BANDS, required=True),
    Column("coverage", REAL, nullable=False),
    Column("factors", Text, nullable=False),
    *flag("is_capped"),
    Column("fingerprint", Text, nullable=False, server_default=""),
    Index("ix_health_snapshot_account_days", "account_id", "from_on", "to_on", "score"),
)
