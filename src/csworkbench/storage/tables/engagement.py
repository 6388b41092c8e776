"""What happens with a customer: touches, check-ins and their series, goals and actions."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

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

touch = record(
    "touch",
    child("account_id", "account", index=False),
    *day("happened_on", required=True),
    *instant("happened_at", required=True),
    *word("channel", words.CHANNELS, required=True),
    *word("direction", words.DIRECTIONS, required=True),
    *flag("is_two_way"),
    *word("kind", words.TOUCH_KINDS, required=True),
    text("notes"),
    text("outcome"),
    *known(),
    Index("ix_touch_account_day", "account_id", "happened_on"),
    Index("ix_touch_of_account", "id", "account_id"),
)

touch_person = Table(
    "touch_person",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("touch_id", Integer, ForeignKey("touch.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("contact_id", Integer, ForeignKey("contact.id", ondelete="CASCADE"), nullable=False, index=True),
    sqlite_strict=True,
)

series = record(
    "series",
    child("account_id", "account"),
    text("rule", required=True),
    *day("anchor_on", required=True),
    *flag("is_from_completion"),
    *word("kind", words.TOUCH_KINDS),
    *word("channel", words.CHANNELS),
    text("agenda"),
    *whole("minutes", low=0, high=1440),
    text("due_time"),
    text("time_zone"),
    *word("shift", words.SHIFTS),
    text("ics_uid"),
    Column("ics_sequence", Integer),
)

check_in = record(
    "check_in",
    child("account_id", "account"),
    link("series_id", "series"),
    *day("due_on", required=True),
    text("due_time"),
    text("time_zone"),
    *whole("minutes", low=0, high=1440),
    *word("kind", words.TOUCH_KINDS, required=True),
    *word("channel", words.CHANNELS, required=True),
    text("agenda"),
    *word("state", words.CHECK_IN_STATES, required=True),
    *whole("moved_count", required=True, low=0),
    link("touch_id", "touch"),
    text("reason"),
    *instant("planned_at", required=True),
    *day("scheduled_on"),
    text("ics_uid"),
    Column("ics_sequence", Integer),
    Index("ix_check_in_state_due", "state", "due_on"),
    Index("ix_check_in_account_state", "account_id", "state", "due_on"),
)
Index("ix_check_in_ics_uid", check_in.c.ics_uid, sqlite_where=check_in.c.ics_uid.is_not(None))

check_in_person = Table(
    "check_in_person",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("check_in_id", Integer, ForeignKey("check_in.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("contact_id", Integer, ForeignKey("contact.id", ondelete="CASCADE"), nullable=False, index=True),
    sqlite_strict=True,
)

goal = record(
    "goal",
    child("account_id", "account"),
    text("objective", required=True),
    text("metric"),
    text("baseline"),
    text("target"),
    text("actual"),
    *day("due_on"),
    *word("status", words.GOAL_STATUSES, required=True),
    link("owner_id", "owner"),
    link("contact_id", "contact"),
    text("evidence"),
    *day("updated_on", required=True),
    *known(),
)

action = record(
    "action",
    child("account_id", "account"),
    text("title", required=True),
    *word("side", words.ACTION_SIDES, required=True),
    link("owner_id", "owner"),
    link("contact_id", "contact"),
    *day("due_on"),
    *word("state", words.ACTION_STATES, required=True),
    *day("done_on"),
    Column("source_table", Text),
    Column("source_id", Integer),
    *instant("made_at", required=True),
    CheckConstraint("length(trim(title)) > 0", name="title_given"),
    Index("ix_action_state_due", "state", "due_on"),
)

Index("ix_action_done_on", action.c.done_on, sqlite_where=action.c.done_on.is_not(None))

closed_day = record(
    "closed_day",
    text("name", required=True),
    *day("first_on", required=True),
    *day("last_on", required=True),
    text("country"),
    link("owner_id", "owner", on_delete="CASCADE"),
    link("account_id", "account", on_delete="CASCADE"),
    *flag("is_worked"),
    CheckConstraint("first_on <= last_on", name="in_order"),
)

time_limit = record(
    "time_limit",
    text("name", required=True, unique=True),
    *whole("days", required=True, low=1, high=1000),
)

calendar_ledger = Table(
    "calendar_ledger",
    metadata,
    Column("uid", Text, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("fingerprint", Text, nullable=False),
    *instant("changed_at", required=True),
    sqlite_strict=True,
)
