"""What narrows the list down: a view, quick filters, an expression and the search text, as one query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING

from csworkbench.domain.values import frozen

if TYPE_CHECKING:
    from csworkbench.domain.accounts import AccountQuery
    from csworkbench.domain.segments import FilterError

QUICK = ("owner", "tier", "band", "segment")
MISSING = "is missing"
"""The choice of a quick filter that asks for accounts without a value."""


@frozen
class AccountFilter:
    """All that is asked of the list.

    Attributes:
        view: name of the chosen saved view.
        view_filter: its expression.
        quick: value per field of the quick filters.
        expression: what stands in the filter field.
        text: what stands in the search field.
        sort, descending: the order.
    """

    view: str = ""
    view_filter: str = ""
    quick: Mapping[str, str] = field(default_factory=dict)
    expression: str = ""
    text: str = ""
    sort: str = "score"
    descending: bool = False

    @property
    def filter(self) -> str:
        """View, quick filters and expression as one expression."""
        parts = [self.view_filter, *(quick_part(name, value) for name, value in self.quick.items()), self.expression]
        given = [part.strip() for part in parts if part.strip()]
        return given[0] if len(given) == 1 else " and ".join(f"({part})" for part in given)

    @property
    def query(self) -> AccountQuery:
        """The same for the service."""
        from csworkbench.domain.accounts import AccountQuery

        return AccountQuery(text=self.text.strip(), filter=self.filter, sort=self.sort, descending=self.descending)

    @property
    def is_narrowed(self) -> bool:
        """Whether something beyond the view hides accounts."""
        return bool(self.quick or self.expression.strip() or self.text.strip())

    @property
    def words(self) -> str:
        """What is in force beyond the view, to read."""
        parts = [f"{name} {value}" for name, value in self.quick.items()]
        if self.expression.strip():
            parts.append(self.expression.strip())
        if self.text.strip():
            parts.append(f"“{self.text.strip()}”")
        return " · ".join(parts)

    def without_narrowing(self) -> AccountFilter:
        """Give the view alone."""
        return replace(self, quick={}, expression="", text="")

    def with_quick(self, name: str, value: str) -> AccountFilter:
        """Set a quick filter; an empty value lifts it."""
        quick = {key: held for key, held in self.quick.items() if key != name}
        return replace(self, quick={**quick, name: value} if value else quick)


def quick_part(name: str, value: str) -> str:
    """Give one quick filter as an expression."""
    if value == MISSING:
        return f"{name} is missing"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'{name} = "{escaped}"'


def is_expression(text: str) -> bool:
    """Tell whether a text reads as an expression of the filter language."""
    return bool(text.strip()) and expression_error(text) is None


def expression_error(text: str) -> FilterError | None:
    """Give what is wrong with an expression; None when it is right or empty."""
    if not text.strip():
        return None
    from csworkbench.domain.segments import FilterError, parse_filter

    try:
        parse_filter(text)
    except FilterError as error:
        return error
    return None
