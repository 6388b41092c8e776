"""The book: every table of the first version."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = """
CREATE TABLE change (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    name TEXT NOT NULL,
    made_at TEXT NOT NULL,
    user TEXT NOT NULL,
    device TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    schema_version INTEGER NOT NULL,
    state TEXT NOT NULL,
    merge_key TEXT,
    CONSTRAINT pk_change PRIMARY KEY (id),
    CONSTRAINT ck_change_made_at_instant CHECK (made_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT ck_change_state_words CHECK (state IN ('done', 'undone', 'dropped', 'kept')),
    CONSTRAINT uq_change_uid UNIQUE (uid),
    CONSTRAINT uq_change_sequence UNIQUE (sequence)
) STRICT;

CREATE INDEX ix_change_state ON change (state, id);

CREATE TABLE derived_state (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_derived_state PRIMARY KEY ("key")
) STRICT;

CREATE TABLE engagement_model (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    name TEXT NOT NULL,
    ideal_days INTEGER NOT NULL,
    maximum_days INTEGER,
    qbr_days INTEGER,
    ebr_days INTEGER,
    touches_per_30_days INTEGER,
    touch_kinds TEXT,
    CONSTRAINT pk_engagement_model PRIMARY KEY (id),
    CONSTRAINT ck_engagement_model_ideal_days_range CHECK (ideal_days >= 1 AND ideal_days <= 1000),
    CONSTRAINT ck_engagement_model_maximum_days_range CHECK (maximum_days >= 1 AND maximum_days <= 1000),
    CONSTRAINT ck_engagement_model_qbr_days_range CHECK (qbr_days >= 1 AND qbr_days <= 2000),
    CONSTRAINT ck_engagement_model_ebr_days_range CHECK (ebr_days >= 1 AND ebr_days <= 2000),
    CONSTRAINT ck_engagement_model_touches_per_30_days_range CHECK (touches_per_30_days >= 0 AND touches_per_30_days <= 100),
    CONSTRAINT uq_engagement_model_uid UNIQUE (uid),
    CONSTRAINT uq_engagement_model_name UNIQUE (name)
) STRICT;

CREATE TABLE external_id (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    record_table TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    source TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_external_id PRIMARY KEY (id),
    CONSTRAINT uq_external_id_record_table_source_value UNIQUE (record_table, source, value),
    CONSTRAINT uq_external_id_uid UNIQUE (uid)
) STRICT;

CREATE INDEX ix_external_id_record ON external_id (record_table, record_id);

CREATE INDEX ix_external_id_value ON external_id (record_table, value);

CREATE TABLE health_model (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    version INTEGER NOT NULL,
    definition TEXT NOT NULL,
    made_at TEXT NOT NULL,
    CONSTRAINT pk_health_model PRIMARY KEY (id),
    CONSTRAINT ck_health_model_made_at_instant CHECK (made_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT uq_health_model_uid UNIQUE (uid),
    CONSTRAINT uq_health_model_version UNIQUE (version)
) STRICT;

CREATE TABLE journal_state (
    id INTEGER NOT NULL,
    change_id INTEGER,
    mode INTEGER NOT NULL,
    CONSTRAINT pk_journal_state PRIMARY KEY (id),
    CONSTRAINT ck_journal_state_one_row CHECK (id = 1),
    CONSTRAINT ck_journal_state_mode_range CHECK (mode IN (0, 1, 2, 3))
) STRICT;

CREATE TABLE owner (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    hours_per_week INTEGER,
    country TEXT,
    is_me INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_owner PRIMARY KEY (id),
    CONSTRAINT ck_owner_hours_per_week_range CHECK (hours_per_week >= 0 AND hours_per_week <= 80),
    CONSTRAINT ck_owner_is_me_flag CHECK (is_me IN (0, 1)),
    CONSTRAINT uq_owner_uid UNIQUE (uid)
) STRICT;

CREATE TABLE saved_view (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    page TEXT NOT NULL,
    name TEXT NOT NULL,
    filter TEXT DEFAULT '' NOT NULL,
    sort TEXT DEFAULT '' NOT NULL,
    columns TEXT DEFAULT '' NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_saved_view PRIMARY KEY (id),
    CONSTRAINT ck_saved_view_position_range CHECK (position >= 0),
    CONSTRAINT uq_saved_view_page_name UNIQUE (page, name),
    CONSTRAINT uq_saved_view_uid UNIQUE (uid)
) STRICT;

CREATE TABLE snooze (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    item_kind TEXT NOT NULL,
    item_id INTEGER NOT NULL,
    until_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_at TEXT NOT NULL,
    CONSTRAINT pk_snooze PRIMARY KEY (id),
    CONSTRAINT ck_snooze_until_on_day CHECK (until_on LIKE '____-__-__'),
    CONSTRAINT ck_snooze_made_at_instant CHECK (made_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT uq_snooze_item_kind_item_id UNIQUE (item_kind, item_id),
    CONSTRAINT uq_snooze_uid UNIQUE (uid)
) STRICT;

CREATE TABLE theme (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    name TEXT NOT NULL,
    fixed_on TEXT,
    CONSTRAINT pk_theme PRIMARY KEY (id),
    CONSTRAINT ck_theme_fixed_on_day CHECK (fixed_on LIKE '____-__-__'),
    CONSTRAINT uq_theme_uid UNIQUE (uid),
    CONSTRAINT uq_theme_name UNIQUE (name)
) STRICT;

CREATE TABLE account (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    domain TEXT,
    owner_id INTEGER,
    parent_id INTEGER,
    tier TEXT,
    segment TEXT,
    engagement_model_id INTEGER,
    lifecycle TEXT,
    status TEXT NOT NULL,
    status_on TEXT,
    country TEXT,
    time_zone TEXT,
    currency TEXT,
    fiscal_year_start_month INTEGER,
    ideal_days INTEGER,
    maximum_days INTEGER,
    onboarded_on TEXT,
    tickets_known_on TEXT,
    notes TEXT,
    known_at TEXT NOT NULL,
    CONSTRAINT pk_account PRIMARY KEY (id),
    CONSTRAINT ck_account_tier_words CHECK (tier IN ('A', 'B', 'C')),
    CONSTRAINT ck_account_lifecycle_words CHECK (lifecycle IN ('onboarding', 'adopting', 'value', 'renewing', 'advocate')),
    CONSTRAINT ck_account_status_words CHECK (status IN ('active', 'in notice', 'churned', 'won back')),
    CONSTRAINT ck_account_status_on_day CHECK (status_on LIKE '____-__-__'),
    CONSTRAINT ck_account_fiscal_year_start_month_range CHECK (fiscal_year_start_month >= 1 AND fiscal_year_start_month <= 12),
    CONSTRAINT ck_account_ideal_days_range CHECK (ideal_days >= 1 AND ideal_days <= 1000),
    CONSTRAINT ck_account_maximum_days_range CHECK (maximum_days >= 1 AND maximum_days <= 1000),
    CONSTRAINT ck_account_onboarded_on_day CHECK (onboarded_on LIKE '____-__-__'),
    CONSTRAINT ck_account_tickets_known_on_day CHECK (tickets_known_on LIKE '____-__-__'),
    CONSTRAINT ck_account_known_at_instant CHECK (known_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT ck_account_name_given CHECK (length(trim(name)) > 0),
    CONSTRAINT uq_account_uid UNIQUE (uid),
    CONSTRAINT fk_account_owner_id FOREIGN KEY(owner_id) REFERENCES owner (id) ON DELETE SET NULL,
    CONSTRAINT fk_account_parent_id FOREIGN KEY(parent_id) REFERENCES account (id) ON DELETE SET NULL,
    CONSTRAINT fk_account_engagement_model_id FOREIGN KEY(engagement_model_id) REFERENCES engagement_model (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX ix_account_domain ON account (domain);

CREATE INDEX ix_account_engagement_model_id ON account (engagement_model_id);

CREATE INDEX ix_account_name_key ON account (name_key);

CREATE INDEX ix_account_owner_id ON account (owner_id);

CREATE INDEX ix_account_parent_id ON account (parent_id);

CREATE TABLE change_batch (
    id INTEGER NOT NULL,
    change_id INTEGER NOT NULL,
    record_table TEXT NOT NULL,
    first_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    CONSTRAINT pk_change_batch PRIMARY KEY (id),
    CONSTRAINT fk_change_batch_change_id FOREIGN KEY(change_id) REFERENCES change (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX ix_change_batch_change_id ON change_batch (change_id);

CREATE TABLE change_row (
    id INTEGER NOT NULL,
    change_id INTEGER NOT NULL,
    record_table TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    account_id INTEGER,
    "before" TEXT,
    "after" TEXT,
    CONSTRAINT pk_change_row PRIMARY KEY (id),
    CONSTRAINT fk_change_row_change_id FOREIGN KEY(change_id) REFERENCES change (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX ix_change_row_account ON change_row (account_id);

CREATE INDEX ix_change_row_change_id ON change_row (change_id);

CREATE INDEX ix_change_row_record ON change_row (record_table, record_id);

CREATE TABLE account_line (
    account_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_sort TEXT NOT NULL,
    domain TEXT,
    segment TEXT,
    tier TEXT,
    lifecycle TEXT,
    status TEXT NOT NULL,
    country TEXT,
    owner_id INTEGER,
    owner_name TEXT,
    engagement_model TEXT,
    score INTEGER,
    band TEXT,
    coverage REAL,
    trend INTEGER,
    direction TEXT,
    sparkline TEXT DEFAULT '' NOT NULL,
    arr_minor INTEGER,
    currency TEXT,
    renewal_on TEXT,
    next_check_in_id INTEGER,
    next_check_in_on TEXT,
    last_contact_on TEXT,
    due_on TEXT,
    overdue_on TEXT,
    CONSTRAINT pk_account_line PRIMARY KEY (account_id),
    CONSTRAINT fk_account_line_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX ix_account_line_arr_minor ON account_line (arr_minor, account_id);

CREATE INDEX ix_account_line_band ON account_line (band, account_id);

CREATE INDEX ix_account_line_last_contact_on ON account_line (last_contact_on, account_id);

CREATE INDEX ix_account_line_name_sort ON account_line (name_sort, account_id);

CREATE INDEX ix_account_line_next_check_in_on ON account_line (next_check_in_on, account_id);

CREATE INDEX ix_account_line_owner_name ON account_line (owner_name, account_id);

CREATE INDEX ix_account_line_renewal_on ON account_line (renewal_on, account_id);

CREATE INDEX ix_account_line_score ON account_line (score, account_id);

CREATE INDEX ix_account_line_tier ON account_line (tier, account_id);

CREATE INDEX ix_account_line_trend ON account_line (trend, account_id);

CREATE TABLE change_batch_rows (
    id INTEGER NOT NULL,
    batch_id INTEGER NOT NULL,
    rows BLOB NOT NULL,
    CONSTRAINT pk_change_batch_rows PRIMARY KEY (id),
    CONSTRAINT fk_change_batch_rows_batch_id FOREIGN KEY(batch_id) REFERENCES change_batch (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX ix_change_batch_rows_batch_id ON change_batch_rows (batch_id);

CREATE TABLE contact (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    title TEXT,
    email TEXT,
    phone TEXT,
    roles TEXT DEFAULT '' NOT NULL,
    influence INTEGER,
    sentiment INTEGER,
    familiarity TEXT,
    preferred_channel TEXT,
    language TEXT,
    time_zone TEXT,
    good_hours TEXT,
    do_not_contact INTEGER DEFAULT '0' NOT NULL,
    left_on TEXT,
    reports_to_id INTEGER,
    known_at TEXT NOT NULL,
    CONSTRAINT pk_contact PRIMARY KEY (id),
    CONSTRAINT ck_contact_influence_range CHECK (influence >= 1 AND influence <= 5),
    CONSTRAINT ck_contact_sentiment_range CHECK (sentiment >= 1 AND sentiment <= 5),
    CONSTRAINT ck_contact_preferred_channel_words CHECK (preferred_channel IN ('call', 'meeting', 'video', 'email', 'chat', 'on-site', 'event', 'notice')),
    CONSTRAINT ck_contact_do_not_contact_flag CHECK (do_not_contact IN (0, 1)),
    CONSTRAINT ck_contact_left_on_day CHECK (left_on LIKE '____-__-__'),
    CONSTRAINT ck_contact_known_at_instant CHECK (known_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT uq_contact_uid UNIQUE (uid),
    CONSTRAINT fk_contact_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT fk_contact_reports_to_id FOREIGN KEY(reports_to_id) REFERENCES contact (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX ix_contact_account_id ON contact (account_id);

CREATE INDEX ix_contact_email ON contact (email);

CREATE INDEX ix_contact_reports_to_id ON contact (reports_to_id);

CREATE TABLE contract (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    product TEXT NOT NULL,
    arr_minor INTEGER,
    currency TEXT,
    seats INTEGER,
    start_on TEXT,
    end_on TEXT,
    notice_days INTEGER,
    outcome TEXT,
    outcome_on TEXT,
    reason TEXT,
    known_at TEXT NOT NULL,
    is_known_at_assumed INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_contract PRIMARY KEY (id),
    CONSTRAINT ck_contract_arr_minor_range CHECK (arr_minor >= 0),
    CONSTRAINT ck_contract_seats_range CHECK (seats >= 0),
    CONSTRAINT ck_contract_start_on_day CHECK (start_on LIKE '____-__-__'),
    CONSTRAINT ck_contract_end_on_day CHECK (end_on LIKE '____-__-__'),
    CONSTRAINT ck_contract_notice_days_range CHECK (notice_days >= 0 AND notice_days <= 1000),
    CONSTRAINT ck_contract_outcome_words CHECK (outcome IN ('renewed', 'expanded', 'reduced', 'lost')),
    CONSTRAINT ck_contract_outcome_on_day CHECK (outcome_on LIKE '____-__-__'),
    CONSTRAINT ck_contract_known_at_instant CHECK (known_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT ck_contract_is_known_at_assumed_flag CHECK (is_known_at_assumed IN (0, 1)),
    CONSTRAINT ck_contract_money_has_currency CHECK (arr_minor IS NULL OR currency IS NOT NULL),
    CONSTRAINT ck_contract_dates_in_order CHECK (start_on IS NULL OR end_on IS NULL OR start_on <= end_on),
    CONSTRAINT uq_contract_uid UNIQUE (uid),
    CONSTRAINT fk_contract_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX ix_contract_account_id ON contract (account_id);

CREATE INDEX ix_contract_end_on ON contract (end_on);

CREATE TABLE health_override (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    score INTEGER,
    band TEXT,
    reason TEXT NOT NULL,
    author TEXT,
    from_on TEXT NOT NULL,
    expires_on TEXT NOT NULL,
    CONSTRAINT pk_health_override PRIMARY KEY (id),
    CONSTRAINT ck_health_override_score_range CHECK (score >= 0 AND score <= 100),
    CONSTRAINT ck_health_override_band_words CHECK (band IN ('healthy', 'watch', 'at risk', 'insufficient data')),
    CONSTRAINT ck_health_override_from_on_day CHECK (from_on LIKE '____-__-__'),
    CONSTRAINT ck_health_override_expires_on_day CHECK (expires_on LIKE '____-__-__'),
    CONSTRAINT ck_health_override_says_something CHECK (score IS NOT NULL OR band IS NOT NULL),
    CONSTRAINT uq_health_override_uid UNIQUE (uid),
    CONSTRAINT fk_health_override_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX ix_health_override_account_id ON health_override (account_id);

CREATE TABLE health_snapshot (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    from_on TEXT NOT NULL,
    to_on TEXT,
    computed_at TEXT NOT NULL,
    model_id INTEGER NOT NULL,
    score INTEGER,
    band TEXT NOT NULL,
    coverage REAL NOT NULL,
    factors TEXT NOT NULL,
    is_capped INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_health_snapshot PRIMARY KEY (id),
    CONSTRAINT ck_health_snapshot_from_on_day CHECK (from_on LIKE '____-__-__'),
    CONSTRAINT ck_health_snapshot_to_on_day CHECK (to_on LIKE '____-__-__'),
    CONSTRAINT ck_health_snapshot_computed_at_instant CHECK (computed_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT ck_health_snapshot_score_range CHECK (score >= 0 AND score <= 100),
    CONSTRAINT ck_health_snapshot_band_words CHECK (band IN ('healthy', 'watch', 'at risk', 'insufficient data')),
    CONSTRAINT ck_health_snapshot_is_capped_flag CHECK (is_capped IN (0, 1)),
    CONSTRAINT uq_health_snapshot_uid UNIQUE (uid),
    CONSTRAINT fk_health_snapshot_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT fk_health_snapshot_model_id FOREIGN KEY(model_id) REFERENCES health_model (id) ON DELETE RESTRICT
) STRICT;

CREATE INDEX ix_health_snapshot_account_from ON health_snapshot (account_id, from_on);

CREATE INDEX ix_health_snapshot_account_id ON health_snapshot (account_id);

CREATE TABLE outcome (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    happened_on TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT,
    known_at TEXT NOT NULL,
    is_known_at_assumed INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_outcome PRIMARY KEY (id),
    CONSTRAINT ck_outcome_happened_on_day CHECK (happened_on LIKE '____-__-__'),
    CONSTRAINT ck_outcome_kind_words CHECK (kind IN ('churned', 'renewed', 'reduced', 'expanded')),
    CONSTRAINT ck_outcome_known_at_instant CHECK (known_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT ck_outcome_is_known_at_assumed_flag CHECK (is_known_at_assumed IN (0, 1)),
    CONSTRAINT uq_outcome_uid UNIQUE (uid),
    CONSTRAINT fk_outcome_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX ix_outcome_account_id ON outcome (account_id);

CREATE TABLE pulse (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    value INTEGER NOT NULL,
    reasons TEXT,
    given_on TEXT NOT NULL,
    given_at TEXT NOT NULL,
    CONSTRAINT pk_pulse PRIMARY KEY (id),
    CONSTRAINT ck_pulse_value_range CHECK (value >= 1 AND value <= 5),
    CONSTRAINT ck_pulse_given_on_day CHECK (given_on LIKE '____-__-__'),
    CONSTRAINT ck_pulse_given_at_instant CHECK (given_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT uq_pulse_uid UNIQUE (uid),
    CONSTRAINT fk_pulse_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX ix_pulse_account_id ON pulse (account_id);

CREATE TABLE review (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    template TEXT NOT NULL,
    kind TEXT NOT NULL,
    period_from_on TEXT,
    period_to_on TEXT,
    held_on TEXT,
    state TEXT NOT NULL,
    made_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    CONSTRAINT pk_review PRIMARY KEY (id),
    CONSTRAINT ck_review_kind_words CHECK (kind IN ('QBR', 'EBR', 'onboarding', 'renewal')),
    CONSTRAINT ck_review_period_from_on_day CHECK (period_from_on LIKE '____-__-__'),
    CONSTRAINT ck_review_period_to_on_day CHECK (period_to_on LIKE '____-__-__'),
    CONSTRAINT ck_review_held_on_day CHECK (held_on LIKE '____-__-__'),
    CONSTRAINT ck_review_state_words CHECK (state IN ('planned', 'preparing', 'held', 'final')),
    CONSTRAINT ck_review_made_at_instant CHECK (made_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT ck_review_changed_at_instant CHECK (changed_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT uq_review_uid UNIQUE (uid),
    CONSTRAINT fk_review_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX ix_review_account_id ON review (account_id);

CREATE TABLE series (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    rule TEXT NOT NULL,
    anchor_on TEXT NOT NULL,
    is_from_completion INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_series PRIMARY KEY (id),
    CONSTRAINT ck_series_anchor_on_day CHECK (anchor_on LIKE '____-__-__'),
    CONSTRAINT ck_series_is_from_completion_flag CHECK (is_from_completion IN (0, 1)),
    CONSTRAINT uq_series_uid UNIQUE (uid),
    CONSTRAINT fk_series_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX ix_series_account_id ON series (account_id);

CREATE TABLE signal_series (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    metric TEXT NOT NULL,
    source TEXT NOT NULL,
    is_known_at_assumed INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT pk_signal_series PRIMARY KEY (id),
    CONSTRAINT ck_signal_series_is_known_at_assumed_flag CHECK (is_known_at_assumed IN (0, 1)),
    CONSTRAINT uq_signal_series_account_id_metric_source UNIQUE (account_id, metric, source),
    CONSTRAINT uq_signal_series_uid UNIQUE (uid),
    CONSTRAINT fk_signal_series_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX ix_signal_series_account_id ON signal_series (account_id);

CREATE TABLE touch (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    happened_on TEXT NOT NULL,
    happened_at TEXT NOT NULL,
    channel TEXT NOT NULL,
    direction TEXT NOT NULL,
    is_two_way INTEGER DEFAULT '0' NOT NULL,
    kind TEXT NOT NULL,
    notes TEXT,
    outcome TEXT,
    known_at TEXT NOT NULL,
    is_known_at_assumed INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_touch PRIMARY KEY (id),
    CONSTRAINT ck_touch_happened_on_day CHECK (happened_on LIKE '____-__-__'),
    CONSTRAINT ck_touch_happened_at_instant CHECK (happened_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT ck_touch_channel_words CHECK (channel IN ('call', 'meeting', 'video', 'email', 'chat', 'on-site', 'event', 'notice')),
    CONSTRAINT ck_touch_direction_words CHECK (direction IN ('outbound', 'inbound')),
    CONSTRAINT ck_touch_is_two_way_flag CHECK (is_two_way IN (0, 1)),
    CONSTRAINT ck_touch_kind_words CHECK (kind IN ('check-in', 'training', 'performance review', 'QBR', 'EBR', 'implementation', 'escalation', 'notice', 'other')),
    CONSTRAINT ck_touch_known_at_instant CHECK (known_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT ck_touch_is_known_at_assumed_flag CHECK (is_known_at_assumed IN (0, 1)),
    CONSTRAINT uq_touch_uid UNIQUE (uid),
    CONSTRAINT fk_touch_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX ix_touch_account_day ON touch (account_id, happened_on);

CREATE INDEX ix_touch_account_id ON touch (account_id);

CREATE TABLE action (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    side TEXT NOT NULL,
    owner_id INTEGER,
    contact_id INTEGER,
    due_on TEXT,
    state TEXT NOT NULL,
    done_on TEXT,
    source_table TEXT,
    source_id INTEGER,
    made_at TEXT NOT NULL,
    CONSTRAINT pk_action PRIMARY KEY (id),
    CONSTRAINT ck_action_side_words CHECK (side IN ('ours', 'theirs')),
    CONSTRAINT ck_action_due_on_day CHECK (due_on LIKE '____-__-__'),
    CONSTRAINT ck_action_state_words CHECK (state IN ('open', 'done', 'dropped')),
    CONSTRAINT ck_action_done_on_day CHECK (done_on LIKE '____-__-__'),
    CONSTRAINT ck_action_made_at_instant CHECK (made_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT ck_action_title_given CHECK (length(trim(title)) > 0),
    CONSTRAINT uq_action_uid UNIQUE (uid),
    CONSTRAINT fk_action_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT fk_action_owner_id FOREIGN KEY(owner_id) REFERENCES owner (id) ON DELETE SET NULL,
    CONSTRAINT fk_action_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX ix_action_account_id ON action (account_id);

CREATE INDEX ix_action_contact_id ON action (contact_id);

CREATE INDEX ix_action_owner_id ON action (owner_id);

CREATE INDEX ix_action_state_due ON action (state, due_on);

CREATE TABLE check_in (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    series_id INTEGER,
    due_on TEXT NOT NULL,
    due_time TEXT,
    time_zone TEXT,
    minutes INTEGER,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    agenda TEXT,
    state TEXT NOT NULL,
    moved_count INTEGER NOT NULL,
    touch_id INTEGER,
    reason TEXT,
    planned_at TEXT NOT NULL,
    CONSTRAINT pk_check_in PRIMARY KEY (id),
    CONSTRAINT ck_check_in_due_on_day CHECK (due_on LIKE '____-__-__'),
    CONSTRAINT ck_check_in_minutes_range CHECK (minutes >= 0 AND minutes <= 1440),
    CONSTRAINT ck_check_in_kind_words CHECK (kind IN ('check-in', 'training', 'performance review', 'QBR', 'EBR', 'implementation', 'escalation', 'notice', 'other')),
    CONSTRAINT ck_check_in_channel_words CHECK (channel IN ('call', 'meeting', 'video', 'email', 'chat', 'on-site', 'event', 'notice')),
    CONSTRAINT ck_check_in_state_words CHECK (state IN ('planned', 'held', 'missed', 'cancelled')),
    CONSTRAINT ck_check_in_moved_count_range CHECK (moved_count >= 0),
    CONSTRAINT ck_check_in_planned_at_instant CHECK (planned_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT uq_check_in_uid UNIQUE (uid),
    CONSTRAINT fk_check_in_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT fk_check_in_series_id FOREIGN KEY(series_id) REFERENCES series (id) ON DELETE SET NULL,
    CONSTRAINT fk_check_in_touch_id FOREIGN KEY(touch_id) REFERENCES touch (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX ix_check_in_account_id ON check_in (account_id);

CREATE INDEX ix_check_in_account_state ON check_in (account_id, state, due_on);

CREATE INDEX ix_check_in_series_id ON check_in (series_id);

CREATE INDEX ix_check_in_state_due ON check_in (state, due_on);

CREATE INDEX ix_check_in_touch_id ON check_in (touch_id);

CREATE TABLE feedback (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    contact_id INTEGER,
    kind TEXT NOT NULL,
    is_explicit INTEGER DEFAULT '1' NOT NULL,
    score INTEGER,
    scale_min INTEGER,
    scale_max INTEGER,
    words TEXT,
    channel TEXT,
    severity TEXT,
    state TEXT NOT NULL,
    told_at TEXT,
    told_by TEXT,
    told_channel TEXT,
    reason TEXT,
    said_on TEXT NOT NULL,
    said_at TEXT NOT NULL,
    known_at TEXT NOT NULL,
    is_known_at_assumed INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_feedback PRIMARY KEY (id),
    CONSTRAINT ck_feedback_kind_words CHECK (kind IN ('NPS', 'CSAT', 'CES', 'complaint', 'praise', 'request')),
    CONSTRAINT ck_feedback_is_explicit_flag CHECK (is_explicit IN (0, 1)),
    CONSTRAINT ck_feedback_channel_words CHECK (channel IN ('call', 'meeting', 'video', 'email', 'chat', 'on-site', 'event', 'notice')),
    CONSTRAINT ck_feedback_severity_words CHECK (severity IN ('low', 'medium', 'high', 'critical')),
    CONSTRAINT ck_feedback_state_words CHECK (state IN ('new', 'acknowledged', 'in progress', 'resolved', 'customer told')),
    CONSTRAINT ck_feedback_told_at_instant CHECK (told_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT ck_feedback_told_channel_words CHECK (told_channel IN ('call', 'meeting', 'video', 'email', 'chat', 'on-site', 'event', 'notice')),
    CONSTRAINT ck_feedback_said_on_day CHECK (said_on LIKE '____-__-__'),
    CONSTRAINT ck_feedback_said_at_instant CHECK (said_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT ck_feedback_known_at_instant CHECK (known_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT ck_feedback_is_known_at_assumed_flag CHECK (is_known_at_assumed IN (0, 1)),
    CONSTRAINT ck_feedback_score_on_scale CHECK (score IS NULL OR (scale_min IS NOT NULL AND scale_max IS NOT NULL AND score BETWEEN scale_min AND scale_max)),
    CONSTRAINT ck_feedback_told_or_reason CHECK (state <> 'customer told' OR reason IS NOT NULL OR (told_at IS NOT NULL AND told_by IS NOT NULL AND told_channel IS NOT NULL)),
    CONSTRAINT uq_feedback_uid UNIQUE (uid),
    CONSTRAINT fk_feedback_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT fk_feedback_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX ix_feedback_account_day ON feedback (account_id, said_on);

CREATE INDEX ix_feedback_account_id ON feedback (account_id);

CREATE INDEX ix_feedback_contact_id ON feedback (contact_id);

CREATE TABLE goal (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    objective TEXT NOT NULL,
    metric TEXT,
    baseline TEXT,
    target TEXT,
    actual TEXT,
    due_on TEXT,
    status TEXT NOT NULL,
    owner_id INTEGER,
    contact_id INTEGER,
    evidence TEXT,
    updated_on TEXT NOT NULL,
    known_at TEXT NOT NULL,
    is_known_at_assumed INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_goal PRIMARY KEY (id),
    CONSTRAINT ck_goal_due_on_day CHECK (due_on LIKE '____-__-__'),
    CONSTRAINT ck_goal_status_words CHECK (status IN ('on track', 'at risk', 'achieved', 'missed', 'dropped')),
    CONSTRAINT ck_goal_updated_on_day CHECK (updated_on LIKE '____-__-__'),
    CONSTRAINT ck_goal_known_at_instant CHECK (known_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT ck_goal_is_known_at_assumed_flag CHECK (is_known_at_assumed IN (0, 1)),
    CONSTRAINT uq_goal_uid UNIQUE (uid),
    CONSTRAINT fk_goal_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT fk_goal_owner_id FOREIGN KEY(owner_id) REFERENCES owner (id) ON DELETE SET NULL,
    CONSTRAINT fk_goal_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX ix_goal_account_id ON goal (account_id);

CREATE INDEX ix_goal_contact_id ON goal (contact_id);

CREATE INDEX ix_goal_owner_id ON goal (owner_id);

CREATE TABLE review_section (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    review_id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    title TEXT NOT NULL,
    position INTEGER NOT NULL,
    body TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_review_section PRIMARY KEY (id),
    CONSTRAINT ck_review_section_position_range CHECK (position >= 0),
    CONSTRAINT uq_review_section_review_id_key UNIQUE (review_id, "key"),
    CONSTRAINT uq_review_section_uid UNIQUE (uid),
    CONSTRAINT fk_review_section_review_id FOREIGN KEY(review_id) REFERENCES review (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX ix_review_section_review_id ON review_section (review_id);

CREATE TABLE signal_point (
    series_id INTEGER NOT NULL,
    on_day TEXT NOT NULL,
    value REAL NOT NULL,
    change_id INTEGER NOT NULL,
    CONSTRAINT pk_signal_point PRIMARY KEY (series_id, on_day),
    CONSTRAINT fk_signal_point_series_id FOREIGN KEY(series_id) REFERENCES signal_series (id) ON DELETE CASCADE
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE ticket (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    contact_id INTEGER,
    opened_at TEXT NOT NULL,
    closed_at TEXT,
    severity TEXT NOT NULL,
    subject TEXT,
    known_at TEXT NOT NULL,
    is_known_at_assumed INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_ticket PRIMARY KEY (id),
    CONSTRAINT ck_ticket_opened_at_instant CHECK (opened_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT ck_ticket_closed_at_instant CHECK (closed_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT ck_ticket_severity_words CHECK (severity IN ('low', 'normal', 'high', 'urgent')),
    CONSTRAINT ck_ticket_known_at_instant CHECK (known_at LIKE '____-__-__T__:__:__.___Z'),
    CONSTRAINT ck_ticket_is_known_at_assumed_flag CHECK (is_known_at_assumed IN (0, 1)),
    CONSTRAINT uq_ticket_uid UNIQUE (uid),
    CONSTRAINT fk_ticket_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT fk_ticket_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX ix_ticket_account_id ON ticket (account_id);

CREATE INDEX ix_ticket_contact_id ON ticket (contact_id);

CREATE TABLE touch_person (
    id INTEGER NOT NULL,
    touch_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    CONSTRAINT pk_touch_person PRIMARY KEY (id),
    CONSTRAINT fk_touch_person_touch_id FOREIGN KEY(touch_id) REFERENCES touch (id) ON DELETE CASCADE,
    CONSTRAINT fk_touch_person_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX ix_touch_person_contact_id ON touch_person (contact_id);

CREATE INDEX ix_touch_person_touch_id ON touch_person (touch_id);

CREATE TABLE check_in_person (
    id INTEGER NOT NULL,
    check_in_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    CONSTRAINT pk_check_in_person PRIMARY KEY (id),
    CONSTRAINT fk_check_in_person_check_in_id FOREIGN KEY(check_in_id) REFERENCES check_in (id) ON DELETE CASCADE,
    CONSTRAINT fk_check_in_person_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX ix_check_in_person_check_in_id ON check_in_person (check_in_id);

CREATE INDEX ix_check_in_person_contact_id ON check_in_person (contact_id);

CREATE TABLE feedback_theme (
    id INTEGER NOT NULL,
    feedback_id INTEGER NOT NULL,
    theme_id INTEGER NOT NULL,
    CONSTRAINT pk_feedback_theme PRIMARY KEY (id),
    CONSTRAINT uq_feedback_theme_feedback_id_theme_id UNIQUE (feedback_id, theme_id),
    CONSTRAINT fk_feedback_theme_feedback_id FOREIGN KEY(feedback_id) REFERENCES feedback (id) ON DELETE CASCADE,
    CONSTRAINT fk_feedback_theme_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX ix_feedback_theme_feedback_id ON feedback_theme (feedback_id);

CREATE INDEX ix_feedback_theme_theme_id ON feedback_theme (theme_id)
"""

TABLES = (
    "change",
    "derived_state",
    "engagement_model",
    "external_id",
    "health_model",
    "journal_state",
    "owner",
    "saved_view",
    "snooze",
    "theme",
    "account",
    "change_batch",
    "change_row",
    "account_line",
    "change_batch_rows",
    "contact",
    "contract",
    "health_override",
    "health_snapshot",
    "outcome",
    "pulse",
    "review",
    "series",
    "signal_series",
    "touch",
    "action",
    "check_in",
    "feedback",
    "goal",
    "review_section",
    "signal_point",
    "ticket",
    "touch_person",
    "check_in_person",
    "feedback_theme",
)


def upgrade() -> None:
    """Make every table and index, and the one row that the journal's triggers read."""
    for statement in STATEMENTS.split(";\n"):
        op.execute(statement)
    op.execute("INSERT INTO journal_state (id, change_id, mode) VALUES (1, NULL, 0)")
    op.execute("PRAGMA user_version = 1")


def downgrade() -> None:
    """Leave an empty file."""
    for table in reversed(TABLES):
        op.execute(f'DROP TABLE "{table}"')
    op.execute("PRAGMA user_version = 0")
