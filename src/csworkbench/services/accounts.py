"""What a user can do with accounts: find, open, add, edit one or many, delete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

from csworkbench.domain import words
from csworkbench.domain.accounts import (
    EDITABLE_FIELDS,
    FIELD_WORDS,
    SORTS,
    AccountDraft,
    AccountLineRow,
    AccountQuery,
    AccountRow,
    EngagementModelRow,
    OwnerRow,
    PortfolioTotals,
    tidy_fields,
)
from csworkbench.domain.ids import AccountId, OwnerId
from csworkbench.domain.imports.values import BadValue, match_name, normal_domain
from csworkbench.domain.segments import FilterError, FilterNode, parse_filter
from csworkbench.infra.clock import utc_text
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services.views import delete_view, list_views, rename_view, save_view
from csworkbench.storage import account_lines
from csworkbench.storage import accounts as storage
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

RENEWAL_DAYS = 90
WEEK_DAYS = 7
SUGGESTED_NAMES = 20_000
_CHOICES: Mapping[str, Sequence[str]] = {
    "tier": words.TIERS,
    "lifecycle": words.LIFECYCLES,
    "status": words.ACCOUNT_STATUSES,
}


def find_accounts(wb: Workbench, query: AccountQuery) -> list[AccountId]:
    """Give the keys of the accounts asked for, in the order asked for.

    Raises:
        FilterError: the filter is no expression of the filter language (a ValueError).
        InvalidInput: there is no such column to sort by.
    """
    if query.sort not in SORTS:
        raise InvalidInput(
            f"Accounts can't be sorted by '{query.sort}'.", "sort", f"Choose one of: {', '.join(SORTS)}."
        )
    node = _parsed(query.filter)
    with wb.read() as connection:
        return account_lines.find_ids(
            connection,
            words=query.text,
            node=node,
            owner_id=query.owner_id,
            sort=query.sort,
            descending=query.descending,
            today=wb.clock.today(),
        )


def load_account_lines(wb: Workbench, ids: Sequence[AccountId]) -> list[AccountLineRow]:
    """Give the list rows of these accounts, in their order; deleted ones are left out."""
    with wb.read() as connection:
        return account_lines.load_lines(connection, ids)


def get_account(wb: Workbench, account_id: AccountId) -> AccountRow:
    """Give one account; NotFound when there is none."""
    with wb.read() as connection:
        return storage.get_account(connection, account_id)


def resolve_account(wb: Workbench, typed: str) -> AccountId:
    """Give the account meant by a uid, key, domain, external id, exact name or the beginning of one name.

    Raises:
        NotFound: none or several fit; the message suggests names.
    """
    key = match_name(typed)
    with wb.read() as connection:
        found = storage.candidates(connection, typed.strip(), key)
        if len(found) == 1:
            return found[0]
        begins = storage.names_with_prefix(connection, key, 6) if not found else []
        if len(begins) == 1:
            return begins[0][0]
        if found or begins:
            listed = list(storage.names_of(connection, found).values()) or [name for _, name in begins]
            raise NotFound(f"'{typed}' fits several accounts: {', '.join(listed[:5])}.", "Write more of the name.")
        near = get_close_matches(typed, storage.all_names(connection, SUGGESTED_NAMES), n=3, cutoff=0.5)
    advice = f"Did you mean {', '.join(near)}?" if near else "List them with: csworkbench accounts list"
    raise NotFound(f"There is no account '{typed}'.", advice)


def portfolio_totals(wb: Workbench) -> PortfolioTotals:
    """Give the key figures of the whole book as of today."""
    today = wb.clock.today()
    week = (today + timedelta(days=WEEK_DAYS)).isoformat()
    horizon = (today + timedelta(days=RENEWAL_DAYS)).isoformat()
    with wb.read() as connection:
        sums, check_ins = account_lines.totals(connection, today.isoformat(), week, horizon)
    return PortfolioTotals(
        accounts=sum(row.accounts for row in sums),
        arr_minor=_by_currency(sums, "arr"),
        at_risk=sum(row.at_risk or 0 for row in sums),
        at_risk_arr_minor=_by_currency(sums, "at_risk_arr"),
        check_ins_due=check_ins.due,
        check_ins_overdue=check_ins.overdue,
        renewals=sum(row.renewals or 0 for row in sums),
        renewals_arr_minor=_by_currency(sums, "renewals_arr"),
    )


def list_segments(wb: Workbench) -> list[str]:
    """Give the segments in use, by name."""
    with wb.read() as connection:
        return account_lines.segments(connection)


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
    if not name.strip():
        raise InvalidInput("An owner needs a name.", "name")
    is_first = not list_owners(wb)
    with wb.change(f"Add owner {name.strip()}") as change:
        owner_id = storage.add_owner(change.connection, name.strip(), (email or "").strip() or None)
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
    values = _checked({name: getattr(draft, name) for name in EDITABLE_FIELDS}, wb.clock.today())
    with wb.change(f"Add account {values['name']}") as change:
        return storage.add_account(change.connection, values, utc_text(wb.clock.now()))


def edit_account(wb: Workbench, account_id: AccountId, **fields: object) -> None:
    """Set fields of one account; what stays the same leaves no trace.

    Raises:
        InvalidInput: a field can't be stored as given. NotFound: there is no such account.
    """
    before = get_account(wb, account_id)
    values = _checked(fields, wb.clock.today())
    what = " and ".join(FIELD_WORDS.get(name, name) for name in fields) if len(fields) < 3 else "details"
    with wb.change(f"Edit {what} of {before.name}") as change:
        storage.set_fields(change.connection, [account_id], values)


def edit_accounts(wb: Workbench, ids: Sequence[AccountId], field: str, value: object) -> None:
    """Set one field of many accounts, as one change.

    Raises:
        InvalidInput: the field can't be stored as given, or it is one that every account has of its own.
    """
    if field in ("name", "domain"):
        raise InvalidInput(f"Every account has a {field} of its own.", field)
    values = _checked({field: value}, wb.clock.today())
    what = FIELD_WORDS.get(field, field)
    with wb.change(f"Set {what} of {len(ids)} accounts") as change:
        storage.set_fields(change.connection, ids, values)


def delete_account(wb: Workbench, account_id: AccountId) -> None:
    """Delete an account with all that hangs on it; undo brings everything back."""
    name = get_account(wb, account_id).name
    with wb.change(f"Delete account {name}") as change:
        storage.delete_account(change.connection, account_id)


def _parsed(expression: str) -> FilterNode | None:
    return parse_filter(expression) if expression.strip() else None


def check_filter(expression: str) -> FilterError | None:
    """Give what is wrong with a filter expression; None when it is right or empty."""
    try:
        _parsed(expression)
    except FilterError as error:
        return error
    return None


def _by_currency(sums: Sequence[Any], column: str) -> dict[str, int]:
    return {row.currency: getattr(row, column) for row in sums if row.currency and getattr(row, column)}


def _checked(fields: Mapping[str, object], today: date) -> dict[str, Any]:
    values: dict[str, Any] = tidy_fields(fields)
    for name in values:
        if name not in EDITABLE_FIELDS:
            raise InvalidInput(f"An account has no field '{name}'.", name)
    if "name" in values:
        if not values["name"]:
            raise InvalidInput("An account needs a name.", "name")
        values["name_key"] = match_name(values["name"])
    for name, allowed in _CHOICES.items():
        if values.get(name) is not None and values[name] not in allowed:
            raise InvalidInput(f"{name.capitalize()} is one of {', '.join(allowed)}.", name)
    if "status" in values:
        values["status"] = values["status"] or "active"
        values["status_on"] = today.isoformat()
    _check_rest(values)
    return values


def _check_rest(values: dict[str, Any]) -> None:
    for name in ("ideal_days", "maximum_days"):
        days = values.get(name)
        if days is not None and not (isinstance(days, int) and 1 <= days <= 1000):
            raise InvalidInput(f"The {FIELD_WORDS[name]} is 1 to 1000 days.", name)
    if isinstance(values.get("onboarded_on"), date):
        values["onboarded_on"] = values["onboarded_on"].isoformat()
    if values.get("domain"):
        try:
            values["domain"] = normal_domain(values["domain"])
        except BadValue as bad:
            raise InvalidInput("A domain looks like acme.example.", "domain") from bad
