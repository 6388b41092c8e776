"""Feedback items in the book."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select

from csworkbench.domain.feedback_items import FeedbackDraft, FeedbackRow
from csworkbench.domain.ids import AccountId, FeedbackId
from csworkbench.infra.errors import NotFound
from csworkbench.storage import records
from csworkbench.storage.tables.accounts import contact
from csworkbench.storage.tables.feedback import feedback


def add(connection: Connection, draft: FeedbackDraft, said_at: str, known_at: str) -> FeedbackId:
    """Store a new item."""
    values = {
        "account_id": draft.account_id,
        "contact_id": draft.contact_id,
        "kind": draft.kind,
        "is_explicit": draft.is_explicit,
        "score": draft.score,
        "scale_min": draft.scale_min,
        "scale_max": draft.scale_max,
        "words": draft.words,
        "channel": draft.channel,
        "severity": draft.severity,
        "state": "new",
        "said_on": draft.said_on,
        "said_at": said_at,
        "known_at": known_at,
    }
    return FeedbackId(records.add(connection, feedback, values))


def put(connection: Connection, key: FeedbackId, values: Mapping[str, Any]) -> None:
    """Set columns of an item."""
    records.put(connection, feedback, key, values)


def get(connection: Connection, key: FeedbackId) -> FeedbackRow:
    """Give one item; NotFound when there is none."""
    row = connection.execute(_query().where(feedback.c.id == key)).mappings().first()
    if row is None:
        raise NotFound(f"There is no feedback with key {key}; it may have been deleted.")
    return _row(row)


def list_of(connection: Connection, account_id: AccountId, limit: int) -> list[FeedbackRow]:
    """Give the newest items of an account, newest first."""
    query = _query().where(feedback.c.account_id == account_id)
    query = query.order_by(feedback.c.said_on.desc(), feedback.c.id.desc()).limit(limit)
    return [_row(row) for row in connection.execute(query).mappings()]


def _query() -> Select[Any]:
    joined = feedback.outerjoin(contact, contact.c.id == feedback.c.contact_id)
    return select(feedback, contact.c.name.label("contact_name")).select_from(joined)


def _row(row: RowMapping) -> FeedbackRow:
    return FeedbackRow(
        FeedbackId(row["id"]),
        AccountId(row["account_id"]),
        row["contact_id"],
        row["contact_name"],
        row["kind"],
        bool(row["is_explicit"]),
        row["score"],
        row["scale_min"],
        row["scale_max"],
        row["words"],
        row["channel"],
        row["severity"],
        row["state"],
        None if row["told_at"] is None else records.moment_of(row["told_at"]),
        row["told_by"],
        row["told_channel"],
        row["reason"],
        records.day_of(row["said_on"]),
    )
