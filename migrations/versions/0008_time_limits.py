"""Limits in days that a book may change, and indexes that tell which accounts weigh most and what was done on a day."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLE = """
CREATE TABLE time_limit (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    name TEXT NOT NULL,
    days INTEGER NOT NULL,
    CONSTRAINT pk_time_limit PRIMARY KEY (id),
    CONSTRAINT uq_time_limit_uid UNIQUE (uid),
    CONSTRAINT uq_time_limit_name UNIQUE (name),
    CONSTRAINT ck_time_limit_days_range CHECK (days >= 1 AND days <= 1000)
) STRICT
"""
LIMITS = (
    ("00000000-0000-7f1f-91ae-adcc55975ab5", "champion", 30),
    ("00000000-0000-76a6-b8e1-143c523ca5a1", "sponsor", 90),
    ("00000000-0000-7d8a-a9eb-6f9ed70a618c", "economic buyer", 120),
    ("00000000-0000-783a-ba15-f1acbabaaf49", "end user", 60),
    ("00000000-0000-7e6e-9377-6fc4ff47bd7b", "acknowledge", 1),
    ("00000000-0000-743a-99d1-c53bd66f32d8", "answer", 5),
    ("00000000-0000-73c2-8a72-5f022f3f2f9f", "detractor", 2),
)
"""What every book is born with: the same identities in each, so that merged books agree on them."""


def upgrade() -> None:
    """Add them."""
    op.execute(TABLE)
    for uid, name, days in LIMITS:
        op.execute(f"INSERT INTO time_limit (uid, name, days) VALUES ('{uid}', '{name}', {days})")
    op.execute("CREATE INDEX ix_account_line_weight ON account_line (score, band, arr_minor)")
    op.execute("CREATE INDEX ix_action_done_on ON action (done_on) WHERE done_on IS NOT NULL")
    op.execute("PRAGMA user_version = 8")


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP INDEX IF EXISTS ix_action_done_on")
    op.execute("DROP INDEX ix_account_line_weight")
    op.execute("DROP TABLE time_limit")
    op.execute("PRAGMA user_version = 7")
