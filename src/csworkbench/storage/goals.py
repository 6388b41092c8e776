"""Goals in the book."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, RowMapping, select

from csworkbench.domain.goals import GoalDraft, GoalRow
from csworkbench.domain.ids import AccountId, GoalId
from csworkbench.storage import records
from csworkbench.storage.tables.engagement import goal

_COLUMNS = (
    "objective", "metric", "baseline", "target", "actual", "due_on", "status", "owner_id", "contact_id", "evidence",
)  # fmt: skip


def add(connection: Connection, draft: GoalDraft, updated_on: date, known_at: str) -> GoalId:
    """Store a goal."""
    values = {"account_id": draft.account_id, "updated_on": updated_on, "known_at": known_at}
    return GoalId(records.add(connection, goal, values | _values(draft)))


def put(connection: Connection, key: GoalId, draft: GoalDraft, updated_on: date) -> None:
    """Make a goal say what the draft says."""
    records.put(connection, goal, key, _values(draft) | {"updated_on": updated_on})


def get(connection: Connection, key: GoalId) -> GoalRow:
    """Give one goal; NotFound when there is none."""
    return _row(records.get(connection, goal, key, "goal"))


def list_of(connection: Connection, account_id: AccountId, limit: int) -> list[GoalRow]:
    """Give the goals of an account by due day, those without one last."""
    query = select(goal).where(goal.c.account_id == account_id)
    query = query.order_by(goal.c.due_on.asc().nulls_last(), goal.c.id).limit(limit)
    return [_row(row) for row in connection.execute(query).mappings()]


def _values(draft: GoalDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in _COLUMNS}


def _row(row: RowMapping) -> GoalRow:
    return GoalRow(
        GoalId(row["id"]),
        AccountId(row["account_id"]),
        row["objective"],
        row["metric"],
        row["baseline"],
        row["target"],
        row["actual"],
        records.optional_day(row["due_on"]),
        row["status"],
        row["owner_id"],
        row["contact_id"],
        row["evidence"],
        records.day_of(row["updated_on"]),
    )
