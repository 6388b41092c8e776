"""Foreign words for the product's enumerated words, normalised by `normal_word`; an empty word states nothing."""

from __future__ import annotations

TIER_WORDS = {"1": "A", "2": "B", "3": "C", "tier1": "A", "tier2": "B", "tier3": "C", "tiera": "A", "tierb": "B",
              "tierc": "C"}  # fmt: skip
LIFECYCLE_WORDS = {"adoption": "adopting", "renewal": "renewing", "advocacy": "advocate",
                   "implementation": "onboarding", "valuerealization": "value"}  # fmt: skip
STATUS_WORDS = {"customer": "active", "live": "active", "exc": "churned", "excustomer": "churned", "lost": "churned",
                "cancelled": "churned", "canceled": "churned", "inactive": "churned", "notice": "in notice",
                "noticegiven": "in notice", "reactivated": "won back", "wonback": "won back"}  # fmt: skip
ROLE_WORDS = {"decisionmaker": "economic buyer", "budgetholder": "economic buyer", "buyer": "economic buyer",
              "executivesponsor": "sponsor", "enduser": "end user", "user": "end user", "administrator": "admin",
              "influencer": "champion", "procurementlegal": "procurement", "purchasing": "procurement"}  # fmt: skip
OUTCOME_WORDS = {"renew": "renewed", "renewal": "renewed", "won": "renewed", "closedwon": "renewed",
                 "expansion": "expanded", "upsell": "expanded", "upgrade": "expanded", "contraction": "reduced",
                 "downsell": "reduced", "downgrade": "reduced", "churn": "lost", "churned": "lost",
                 "closedlost": "lost", "cancelled": "lost", "canceled": "lost"}  # fmt: skip
TICKET_WORDS = {"medium": "normal", "med": "normal", "moderate": "normal", "standard": "normal", "critical": "urgent",
                "blocker": "urgent", "p1": "urgent", "p2": "high", "p3": "normal", "p4": "low", "sev1": "urgent",
                "sev2": "high", "sev3": "normal", "sev4": "low", "minor": "low", "major": "high"}  # fmt: skip
SEVERITY_WORDS = {"normal": "medium", "moderate": "medium", "urgent": "critical", "blocker": "critical"}
FEEDBACK_WORDS = {"netpromoterscore": "NPS", "customersatisfaction": "CSAT", "customereffortscore": "CES",
                  "complaints": "complaint", "compliment": "praise", "featurerequest": "request", "idea": "request",
                  "issue": "complaint", "problem": "complaint"}  # fmt: skip
CHANNEL_WORDS = {"phone": "call", "phonecall": "call", "mail": "email", "emails": "email", "onsite": "on-site",
                 "visit": "on-site", "videocall": "video", "zoom": "video", "teams": "video", "webinar": "event",
                 "livechat": "chat", "sms": "chat", "listemail": "email", "task": "", "other": ""}  # fmt: skip
DIRECTION_WORDS = {"out": "outbound", "outgoing": "outbound", "in": "inbound", "incoming": "inbound"}
TOUCH_WORDS = {"checkin": "check-in", "quarterlybusinessreview": "QBR", "executivebusinessreview": "EBR",
               "onboarding": "implementation", "kickoff": "implementation"}  # fmt: skip
