"""What is computed from the rest and can be rebuilt at any time: ready-made rows of the accounts list, the day's marks.

None of it is journaled.
"""

from __future__ import annotations

from sqlalchemy import REAL, Column, ForeignKey, Index, Integer, Table, Text, text

from csworkbench.storage.tables.schema import metadata

account_line = Table(
    "account_line",
    metadata,
    Column("account_id", Integer, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_sort", Text, nullable=False),
    Column("domain", Text),
    Column("segment", Text),
    Column("tier", Text),
    Column("lifecycle", Text),
    Column("status", Text, nullable=False),
    Column("country", Text),
    Column("owner_id", Integer),
    Column("owner_name", Text),
    Column("engagement_model", Text),
    Column("score", Integer),
    Column("band", Text),
    Column("coverage", REAL),
    Column("trend", Integer),
    Column("direction", Text),
    Column("sparkline", Text, nullable=False, server_default=""),
    Column("arr_minor", Integer),
    Column("currency", Text),
    Column("renewal_on", Text),
    Column("next_check_in_id", Integer),
    Column("next_check_in_on", Text),
    Column("last_contact_on", Text),
    Column("due_on", Text),
    Column("overdue_on", Text),
    Column("computed_score", Integer),
    Column("computed_band", Text),
    Column("override_expires_on", Text),
    Column("oldest_input_on", Text),
    Column("contradictions", Text),
    Index("ix_account_line_name_sort", "name_sort", "account_id"),
    Index("ix_account_line_owner_name", "owner_name", "account_id"),
    Index("ix_account_line_score", "score", "account_id"),
    Index("ix_account_line_trend", "trend", "account_id"),
    Index("ix_account_line_arr_minor", "arr_minor", "account_id"),
    Index("ix_account_line_renewal_on", "renewal_on", "account_id"),
    Index("ix_account_line_next_check_in_on", "next_check_in_on", "account_id"),
    Index("ix_account_line_last_contact_on", "last_contact_on", "account_id"),
    Index("ix_account_line_tier", "tier", "account_id"),
    Index("ix_account_line_band", "band", "account_id"),
    Index("ix_account_line_segment", "segment", "account_id"),
    Index("ix_account_line_lifecycle", "lifecycle", "account_id"),
    Index("ix_account_line_status", "status", "account_id"),
    Index("ix_account_line_country", "country", "account_id"),
    Index("ix_account_line_engagement_model", "engagement_model", "account_id"),
    Index("ix_account_line_weight", "score", "band", "arr_minor"),
    Index("ix_account_line_figures", "currency", "band", "renewal_on", "arr_minor"),
    Index(
        "ix_account_line_override_expires_on",
        "override_expires_on",
        "account_id",
        sqlite_where=text("override_expires_on IS NOT NULL"),
    ),
    Index(
        "ix_account_line_contradictions",
        "contradictions",
        "account_id",
        sqlite_where=text("contradictions IS NOT NULL"),
    ),
    sqlite_strict=True,
)

derived_state = Table(
    "derived_state",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_strict=True,
)
