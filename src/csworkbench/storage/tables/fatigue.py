"""What people are asked for, and what was done past the fatigue guard's limits, with the reason."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index

from csworkbench.domain import words
from csworkbench.storage.tables.schema import child, day, instant, known, link, record, text, word

ask = record(
    "ask",
    child("account_id", "account"),
    link("contact_id", "contact", required=True, on_delete="CASCADE", index=False),
    *word("kind", words.ASK_KINDS, required=True),
    *word("channel", words.CHANNELS, required=True),
    *day("asked_on", required=True),
    text("notes"),
    *known(),
    Index("ix_ask_contact_day", "contact_id", "asked_on"),
)

fatigue_override = record(
    "fatigue_override",
    child("account_id", "account"),
    child("contact_id", "contact"),
    *word("act", words.FATIGUE_ACTS, required=True),
    *day("on_day", required=True),
    text("concerns", required=True),
    text("reason", required=True),
    text("author", required=True),
    link("touch_id", "touch"),
    link("check_in_id", "check_in"),
    link("ask_id", "ask"),
    *instant("made_at", required=True),
    CheckConstraint("length(trim(reason)) > 0", name="reason_given"),
)
