"""Outcomes: what became of accounts. A churn makes an account churned only when no contract runs on after it."""

from __future__ import annotations

from datetime import date
from typing import Any

from csworkbench.domain.imports.results import ConvertedRow
from csworkbench.services.imports.book import ImportBook
from csworkbench.services.imports.finding import Finder
from csworkbench.storage import imports as storage

NATURAL = ("account_id", "happened_on", "kind", "reason")


class OutcomeImport:
    """Places the rows of a file of outcomes."""

    table = "outcome"

    def __init__(self, book: ImportBook, finder: Finder) -> None:
        """Load the outcomes there are."""
        self._book = book
        self._finder = finder
        self._natural = storage.natural_keys(book.connection, "outcome", NATURAL)
        self._churned: dict[int, str] = {}

    def find(self, row: ConvertedRow) -> int | None:
        """Give the outcome the row is about, or None when it is new.

        Raises:
            RowRefused: the row's account is not in the book.
        """
        columns = self._columns(row)
        if "external_id" in row.values:
            return self._book.by_external_id("outcome", str(row.values["external_id"]))
        return self._natural.get(tuple(columns[name] for name in NATURAL))

    def place(self, row: ConvertedRow, found: int | None) -> str:
        """Decide what to write for a row; gives new, changed or unchanged."""
        columns = self._columns(row)
        if columns["kind"] == "churned":
            day = str(columns["happened_on"])
            self._churned[columns["account_id"]] = max(day, self._churned.get(columns["account_id"], ""))
        if found is not None:
            return "changed" if self._book.change("outcome", found, columns) else "unchanged"
        known_at = f"{columns['happened_on']}T12:00:00.000Z"
        outcome_id = self._book.add("outcome", {**columns, "known_at": known_at, "is_known_at_assumed": 1})
        self._natural[tuple(columns[name] for name in NATURAL)] = outcome_id
        if "external_id" in row.values:
            self._book.remember_external_id("outcome", str(row.values["external_id"]), outcome_id)
        return "new"

    def finish(self) -> int:
        """Set the status of accounts that left for good."""
        ends = storage.running_contract_ends(self._book.connection, self._churned)
        today = self._book.moment.today.isoformat()
        stayed = 0
        self._book.prefetch("account", list(self._churned))
        for account_id, day in sorted(self._churned.items()):
            if ends.get(account_id, "") > day and ends[account_id] >= today:
                stayed += 1
            elif day <= today and self._book.current("account", account_id)["status"] != "churned":
                self._book.change("account", account_id, {"status": "churned", "status_on": day})
        if stayed:
            self._book.notes.add(
                f"{stayed} accounts with a churn in the file kept their status: a contract of theirs runs on."
            )
        return 0

    def _columns(self, row: ConvertedRow) -> dict[str, Any]:
        values = row.values
        day = values["day"]
        reason = ": ".join(str(values[name]) for name in ("reason", "words") if name in values) or None
        return {
            "account_id": self._finder.account(row.row_number, values),
            "happened_on": day.isoformat() if isinstance(day, date) else str(day),
            "kind": values["outcome"],
            "reason": reason,
        }
