"""Accounts: matched by id, then domain, then exact normalised name; a file's ARR becomes a contract."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from csworkbench.domain.imports.results import ConvertedRow, Value
from csworkbench.domain.imports.values import match_name
from csworkbench.services.imports.amounts import Amounts
from csworkbench.services.imports.book import AMBIGUOUS, ImportBook
from csworkbench.services.imports.finding import Finder, RowRefused, refused
from csworkbench.services.imports.unchanged import PLAIN, Rows, UnchangedAccounts
from csworkbench.storage import imports as storage

ACCOUNT_PRODUCT = "Subscription"
PART = 5_000


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
        self._parents: list[tuple[int, str, bool]] = []
        self._own_ids, _ = book.external_ids("account")
        self._with_id: set[int] | None = None
        self._pulses: dict[int, int] | None = None
        self._placed: dict[int, tuple[str, str | None]] = {}
        self._unchanged = UnchangedAccounts(book)

    def left(self, rows: Rows) -> Rows:
        """Give the rows of a part that may change something."""
        return self._unchanged.left(rows, self._placed)

    def find(self, row: ConvertedRow) -> int | None:
        """Give the account the row is about, or None when it is new.

        Raises:
            RowRefused: several accounts have its name or domain.
        """
        values = row.values
        own_id = values.get("external_id")
        if own_id is not None:
            found = self._own_ids.get(str(own_id)) or self._book.by_external_id("account", str(own_id))
            if found:
                return found
        domain = values.get("domain")
        by_domain = self._finder.keys.domains.get(str(domain)) if domain is not None else None
        name = match_name(str(values["name"])) if "name" in values else None
        if by_domain and self._is_named(by_domain, name):
            return self._unless_other_id(by_domain, own_id)
        match = self._by_name(row, name, domain, own_id) if name is not None else None
        if match is None and by_domain == AMBIGUOUS and own_id is None:
            raise self._ambiguous(row, "domain")
        return match

    def _is_named(self, account_id: int, name: str | None) -> bool:
        """Say whether this file has not named the account otherwise: several may share one domain."""
        placed = self._placed.get(account_id)
        return name is None or placed is None or placed[0] == name

    def _by_name(self, row: ConvertedRow, name: str, domain: Value | None, own_id: Value | None) -> int | None:
        """Give the one account of that name that the row can be about."""
        match = self._finder.keys.names.get(name)
        if match is None:
            return None
        if match != AMBIGUOUS:
            placed = self._placed.get(match)
            is_other = domain is not None and placed is not None and placed[1] not in (None, domain)
            return None if is_other else self._unless_other_id(match, own_id)
        left = [
            key
            for key, other in self._finder.keys.namesakes[name].items()
            if (domain is None or other is None) and self._unless_other_id(key, own_id) is not None
        ]
        if len(left) > 1:
            raise self._ambiguous(row, "name")
        return left[0] if left else None

    def _ambiguous(self, row: ConvertedRow, key: str) -> RowRefused:
        return refused(row.row_number, key, row.values[key], f"a {key} only one account of the book has",
                       "Map the id of the source, or merge the duplicates first.")  # fmt: skip

    def _unless_other_id(self, match: int, own_id: Value | None) -> int | None:
        """Two rows of one source with different ids are two accounts, even under one name."""
        return None if own_id is not None and match in self._identified() else match

    def _identified(self) -> set[int]:
        if self._with_id is None:
            self._with_id = set(self._own_ids.values())
        return self._with_id

    def place(self, row: ConvertedRow, found: int | None) -> str:
        """Decide what to write for a row; gives new, changed or unchanged."""
        values = row.values
        if "pulse" in values:
            self._check_pulse(row)
        columns = self._columns(row, found)
        if found is None:
            account_id = self._add(columns)
            word = "new"
        else:
            account_id = found
            word = "changed" if self._book.change("account", found, columns) else "unchanged"
        if "external_id" in values:
            self._book.remember_external_id("account", str(values["external_id"]), account_id)
            self._identified().add(account_id)
        if "name_key" in columns:
            self._placed[account_id] = columns["name_key"], columns.get("domain")
        extra = self._contract(row, account_id) | self._pulse(row, account_id)
        word = "changed" if word == "unchanged" and extra else word
        if "parent_external_id" in values and "parent_id" not in columns:
            self._parents.append((account_id, str(values["parent_external_id"]), word == "unchanged"))
        return word

    def finish(self) -> int:
        """Link the parents that stand below their children in the file; give how many rows only that changed."""
        changed = 0
        for start in range(0, len(self._parents), PART):
            part = self._parents[start : start + PART]
            self._book.prefetch("account", {account_id for account_id, _, _ in part})
            for account_id, parent, was_unchanged in part:
                parent_id = self._book.by_external_id("account", parent)
                if parent_id and parent_id != account_id:
                    is_changed = self._book.change("account", account_id, {"parent_id": parent_id})
                    changed += is_changed and was_unchanged
            self._book.flush()
        return changed

    def _add(self, columns: dict[str, Any]) -> int:
        name, domain = columns["name_key"], columns.get("domain")
        columns.setdefault("status", "active")
        columns["known_at"] = self._book.moment.now
        account_id = self._book.add("account", columns)
        keys = self._finder.keys
        first = keys.names.setdefault(name, account_id)
        if first != account_id:
            if first != AMBIGUOUS:
                keys.namesakes[name] = {first: self._book.current("account", first).get("domain")}
                keys.names[name] = AMBIGUOUS
            keys.namesakes[name][account_id] = domain
        if domain:
            keys.domains.setdefault(domain, account_id)
        return account_id

    def _columns(self, row: ConvertedRow, found: int | None) -> dict[str, Any]:
        values = row.values
        columns: dict[str, Any] = {name: values[name] for name in PLAIN if name in values}
        if "name" in columns:
            columns["name_key"] = match_name(str(columns["name"]))
        if "engagement_model" in values:
            columns["engagement_model_id"] = self._model(row)
        if "owner" in values or "owner_email" in values:
            columns["owner_id"] = self._owner(values)
        if "onboarded_on" in values:
            columns["onboarded_on"] = _iso(values["onboarded_on"])
        if "parent_external_id" in values:
            parent_id = self._book.by_external_id("account", str(values["parent_external_id"]))
            if parent_id and parent_id != found:
                columns["parent_id"] = parent_id
        if "status" in values:
            before = self._book.current("account", found)["status"] if found is not None else "active"
            if values["status"] != before:
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
        if not ("arr" in values or "mrr" in values or "renewal_on" in values):
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
