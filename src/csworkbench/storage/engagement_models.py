"""The engagement models a book holds."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from csworkbench.domain.cadence import ENGAGEMENT_PRESETS
from csworkbench.infra.uid import fixed_uid
from csworkbench.storage.tables.accounts import engagement_model


def add_presets(connection: Connection) -> None:
    """Store the engagement models that every new book starts with."""
    models = [
        {
            "uid": fixed_uid(f"engagement model {preset.name}"),
            "name": preset.name,
            "ideal_days": preset.cadence.ideal_days,
            "maximum_days": preset.cadence.maximum_days,
            "qbr_days": preset.review_cadence_days,
            "ebr_days": preset.executive_review_days,
        }
        for preset in ENGAGEMENT_PRESETS
    ]
    connection.execute(insert(engagement_model), models)


def list_presets(connection: Connection) -> list[tuple[int, str, int, int | None, int | None]]:
    """Give key, name, ideal and maximum days, and days between reviews of every engagement model, by key."""
    table = engagement_model.c
    query = select(table.id, table.name, table.ideal_days, table.maximum_days, table.qbr_days).order_by(table.id)
    return [(row.id, row.name, row.ideal_days, row.maximum_days, row.qbr_days) for row in connection.execute(query)]
