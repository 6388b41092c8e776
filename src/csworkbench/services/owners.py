"""Finds the owner that a person names."""

from __future__ import annotations

from csworkbench.domain.accounts import OwnerRow
from csworkbench.infra.errors import NotFound
from csworkbench.services.accounts import list_owners
from csworkbench.storage.workbench import Workbench


def resolve_owner(wb: Workbench, given: str) -> OwnerRow:
    """Give the owner with that name, e-mail address or key; a part of one name will do.

    Raises:
        NotFound: nobody is called so, or several are.
    """
    owners = list_owners(wb)
    words = " ".join(given.casefold().split())
    exact = [one for one in owners if words in (one.name.casefold(), (one.email or "").casefold(), str(one.id))]
    found = exact or [one for one in owners if words and words in one.name.casefold()]
    if len(found) == 1:
        return found[0]
    names = ", ".join(one.name for one in (found or owners)[:10])
    if found:
        raise NotFound(f"'{given}' may be {names}.", "Write the whole name.")
    raise NotFound(f"There is no owner '{given}'.", f"There are {names}." if names else "The book has no owners.")
