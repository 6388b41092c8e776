"""The three terms of a row of My day in words and numbers: what its place in the list comes from."""

from __future__ import annotations

from csworkbench.domain.day import DUE_URGENCY, FULL_LATE_DAYS, LEAST_TERM, DayItemRow
from csworkbench.domain.day_words import count_text
from csworkbench.domain.money import compact_money

GREY = "insufficient data"


def term_words(item: DayItemRow) -> tuple[str, str, str]:
    """Give risk, money and urgency: `Risk 0.69: health is 31 of 100`."""
    return (
        f"Risk {item.risk:.2f}: {_risk(item)}",
        f"Money {item.money:.2f}: {_money(item)}",
        f"Urgency {item.urgency:.2f}: {_urgency(item)}",
    )


def short_terms(item: DayItemRow) -> str:
    """Give the figures alone: `0.69 × 0.90 × 0.85`."""
    return f"{item.risk:.2f} × {item.money:.2f} × {item.urgency:.2f}"


def place_words(item: DayItemRow) -> str:
    """Give what the row is sorted by: `0.53 = 0.69 × 0.90 × 0.85 (risk × money × urgency)`."""
    product = f"{item.rank:.2f} = {short_terms(item)} (risk × money × urgency)"
    first = "an overdue promise comes first; then " if item.kind == "promise" and item.days_late > 0 else ""
    return f"{first}{product}"


def terms_line(item: DayItemRow) -> str:
    """Give all three in one short line: `risk 0.69 (health 31) × money 0.90 (€240 k) × urgency 0.85 (7 days late)`."""
    is_grey = item.score is None or item.band == GREY
    health = "health not known" if is_grey else f"health {item.score}"
    worth = "ARR not known" if item.arr_minor is None else compact_money(item.arr_minor, item.currency)
    days = count_text(abs(item.days_late), "day")
    when = "today" if item.days_late == 0 else f"{days} late" if item.days_late > 0 else f"{days} left"
    first = "Overdue promise:" if item.kind == "promise" and item.days_late > 0 else "Place"
    return (
        f"{first} {item.rank:.2f} = risk {item.risk:.2f} ({health}) × money {item.money:.2f} ({worth})"
        f" × urgency {item.urgency:.2f} ({when})"
    )


def _risk(item: DayItemRow) -> str:
    if item.score is None or item.band == GREY:
        return "health is not known"
    words = f"health is {item.score} of 100"
    return f"{words}, so the least there is" if item.risk <= LEAST_TERM else words


def _money(item: DayItemRow) -> str:
    if item.arr_minor is None:
        return "ARR is not known"
    worth = f"{compact_money(item.arr_minor, item.currency)} ARR"
    if item.money >= 1:
        return f"{worth}, the most in the book"
    if item.money <= LEAST_TERM:
        return f"{worth}, among the least in the book"
    return f"{worth}, more than {item.money:.0%} of the book".replace("%", " %")


def _urgency(item: DayItemRow) -> str:
    if item.due_on is None:
        return "it has no day, so it counts as due today"
    if item.days_late > 0:
        most = f", and from {FULL_LATE_DAYS} on nothing is more urgent" if item.days_late >= FULL_LATE_DAYS else ""
        return f"{count_text(item.days_late, 'day')} late{most}"
    if item.days_late == 0:
        return f"due today ({DUE_URGENCY:.2f} on the day)"
    return f"{count_text(-item.days_late, 'day')} left"
