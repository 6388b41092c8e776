"""A report of any size with awkward names, made without a book."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from csworkbench.domain.health.model import default_model
from csworkbench.domain.ids import AccountId
from csworkbench.domain.reports import HealthReport, ReportRow, ReportScope, assemble

AS_OF = date(2026, 11, 23)
NAMES = ("=1+1", "@SUM(A1)", "Müller & Söhne", "Acme <b>GmbH</b>", 'O"Neil, Inc.', "Line\nbreak", "http://example.com")


def sample_report(accounts: int = 7, names: tuple[str, ...] = NAMES) -> HealthReport:
    """Give a report of `accounts` rows."""
    return assemble(
        [_row(number, names[number % len(names)]) for number in range(accounts)],
        ReportScope(None, accounts, 3),
        [default_model()],
        AS_OF,
        datetime(2026, 11, 23, 9, 5, tzinfo=UTC),
    )


def _row(number: int, name: str) -> ReportRow:
    model = default_model()
    score = None if number % 50 == 49 else (number * 37 + 5) % 101
    trend = None if number % 11 == 0 else (number * 7) % 31 - 15
    word = None if trend is None else "steady" if abs(trend) <= 3 else "rising" if trend > 0 else "falling"
    return ReportRow(
        AccountId(number + 1),
        f"{name} {number}" if number >= len(NAMES) else name,
        ("Maya Lind", "Tom Örd")[number % 2],
        "ABC"[number % 3],
        "Mid-market",
        score,
        "insufficient data" if score is None or number % 10 == 3 else model.band(score),
        0.3 if number % 10 == 3 else 0.8,
        trend,
        word,
        None if number % 20 == 2 else number * 1_000_00 + 50,
        ("EUR", "JPY", "USD")[number % 3],
        AS_OF + timedelta(days=number % 400),
        AS_OF - timedelta(days=number % 90),
        "Two-way touch: 12 points to gain",
        score,
        "insufficient data" if score is None or number % 10 == 3 else model.band(score),
        "=watch until 12 Dec by Maya: new sponsor" if number % 9 == 4 else "",
        None if score is None else AS_OF - timedelta(days=number % 80),
        ("no two-way touch for 63 days, maximum 45", "complaint open for 12 days") if number % 9 == 5 else (),
        model.version,
        "" if word in (None, "steady") else f"=rose {trend}: usage 40 % -> 24 % of seats ({trend:+d})",
    )
