"""Fields of an account as they are handed in, turned into what the book stores or refused with the field at fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from csworkbench.domain import words
from csworkbench.domain.accounts import EDITABLE_FIELDS, FIELD_WORDS, account_name_key, tidy_fields
from csworkbench.domain.imports.values import BadValue, normal_domain
from csworkbench.domain.texts import clean_line
from csworkbench.infra.errors import InvalidInput
from csworkbench.services.checks import check_day, check_optional_word

LONGEST_NAME = 200
LONGEST_NOTES = 100_000
MOST_DAYS = 1000
_CURRENCY = re.compile(r"[A-Z]{3}")


def checked_fields(fields: Mapping[str, object]) -> dict[str, Any]:
    """Give the columns to store; InvalidInput names the field that can't be stored as given."""
    values: dict[str, Any] = {}
    for name, value in tidy_fields(fields).items():
        if name not in EDITABLE_FIELDS:
            raise InvalidInput(f"An account has no field '{name}'.", name)
        values[name] = _CHECKS[name](value, name) if value is not None else None
    if "name" in values:
        if values["name"] is None:
            raise InvalidInput("An account needs a name.", "name")
        values["name_key"] = account_name_key(values["name"])
    if "status" in values and values["status"] is None:
        values["status"] = "active"
    return values


def check_cadence(ideal_days: int | None, maximum_days: int | None) -> None:
    """Accept intervals in order."""
    if ideal_days is not None and maximum_days is not None and ideal_days > maximum_days:
        raise InvalidInput(
            f"The ideal interval ({ideal_days} days) is over the maximum ({maximum_days} days).", "ideal_days"
        )


def field_word(name: str) -> str:
    """Give a field's name as a sentence says it."""
    return FIELD_WORDS.get(name, name)


def _text(longest: int, *, is_line: bool = True) -> Callable[[object, str], str]:
    def check(value: object, name: str) -> str:
        if not isinstance(value, str):
            raise InvalidInput(f"The {field_word(name)} is a text.", name)
        kept = clean_line(value) if is_line else value
        if len(kept) > longest:
            raise InvalidInput(f"The {field_word(name)} has at most {longest:,} letters.", name)
        return kept

    return check


def _word(allowed: tuple[str, ...]) -> Callable[[object, str], str]:
    def check(value: object, name: str) -> str:
        check_optional_word(str(value), allowed, name)
        return str(value)

    return check


def _days(value: object, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_DAYS:
        raise InvalidInput(f"The {field_word(name)} is 1 to {MOST_DAYS} days.", name)
    return value


def _key(value: object, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidInput(f"The {field_word(name)} is named by its key.", name)
    return value


def _day(value: object, name: str) -> str:
    if not isinstance(value, date):
        raise InvalidInput(f"The {field_word(name)} is a day.", name)
    check_day(value, name)
    return value.isoformat()


def _domain(value: object, name: str) -> str | None:
    try:
        return normal_domain(str(value))
    except BadValue as bad:
        raise InvalidInput("A domain looks like acme.example.", name) from bad


def _currency(value: object, name: str) -> str:
    code = str(value).upper()
    if not _CURRENCY.fullmatch(code):
        raise InvalidInput("A currency is three letters, for example EUR.", name)
    return code


_CHECKS: Mapping[str, Callable[[object, str], Any]] = {
    "name": _text(LONGEST_NAME),
    "segment": _text(LONGEST_NAME),
    "country": _text(LONGEST_NAME),
    "notes": _text(LONGEST_NOTES, is_line=False),
    "domain": _domain,
    "currency": _currency,
    "tier": _word(words.TIERS),
    "lifecycle": _word(words.LIFECYCLES),
    "status": _word(words.ACCOUNT_STATUSES),
    "owner_id": _key,
    "engagement_model_id": _key,
    "ideal_days": _days,
    "maximum_days": _days,
    "onboarded_on": _day,
}
