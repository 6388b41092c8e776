"""The filter language: `band = "at risk" and arr >= 50000 and renewal < +90d`.

Text is parsed to a frozen tree; storage compiles the tree to bound SQL.
"""

from csworkbench.domain.segments.errors import FilterError
from csworkbench.domain.segments.fields import FIELDS, Field, find_field
from csworkbench.domain.segments.parser import parse_filter
from csworkbench.domain.segments.tree import (
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
    filter_text,
)

__all__ = [
    "FIELDS",
    "And",
    "Comparison",
    "Field",
    "FilterError",
    "FilterNode",
    "FilterValue",
    "FixedDay",
    "Membership",
    "Missing",
    "Not",
    "Or",
    "RelativeDay",
    "filter_text",
    "find_field",
    "parse_filter",
]
