"""The tree of a filter, and its text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class FixedDay:
    """A calendar day."""

    on: date

    def resolve(self, as_of: date) -> date:  # noqa: ARG002 - both kinds of day answer the same question
        """Give the day."""
        return self.on


@dataclass(frozen=True, slots=True)
class RelativeDay:
    """A day so many days from the as-of day (negative: before)."""

    days: int

    def resolve(self, as_of: date) -> date:
        """Give the day, at the end of the calendar when it lies beyond."""
        try:
            return as_of + timedelta(days=self.days)
        except OverflowError:
            return date.max if self.days > 0 else date.min


FilterValue = str | Decimal | FixedDay | RelativeDay
"""Text and enums are str; numbers and money (major units) Decimal; dates one of the two kinds of day."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`field operator value`; the operator is one of = != < <= > >= ~ (contains, any case)."""

    field: str
    operator: str
    value: FilterValue


@dataclass(frozen=True, slots=True)
class Membership:
    """`field in (values)`: equal to one of them."""

    field: str
    values: tuple[FilterValue, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """`field is missing`, or `is not missing`."""

    field: str
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """What its item is not true of."""

    item: FilterNode


@dataclass(frozen=True, slots=True)
class And:
    """All of two or more items."""

    items: tuple[FilterNode, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of two or more items."""

    items: tuple[FilterNode, ...]


FilterNode = Comparison | Membership | Missing | Not | And | Or


def filter_text(node: FilterNode) -> str:
    """Give the filter as text that parses to the same tree."""
    match node:
        case Comparison(field, operator, value):
            return f"{field} {operator} {_value_text(value)}"
        case Membership(field, values):
            return f"{field} in ({', '.join(_value_text(value) for value in values)})"
        case Missing(field, is_negated):
            return f"{field} is {'not ' if is_negated else ''}missing"
        case Not(item):
            return f"not {_bracketed(item)}"
        case And(items):
            return " and ".join(_bracketed(item) for item in items)
        case Or(items):
            return " or ".join(_bracketed(item) for item in items)


def _bracketed(node: FilterNode) -> str:
    return f"({filter_text(node)})" if isinstance(node, And | Or) else filter_text(node)


def _value_text(value: FilterValue) -> str:
    match value:
        case str():
            escaped = value.replace("\\", "\\\\").replace('"', '\\"')
            return f'"{escaped}"'
        case Decimal():
            return f"{value:f}"
        case FixedDay(on):
            return on.isoformat()
        case RelativeDay(days):
            return "today" if days == 0 else f"{days:+d}d"
