"""Checks of what is handed in, each with the sentence for the person and the field at fault."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from csworkbench.domain.texts import LONGEST_LINE, LONGEST_TEXT, clean_line, clean_text
from csworkbench.infra.clock import Clock, utc_text
from csworkbench.infra.errors import InvalidInput

EARLIEST, LATEST = date(1970, 1, 1), date(2199, 12, 31)
LONGEST_QUOTE = 40


def check_word(value: str, words: Sequence[str], field: str) -> None:
    """Accept one of the words of the product; InvalidInput names those there are."""
    if value not in words:
        raise InvalidInput(f"{shown(value)} is no {field}; choose one of {', '.join(words)}.", field=field)


def check_optional_word(value: str | None, words: Sequence[str], field: str) -> None:
    """Accept nothing or one of the words."""
    if value is not None:
        check_word(value, words, field)


def check_whole(value: object, low: int, high: int, sentence: str, field: str) -> None:
    """Accept a whole number in a range; anything else, a fraction or a truth value too, is told with the sentence."""
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise InvalidInput(sentence, field=field)


def needed_text(value: str | None, sentence: str, field: str, longest: int = LONGEST_LINE) -> str:
    """Give the text as one clean line; InvalidInput with the sentence when nothing is left, or when it is too long."""
    kept = clean_line(value or "")
    if not kept:
        raise InvalidInput(sentence, field=field)
    check_length(kept, longest, field)
    return kept


def kept_line(value: str | None, field: str, longest: int = LONGEST_LINE) -> str | None:
    """Give the text as one clean line, None when nothing is left; InvalidInput when it is too long."""
    kept = clean_line(value or "")
    check_length(kept, longest, field)
    return kept or None


def kept_text(value: str | None, field: str) -> str | None:
    """Give the text cleaned, None when nothing is left; InvalidInput when it is too long."""
    kept = clean_text(value or "")
    check_length(kept, LONGEST_TEXT, field)
    return kept or None


def check_length(text: str, longest: int, field: str) -> None:
    """Accept a text of at most `longest` letters."""
    if len(text) > longest:
        raise InvalidInput(f"This has {len(text):,} letters; there is room for {longest:,}.", field=field)


def shown(value: object) -> str:
    """Give a value as a message quotes it: printable and short."""
    text = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


def check_day(value: date, field: str) -> None:
    """Accept a day that can be meant; years with three or five digits are typing errors."""
    if not EARLIEST <= value <= LATEST:
        raise InvalidInput(f"{value.isoformat()} is not between 1970 and 2199.", field=field)


def check_not_future(value: date, clock: Clock, field: str, advice: str = "") -> None:
    """Accept today and days before."""
    check_day(value, field)
    if value > clock.today():
        raise InvalidInput(f"{value.isoformat()} is in the future.", field=field, advice=advice)


def check_instant(given: datetime | None, day: date, clock: Clock, field: str) -> None:
    """Accept nothing, or an instant that was already and that some place on earth calls `day`."""
    if given is None:
        return
    if given.tzinfo is None:
        raise InvalidInput("A time needs a time zone.", field=field)
    if given > clock.now():
        raise InvalidInput("That time is still to come.", field=field, advice="Check the time and its zone.")
    if abs((given.date() - day).days) > 1:
        raise InvalidInput(f"The time is of {given.date()}, the day is {day}.", field=field)


def instant_of(day: date, clock: Clock, given: datetime | None = None) -> str:
    """Give the stored instant of something that happened on a day: as given, now for today, else noon UTC."""
    if given is not None:
        return utc_text(given)
    return utc_text(clock.now() if day == clock.today() else datetime.combine(day, time(12), UTC))
