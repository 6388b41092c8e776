"""One cell as one typed value, for every field type."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from csworkbench.domain.accounts import account_name_key
from csworkbench.domain.imports.dates import DateOrder, UnknownOrder, date_of_number, parse_date_text
from csworkbench.domain.imports.fields import Field, FieldType, normal_word
from csworkbench.domain.imports.numbers import CURRENCY_SIGNS, DecimalMark, UnknownMark, parse_number_text
from csworkbench.domain.imports.results import Value

Cell = str | int | float | bool | date | datetime | time | timedelta | None

EMPTY_SALESFORCE_ID = "000000000000000AAA"
_NOTHING = frozenset({"", "n/a", "na", "#n/a", "null", "none", "-", "--", "nan"})
_FORMULA_SIGNS = "=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20"
_TRUE = frozenset({"true", "1", "yes", "y", "t", "on", "x", "ja", "oui", "wahr", "checked"})
_FALSE = frozenset({"false", "0", "no", "n", "f", "off", "nein", "non", "falsch", "unchecked"})
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:/*", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+", re.UNICODE)
_SHOWN = 60


class BadValue(ValueError):
    """A cell that is not what its field needs.

    Attributes:
        expected: what was expected, in words.
        fix: what to do; empty means: correct the cell.
    """

    def __init__(self, expected: str, fix: str = "") -> None:
        """Keep both sentences' parts."""
        super().__init__(expected)
        self.expected = expected
        self.fix = fix


@dataclass(frozen=True, slots=True)
class Style:
    """How a column writes dates and numbers; None: it does not matter or is not known."""

    date_order: DateOrder | None = None
    decimal_mark: DecimalMark | None = None


def is_blank(cell: Cell) -> bool:
    """Whether a cell states nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def cell_text(cell: Cell) -> str:
    """Give a cell as trimmed text, without the `'` that guards a formula sign; 12345.0 from a sheet is `12345`."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = cell.strip()
        return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in _FORMULA_SIGNS else text
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)


