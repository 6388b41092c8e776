"""Accounts, owners, contacts, their engagement models and external ids."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, UniqueConstraint

from csworkbench.domain import words
from csworkbench.storage.tables.schema import child, day, flag, instant, link, metadata, record, text, whole, word

owner = record(
    "owner",
    text("name", required=True),
    text("email"),
    *whole("hours_per_week", low=0, high=80),
    text("country"),
    *flag("is_me"),
    text("languages"),
)

engagement_model = record(
    "engagement_model",
    text("name", required=True, unique=True),
    *whole("ideal_days", required=True, low=1, high=1000),
    *whole("maximum_days", low=1, high=1000),
    *whole("qbr_days", low=1, high=2000),
    *whole("ebr_days", low=1, high=2000),
    *whole("touches_per_30_days", low=0, high=100),
    text("touch_kinds"),
    *whole("business_days_between", low=0, high=60),
    *whole("asks_per_30_days", low=0, high=100),
    *whole("survey_days", low=0, high=2000),
)

account = record(
    "account",
    text("name", required=True),
    text("name_key", required=True),
    text("domain"),
    link("owner_id", "owner"),
    link("parent_id", "account"),
    *word("tier", words.TIERS),
    text("segment"),
    link("engagement_model_id", "engagement_model"),
    *word("lifecycle", words.LIFECYCLES),
    *word("status", words.ACCOUNT_STATUSES, required=True),
    *day("status_on"),
    text("country"),
    text("time_zone"),
    text("currency"),
    *whole("fiscal_year_start_month", low=1, high=12),
    *whole("ideal_days", low=1, high=1000),
    *whole("maximum_days", low=1, high=1000),
    *day("onboarded_on"),
    *day("tickets_known_on"),
    text("notes"),
    *instant("known_at", required=True),
    CheckConstraint("length(trim(name)) > 0", name="name_given"),
    Index("ix_account_name_key", "name_key"),
    Index("ix_account_domain", "domain"),
)

external_id = record(
    "external_id",
    text("record_table", required=True),
    Column("record_id", Integer, nullable=False),
    text("source", required=True),
    text("value", required=True),
    UniqueConstraint("record_table", "source", "value"),
    Index("ix_external_id_record", "record_table", "record_id"),
    Index("ix_external_id_value", "record_table", "value"),
)

contact = record(
    "contact",
    child("account_id", "account"),
    text("name", required=True),
    text("title"),
    text("email"),
    text("phone"),
    text("roles", required=True, server_default=""),
    *whole("influence", low=1, high=5),
    *whole("sentiment", low=1, high=5),
    text("familiarity"),
    *word("preferred_channel", words.CHANNELS),
    text("language"),
    text("time_zone"),
    text("good_hours"),
    *flag("do_not_contact"),
    *day("left_on"),
    link("reports_to_id", "contact"),
    *instant("known_at", required=True),
    Index("ix_contact_email", "email"),
    Index("ix_contact_of_account", "id", "account_id"),
)

snooze = record(
    "snooze",
    text("item_kind", required=True),
    Column("item_id", Integer, nullable=False),
    *day("until_on", required=True),
    text("reason", required=True),
    *instant("made_at", required=True),
    UniqueConstraint("item_kind", "item_id"),
)

saved_view = record(
    "saved_view",
    text("page", required=True),
    text("name", required=True),
    Column("filter", Text, nullable=False, server_default=""),
    text("sort", required=True, server_default=""),
    text("columns", required=True, server_default=""),
    *whole("position", required=True, low=0),
    UniqueConstraint("page", "name"),
)

__all__ = ["account", "contact", "engagement_model", "external_id", "metadata", "owner", "saved_view", "snooze"]
