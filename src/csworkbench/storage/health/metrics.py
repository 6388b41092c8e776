"""The imported metrics a book has signals of."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from csworkbench.domain.health.model_rows import MetricRow
from csworkbench.storage.bulk import fetch

# The points of a series are clustered by day, so its newest one is one step, however many there are.
_METRICS = """
SELECT metric, count(DISTINCT account_id),
    max((SELECT max(p.on_day) FROM signal_point p WHERE p.series_id = s.id AND p.on_day <= :day))
FROM signal_series s GROUP BY metric ORDER BY metric"""


def list_metrics(connection: Connection, day: date) -> list[MetricRow]:
    """Give every imported metric by name, with how many accounts have it and the newest day up to `day`."""
    return [
        MetricRow(metric, accounts, date.fromisoformat(newest) if newest else None)
        for metric, accounts, newest in fetch(connection, _METRICS, {"day": day.isoformat()})
    ]
