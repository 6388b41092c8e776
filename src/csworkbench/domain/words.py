"""The enumerated words of the product, as stored; labels are the same words capitalised.

Each tuple is the whole list of allowed values; tables turn it into a check.
"""

from __future__ import annotations

TIERS = ("A", "B", "C")
LIFECYCLES = ("onboarding", "adopting", "value", "renewing", "advocate")
ACCOUNT_STATUSES = ("active", "in notice", "churned", "won back")
ROLES = ("champion", "sponsor", "economic buyer", "admin", "end user", "procurement")
KEY_ROLES = ("champion", "sponsor", "economic buyer")
CHANNELS = ("call", "meeting", "video", "email", "chat", "on-site", "event", "notice")
DIRECTIONS = ("outbound", "inbound")
TOUCH_KINDS = (
    "check-in",
    "training",
    "performance review",
    "QBR",
    "EBR",
    "implementation",
    "escalation",
    "notice",
    "other",
)
CHECK_IN_STATES = ("planned", "held", "missed", "cancelled")
SHIFTS = ("following", "preceding", "modified following")
ASK_KINDS = ("survey", "reference", "other")
FATIGUE_ACTS = ("touch", "check-in", "ask")
GOAL_STATUSES = ("on track", "at risk", "achieved", "missed", "dropped")
ACTION_STATES = ("open", "done", "dropped")
ACTION_SIDES = ("ours", "theirs")
REVIEW_STATES = ("planned", "preparing", "held", "final")
REVIEW_KINDS = ("QBR", "EBR", "onboarding", "renewal")
FEEDBACK_KINDS = ("NPS", "CSAT", "CES", "complaint", "praise", "request")
FEEDBACK_STATES = ("new", "acknowledged", "in progress", "resolved", "customer told")
FEEDBACK_SEVERITIES = ("low", "medium", "high", "critical")
TICKET_SEVERITIES = ("low", "normal", "high", "urgent")
CONTRACT_OUTCOMES = ("renewed", "expanded", "reduced", "lost")
OUTCOME_KINDS = ("churned", "renewed", "reduced", "expanded")
BANDS = ("healthy", "watch", "at risk", "insufficient data")
TREND_DIRECTIONS = ("rising", "steady", "falling")
SIGNAL_METRICS = ("active_users", "logins", "seats", "seats_used", "open_tickets", "usage_count", "errors")
