"""Typed integer keys of a book, one per kind of record."""

from __future__ import annotations

from typing import NewType

OwnerId = NewType("OwnerId", int)
AccountId = NewType("AccountId", int)
ContactId = NewType("ContactId", int)
ContractId = NewType("ContractId", int)
TicketId = NewType("TicketId", int)
TouchId = NewType("TouchId", int)
CheckInId = NewType("CheckInId", int)
GoalId = NewType("GoalId", int)
ActionId = NewType("ActionId", int)
ReviewId = NewType("ReviewId", int)
FeedbackId = NewType("FeedbackId", int)
OverrideId = NewType("OverrideId", int)
PulseId = NewType("PulseId", int)
ViewId = NewType("ViewId", int)
ChangeId = NewType("ChangeId", int)
EngagementModelId = NewType("EngagementModelId", int)
