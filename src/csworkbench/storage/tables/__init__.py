"""The tables of a book, private to `storage`. `metadata` holds them all once this package is imported."""

from csworkbench.storage.tables import (
    accounts,
    derived,
    engagement,
    fatigue,
    feedback,
    health,
    journal,
    money,
    reviews,
    signals,
)
from csworkbench.storage.tables.schema import metadata

__all__ = [
    "accounts",
    "derived",
    "engagement",
    "fatigue",
    "feedback",
    "health",
    "journal",
    "metadata",
    "money",
    "reviews",
    "signals",
]
