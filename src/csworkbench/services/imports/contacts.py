"""Contacts: matched by id, then e-mail, then name within the account."""

from __future__ import annotations

from datetime import date
from typing import Any

from csworkbench.domain.imports.results import ConvertedRow
from csworkbench.services.imports.book import ImportBook
from csworkbench.services.imports.finding import Finder

PLAIN = ("name", "title", "email", "phone", "language", "time_zone")


class ContactImport:
    """Places the rows of a file of contacts."""

    table = "contact"

    def __init__(self, book: ImportBook, finder: Finder) -> None:
        """Keep the book and who finds accounts."""
        self._book = book
        self._finder = finder

    def find(self, row: ConvertedRow) -> int | None:
        """Give the person the row is about, or None when it is new.

        Raises:
            RowRefused: the row's account is not in the book.
        """
        account_id = self._finder.account(row.row_number, row.values)
        values = row.values
        if "external_id" in values:
            found = self._book.by_external_id("contact", str(values["external_id"]))
            if found:
                return found
        emails, names, accounts = self._finder.people
        by_email = emails.get(str(values["email"])) if "email" in values else None
        if by_email and accounts.get(by_email) == account_id:
            return by_email
        return names.get((account_id, str(values.get("name", "")).casefold()))

    def place(self, row: ConvertedRow, found: int | None) -> str:
        """Decide what to write for a row; gives new, changed or unchanged."""
        account_id = self._finder.account(row.row_number, row.values)
        columns = self._columns(row)
        if found is not None:
            self._remember(row, found)
            return "changed" if self._book.change("contact", found, columns) else "unchanged"
        empty = dict.fromkeys((*PLAIN, "left_on"))
        contact_id = self._book.add(
            "contact",
            {
                **empty,
                "account_id": account_id,
                "roles": "",
                "do_not_contact": 0,
                "known_at": self._book.moment.now,
                **columns,
            },
        )
        emails, names, accounts = self._finder.people
        names[account_id, str(columns["name"]).casefold()] = contact_id
        accounts[contact_id] = account_id
        if "email" in columns:
            emails.setdefault(columns["email"], contact_id)
        self._remember(row, contact_id)
        return "new"

    def finish(self) -> int:
        """Nothing is left to do."""
        return 0

    def _remember(self, row: ConvertedRow, contact_id: int) -> None:
        if "external_id" in row.values:
            self._book.remember_external_id("contact", str(row.values["external_id"]), contact_id)

    def _columns(self, row: ConvertedRow) -> dict[str, Any]:
        values = row.values
        columns: dict[str, Any] = {name: values[name] for name in PLAIN if name in values}
        roles = values.get("roles")
        if isinstance(roles, tuple):
            columns["roles"] = ", ".join(roles)
        if "do_not_contact" in values:
            columns["do_not_contact"] = int(bool(values["do_not_contact"]))
        left_on = values.get("left_on")
        if isinstance(left_on, date):
            columns["left_on"] = left_on.isoformat()
        return columns
