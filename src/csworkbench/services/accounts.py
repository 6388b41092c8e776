"""What a user can do with accounts: find, open, add, edit one or many, delete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from sqlalchemy import Connection

from csworkbench.domain.accounts import (
    EDITABLE_FIELDS,
    SORTS,
    AccountDraft,
    AccountLineRow,
    AccountQuery,
    AccountRow,
    EngagementModelRow,
    OwnerRow,
    PortfolioTotals,
    account_name_key,
)
from csworkbench.domain.ids import AccountId, OwnerId
from csworkbench.domain.texts import LONGEST_LINE, clean_line
from csworkbench.infra.clock import utc_text
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services.account_fields import LONGEST_NAME, check_cadence, checked_fields, field_word
from csworkbench.services.checks import kept_line, needed_text, shown
from csworkbench.services.views import delete_view, list_views, parsed_filter, rename_view, save_view
from csworkbench.storage import account_lines
from csworkbench.storage import accounts as storage
from csworkbench.storage.search import similar_names
from csworkbench.storage.workbench import Workbench

__all__ = [
    "add_account",
    "add_owner",
    "choose_me",
    "delete_account",
    "delete_view",
    "edit_account",
    "edit_accounts",
    "find_accounts",
    "get_account",
    "list_engagement_models",
    "list_owners",
    "list_segments",
    "list_views",
    "load_account_lines",
    "portfolio_totals",
    "rename_view",
    "resolve_account",
    "save_view",
]


def find_accounts(wb: Workbench, query: AccountQuery) -> list[AccountId]:
    """Give the keys of the accounts asked for, in the order asked for.

    Raises:
        InvalidInput: the filter (`field` "filter") can't be understood, or there is no such column to sort by ("sort").
    """
    if query.sort not in SORTS:
        raise InvalidInput(
            f"Accounts can't be sorted by '{query.sort}'.", "sort", f"Choose one of: {', '.join(SORTS)}."
        )
    node = parsed_filter(query.filter)
    with wb.read() as connection:
        return account_lines.find_account_ids(connection, query, node, wb.clock.today())


def load_account_lines(wb: Workbench, ids: Sequence[AccountId]) -> list[AccountLineRow]:
    """Give the list rows of these accounts (at most 200 at a time), in their order; deleted ones are left out."""
    with wb.read() as connection:
        return account_lines.load_lines(connection, ids)


def get_account(wb: Workbench, account_id: AccountId) -> AccountRow:
    """Give one account; NotFound when there is none."""
    with wb.read() as connection:
        return storage.get_account(connection, account_id)


def resolve_account(wb: Workbench, typed: str) -> AccountId:
    """Give the account meant by a uid, key, exact name, domain, external id or the beginning of one name.

    Raises:
        NotFound: none or several fit; the message suggests names.
    """
    wanted = clean_line(typed)[:LONGEST_LINE]
    if not wanted:
        raise NotFound("No account was named.", "List them with: csworkbench accounts list")
    key = account_name_key(wanted)
    with wb.read() as connection:
        found = storage.candidates(connection, wanted, key)
        if len(found) == 1:
            return found[0]
        begins = storage.names_with_prefix(connection, key, 6) if not found else []
        if len(begins) == 1:
            return begins[0][0]
        if found or begins:
            listed = list(storage.names_of(connection, found).values()) or [name for _, name in begins]
            raise NotFound(f"{shown(typed)} fits several accounts: {', '.join(listed[:5])}.", "Write more of the name.")
        names = {account_name_key(name): name for name in similar_names(connection, wanted)}
    near = [names[one] for one in get_close_matches(key, names, n=3, cutoff=0.5)]
    advice = f"Did you mean {', '.join(near)}?" if near else "List them with: csworkbench accounts list"
    raise NotFound(f"There is no account {shown(typed)}.", advice)


def portfolio_totals(wb: Workbench) -> PortfolioTotals:
    """Give the key figures of the whole book as of today."""
    with wb.read() as connection:
        return account_lines.portfolio_totals(connection, wb.clock.today())


def list_segments(wb: Workbench) -> list[str]:
    """Give the segments in use, by name."""
    with wb.read() as connection:
        return account_lines.list_segments(connection)


def list_owners(wb: Workbench) -> list[OwnerRow]:
    """Give every owner by name."""
    with wb.read() as connection:
        return storage.list_owners(connection)


def list_engagement_models(wb: Workbench) -> list[EngagementModelRow]:
    """Give every engagement model, shortest interval first."""
    with wb.read() as connection:
        return storage.list_engagement_models(connection)


def add_owner(wb: Workbench, name: str, email: str | None = None) -> OwnerId:
    """Add an owner; the first one is me."""
    kept = needed_text(name, "An owner needs a name.", "name", LONGEST_NAME)
    address = kept_line(email, "email")
    is_first = not list_owners(wb)
    with wb.change(f"Add owner {kept}") as change:
        owner_id = storage.add_owner(change.connection, kept, address)
        if is_first:
            storage.set_me(change.connection, owner_id)
    return owner_id


def choose_me(wb: Workbench, owner_id: OwnerId) -> None:
    """Say which owner works here; NotFound when there is none with that key."""
    name = next((one.name for one in list_owners(wb) if one.id == owner_id), None)
    if name is None:
        raise NotFound("There is no such owner.")
    with wb.change(f"Work as {name}") as change:
        storage.set_me(change.connection, owner_id)


def add_account(wb: Workbench, draft: AccountDraft) -> AccountId:
    """Add an account; give its key.

    Raises:
        InvalidInput: a field can't be stored as given.
    """
    values = checked_fields({name: getattr(draft, name) for name in EDITABLE_FIELDS})
    check_cadence(values["ideal_days"], values["maximum_days"])
    check_links(wb, values)
    with wb.change(f"Add account {values['name']}") as change:
        return storage.add_account(change.connection, values, utc_text(wb.clock.now()))


def edit_account(wb: Workbench, account_id: AccountId, **fields: object) -> None:
    """Set fields of one account; what stays the same leaves no trace.

    Raises:
        InvalidInput: a field can't be stored as given. NotFound: there is no such account.
    """
    before = get_account(wb, account_id)
    values = checked_fields(fields)
    check_cadence(values.get("ideal_days", before.ideal_days), values.get("maximum_days", before.maximum_days))
    what = " and ".join(field_word(name) for name in fields) if len(fields) < 3 else "details"
    _store(wb, f"Edit {what} of {before.name}", [account_id], values)


def edit_accounts(wb: Workbench, ids: Sequence[AccountId], field: str, value: object) -> None:
    """Set one field of many accounts, as one change; those that have the value already are not touched.

    Raises:
        InvalidInput: the field can't be stored as given, or it is one that every account has of its own.
    """
    if field in ("name", "domain"):
        raise InvalidInput(f"Every account has a {field} of its own.", field)
    if field in ("ideal_days", "maximum_days"):
        raise InvalidInput("Intervals are set account by account, or by their engagement model.", field)
    values = checked_fields({field: value})
    number = len(ids)
    _store(wb, f"Set {field_word(field)} of {number} account{'' if number == 1 else 's'}", ids, values)


def _store(wb: Workbench, name: str, ids: Sequence[AccountId], values: dict[str, Any]) -> None:
    check_links(wb, values)
    with wb.change(name) as change:
        write_fields(change.connection, ids, values, wb.clock.today())


def write_fields(connection: Connection, ids: Sequence[AccountId], values: Mapping[str, Any], today: date) -> None:
    """Set checked fields of accounts inside a running change; another status holds from today."""
    if "status" in values:
        storage.set_status(connection, ids, values["status"], today)
    others = {key: value for key, value in values.items() if key != "status"}
    if others:
        storage.set_fields(connection, ids, others)


def check_links(wb: Workbench, values: Mapping[str, Any]) -> None:
    """Refuse an owner or an engagement model that is not in the book."""
    if values.get("owner_id") is not None and all(one.id != values["owner_id"] for one in list_owners(wb)):
        raise InvalidInput("There is no such owner.", "owner_id")
    model = values.get("engagement_model_id")
    if model is not None and all(one.id != model for one in list_engagement_models(wb)):
        raise InvalidInput("There is no such engagement model.", "engagement_model_id")


def delete_account(wb: Workbench, account_id: AccountId) -> None:
    """Delete an account with all that hangs on it; undo brings everything back."""
    name = get_account(wb, account_id).name
    with wb.change(f"Delete account {name}") as change:
        storage.delete_account(change.connection, account_id)
