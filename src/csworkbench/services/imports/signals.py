"""Signals: rows become points of one series per account, metric and source.

Rows of one day are combined by the metric's rule (counts add up, gauges take the last); rows of a lower level
(subscription, user) add up to the account.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from csworkbench.domain.imports.finishing import signal_points
from csworkbench.domain.imports.results import ConvertedRow
from csworkbench.services.imports.book import ImportBook
from csworkbench.services.imports.finding import Finder, refused
from csworkbench.services.imports.request import ImportCounts
from csworkbench.storage import imports as storage

GAUGES = frozenset({"active_users", "seats", "seats_used", "open_tickets"})
PART = 20_000

Lower = tuple[str, str]
NO_LOWER: Lower = ("", "")


class SignalImport:
    """Adds the rows of a file of signals up to points."""

    def __init__(self, book: ImportBook, finder: Finder) -> None:
        """Start without points."""
        self._book = book
        self._finder = finder
        self._contracts: dict[int, int] | None = None
        self._counts: dict[tuple[int, str, str], float] = defaultdict(float)
        self._gauges: dict[tuple[int, str, str], dict[Lower, float]] = defaultdict(dict)

    def add(self, row: ConvertedRow) -> None:
        """Take one row in.

        Raises:
            RowRefused: its account is not in the book.
        """
        account_id, lower = self._account(row)
        day = row.values["day"]
        text = day.isoformat() if isinstance(day, date) else str(day)
        for metric, value in signal_points(row):
            key = (account_id, metric, text)
            if metric in GAUGES:
                self._gauges[key][lower] = float(value)
            else:
                self._counts[key] += float(value)

    def finish(self) -> ImportCounts:
        """Write the points; give how many were new, changed and unchanged."""
        points = dict(self._counts)
        points.update({key: sum(parts.values()) for key, parts in self._gauges.items()})
        known = storage.series_keys(self._book.connection, self._book.source)
        series = self._series(points, known)
        there = storage.points_of(self._book.connection, set(known.values()) & set(series.values()))
        counts = ImportCounts()
        writes: list[dict[str, Any]] = []
        self._book.flush()
        for (account_id, metric, day), value in sorted(points.items()):
            key = (series[account_id, metric], day)
            before = there.get(key)
            if before == value:
                counts.unchanged += 1
                continue
            counts.new += before is None
            counts.changed += before is not None
            change_id = self._book.moment.change_id
            writes.append({"series_id": key[0], "on_day": day, "value": value, "change_id": change_id})
        if writes and not self._book.is_dry_run:
            self._book.begin_writing()
            for start in range(0, len(writes), PART):
                storage.put_points(self._book.connection, writes[start : start + PART])
        return counts

    def _series(
        self, points: dict[tuple[int, str, str], float], known: dict[tuple[int, str], int]
    ) -> dict[tuple[int, str], int]:
        found = dict(known)
        for account_id, metric in sorted({(account_id, metric) for account_id, metric, _ in points}):
            if (account_id, metric) not in found:
                values = {"account_id": account_id, "metric": metric, "source": self._book.source}
                found[account_id, metric] = self._book.add("signal_series", {**values, "is_known_at_assumed": 1})
        return found

    def _account(self, row: ConvertedRow) -> tuple[int, Lower]:
        values = row.values
        if "contract_external_id" in values and "account_external_id" not in values:
            value = str(values["contract_external_id"])
            contract = self._book.by_external_id("contract", value)
            if contract is None:
                raise refused(row.row_number, "contract_external_id", value, "a contract of the book",
                              "Import the contracts (subscriptions) first.")  # fmt: skip
            self._book.notes.add("Rows of subscriptions were added up to their accounts.")
            return self._of_contracts()[contract], ("contract", value)
        account_id = self._finder.account(row.row_number, values)
        for name in ("contact_external_id", "contact_email"):
            if name in values:
                self._book.notes.add("Rows of people were added up to their accounts.")
                return account_id, (name, str(values[name]))
        return account_id, NO_LOWER

    def _of_contracts(self) -> dict[int, int]:
        if self._contracts is None:
            self._contracts = storage.column_map(self._book.connection, "contract", "id", "account_id")
        return self._contracts
