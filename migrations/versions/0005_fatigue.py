"""The fatigue guard: limits per engagement model, asks of people, and what was done past a limit, with the reason."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LIMITS = (("business_days_between", 0, 60), ("asks_per_30_days", 0, 100), ("survey_days", 0, 2000))
INSTANT = "LIKE '____-__-__T__:__:__.___Z'"
DAY = "LIKE '____-__-__'"
STATEMENTS = f"""
CREATE TABLE ask (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    asked_on TEXT NOT NULL,
    notes TEXT,
    known_at TEXT NOT NULL,
    is_known_at_assumed INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_ask PRIMARY KEY (id),
    CONSTRAINT uq_ask_uid UNIQUE (uid),
    CONSTRAINT fk_ask_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT fk_ask_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
    CONSTRAINT ck_ask_kind_words CHECK (kind IN ('survey', 'reference', 'other')),
    CONSTRAINT ck_ask_channel_words CHECK (channel IN ('call', 'meeting', 'video', 'email', 'chat', 'on-site', 'event', 'notice')),
    CONSTRAINT ck_ask_asked_on_day CHECK (asked_on {DAY}),
    CONSTRAINT ck_ask_known_at_instant CHECK (known_at {INSTANT}),
    CONSTRAINT ck_ask_is_known_at_assumed_flag CHECK (is_known_at_assumed IN (0, 1))
) STRICT;

CREATE INDEX ix_ask_account_id ON ask (account_id);

CREATE INDEX ix_ask_contact_day ON ask (contact_id, asked_on);

CREATE TABLE fatigue_override (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    act TEXT NOT NULL,
    on_day TEXT NOT NULL,
    concerns TEXT NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    touch_id INTEGER,
    check_in_id INTEGER,
    ask_id INTEGER,
    made_at TEXT NOT NULL,
    CONSTRAINT pk_fatigue_override PRIMARY KEY (id),
    CONSTRAINT uq_fatigue_override_uid UNIQUE (uid),
    CONSTRAINT fk_fatigue_override_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT fk_fatigue_override_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
    CONSTRAINT fk_fatigue_override_touch_id FOREIGN KEY(touch_id) REFERENCES touch (id) ON DELETE SET NULL,
    CONSTRAINT fk_fatigue_override_check_in_id FOREIGN KEY(check_in_id) REFERENCES check_in (id) ON DELETE SET NULL,
    CONSTRAINT fk_fatigue_override_ask_id FOREIGN KEY(ask_id) REFERENCES ask (id) ON DELETE SET NULL,
    CONSTRAINT ck_fatigue_override_act_words CHECK (act IN ('touch', 'check-in', 'ask')),
    CONSTRAINT ck_fatigue_override_on_day_day CHECK (on_day {DAY}),
    CONSTRAINT ck_fatigue_override_reason_given CHECK (length(trim(reason)) > 0),
    CONSTRAINT ck_fatigue_override_made_at_instant CHECK (made_at {INSTANT})
) STRICT;

CREATE INDEX ix_fatigue_override_account_id ON fatigue_override (account_id);

CREATE INDEX ix_fatigue_override_contact_id ON fatigue_override (contact_id);

CREATE INDEX ix_fatigue_override_touch_id ON fatigue_override (touch_id);

CREATE INDEX ix_fatigue_override_check_in_id ON fatigue_override (check_in_id);

CREATE INDEX ix_fatigue_override_ask_id ON fatigue_override (ask_id)
"""


def upgrade() -> None:
    """Add the limits and both tables."""
    for name, low, high in LIMITS:
        check = f"CHECK ({name} >= {low} AND {name} <= {high})"
        op.execute(
            f"ALTER TABLE engagement_model ADD COLUMN {name} INTEGER "
            f"CONSTRAINT ck_engagement_model_{name}_range {check}"
        )
    op.execute("ALTER TABLE owner ADD COLUMN languages TEXT")
    for statement in STATEMENTS.split(";\n"):
        op.execute(statement)
    op.execute("PRAGMA user_version = 5")


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP TABLE fatigue_override")
    op.execute("DROP TABLE ask")
    op.execute("ALTER TABLE owner DROP COLUMN languages")
    for name, _, _ in reversed(LIMITS):
        op.execute(f"ALTER TABLE engagement_model DROP COLUMN {name}")
    op.execute("PRAGMA user_version = 4")
