"""Touches: matched by id, then account, moment and notes; what a row does not say is assumed and noted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from csworkbench.domain.imports.results import ConvertedRow
from csworkbench.infra.clock import utc_text
from csworkbench.services.imports.book import ImportBook
from csworkbench.services.imports.finding import Finder
from csworkbench.storage import imports as storage

NATURAL = ("account_id", "happened_at", "notes")
ANSWERED_CHANNELS = frozenset({"call", "meeting", "video", "on-site"})


class TouchImport:
    """Places the rows of a file of touches."""

    table = "touch"

    def __init__(self, book: ImportBook, finder: Finder) -> None:
        """Load the touches there are."""
        self._book = book
        self._finder = finder
        self._natural = storage.natural_keys(book.connection, "touch", NATURAL)

    def find(self, row: ConvertedRow) -> int | None:
        """Give the touch the row is about, or None when it is new.

        Raises:
            RowRefused: the row's account is not in the book.
        """
        if "external_id" in row.values:
            found = self._book.by_external_id("touch", str(row.values["external_id"]))
            if found:
                return found
        columns = self._columns(row)
        return self._natural.get(tuple(columns[name] for name in NATURAL))

    def place(self, row: ConvertedRow, found: int | None) -> str:
        """Decide what to write for a row; gives new, changed or unchanged."""
        columns = self._columns(row)
        if found is not None:
            return "changed" if self._book.change("touch", found, columns) else "unchanged"
        touch_id = self._book.add("touch", {**columns, "known_at": columns["happened_at"], "is_known_at_assumed": 1})
        self._natural[tuple(columns[name] for name in NATURAL)] = touch_id
        person = self._finder.person(row.values, columns["account_id"])
        if person is not None:
            self._book.add("touch_person", {"touch_id": touch_id, "contact_id": person})
        if "external_id" in row.values:
            self._book.remember_external_id("touch", str(row.values["external_id"]), touch_id)
        return "new"

    def finish(self) -> int:
        """Nothing is left to do."""
        return 0

    def _columns(self, row: ConvertedRow) -> dict[str, Any]:
        values = row.values
        happened_at = values["happened_at"]
        moment = utc_text(happened_at) if isinstance(happened_at, datetime) else self._book.moment.now
        channel = values.get("channel")
        if channel is None:
            channel = "email"
            self._book.notes.add("Rows without a channel were taken as e-mails that nobody answered.")
        is_two_way = values.get("is_two_way", channel in ANSWERED_CHANNELS)
        if "is_two_way" not in values:
            self._book.notes.add("Calls and meetings were taken as two-way, everything else as one-way.")
        notes = "\n".join(str(values[name]) for name in ("subject", "notes") if name in values) or None
        return {
            "account_id": self._finder.account(row.row_number, values),
            "happened_on": moment[:10],
            "happened_at": moment,
            "channel": channel,
            "direction": values.get("direction", "outbound"),
            "is_two_way": int(bool(is_two_way)),
            "kind": values.get("kind", "other"),
            "notes": notes,
            "outcome": values.get("outcome"),
        }
