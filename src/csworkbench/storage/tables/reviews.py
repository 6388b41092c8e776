"""Business reviews and their sections."""

from __future__ import annotations

from sqlalchemy import Column, Text, UniqueConstraint

from csworkbench.domain import words
from csworkbench.storage.tables.schema import child, day, instant, record, text, whole, word

review = record(
    "review",
    child("account_id", "account"),
    text("template", required=True),
    *word("kind", words.REVIEW_KINDS, required=True),
    *day("period_from_on"),
    *day("period_to_on"),
    *day("held_on"),
    *word("state", words.REVIEW_STATES, required=True),
    *instant("made_at", required=True),
    *instant("changed_at", required=True),
)

review_section = record(
    "review_section",
    child("review_id", "review"),
    text("key", required=True),
    text("title", required=True),
    *whole("position", required=True, low=0),
    Column("body", Text, nullable=False, server_default=""),
    UniqueConstraint("review_id", "key"),
)
