"""The fields a filter can name, with their types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from csworkbench.domain.words import ACCOUNT_STATUSES, BANDS, LIFECYCLES, TIERS, TREND_DIRECTIONS

ORDER = ("<", "<=", ">", ">=")
OPERATORS_OF: Mapping[str, tuple[str, ...]] = {
    "text": ("=", "!=", "~"),
    "enum": ("=", "!="),
    "number": ("=", "!=", *ORDER),
    "money": ("=", "!=", *ORDER),
    "date": ("=", "!=", *ORDER),
}
"""Comparisons by type of field; `in` and `is missing` go with each."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name, type (a key of OPERATORS_OF), what it means, and its words if it is an enum."""

    name: str
    kind: str
    meaning: str
    words: tuple[str, ...] = ()


FIELDS: tuple[Field, ...] = (
    Field("name", "text", "name of the account"),
    Field("owner", "text", "name of the owner"),
    Field("tier", "enum", "tier", TIERS),
    Field("segment", "text", "segment"),
    Field("lifecycle", "enum", "lifecycle", LIFECYCLES),
    Field("status", "enum", "status", ACCOUNT_STATUSES),
    Field("band", "enum", "health band", BANDS),
    Field("score", "number", "health score, 0 to 100"),
    Field("coverage", "number", "health coverage, 0 to 100 %"),
    Field("arr", "money", "ARR, in whole units of the account's currency"),
    Field("renewal", "date", "next renewal"),
    Field("next_check_in", "date", "next planned check-in"),
    Field("last_contact", "date", "last touch"),
    Field("country", "text", "country"),
    Field("engagement_model", "text", "engagement model"),
    Field("trend", "enum", "health trend over 30 days", TREND_DIRECTIONS),
    Field("domain", "text", "web domain"),
    Field("override", "date", "last day of the override of health"),
    Field("contradictions", "text", "what speaks against a healthy band"),
)

_BY_NAME = {field.name: field for field in FIELDS}


def find_field(name: str) -> Field | None:
    """Give the field of that name (any case), None when there is none."""
    return _BY_NAME.get(name.casefold())
