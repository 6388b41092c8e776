"""What customers said, and the themes it is about."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from csworkbench.domain import words
from csworkbench.storage.tables.schema import (
    child,
    day,
    flag,
    instant,
    known,
    link,
    metadata,
    record,
    text,
    whole,
    word,
)

feedback = record(
    "feedback",
    child("account_id", "account"),
    link("contact_id", "contact"),
    *word("kind", words.FEEDBACK_KINDS, required=True),
    *flag("is_explicit", default=1),
    *whole("score"),
    *whole("scale_min"),
    *whole("scale_max"),
    text("words"),
    *word("channel", words.CHANNELS),
    *word("severity", words.FEEDBACK_SEVERITIES),
    *word("state", words.FEEDBACK_STATES, required=True),
    *instant("told_at"),
    text("told_by"),
    *word("told_channel", words.CHANNELS),
    text("reason"),
    *day("said_on", required=True),
    *instant("said_at", required=True),
    *known(),
    CheckConstraint(
        "score IS NULL OR (scale_min IS NOT NULL AND scale_max IS NOT NULL AND score BETWEEN scale_min AND scale_max)",
        name="score_on_scale",
    ),
    CheckConstraint(
        "state <> 'customer told' OR reason IS NOT NULL "
        "OR (told_at IS NOT NULL AND told_by IS NOT NULL AND told_channel IS NOT NULL)",
        name="told_or_reason",
    ),
    Index("ix_feedback_account_day", "account_id", "said_on"),
)

theme = record(
    "theme",
    text("name", required=True, unique=True),
    *day("fixed_on"),
)

feedback_theme = Table(
    "feedback_theme",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("feedback_id", Integer, ForeignKey("feedback.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("theme_id", Integer, ForeignKey("theme.id", ondelete="CASCADE"), nullable=False, index=True),
    UniqueConstraint("feedback_id", "theme_id"),
    sqlite_strict=True,
)
