"""What a user can do with the people of an account."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from csworkbench.domain.accounts import tidy_fields
from csworkbench.domain.contacts import ContactDraft, ContactRow
from csworkbench.domain.good_hours import read_good_hours
from csworkbench.domain.ids import AccountId, ContactId
from csworkbench.domain.instants import zone_of
from csworkbench.domain.words import CHANNELS, ROLES
from csworkbench.infra.clock import utc_text
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services.checks import check_day, check_whole, kept_line, shown
from csworkbench.storage import accounts, contacts
from csworkbench.storage.workbench import Workbench

_LINES = {"name": 200, "title": 200, "email": 320, "phone": 80, "language": 80, "time_zone": 80, "good_hours": 200}
"""Fields of one line, with the letters there is room for."""
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+")

EDITABLE = tuple(name for name in ContactDraft.__dataclass_fields__ if name != "account_id")


def list_contacts(wb: Workbench, account_id: AccountId) -> list[ContactRow]:
    """Give the people of an account: those with a role first, those who left last."""
    with wb.read() as connection:
        return contacts.list_contacts(connection, account_id)


def find_contact(wb: Workbench, account_id: AccountId, given: str) -> ContactRow:
    """Give the person of an account with that name, or the only one with it as a part.

    Raises:
        NotFound: nobody is called so, or several are.
    """
    people, words = list_contacts(wb, account_id), " ".join(given.casefold().split())
    found = [one for one in people if one.name.casefold() == words]
    found = found or [one for one in people if words and words in one.name.casefold()]
    if len(found) == 1:
        return found[0]
    names = ", ".join(one.name for one in found or people)
    raise NotFound(f"'{given}' may be {names}." if found else f"There is nobody '{given}'.", f"There are: {names}.")


def add_contact(wb: Workbench, draft: ContactDraft) -> ContactId:
    """Add a person; give the key.

    Raises:
        InvalidInput: a field can't be stored as given. NotFound: there is no such account.
    """
    values = _checked({name: getattr(draft, name) for name in EDITABLE})
    with wb.read() as connection:
        account = accounts.get_account(connection, draft.account_id)
    with wb.change(f"Add {values['name']} to {account.name}") as change:
        row = {"account_id": draft.account_id, **values}
        return contacts.add_contact(change.connection, row, utc_text(wb.clock.now()))


def edit_contact(wb: Workbench, contact_id: ContactId, **fields: object) -> None:
    """Set fields of a person.

    Raises:
        InvalidInput: a field can't be stored as given. NotFound: there is no such person.
    """
    values = _checked(fields)
    with wb.read() as connection:
        before = contacts.get_contact(connection, contact_id)
    with wb.change(f"Edit {before.name}") as change:
        contacts.set_fields(change.connection, contact_id, values)


def mark_left(wb: Workbench, contact_id: ContactId, left_on: date | None = None) -> None:
    """Note that a person left the customer, today unless another day is given."""
    day = left_on or wb.clock.today()
    check_day(day, "left_on")
    with wb.read() as connection:
        before = contacts.get_contact(connection, contact_id)
    with wb.change(f"Mark {before.name} as left") as change:
        contacts.set_fields(change.connection, contact_id, {"left_on": day.isoformat()})


def delete_contact(wb: Workbench, contact_id: ContactId) -> None:
    """Delete a person; undo brings them back."""
    with wb.read() as connection:
        before = contacts.get_contact(connection, contact_id)
    with wb.change(f"Delete {before.name}") as change:
        contacts.delete_contact(change.connection, contact_id)


def _checked(fields: Mapping[str, object]) -> dict[str, Any]:
    values: dict[str, Any] = tidy_fields(fields)
    unknown = next((name for name in values if name not in EDITABLE), None)
    if unknown:
        raise InvalidInput(f"A contact has no field '{unknown}'.", unknown)
    for name in set(values) & set(_LINES):
        values[name] = kept_line(values[name], name, _LINES[name])
    if "name" in values and not values["name"]:
        raise InvalidInput("A contact needs a name.", "name")
    if values.get("email") and not _EMAIL.fullmatch(values["email"]):
        raise InvalidInput("An e-mail address looks like name@company.example.", "email")
    if "roles" in values:
        values["roles"] = _roles(values["roles"] or ())
    if read_good_hours(values.get("good_hours")) is None:
        advice = "Write them like 'Mon-Thu 09:00-12:00', 'mornings' or 'not on Fridays'."
        raise InvalidInput(f"{shown(values['good_hours'])} can't be read as good hours.", "good_hours", advice)
    if values.get("time_zone") and zone_of(values["time_zone"]) is None:
        raise InvalidInput(f"{shown(values['time_zone'])} is no time zone like Europe/Oslo.", "time_zone")
    _check_choices(values)
    if "do_not_contact" in values:
        values["do_not_contact"] = int(bool(values["do_not_contact"]))
    if values.get("left_on") is not None:
        values["left_on"] = _day(values["left_on"], "left_on")
    return values


def _day(value: object, field: str) -> str:
    if not isinstance(value, date):
        raise InvalidInput(f"{shown(value)} is no day.", field)
    check_day(value, field)
    return value.isoformat()


def _roles(roles: Sequence[str]) -> str:
    wrong = next((role for role in roles if role not in ROLES), None)
    if wrong:
        raise InvalidInput(f"{shown(wrong)} is no role.", "roles", f"Roles are {', '.join(ROLES)}.")
    return ", ".join(role for role in ROLES if role in roles)


def _check_choices(values: Mapping[str, Any]) -> None:
    if values.get("preferred_channel") and values["preferred_channel"] not in CHANNELS:
        raise InvalidInput(f"A channel is one of {', '.join(CHANNELS)}.", "preferred_channel")
    for name in ("influence", "sentiment"):
        if values.get(name) is not None:
            check_whole(values[name], 1, 5, f"{name.capitalize()} is a number from 1 to 5.", name)