def shown(cell: Cell) -> str:
    """Give a cell for a message: one line, at most 60 characters."""
    text = " ".join(cell_text(cell).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def parse_value(cell: Cell, field: Field, style: Style) -> Value | None:
    """Read a cell as its field's type; None when it states nothing.

    Raises:
        BadValue: what stands there is not of that type.
    """
    if is_blank(cell):
        return None
    kind = field.type
    if kind is FieldType.TEXT:
        return cell_text(cell)
    if isinstance(cell, str) and len(cell) < 8 and cell.strip().casefold() in _NOTHING:
        return None
    if kind is FieldType.ENUM:
        return _enum(cell, field)
    return _words(cell, field) if kind is FieldType.WORDS else _READERS[kind](cell, style)


def _key(cell: Cell, _style: Style) -> str | None:
    text = cell_text(cell)
    if len(text) > 255:
        raise BadValue("an identifier of at most 255 characters")
    return None if text == EMPTY_SALESFORCE_ID else text


def _domain(cell: Cell, _style: Style) -> str | None:
    return normal_domain(cell_text(cell))


def _email(cell: Cell, _style: Style) -> str:
    text = cell_text(cell).casefold().removeprefix("mailto:")
    if any(letter.isspace() for letter in text) or len(text) > 320:
        raise BadValue("one e-mail address")
    return text


def _number(cell: Cell, style: Style) -> Decimal:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        number = Decimal(str(cell))
    elif isinstance(cell, str):
        number = _number_of_text(cell_text(cell), style)
    else:
        raise BadValue("a number")
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        raise BadValue("a number below 1,000,000,000,000,000")
    return number


def _number_of_text(text: str, style: Style) -> Decimal:
    try:
        return parse_number_text(text, style.decimal_mark)
    except UnknownMark:
        raise BadValue("a number whose decimal mark is known", "Choose the decimal mark of the column.") from None
    except (ValueError, InvalidOperation):
        raise BadValue("a number") from None


def _integer(cell: Cell, style: Style) -> int:
    number = _number(cell, style)
    if number != number.to_integral_value():
        raise BadValue("a whole number")
    if number < 0:
        raise BadValue("a whole number that is not negative")
    return int(number)


def _boolean(cell: Cell, _style: Style) -> bool:
    word = cell_text(cell).casefold()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise BadValue("yes or no (true, false, 1, 0)")


def _currency(cell: Cell, _style: Style) -> str:
    text = cell_text(cell)
    code = CURRENCY_SIGNS.get(text, text.upper())
    if re.fullmatch(r"[A-Z]{3}", code) is None:
        raise BadValue("a currency code of three letters, such as EUR")
    return code


def _moment(cell: Cell, style: Style) -> tuple[datetime, bool]:
    if isinstance(cell, datetime):
        return cell, cell.time() != time()
    if isinstance(cell, date):
        return datetime.combine(cell, time()), False
    try:
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            return date_of_number(float(cell))
        if isinstance(cell, str):
            return parse_date_text(cell_text(cell), style.date_order)
    except UnknownOrder:
        raise BadValue("a date whose order of day and month is known", "Choose it with --date-order.") from None
    except (ValueError, OverflowError):
        pass
    order = {"dmy": "day-month-year", "mdy": "month-day-year"}.get(style.date_order or "", "")
    raise BadValue(f"a {order} date" if order else "a date")


def _date(cell: Cell, style: Style) -> date:
    day = _moment(cell, style)[0].date()
    if not 1900 <= day.year <= 2200:
        raise BadValue("a date between 1900 and 2200")
    return day


def _instant(cell: Cell, style: Style) -> datetime:
    moment, has_time = _moment(cell, style)
    if not 1900 <= moment.year <= 2200:
        raise BadValue("a date between 1900 and 2200")
    if not has_time:
        moment = moment.replace(hour=12)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _enum(cell: Cell, field: Field) -> str | None:
    word = normal_word(cell_text(cell))
    for allowed in field.words:
        if normal_word(allowed) == word:
            return allowed
    found = field.synonyms.get(word)
    if found is None:
        raise BadValue(f"one of {', '.join(field.words)}")
    return found or None


def _words(cell: Cell, field: Field) -> tuple[str, ...]:
    parts = [part for part in re.split(r"[;,|]", cell_text(cell)) if part.strip()]
    found = (_enum(part, field) for part in parts)
    return tuple(dict.fromkeys(word for word in found if word is not None))


_READERS: dict[FieldType, Callable[[Cell, Style], Value | None]] = {
    FieldType.KEY: _key,
    FieldType.DOMAIN: _domain,
    FieldType.EMAIL: _email,
    FieldType.INTEGER: _integer,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _number,
    FieldType.CURRENCY: _currency,
    FieldType.DATE: _date,
    FieldType.INSTANT: _instant,
    FieldType.BOOLEAN: _boolean,
}


_PLAIN_DOMAIN = re.compile(r"(?!www\.)[a-z0-9_-]+(?:\.[a-z0-9_-]+)+")
_PLAIN_EMAIL = re.compile(r"(?!mailto:)[a-z0-9._+-]{1,100}@[a-z0-9.-]{1,200}")


def _plain_text(cell: str) -> str | None:
    text = cell.strip()
    return text if text and text[0] != "'" else None


def _plain_key(cell: str) -> str | None:
    text = cell.strip()
    if not 0 < len(text) <= 255 or text[0] == "'" or text == EMPTY_SALESFORCE_ID:
        return None
    return text if len(text) >= 8 or text.casefold() not in _NOTHING else None


def _plain_domain(cell: str) -> str | None:
    return cell if _PLAIN_DOMAIN.fullmatch(cell) else None


def _plain_email(cell: str) -> str | None:
    return cell if _PLAIN_EMAIL.fullmatch(cell) else None


PLAIN: dict[FieldType, Callable[[str], str | None]] = {
    FieldType.TEXT: _plain_text,
    FieldType.KEY: _plain_key,
    FieldType.DOMAIN: _plain_domain,
    FieldType.EMAIL: _plain_email,
}
"""The short way for cells that are plainly what they should be; None sends a cell through `parse_value`."""


def normal_domain(text: str) -> str | None:
    """Give the host of a web address in lower case, without scheme, `www.`, port and path; None if there is none.

    Raises:
        BadValue: it is not a host.
    """
    host = re.split(r"[/?#\\]", _SCHEME.sub("", text.strip()), maxsplit=1)[0]
    host = host.rpartition("@")[2].partition(":")[0].strip().rstrip(".").casefold().removeprefix("www.")
    if not host:
        return None
    if _HOST.fullmatch(host) is None:
        raise BadValue("a domain such as acme.example")
    return host


@lru_cache(maxsize=8192)
def match_name(name: str) -> str:
    """Give a name as it is compared for an exact match: NFKC, without case, blanks collapsed; nothing else dropped."""
    return account_name_key(name)


def salesforce_id(text: str) -> str:
    """Give Salesforce's 18-character form of a 15-character id; any other text as it is.

    The three letters added encode which letters are upper case, so both forms of an id become equal.
    """
    if len(text) != 15 or not (text.isascii() and text.isalnum()):
        return text
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
    parts = (text[start : start + 5] for start in (0, 5, 10))
    return text + "".join(
        letters[sum(1 << place for place, letter in enumerate(part) if letter.isupper())] for part in parts
    )
