"""How values of a report read in English documents, the same in every format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from csworkbench.domain.money import short_money
from csworkbench.domain.reports import HealthReport, ModelUse, MoneySum, Movement, ReportRow, Share, share

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


def overridden_share(report: HealthReport) -> Share:
    """Give what the overridden accounts come to."""
    return share("of these overridden", report.overridden)


def share_line(some: Share, lead: str = "By count") -> str:
    """Give in a sentence what some accounts come to: by count, by ARR, grey and overridden ones apart."""
    by_count = [counted(some.accounts, "account")]
    if some.grey:
        by_count.append(f"{some.grey:,} of them with insufficient data")
    if 0 < some.overrides < some.accounts:
        by_count.append(f"{some.overrides:,} of them overridden")
    without = f" ({some.without_arr:,} without ARR)" if some.without_arr else ""
    return f"{lead}: {', '.join(by_count)}; by ARR: {money_text(some.arr)}{without}."


def listed(values: Sequence[int]) -> str:
    """Give numbers as `30` or `14, 30 or 60`."""
    words = [str(value) for value in values]
    return " or ".join([*([", ".join(words[:-1])] if len(words) > 1 else []), *words[-1:]])


def movement_title(moved: Movement) -> str:
    """Give the heading of the movement: `Movement in 30 days`."""
    by_model = ", as the health model of each account says" if len(moved.days) > 1 else ""
    return f"Movement in {listed(moved.days)} days{by_model}"


def movement_note(moved: Movement) -> str:
    """Give in a sentence what the words of the movement mean."""
    return (
        f"Computed scores: steady is up to {listed(moved.dead_bands)} points either way, unknown has no snapshot old "
        "enough, insufficient data is compared with nothing."
    )


def model_label(use: ModelUse) -> str:
    """Give a health model as `Default, version 1`."""
    return f"{use.name}, version {use.version}"


def scope_lines(report: HealthReport) -> list[str]:
    """Give in sentences what the report covers: day, n, who is out and why, and how scores were made."""
    head, whole = report.head, report.head.whole
    made = f"made {instant_text(head.made_at)}" if head.made_at else "as known at the end of that day"
    return [
        f"As of {day_text(head.as_of)}, {made}. "
        f"{head.scope.owner_name or 'All owners'}: n = {counted(head.scope.accounts, 'account')}.",
        f"Left out: {head.scope.churned:,} churned (not scored). Of the {whole.accounts:,}, {whole.grey:,} "
        f"have insufficient data, {whole.without_arr:,} have no ARR and {whole.overrides:,} "
        f"{'is' if whole.overrides == 1 else 'are'} shown as overridden by a CSM.",
        f"{_models_line(head.models)} Money stays in its own currency.",
    ]


def _models_line(models: Sequence[ModelUse]) -> str:
    if len(models) == 1:
        return f"Health model {model_label(models[0])}; missing data: {models[0].policy}."
    told = "; ".join(
        f"{model_label(one)}, serves {one.serves}: {counted(one.accounts, 'account')}, missing data {one.policy}"
        for one in models
    )
    return f"Health models: {told}."
