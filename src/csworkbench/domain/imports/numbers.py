"""Numbers and amounts as foreign files write them: decimal mark, thousands, currency signs, brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Literal

DecimalMark = Literal[".", ","]
DECIMAL_MARKS: tuple[DecimalMark, ...] = (".", ",")

CURRENCY_SIGNS = {"€": "EUR", "$": "USD", "US$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "CHF": "CHF", "Fr.": "CHF"}
_CODE = r"(?:[A-Z]{3}|US\$|Fr\.|[€$£¥₹])"
_AMOUNT = re.compile(rf"(?P<before>{_CODE})?(?P<number>[0-9.,'’]+(?:[eE][+-]?\d{{1,2}})?)%?(?P<after>{_CODE})?")
_BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u202f]")
_PLAIN = re.compile(r"\d+")
_GROUPED = re.compile(r"\d{1,3}(?:\d{2,3})*")


class UnknownMark(ValueError):
    """The text is a number, but whether its mark is decimal or thousands is not known."""


@lru_cache(maxsize=8192)
def _split(text: str) -> tuple[bool, str, str | None]:
    """Give (negative, digits and marks, currency sign or code) of a text.

    Raises:
        ValueError: not a number.
    """
    body = _BLANKS.sub("", text).replace("\u2212", "-")
    negative = False
    if body.startswith("(") and body.endswith(")"):
        negative, body = True, body[1:-1]
    if body.endswith("-"):
        negative, body = True, body[:-1]
    sign = re.match(rf"({_CODE})?([+-])", body)
    if sign is not None:
        negative = negative or sign[2] == "-"
        body = (sign[1] or "") + body[sign.end() :]
    found = _AMOUNT.fullmatch(body)
    if found is None or not any(letter.isdigit() for letter in found["number"]):
        raise ValueError(text)
    return negative, found["number"].replace("'", "").replace("’", ""), found["before"] or found["after"]


def _possible_marks(digits: str) -> frozenset[DecimalMark] | None:
    commas, points = digits.count(","), digits.count(".")
    if not commas and not points:
        return None
    if commas and points:
        return frozenset({"," if digits.rindex(",") > digits.rindex(".") else "."})
    mark: DecimalMark = "," if commas else "."
    other: DecimalMark = "." if commas else ","
    if commas + points > 1:
        return frozenset({other})
    whole, _, rest = digits.partition(mark)
    if len(rest) != 3 or not 1 <= len(whole) <= 3 or whole.startswith("0"):
        return frozenset({mark})
    return frozenset({mark, other})


def possible_marks(text: str) -> frozenset[DecimalMark] | None:
    """Give the decimal marks with which a text is a number; None when it has no mark or is no number."""
    try:
        return _possible_marks(_split(text)[1])
    except ValueError:
        return None


def decimal_mark(values: Iterable[str]) -> DecimalMark | Literal["ambiguous"] | None:
    """Give a column's one decimal mark, `ambiguous` when both or neither fit all its cells, None if unused."""
    left: set[DecimalMark] | None = None
    for value in values:
        marks = possible_marks(value)
        if marks is not None:
            left = set(marks) if left is None else left & marks
    if left is None:
        return None
    return next(iter(left)) if len(left) == 1 else "ambiguous"


@lru_cache(maxsize=8192)
def parse_number_text(text: str, mark: DecimalMark | None) -> Decimal:
    """Read a text as a number; a currency sign or code around it is passed over (`currency_of` gives it).

    Raises:
        UnknownMark: `1,234` or `1.234` where the decimal mark is not given.
        ValueError: not a number.
    """
    negative, digits, _ = _split(text)
    marks = _possible_marks(digits)
    if marks is None:
        chosen: DecimalMark = "."
    elif mark is not None:
        chosen = mark
    elif len(marks) == 1:
        chosen = next(iter(marks))
    else:
        raise UnknownMark(text)
    whole, _, fraction = digits.partition(chosen)
    groups = re.split(r"[.,]", whole)
    if len(groups) > 1 and not _are_groups(groups):
        raise ValueError(text)
    number = Decimal("".join(groups) + ("." + fraction if fraction else ""))
    return -number if negative else number


def _are_groups(groups: list[str]) -> bool:
    return (
        1 <= len(groups[0]) <= 3
        and len(groups[-1]) == 3
        and all(len(group) in (2, 3) for group in groups[1:])
        and all(_PLAIN.fullmatch(group) for group in groups)
    )


def currency_of(text: str) -> str | None:
    """Give the ISO code of the currency sign or code beside a number (`$` is taken as USD), or None."""
    try:
        sign = _split(text)[2]
    except ValueError:
        return None
    return CURRENCY_SIGNS.get(sign, sign) if sign else None
