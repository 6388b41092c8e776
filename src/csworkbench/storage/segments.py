"""Filters as bound SQL over the ready-made rows: nothing a person typed becomes part of a statement.

A missing value is not equal to anything, so `!=` holds for it; `<`, `>` and `~` never hold for it; `not` turns around
whatever its item says.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, assert_never

from sqlalchemy import Column, ColumnElement, Integer, and_, case, cast, func, literal, null, or_, true

from csworkbench.domain.money import MINOR_DIGITS
from csworkbench.domain.segments import (
    And,
    Comparison,
    FilterNode,
    FilterValue,
    FixedDay,
    Membership,
    Missing,
    Not,
    Or,
    RelativeDay,
    find_field,
)
from csworkbench.storage.tables.derived import account_line

_COLUMNS: Mapping[str, Column[Any]] = {
    "owner": account_line.c.owner_name,
    "arr": account_line.c.arr_minor,
    "renewal": account_line.c.renewal_on,
    "next_check_in": account_line.c.next_check_in_on,
    "last_contact": account_line.c.last_contact_on,
    "trend": account_line.c.direction,
    "override": account_line.c.override_expires_on,
}
"""Fields whose column is called otherwise."""

_ORDER: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ROUNDING = {"<": ROUND_CEILING, "<=": ROUND_FLOOR, ">": ROUND_FLOOR, ">=": ROUND_CEILING}
"""Which whole number says the same as a broken one, by comparison."""
_LARGEST = 2**63 - 1
_LONGEST_PATTERN = 1000
"""Letters up to which a pattern stays under SQLite's limit."""


def where_clause(node: FilterNode, today: date) -> ColumnElement[bool]:
    """Give the condition of a filter; relative days count from `today`."""
    match node:
        case Comparison(field, sign, value):
            return _comparison(field, sign, value, today)
        case Membership(field, values):
            return or_(*(_comparison(field, "=", value, today) for value in values))
        case Missing(field, is_negated):
            column = column_of(field)
            return column.is_not(None) if is_negated else column.is_(None)
        case Not(item):
            return where_clause(item, today).is_not(true())
        case And(items):
            return and_(*(where_clause(item, today) for item in items))
        case Or(items):
            return or_(*(where_clause(item, today) for item in items))
        case _:
            assert_never(node)


def column_of(field: str) -> Column[Any]:
    """Give the column behind a field of the filter language."""
    return _COLUMNS[field] if field in _COLUMNS else account_line.c[field]


def _comparison(field: str, sign: str, value: FilterValue, today: date) -> ColumnElement[bool]:
    if sign == "!=":
        return _comparison(field, "=", value, today).is_not(true())
    column = column_of(field)
    if isinstance(value, FixedDay | RelativeDay):
        day = value.resolve(today).isoformat()
        return column == day if sign == "=" else _ORDER[sign](column, day)
    if isinstance(value, Decimal):
        return _number(field, sign, value)
    if sign == "~":
        return _contains(field, value)
    return _equals_text(field, value)


def _number(field: str, sign: str, value: Decimal) -> ColumnElement[bool]:
    column = column_of(field)
    if field == "coverage":
        percent = func.round(column * 100, 6)
        return percent == float(value) if sign == "=" else _ORDER[sign](percent, float(value))
    if field != "arr":
        return _compared(column, sign, _whole(sign, value))
    bounds = {digits: _whole(sign, value.scaleb(digits)) for digits in (2, *MINOR_DIGITS.values())}
    of_currency = {code: bounds[digits] for code, digits in MINOR_DIGITS.items()}
    # One comparison with a bound by currency: as alternatives, SQLite would look up each through an index.
    return _compared(column, sign, case(of_currency, value=account_line.c.currency, else_=bounds[2]))


def _compared(column: Column[Any], sign: str, bound: Any) -> ColumnElement[bool]:
    return column == bound if sign == "=" else _ORDER[sign](column, bound)  # type: ignore[no-any-return]


def _whole(sign: str, value: Decimal) -> ColumnElement[int]:
    """Give the whole number to compare with; NULL when none is equal to it."""
    if sign == "=" and value != value.to_integral_value():
        return cast(null(), Integer)
    bound = int(value.to_integral_value(_ROUNDING.get(sign)))
    return literal(max(-_LARGEST, min(bound, _LARGEST)))


def _equals_text(field: str, value: str) -> ColumnElement[bool]:
    column = column_of(field)
    kind = find_field(field)
    if kind is not None and kind.kind == "enum":
        return column == value
    if field == "name":
        return account_line.c.name_sort == value.casefold()
    if not _is_pattern(value):
        return column == value
    return column.op("GLOB")(_any_case(value))


def _contains(field: str, value: str) -> ColumnElement[bool]:
    if field == "name":
        return func.instr(account_line.c.name_sort, value.casefold()) > 0
    column = column_of(field)
    if not _is_pattern(value):
        return func.instr(column, value) > 0
    return column.op("GLOB")(f"*{_any_case(value)}*")


def _is_pattern(value: str) -> bool:
    """Tell whether GLOB takes it whole: its patterns are limited, and end at a zero."""
    return len(value) <= _LONGEST_PATTERN and "\0" not in value


def _any_case(value: str) -> str:
    """Give a GLOB pattern for a text in any case: SQLite itself knows the cases of A to Z only."""
    return "".join(_any_case_of(letter) for letter in value)


def _any_case_of(letter: str) -> str:
    cases = {letter, *(form for form in (letter.lower(), letter.upper()) if len(form) == 1)}
    if len(cases) > 1 or letter in "*?[":
        return f"[{''.join(sorted(cases))}]"
    return letter
