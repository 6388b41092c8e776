"""Accounts: matched by id, then domain, then exact normalised name; a file's ARR becomes a contract."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from csworkbench.domain.imports.results import ConvertedRow, Value
from csworkbench.domain.imports.values import match_name
from csworkbench.services.imports.amounts import Amounts
from csworkbench.services.imports.book import AMBIGUOUS, ImportBook
from csworkbench.services.imports.finding import Finder, refused
from csworkbench.storage import imports as storage

PLAIN = ("name", "domain", "tier", "segment", "lifecycle", "country", "currency", "notes")
ACCOUNT_PRODUCT = "Subscription"


class AccountImport:
    """Places the rows of a file of accounts."""

    table = "account"

    def __init__(self, book: ImportBook, finder: Finder, amounts: Amounts) -> None:
        """Load owners and engagement models by name."""
        self._book = book
        self._finder = finder
        self._amounts = amounts
        connection = book.connection
        self._owners = {str(name).casefold(): key for name, key in _map(connection, "owner", "name").items()}
        self._emails = {str(mail).casefold(): key for mail, key in _map(connection, "owner", "email").items() if mail}
        self._models = {str(name).casefold(): key for name, key in _map(connection, "engagement_model", "name").items()}
        self._parents: list[tuple[int, str]] = []
        self._with_id: set[int] | None = None
        self._pulses: dict[int, int] | None = None
        self._named: dict[int, str] = {}

    def find(self, row: ConvertedRow) -> int | None:
        """Give the account the row is about, or None when it is new.

        Raises:
            RowRefused: several accounts have its name or domain.
        """
        values = row.values
        if "external_id" in values:
            found = self._book.by_external_id("account", str(values["external_id"]))
            if found:
                return found
        by_domain = self._by_domain(values)
        if by_domain not in (None, AMBIGUOUS):
            return self._unless_other_id(by_domain, values)
        by_name = self._finder.names.get(match_name(str(values["name"]))) if "name" in values else None
        if by_name not in (None, AMBIGUOUS):
            return self._unless_other_id(by_name, values)
        for key, match in (("name", by_name), ("domain", by_domain)):
            if match == AMBIGUOUS:
                raise refused(row.row_number, key, values[key], f"a {key} only one account of the book has",
                              "Map the id of the source, or merge the duplicates first.")  # fmt: skip
        return None

    def _by_domain(self, values: Mapping[str, Value]) -> int | None:
        """Give the account of a domain; one that this file already named otherwise is another (a shared address)."""
        if "domain" not in values:
            return None
        match = self._finder.domains.get(str(values["domain"]))
        if match is None or "name" not in values:
            return match
        return match if self._named.get(match) in (None, match_name(str(values["name"]))) else None

    def _unless_other_id(self, match: int | None, values: Mapping[str, Value]) -> int | None:
        """Two rows of one source with different ids are two accounts, even under one name."""
        has_other = "external_id" in values and match in self._identified()
        return None if has_other else match

    def _identified(self) -> set[int]:
        if self._with_id is None:
            own, _ = storage.external_keys(self._book.connection, "account", self._book.source)
            self._with_id = set(own.values())
        return self._with_id

    def place(self, row: ConvertedRow, found: int | None) -> str:
        """Decide what to write for a row; gives new, changed or unchanged."""
        self._check_pulse(row)
        columns = self._columns(row, found)
        if found is None:
            account_id = self._add(columns)
            word = "new"
        else:
            account_id = found
            word = "changed" if self._book.change("account", found, columns) else "unchanged"
        if "name" in row.values:
            self._named[account_id] = match_name(str(row.values["name"]))
        if "external_id" in row.values:
            self._book.remember_external_id("account", str(row.values["external_id"]), account_id)
            self._identified().add(account_id)
        if "parent_external_id" in row.values:
            self._parents.append((account_id, str(row.values["parent_external_id"])))
        extra = self._contract(row, account_id) | self._pulse(row, account_id)
        return "changed" if word == "unchanged" and extra else word

    def finish(self) -> None:
        """Link the parents, which may stand below their children in the file."""
        for account_id, parent in self._parents:
            parent_id = self._book.by_external_id("account", parent)
            if parent_id and parent_id != account_id:
                self._book.change("account", account_id, {"parent_id": parent_id})

    def _add(self, columns: dict[str, Any]) -> int:
        empty = dict.fromkeys((*PLAIN, "owner_id", "engagement_model_id", "onboarded_on", "status_on", "name_key"))
        account_id = self._book.add(
            "account", {**empty, "status": "active", "known_at": self._book.moment.now, **columns}
        )
        self._finder.names.setdefault(columns["name_key"], account_id)
        if columns.get("domain"):
            self._finder.domains.setdefault(columns["domain"], account_id)
        return account_id

    def _columns(self, row: ConvertedRow, found: int | None) -> dict[str, Any]:
        values = row.values
        columns: dict[str, Any] = {name: values[name] for name in PLAIN if name in values}
        if "name" in columns:
            columns["name_key"] = match_name(str(columns["name"]))
        if "engagement_model" in values:
            columns["engagement_model_id"] = self._model(row)
        owner = self._owner(values)
        if owner is not None:
            columns["owner_id"] = owner
        if "onboarded_on" in values:
            columns["onboarded_on"] = _iso(values["onboarded_on"])
        before = self._book.current("account", found)["status"] if found is not None else "active"
        if "status" in values and values["status"] != before:
            columns |= {"status": values["status"], "status_on": self._book.moment.today.isoformat()}
        return columns

    def _model(self, row: ConvertedRow) -> int:
        name = str(row.values["engagement_model"])
        if name.casefold() not in self._models:
            raise refused(row.row_number, "engagement_model", name, f"one of {', '.join(sorted(self._models))}",
                          "Correct the engagement model, or leave the column out.")  # fmt: skip
        return int(self._models[name.casefold()])

    def _owner(self, values: Mapping[str, Value]) -> int | None:
        email = str(values.get("owner_email", "")).casefold()
        name = str(values.get("owner", ""))
        found = self._emails.get(email) or self._owners.get(name.casefold())
        if found or not (name or email):
            return found
        found = self._book.add("owner", {"name": name or email, "email": email or None})
        self._owners[(name or email).casefold()] = found
        if email:
            self._emails[email] = found
        self._book.notes.add("Owners that the book did not know were added.")
        return found

    def _contract(self, row: ConvertedRow, account_id: int) -> bool:
        values = row.values
        if not any(name in values for name in ("arr", "mrr", "renewal_on")):
            if "seats" in values:
                self._book.notes.add("Seats without an ARR or a renewal were left out: they come with the contracts.")
            return False
        key = str(values.get("external_id", "")) or str(self._book.current("account", account_id)["name_key"])
        money = self._amounts.columns(values, account_id)
        columns: dict[str, Any] = {**money, "seats": values.get("seats"), "end_on": _iso(values.get("renewal_on"))}
        stated = {name: value for name, value in columns.items() if value is not None}
        found = self._book.by_external_id("contract", f"account:{key}")
        if found:
            return self._book.change("contract", found, stated)
        onboarded = values.get("onboarded_on")
        start = onboarded if isinstance(onboarded, date) else None
        end = values.get("renewal_on")
        if start is None and isinstance(end, date):
            start = end - timedelta(days=365)
        if isinstance(end, date) and start is not None and start > end:
            start = None
        contract_id = self._book.add(
            "contract",
            {
                "account_id": account_id,
                "product": ACCOUNT_PRODUCT,
                "start_on": _iso(start),
                **dict.fromkeys(("notice_days", "outcome", "outcome_on", "reason")),
                **{"arr_minor": None, "currency": None, **columns},
                "known_at": self._book.moment.now,
                "is_known_at_assumed": 0,
            },
        )
        self._book.remember_external_id("contract", f"account:{key}", contract_id)
        return True

    def _check_pulse(self, row: ConvertedRow) -> None:
        value = row.values.get("pulse")
        if isinstance(value, int) and not 1 <= value <= 5:
            raise refused(row.row_number, "pulse", value, "a pulse from 1 to 5", "Correct the pulse.")

    def _pulse(self, row: ConvertedRow, account_id: int) -> bool:
        value = row.values.get("pulse")
        if not isinstance(value, int):
            return False
        if self._pulses is None:
            self._pulses = _map(self._book.connection, "pulse", "account_id", "value")
        if self._pulses.get(account_id) == value:
            return False
        self._pulses[account_id] = value
        moment = self._book.moment
        self._book.add(
            "pulse",
            {"account_id": account_id, "value": value, "given_on": moment.today.isoformat(), "given_at": moment.now},
        )
        return True


def _map(connection: Any, table: str, key: str, value: str = "id") -> dict[Any, Any]:
    return storage.column_map(connection, table, key, value)


def _iso(value: Value | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else None
