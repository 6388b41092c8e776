"""What a calendar needs: closed days of the book's own, all that a series repeats, and what calendar files said last."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

DAY = "____-__-__"
INSTANT = "____-__-__T__:__:__.___Z"
KINDS = "'check-in', 'training', 'performance review', 'QBR', 'EBR', 'implementation', 'escalation', 'notice', 'other'"
CHANNELS = "'call', 'meeting', 'video', 'email', 'chat', 'on-site', 'event', 'notice'"
SHIFTS = "'following', 'preceding', 'modified following'"
SERIES = (
    f"kind TEXT CONSTRAINT ck_series_kind_words CHECK (kind IN ({KINDS}))",
    f"channel TEXT CONSTRAINT ck_series_channel_words CHECK (channel IN ({CHANNELS}))",
    "agenda TEXT",
    "minutes INTEGER CONSTRAINT ck_series_minutes_range CHECK (minutes >= 0 AND minutes <= 1440)",
    "due_time TEXT",
    "time_zone TEXT",
    f"shift TEXT CONSTRAINT ck_series_shift_words CHECK (shift IN ({SHIFTS}))",
    "ics_uid TEXT",
    "ics_sequence INTEGER",
)
CHECK_IN = (
    f"scheduled_on TEXT CONSTRAINT ck_check_in_scheduled_on_day CHECK (scheduled_on LIKE '{DAY}')",
    "ics_uid TEXT",
    "ics_sequence INTEGER",
)
STATEMENTS = (
    f"""CREATE TABLE closed_day (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    name TEXT NOT NULL,
    first_on TEXT NOT NULL,
    last_on TEXT NOT NULL,
    country TEXT,
    owner_id INTEGER,
    account_id INTEGER,
    is_worked INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_closed_day PRIMARY KEY (id),
    CONSTRAINT ck_closed_day_first_on_day CHECK (first_on LIKE '{DAY}'),
    CONSTRAINT ck_closed_day_last_on_day CHECK (last_on LIKE '{DAY}'),
    CONSTRAINT ck_closed_day_is_worked_flag CHECK (is_worked IN (0, 1)),
    CONSTRAINT ck_closed_day_in_order CHECK (first_on <= last_on),
    CONSTRAINT uq_closed_day_uid UNIQUE (uid),
    CONSTRAINT fk_closed_day_owner_id FOREIGN KEY(owner_id) REFERENCES owner (id) ON DELETE CASCADE,
    CONSTRAINT fk_closed_day_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
) STRICT""",
    "CREATE INDEX ix_closed_day_owner_id ON closed_day (owner_id)",
    "CREATE INDEX ix_closed_day_account_id ON closed_day (account_id)",
    f"""CREATE TABLE calendar_ledger (
    uid TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    CONSTRAINT pk_calendar_ledger PRIMARY KEY (uid),
    CONSTRAINT ck_calendar_ledger_changed_at_instant CHECK (changed_at LIKE '{INSTANT}')
) STRICT""",
)


def upgrade() -> None:
    """Add the tables and columns; nothing derived reads them."""
    for statement in STATEMENTS:
        op.execute(statement)
    for column in SERIES:
        op.execute(f"ALTER TABLE series ADD COLUMN {column}")
    for column in CHECK_IN:
        op.execute(f"ALTER TABLE check_in ADD COLUMN {column}")
    op.execute("CREATE INDEX ix_check_in_ics_uid ON check_in (ics_uid) WHERE ics_uid IS NOT NULL")
    op.execute("PRAGMA user_version = 6")


def downgrade() -> None:
    """Drop the tables and columns."""
    op.execute("DROP INDEX ix_check_in_ics_uid")
    for column in CHECK_IN:
        op.execute(f"ALTER TABLE check_in DROP COLUMN {column.split()[0]}")
    for column in SERIES:
        op.execute(f"ALTER TABLE series DROP COLUMN {column.split()[0]}")
    op.execute("DROP TABLE calendar_ledger")
    op.execute("DROP TABLE closed_day")
    op.execute("PRAGMA user_version = 5")
