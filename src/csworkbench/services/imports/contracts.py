"""Contracts, subscriptions and won deals: matched by id, then account, product and start."""

from __future__ import annotations

from datetime import date
from typing import Any

from csworkbench.domain.imports.results import ConvertedRow
from csworkbench.services.imports.amounts import Amounts
from csworkbench.services.imports.book import ImportBook
from csworkbench.services.imports.finding import Finder, refused
from csworkbench.storage import imports as storage

TRIAL = "trial: nothing is paid yet"
NATURAL = ("account_id", "product", "start_on")
UNNAMED_PRODUCT = "Subscription"
LONGEST_NOTICE_DAYS = 1000


class ContractImport:
    """Places the rows of a file of contracts."""

    table = "contract"

    def __init__(self, book: ImportBook, finder: Finder, amounts: Amounts) -> None:
        """Load the contracts there are by account, product and start."""
        self._book = book
        self._finder = finder
        self._amounts = amounts
        self._natural = storage.natural_keys(book.connection, "contract", NATURAL)

    def find(self, row: ConvertedRow) -> int | None:
        """Give the contract the row is about, or None when it is new.

        Raises:
            RowRefused: the row's account is not in the book.
        """
        account_id = self._finder.account(row.row_number, row.values)
        if "external_id" in row.values:
            return self._book.by_external_id("contract", str(row.values["external_id"]))
        start = row.values.get("start_on")
        key = (account_id, self._product(row), start.isoformat() if isinstance(start, date) else None)
        return self._natural.get(key)

    def place(self, row: ConvertedRow, found: int | None) -> str:
        """Decide what to write for a row; gives new, changed or unchanged."""
        account_id = self._finder.account(row.row_number, row.values)
        columns = self._columns(row, account_id)
        if found is not None:
            self._check(row, {**self._book.current("contract", found), **columns})
            return "changed" if self._book.change("contract", found, columns) else "unchanged"
        self._check(row, columns)
        names = ("arr_minor", "currency", "seats", "start_on", "end_on", "notice_days", "outcome", "reason")
        start = columns.get("start_on")
        contract_id = self._book.add(
            "contract",
            {
                **dict.fromkeys(names),
                "account_id": account_id,
                "outcome_on": None,
                "known_at": f"{start}T12:00:00.000Z" if start else self._book.moment.now,
                "is_known_at_assumed": int(start is not None),
                **columns,
            },
        )
        self._natural[account_id, columns["product"], columns.get("start_on")] = contract_id
        if "external_id" in row.values:
            self._book.remember_external_id("contract", str(row.values["external_id"]), contract_id)
        return "new"

    def finish(self) -> int:
        """Nothing is left to do."""
        return 0

    def _product(self, row: ConvertedRow) -> str:
        return str(row.values.get("product") or UNNAMED_PRODUCT)

    def _columns(self, row: ConvertedRow, account_id: int) -> dict[str, Any]:
        values = row.values
        columns: dict[str, Any] = {"product": self._product(row)}
        money = self._amounts.columns(values, account_id)
        if money["arr_minor"] is not None:
            columns |= money
        if values.get("is_trial") is True:
            columns |= {"arr_minor": 0, "currency": money["currency"] or columns.get("currency")}
            columns = {name: value for name, value in columns.items() if value is not None}
            columns = columns if "currency" in columns else {"product": columns["product"]}
            self._book.notes.add("Trials were taken with an ARR of 0.")
        columns |= {name: values[name] for name in ("seats", "notice_days", "outcome", "reason") if name in values}
        for name in ("start_on", "end_on"):
            day = values.get(name)
            if isinstance(day, date):
                columns[name] = day.isoformat()
        if "outcome" in columns and "end_on" in columns:
            columns["outcome_on"] = columns["end_on"]
        return columns

    def _check(self, row: ConvertedRow, columns: dict[str, Any]) -> None:
        notice = columns.get("notice_days")
        if notice is not None and notice > LONGEST_NOTICE_DAYS:
            raise refused(row.row_number, "notice_days", notice, f"at most {LONGEST_NOTICE_DAYS} days",
                          "Correct the notice period, or leave the column out.")  # fmt: skip
        start, end = columns.get("start_on"), columns.get("end_on")
        if start and end and start > end:
            raise refused(row.row_number, "end_on", end, f"an end on or after the start ({start})",
                          "Correct the dates, or check the date order.")  # fmt: skip
