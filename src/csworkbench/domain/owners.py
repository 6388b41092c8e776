"""Owners with what the calendar and the fatigue guard know of them."""

from __future__ import annotations

from csworkbench.domain.ids import OwnerId
from csworkbench.domain.values import frozen

EDITED = ("name", "email", "hours_per_week", "country", "languages")
"""What of an owner can be edited."""


@frozen
class OwnerDetails:
    """A CSM: hours of a working week, country of the holidays (two letters), languages as in "en, de"; None: not known.

    `accounts` is how many are theirs.
    """

    id: OwnerId
    name: str
    email: str | None
    is_me: bool
    hours_per_week: int | None
    country: str | None
    languages: str | None
    accounts: int
