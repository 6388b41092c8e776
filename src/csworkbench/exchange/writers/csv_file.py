"""The accounts of a report as CSV: UTF-8 with a mark, ISO dates, no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
from pathlib import Path

from csworkbench.domain.money import to_major
from csworkbench.domain.reports import HealthReport, ReportRow
from csworkbench.exchange.writers.cells import band_word
from csworkbench.exchange.writers.safe_text import neutralised, printable
from csworkbench.infra.tokens import Token

HEADER = (
    "Account", "Owner", "Tier", "Segment", "Score", "Band", "Coverage", "Trend", "ARR", "Currency", "Renewal",
    "Last contact", "Main driver", "Computed score", "Computed band", "Override", "Oldest input", "Contradictions",
    "Why it moved", "As of", "Health model", "Model version", "Missing data",
)  # fmt: skip
STEP = 1000
Cell = str | int | float


def write_csv(report: HealthReport, path: Path, token: Token) -> None:
    """Write every account of the report, lowest score first; each row says its day, model and policy."""
    day = report.head.as_of.isoformat()
    models: dict[int, tuple[Cell, ...]] = {
        one.version: (_text(one.name), one.version, one.policy) for one in report.head.models
    }
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(HEADER)
        for number, row in enumerate(report.rows):
            if number % STEP == 0:
                token.report("Writing CSV", number, len(report.rows))
            writer.writerow((*_cells(row), day, *models.get(row.model_version, ("", "", ""))))


def _cells(row: ReportRow) -> tuple[Cell, ...]:
    arr = "" if row.arr_minor is None else f"{to_major(row.arr_minor, row.currency or ''):f}"
    return (
        _text(row.name),
        _text(row.owner_name),
        _text(row.tier),
        _text(row.segment),
        "" if row.score is None else row.score,
        band_word(row.band),
        row.coverage,
        "" if row.trend is None else row.trend,
        arr,
        _text(row.currency),
        row.renewal_on.isoformat() if row.renewal_on else "",
        row.last_contact_on.isoformat() if row.last_contact_on else "",
        _text(row.driver),
        "" if row.computed_score is None else row.computed_score,
        band_word(row.computed_band),
        _text(row.override),
        row.oldest_input_on.isoformat() if row.oldest_input_on else "",
        _text("; ".join(row.contradictions)),
        _text(row.moved),
        # The day, the model and the policy follow.
    )


def _text(value: str | None) -> str:
    return "" if value is None else neutralised(printable(value))
