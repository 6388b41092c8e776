"""Feedback items: what a customer said or showed, as read and as handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from csworkbench.domain.ids import AccountId, FeedbackId


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """One item; `score` lies on `scale_min`..`scale_max`, `reason` says why the customer was not told."""

    id: FeedbackId
    account_id: AccountId
    contact_id: int | None
    contact_name: str | None
    kind: str
    is_explicit: bool
    score: int | None
    scale_min: int | None
    scale_max: int | None
    words: str | None
    channel: str | None
    severity: str | None
    state: str
    told_at: datetime | None
    told_by: str | None
    told_channel: str | None
    reason: str | None
    said_on: date


@dataclass(frozen=True, slots=True)
class FeedbackDraft:
    """Feedback to log; a survey kind has a score with its scale, the others have words."""

    account_id: AccountId
    kind: str
    said_on: date
    words: str | None = None
    score: int | None = None
    scale_min: int | None = None
    scale_max: int | None = None
    severity: str | None = None
    channel: str | None = None
    contact_id: int | None = None
    is_explicit: bool = True
