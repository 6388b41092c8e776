"""Reviews and their sections in the book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from csworkbench.domain.ids import AccountId, ReviewId
from csworkbench.domain.reviews import ReviewRow, SectionRow, TemplateRow
from csworkbench.infra.errors import NotFound
from csworkbench.storage import records
from csworkbench.storage.tables.reviews import review, review_section


def add(
    connection: Connection,
    account_id: AccountId,
    template: TemplateRow,
    period: tuple[date, date],
    bodies: Sequence[str],
    made_at: str,
) -> ReviewId:
    """Store a review in preparation; `bodies` are the texts of the template's sections."""
    values = {
        "account_id": account_id,
        "template": template.key,
        "kind": template.kind,
        "period_from_on": period[0],
        "period_to_on": period[1],
        "state": "preparing",
        "made_at": made_at,
        "changed_at": made_at,
    }
    key = records.add(connection, review, values)
    for position, (section, body) in enumerate(zip(template.sections, bodies, strict=True)):
        parts = {"review_id": key, "key": section.key, "title": section.title, "position": position, "body": body}
        records.add(connection, review_section, parts)
    return ReviewId(key)


def put(connection: Connection, key: ReviewId, values: Mapping[str, Any]) -> None:
    """Set columns of a review."""
    records.put(connection, review, key, values)


def get(connection: Connection, key: ReviewId) -> ReviewRow:
    """Give one review; NotFound when there is none."""
    return _row(records.get(connection, review, key, "review"))


def list_of(connection: Connection, account_id: AccountId, limit: int) -> list[ReviewRow]:
    """Give the reviews of an account, newest first."""
    query = select(review).where(review.c.account_id == account_id)
    query = query.order_by(review.c.made_at.desc(), review.c.id.desc()).limit(limit)
    return [_row(row) for row in connection.execute(query).mappings()]


def sections_of(connection: Connection, key: ReviewId) -> list[SectionRow]:
    """Give the sections of a review in their order."""
    columns = (review_section.c.key, review_section.c.title, review_section.c.position, review_section.c.body)
    query = select(*columns).where(review_section.c.review_id == key).order_by(review_section.c.position)
    return [SectionRow(*row) for row in connection.execute(query)]


def section_of(connection: Connection, key: ReviewId, section: str) -> SectionRow:
    """Give one section of a review; NotFound when there is none."""
    for row in sections_of(connection, key):
        if row.key == section:
            return row
    raise NotFound(f"That review has no section {section!r}.")


def set_body(connection: Connection, key: ReviewId, section: str, body: str) -> None:
    """Set the text of a section."""
    query = update(review_section).where(review_section.c.review_id == key, review_section.c.key == section)
    connection.execute(query.values(body=body))


def _row(row: RowMapping) -> ReviewRow:
    return ReviewRow(
        ReviewId(row["id"]),
        AccountId(row["account_id"]),
        row["template"],
        row["kind"],
        records.optional_day(row["period_from_on"]),
        records.optional_day(row["period_to_on"]),
        records.optional_day(row["held_on"]),
        row["state"],
        records.moment_of(row["changed_at"]),
    )
