"""Title and reason of each row of My day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from csworkbench.domain.day import DayItemRow
from csworkbench.domain.day_words import count_text, short_day
from csworkbench.domain.health.overrides import computed_text
from csworkbench.domain.money import compact_money
from csworkbench.domain.my_day import NEW_FEEDBACK_DAYS, OPEN_FEEDBACK_DAYS, RENEWAL_WINDOW_DAYS

Details = Mapping[str, Any]
LONGEST_QUOTE = 80


def told(item: DayItemRow, details: Details, today: date) -> tuple[str, str]:
    """Give title and reason of a row from the details of its record."""
    return _WORDS[item.kind](item, details, today)


def _late(item: DayItemRow, today: date) -> str:
    if item.due_on is None:
        return "no day was set"
    if item.days_late > 0:
        return f"{count_text(item.days_late, 'day')} late"
    return "due today" if item.days_late == 0 else f"due {short_day(item.due_on, today)}"


def _contact(details: Details, today: date) -> str:
    last = details["last_contact_on"]
    if last is None:
        return "no contact yet"
    days = (today - date.fromisoformat(last)).days
    return "contact today" if days <= 0 else f"last contact {count_text(days, 'day')} ago"


def _check_in(item: DayItemRow, details: Details, today: date) -> tuple[str, str]:
    title = _quoted(details["agenda"]) or f"{details['kind'][:1].upper()}{details['kind'][1:]} ({details['channel']})"
    if details["state"] == "missed":
        missed = f"Missed on {short_day(item.due_on, today)}" if item.due_on else "Missed"
        return title, f"{missed} and not planned again, {_contact(details, today)}."
    return title, f"Check-in {_late(item, today)}, {_contact(details, today)}."


def _promise(item: DayItemRow, details: Details, today: date) -> tuple[str, str]:
    whose = "We promised this" if details["side"] == "ours" else "They promised this"
    return details["title"], f"{whose}, {_late(item, today)}."


def _feedback(item: DayItemRow, details: Details, _today: date) -> tuple[str, str]:
    severity = f"{details['severity']} " if details["severity"] else ""
    title = f"{severity}{details['kind']}: {_quoted(details['words'])}"
    is_new = details["state"] == "new"
    target = NEW_FEEDBACK_DAYS if is_new else OPEN_FEEDBACK_DAYS
    state = "Nobody has acknowledged it" if is_new else f"It is {details['state']} and the customer was not told"
    late = f"{count_text(item.days_late, 'day')} past the target of {count_text(target, 'business day')}"
    return f"{title[:1].upper()}{title[1:]}", f"{state}, {late}."


def _renewal(_item: DayItemRow, details: Details, today: date) -> tuple[str, str]:
    end_on = date.fromisoformat(details["end_on"])
    worth = "" if details["arr_minor"] is None else f", {compact_money(details['arr_minor'], details['currency'])} ARR"
    title = f"Renewal on {short_day(end_on, today)}{worth}"
    left = count_text((end_on - today).days, "day")
    return title, f"{left} left of {RENEWAL_WINDOW_DAYS}, nothing is planned, {_contact(details, today)}."


def _health(_item: DayItemRow, details: Details, today: date) -> tuple[str, str]:
    why = details.get("why") or f"it lost {count_text(-details['trend'], 'point')} in 30 days"
    return f"Health fell to {details['score']}", f"{why[:1].upper()}{why[1:]}; {_contact(details, today)}."


def _override(item: DayItemRow, details: Details, today: date) -> tuple[str, str]:
    said = details["band"] if details["score"] is None else details["score"]
    last = short_day(item.due_on, today) if item.due_on else "today"
    by = f" by {details['author']}" if details["author"] else ""
    computed = computed_text(details["computed_score"], details["computed_band"])
    return f"Override of health ends on {last}", f"Shown as {said}{by}: {_quoted(details['reason'])}; {computed}."


def _quoted(words: str | None) -> str:
    line = " ".join((words or "").split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1].rstrip() + "…"


_WORDS: Mapping[str, Callable[[DayItemRow, Details, date], tuple[str, str]]] = {
    "check-in": _check_in,
    "promise": _promise,
    "feedback": _feedback,
    "renewal": _renewal,
    "health": _health,
    "override": _override,
}
