"""Owners: found by how a person names them, listed with their details, edited."""

from __future__ import annotations

from typing import Any

from csworkbench.domain.accounts import OwnerRow
from csworkbench.domain.ids import OwnerId
from csworkbench.domain.owners import EDITED, OwnerDetails
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services.account_fields import LONGEST_NAME
from csworkbench.services.accounts import list_owners
from csworkbench.services.checks import check_whole, kept_line, needed_text, shown
from csworkbench.services.holidays import country_code
from csworkbench.storage import owners
from csworkbench.storage.workbench import Workbench

LONGEST_LANGUAGES = 200


def list_owner_details(wb: Workbench) -> list[OwnerDetails]:
    """Give every owner with hours, country, languages and number of accounts, by name."""
    with wb.read() as connection:
        return owners.list_details(connection)


def edit_owner(wb: Workbench, owner_id: OwnerId, **values: Any) -> None:
    """Change what is known of an owner (names of `EDITED`).

    Raises:
        InvalidInput: a value can't be stored as given.
        NotFound: there is no such owner.
    """
    unknown = sorted(set(values) - set(EDITED))
    if unknown:
        raise InvalidInput(f"An owner has no {', '.join(unknown)} to edit.", field=unknown[0])
    kept = {key: _checked(key, value) for key, value in values.items()}
    with wb.read() as connection:
        found = next((one for one in owners.list_details(connection) if one.id == owner_id), None)
    if found is None:
        raise NotFound(f"There is no owner with key {owner_id}.")
    if any(getattr(found, key) != value for key, value in kept.items()):
        with wb.change(f"Edit owner {found.name}") as change:
            owners.put(change.connection, owner_id, kept)


def _checked(key: str, value: Any) -> Any:
    if key == "name":
        return needed_text(value, "An owner needs a name.", "name", LONGEST_NAME)
    if key == "hours_per_week":
        if value is not None:
            check_whole(value, 0, 80, "A working week has 0 to 80 hours.", "hours_per_week")
        return value
    text = kept_line(value, key, LONGEST_LANGUAGES)
    if key != "country" or text is None:
        return text
    code = country_code(text)
    if code is None:
        raise InvalidInput(f"No holidays are known for {shown(text)}.", "country", "Give a code like NO or a name.")
    return code


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
