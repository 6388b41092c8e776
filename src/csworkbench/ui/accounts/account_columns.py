"""The columns of the accounts table: what each is called, says and sorts by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from csworkbench.domain.money import short_money
from csworkbench.infra.clock import Clock
from csworkbench.ui.bridge.columns import RIGHT, Column
from csworkbench.ui.widgets.standing_words import health_tip, marked_health
from csworkbench.ui.widgets.texts import delta_text, full_day, plain_tool_tip, relative_day, weekday_day

if TYPE_CHECKING:
    from csworkbench.domain.accounts import AccountLineRow

SHOWN_AT_FIRST = ("name", "score", "trend", "arr", "renewal", "next_check_in", "last_contact")
NAME = "name"
EDITED = ("name", "owner", "tier", "next_check_in")
"""Columns whose cells can be edited in place."""


def context_line(row: AccountLineRow) -> str:
    """Give what stands under an account's name: segment (else tier) and owner."""
    first = row.segment or (f"Tier {row.tier}" if row.tier else "")
    return "  ·  ".join(part for part in (first, row.owner_name or "no owner") if part)


def renewal_lines(row: AccountLineRow, today: date) -> tuple[str, str]:
    """Give the renewal's day and how far away it is; empty when there is none."""
    if row.renewal_on is None:
        return "", ""
    return full_day(row.renewal_on), relative_day(row.renewal_on, today)


def check_in_lines(row: AccountLineRow, today: date) -> tuple[str, str]:
    """Give the next check-in's day and how far away or overdue it is; empty when none is planned."""
    if row.next_check_in_on is None:
        return "", ""
    return weekday_day(row.next_check_in_on), relative_day(row.next_check_in_on, today, is_due=True)


def is_contact_overdue(row: AccountLineRow, today: date) -> bool:
    """Say whether the cadence wanted a contact before today; `overdue_on` itself is still in time."""
    return row.overdue_on is not None and row.overdue_on < today


def contact_text(row: AccountLineRow, today: date) -> str:
    """Give how long ago the last contact was."""
    return "never" if row.last_contact_on is None else relative_day(row.last_contact_on, today)


def trend_text(row: AccountLineRow) -> str:
    """Give the change of the score over the last weeks in words."""
    return delta_text(row.trend) or "not known yet"


def account_columns(
    clock: Clock, why: Callable[[AccountLineRow], str] = lambda _row: ""
) -> tuple[Column[AccountLineRow], ...]:
    """Give all columns in their first order; days are told from `clock`.

    `why` gives in words why a score moved; it is asked only for the row whose tool tip is wanted.
    """

    def words(lines: Callable[[AccountLineRow, date], tuple[str, str]]) -> Callable[[AccountLineRow], str]:
        return lambda row: ", ".join(part for part in lines(row, clock.today()) if part)

    def contact(row: AccountLineRow) -> str:
        return contact_text(row, clock.today())

    return (
        Column(
            NAME,
            "Account",
            lambda row: row.name,
            "name",
            197,
            spoken=lambda row: f"{row.name}, {context_line(row)}",
            tip=lambda row: plain_tool_tip(row.name),
            edit=lambda row: row.name,
        ),
        *_health_columns(clock, why),
        Column("arr", "ARR", lambda row: short_money(row.arr_minor, row.currency), "arr", 90, RIGHT),
        Column("renewal", "Renewal", words(renewal_lines), "renewal", 104),
        Column(
            "next_check_in",
            "Next check-in",
            words(check_in_lines),
            "next_check_in",
            128,
            edit=lambda row: row.next_check_in_on,
        ),
        Column("last_contact", "Last contact", contact, "last_contact", 124),
        Column("owner", "Owner", lambda row: row.owner_name or "", "owner", 130, edit=lambda row: row.owner_id),
        *_plain_columns(),
    )


def _health_columns(clock: Clock, why: Callable[[AccountLineRow], str]) -> tuple[Column[AccountLineRow], ...]:
    def tip(row: AccountLineRow) -> str:
        lines = health_tip(row, clock.today()), why(row)
        return plain_tool_tip("\n".join(line for line in lines if line))

    def moved(row: AccountLineRow) -> str:
        return plain_tool_tip(why(row))

    return (
        Column("score", "Health", marked_health, "score", 136, tip=tip),
        Column("trend", "26-week trend", trend_text, "trend", 118, spoken=_spoken_trend, tip=moved),
    )


def _plain_columns() -> tuple[Column[AccountLineRow], ...]:
    return (
        Column("tier", "Tier", lambda row: row.tier or "", "tier", 60, edit=lambda row: row.tier or ""),
        Column("segment", "Segment", lambda row: row.segment or "", "segment", 110),
        Column("lifecycle", "Lifecycle", lambda row: (row.lifecycle or "").capitalize(), "lifecycle", 110),
        Column("status", "Status", lambda row: row.status.capitalize(), "status", 100),
        Column("country", "Country", lambda row: row.country or "", "country", 90),
        Column("engagement_model", "Engagement model", lambda row: row.engagement_model or "", "engagement_model", 140),
    )


def _spoken_trend(row: AccountLineRow) -> str:
    known = [value for value in row.sparkline if value is not None]
    span = f", from {known[0]} to {known[-1]} in 26 weeks" if known else ""
    return f"Trend: {trend_text(row)}{span}"
