"""Tickets: matched by id, then account, opening and subject; a satisfaction score becomes feedback."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from csworkbench.domain.imports.results import ConvertedRow
from csworkbench.infra.clock import utc_text
from csworkbench.services.imports.book import ImportBook
from csworkbench.services.imports.finding import Finder
from csworkbench.storage import imports as storage

NATURAL = ("account_id", "opened_at", "subject")


class TicketImport:
    """Places the rows of a file of tickets."""

    table = "ticket"

    def __init__(self, book: ImportBook, finder: Finder) -> None:
        """Load the tickets there are by account, opening and subject."""
        self._book = book
        self._finder = finder
        self._natural = storage.natural_keys(book.connection, "ticket", NATURAL)
        self._accounts: set[int] = set()

    def find(self, row: ConvertedRow) -> int | None:
        """Give the ticket the row is about, or None when it is new.

        Raises:
            RowRefused: the row's account is not in the book.
        """
        account_id = self._finder.account(row.row_number, row.values)
        if "external_id" in row.values:
            return self._book.by_external_id("ticket", str(row.values["external_id"]))
        opened = row.values["opened_at"]
        text = utc_text(opened) if isinstance(opened, datetime) else ""
        return self._natural.get((account_id, text, row.values.get("subject")))

    def place(self, row: ConvertedRow, found: int | None) -> str:
        """Decide what to write for a row; gives new, changed or unchanged."""
        account_id = self._finder.account(row.row_number, row.values)
        self._accounts.add(account_id)
        columns = self._columns(row, account_id)
        if found is not None:
            rated = self._rate(row, account_id, columns)
            return "changed" if self._book.change("ticket", found, columns) or rated else "unchanged"
        empty = dict.fromkeys(("contact_id", "closed_at", "subject"))
        ticket_id = self._book.add(
            "ticket",
            {
                **empty,
                "account_id": account_id,
                "severity": "normal",
                "known_at": columns["opened_at"],
                "is_known_at_assumed": 1,
                **columns,
            },
        )
        self._natural[account_id, columns["opened_at"], columns.get("subject")] = ticket_id
        if "external_id" in row.values:
            self._book.remember_external_id("ticket", str(row.values["external_id"]), ticket_id)
        self._rate(row, account_id, columns)
        return "new"

    def finish(self) -> int:
        """Note on every account of the file that its tickets are known as of today."""
        today = self._book.moment.today.isoformat()
        self._book.prefetch("account", self._accounts)
        for account_id in sorted(self._accounts):
            self._book.change("account", account_id, {"tickets_known_on": today})
        return 0

    def _columns(self, row: ConvertedRow, account_id: int) -> dict[str, Any]:
        columns: dict[str, Any] = {}
        for name in ("opened_at", "closed_at"):
            value = row.values.get(name)
            if isinstance(value, datetime):
                columns[name] = utc_text(value)
        columns |= {name: row.values[name] for name in ("severity", "subject") if name in row.values}
        person = self._finder.person(row.values, account_id)
        if person is not None:
            columns["contact_id"] = person
        return columns

    def _rate(self, row: ConvertedRow, account_id: int, columns: dict[str, Any]) -> bool:
        score = row.values.get("satisfaction")
        if not isinstance(score, Decimal) or not 1 <= score <= 5 or score != int(score):
            return False
        own = f"{account_id}:{columns['opened_at']}:{columns.get('subject', '')}"
        key = f"ticket:{row.values.get('external_id', own)}"
        if self._book.by_external_id("feedback", key):
            return False
        said_at = columns.get("closed_at") or columns["opened_at"]
        feedback_id = self._book.add(
            "feedback",
            {
                "account_id": account_id,
                "contact_id": columns.get("contact_id"),
                "kind": "CSAT",
                "is_explicit": 1,
                "score": int(score),
                "scale_min": 1,
                "scale_max": 5,
                "words": None,
                "channel": None,
                "severity": None,
                "state": "new",
                "said_on": said_at[:10],
                "said_at": said_at,
                "known_at": said_at,
                "is_known_at_assumed": 1,
            },
        )
        self._book.remember_external_id("feedback", key, feedback_id)
        self._book.notes.add("Satisfaction scores of tickets were taken as CSAT feedback.")
        return True
