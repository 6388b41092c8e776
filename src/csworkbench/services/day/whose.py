"""Whose day it is: who sits here, and whether there is anything to look after, over any connection."""

from __future__ import annotations

from csworkbench.domain.accounts import OwnerRow
from csworkbench.domain.ids import OwnerId
from csworkbench.services.day.source import Run

_ME = "SELECT id, name, email FROM owner WHERE is_me ORDER BY id LIMIT 1"
_HAS_ACCOUNTS = "SELECT EXISTS (SELECT 1 FROM account WHERE :owner IS NULL OR owner_id = :owner)"


def me_of(run: Run) -> OwnerRow | None:
    """Give the owner who sits here; None when the book does not know."""
    found = run(_ME, {})
    return OwnerRow(OwnerId(found[0][0]), found[0][1], found[0][2], is_me=True) if found else None


def has_accounts(run: Run, owner_id: int | None) -> bool:
    """Tell whether an owner, or anyone, has an account."""
    return bool(run(_HAS_ACCOUNTS, {"owner": owner_id})[0][0])
