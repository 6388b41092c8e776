"""How values of a report read in English documents, the same in every format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from csworkbench.domain.money import short_money
from csworkbench.domain.reports import HealthReport, MoneySum, ReportRow

# Not strftime: that follows the locale of the process.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_text(day: date | None) -> str:
    """Give a day as `4 Dec 2026`; empty when unknown."""
    return "" if day is None else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def instant_text(instant: datetime) -> str:
    """Give an instant as `23 Nov 2026, 09:05 UTC`."""
    return f"{day_text(instant.date())}, {instant:%H:%M} {instant.tzname() or ''}".rstrip()


def band_word(band: str) -> str:
    """Give a band as printed: `At risk`."""
    return band.capitalize()


def band_cell(row: ReportRow) -> str:
    """Give an account's band as printed in a table: `Watch (override)` where a CSM said so."""
    return f"{band_word(row.band)} (override)" if row.override else band_word(row.band)


def input_age(row: ReportRow, as_of: date) -> str:
    """Give the age of the oldest fact behind a score: `75 d`; empty when no fact has an age."""
    return "" if row.oldest_input_on is None else f"{(as_of - row.oldest_input_on).days:,} d"


def contradiction_rows(report: HealthReport) -> list[tuple[ReportRow, str]]:
    """Give one row per quiet contradiction, those of one account together."""
    return [(row, words) for row in report.contradicted for words in row.contradictions]


def signed(delta: int | None) -> str:
    """Give points with their sign: `+4`, `-7`, `0`; empty when unknown."""
    return "" if delta is None else f"{delta:+d}" if delta else "0"


def percent(share: float) -> str:
    """Give a share of 0 to 1 as whole percent."""
    return f"{share:.0%}"


def share_of(part: int, whole: int) -> str:
    """Give a count's share in whole percent; empty when there is nothing to share."""
    return percent(part / whole) if whole else ""


def counted(count: int, noun: str) -> str:
    """Give `1 account`, `16 accounts`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def money_text(sums: Sequence[MoneySum]) -> str:
    """Give sums per currency side by side: `€52,000 + $9,000`; a dash when there is none."""
    return " + ".join(short_money(one.amount_minor, one.currency) for one in sums) or "–"


def scope_lines(report: HealthReport) -> list[str]:
    """Give in sentences what the report covers: day, n, who is out and why, and how scores were made."""
    scope = report.scope
    later = f", {scope.added_later:,} not yet in the book on that day" if scope.added_later else ""
    return [
        f"As of {day_text(report.as_of)}, made {instant_text(report.made_at)}. "
        f"{scope.owner_name or 'All owners'}: n = {counted(scope.accounts, 'account')}.",
        f"Left out: {scope.churned:,} churned (not scored){later}. Of the {scope.accounts:,}, {report.insufficient:,} "
        f"have insufficient data, {report.without_arr:,} have no ARR and {len(report.overridden):,} "
        f"{'is' if len(report.overridden) == 1 else 'are'} shown as overridden by a CSM.",
        f"Health model version {report.model_version}, missing data: {report.policy}. Money stays in its own currency.",
    ]
