"""Checks of what is handed in, each with the sentence for the person and the field at fault."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from csworkbench.infra.clock import Clock, utc_text
from csworkbench.infra.errors import InvalidInput

EARLIEST, LATEST = date(1970, 1, 1), date(2199, 12, 31)


def check_word(value: str, words: Sequence[str], field: str) -> None:
    """Accept one of the words of the product; InvalidInput names those there are."""
    if value not in words:
        raise InvalidInput(f"{value!r} is no {field}; choose one of {', '.join(words)}.", field=field)


def check_optional_word(value: str | None, words: Sequence[str], field: str) -> None:
    """Accept nothing or one of the words."""
    if value is not None:
        check_word(value, words, field)


def needed_text(value: str | None, sentence: str, field: str) -> str:
    """Give the text without blanks around it; InvalidInput with the sentence when nothing is left."""
    kept = (value or "").strip()
    if not kept:
        raise InvalidInput(sentence, field=field)
    return kept


def kept_text(value: str | None) -> str | None:
    """Give the text without blanks around it, None when nothing is left."""
    return (value or "").strip() or None


def check_day(value: date, field: str) -> None:
    """Accept a day that can be meant; years with three or five digits are typing errors."""
    if not EARLIEST <= value <= LATEST:
        raise InvalidInput(f"{value.isoformat()} is not between 1970 and 2199.", field=field)


def check_not_future(value: date, clock: Clock, field: str, advice: str = "") -> None:
    """Accept today and days before."""
    check_day(value, field)
    if value > clock.today():
        raise InvalidInput(f"{value.isoformat()} is in the future.", field=field, advice=advice)


def instant_of(day: date, clock: Clock, given: datetime | None = None) -> str:
    """Give the stored instant of something that happened on a day: as given, now for today, else noon UTC."""
    if given is not None:
        if given.tzinfo is None:
            raise InvalidInput("A time needs a time zone.", field="happened_at")
        return utc_text(given)
    return utc_text(clock.now() if day == clock.today() else datetime.combine(day, time(12), UTC))
