"""Whose row it is: accounts and people found by id, then domain or e-mail, then exact normalised name."""

from __future__ import annotations

from collections.abc import Mapping

from csworkbench.domain.imports.results import RowError, Value
from csworkbench.domain.imports.values import match_name
from csworkbench.services.imports.book import AMBIGUOUS, ImportBook
from csworkbench.storage import imports as storage


class RowRefused(Exception):
    """A row can't be taken; carries the error."""

    def __init__(self, error: RowError) -> None:
        """Keep the error."""
        super().__init__(error.sentence())
        self.error = error


def refused(row_number: int, field: str, found: object, expected: str, fix: str) -> RowRefused:
    """Give the exception for a row that can't be taken."""
    return RowRefused(RowError(row_number, "", field, str(found), expected, fix))


class Finder:
    """Finds the account or person a row names."""

    def __init__(self, book: ImportBook) -> None:
        """Load the keys of every account."""
        self._book = book
        self.keys = storage.account_keys(book.connection)
        self._people: tuple[dict[str, int], dict[tuple[int, str], int], dict[int, int]] | None = None

    def account(self, row_number: int, values: Mapping[str, Value]) -> int:
        """Give the account of a row that belongs to one.

        Raises:
            RowRefused: no account, or more than one, fits.
        """
        found = self._account_by_keys(values) or self._account_of_person(values)
        if found:
            return found
        named = next((str(values[key]) for key in _ACCOUNT_FIELDS if key in values), "")
        if found == AMBIGUOUS:
            raise refused(row_number, "account_name", named, "a name or domain only one account has",
                          "Map the account's id, or merge the duplicates first.")  # fmt: skip
        raise refused(row_number, "account_external_id", named, "an account of the book",
                      "Import the accounts first, or correct the account's id, domain or name.")  # fmt: skip

    def _account_by_keys(self, values: Mapping[str, Value]) -> int | None:
        if "account_external_id" in values:
            found = self._book.by_external_id("account", str(values["account_external_id"]))
            if found:
                return found
        is_ambiguous = False
        for key, index in (("account_domain", self.keys.domains), ("account_name", self.keys.names)):
            if key in values:
                text = str(values[key])
                match = index.get(text if key == "account_domain" else match_name(text))
                if match:
                    return match
                is_ambiguous = is_ambiguous or match == AMBIGUOUS
        return AMBIGUOUS if is_ambiguous else None

    def _account_of_person(self, values: Mapping[str, Value]) -> int | None:
        person = self.person(values, None)
        return None if person is None else self.people[2].get(person)

    def person(self, values: Mapping[str, Value], account_id: int | None) -> int | None:
        """Give the person a row names, or None; a name counts only within the account."""
        if "contact_external_id" in values:
            found = self._book.by_external_id("contact", str(values["contact_external_id"]))
            if found:
                return found
        emails, names, _ = self.people
        if "contact_email" in values and emails.get(str(values["contact_email"])):
            return emails[str(values["contact_email"])]
        if "contact_name" in values and account_id is not None:
            return names.get((account_id, str(values["contact_name"]).casefold()))
        return None

    @property
    def people(self) -> tuple[dict[str, int], dict[tuple[int, str], int], dict[int, int]]:
        """Give e-mail -> person, (account, name) -> person, person -> account; loaded when first asked for."""
        if self._people is None:
            self._people = storage.contact_keys(self._book.connection)
        return self._people


_ACCOUNT_FIELDS = ("account_external_id", "account_domain", "account_name", "contact_external_id", "contact_email")
