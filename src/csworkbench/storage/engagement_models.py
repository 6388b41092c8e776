"""The engagement models a book holds."""

from __future__ import annotations

from sqlalchemy import Connection, insert

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
