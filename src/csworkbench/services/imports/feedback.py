"""Feedback: matched by id, then account, person, kind, moment and words."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from csworkbench.domain.imports.results import ConvertedRow
from csworkbench.infra.clock import utc_text
from csworkbench.services.imports.book import ImportBook
from csworkbench.services.imports.finding import Finder, refused
from csworkbench.storage import imports as storage

NATURAL = ("account_id", "kind", "said_at", "score", "words")


class FeedbackImport:
    """Places the rows of a file of feedback."""

    table = "feedback"

    def __init__(self, book: ImportBook, finder: Finder) -> None:
        """Load the feedback there is."""
        self._book = book
        self._finder = finder
        self._natural = storage.natural_keys(book.connection, "feedback", NATURAL)

    def find(self, row: ConvertedRow) -> int | None:
        """Give the item the row is about, or None when it is new.

        Raises:
            RowRefused: the row's account is not in the book, or what it says can't be stored.
        """
        if "external_id" in row.values:
            found = self._book.by_external_id("feedback", str(row.values["external_id"]))
            if found:
                return found
        columns = self._columns(row)
        return self._natural.get(tuple(columns[name] for name in NATURAL))

    def place(self, row: ConvertedRow, found: int | None) -> str:
        """Decide what to write for a row; gives new, changed or unchanged."""
        columns = self._columns(row)
        if found is not None:
            stated = {name: value for name, value in columns.items() if value is not None}
            return "changed" if self._book.change("feedback", found, stated) else "unchanged"
        feedback_id = self._book.add(
            "feedback",
            {**columns, "is_explicit": 1, "state": "new", "known_at": columns["said_at"], "is_known_at_assumed": 1},
        )
        self._natural[tuple(columns[name] for name in NATURAL)] = feedback_id
        if "external_id" in row.values:
            self._book.remember_external_id("feedback", str(row.values["external_id"]), feedback_id)
        return "new"

    def finish(self) -> int:
        """Nothing is left to do."""
        return 0

    def _columns(self, row: ConvertedRow) -> dict[str, Any]:
        values = row.values
        account_id = self._finder.account(row.row_number, values)
        kind = values.get("kind")
        if kind is None:
            raise refused(row.row_number, "kind", "", "a kind of feedback (NPS, CSAT, CES, complaint, praise, request)",
                          "Map a column to kind, or state it for the whole file with --set kind=NPS.")  # fmt: skip
        self._check_scale(row)
        said_at = values["said_at"]
        moment = utc_text(said_at) if isinstance(said_at, datetime) else self._book.moment.now
        return {
            "account_id": account_id,
            "contact_id": self._finder.person(values, account_id),
            "kind": kind,
            "score": self._whole(row, "score"),
            "scale_min": self._whole(row, "scale_min"),
            "scale_max": self._whole(row, "scale_max"),
            "words": values.get("words"),
            "channel": values.get("channel"),
            "severity": values.get("severity"),
            "said_on": moment[:10],
            "said_at": moment,
        }

    def _check_scale(self, row: ConvertedRow) -> None:
        values = row.values
        if "score" in values and not ("scale_min" in values and "scale_max" in values):
            raise refused(row.row_number, "scale_min", "", "the scale of the score",
                          "Map columns to scale_min and scale_max, or state them: "
                          "--set scale_min=1 --set scale_max=5.")  # fmt: skip

    def _whole(self, row: ConvertedRow, name: str) -> int | None:
        value = row.values.get(name)
        if not isinstance(value, Decimal):
            return None
        if value != int(value):
            raise refused(row.row_number, name, value, "a whole number", "Round the score, or leave the row out.")
        return int(value)
