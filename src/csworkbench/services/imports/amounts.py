"""Amounts of a row in minor units with their currency; what is assumed about the currency is noted."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from csworkbench.domain.imports.results import Value
from csworkbench.domain.money import to_minor
from csworkbench.services.imports.book import ImportBook
from csworkbench.storage import imports as storage

LAST_RESORT = "EUR"
MONTHS = 12


class Amounts:
    """Turns `arr`, `mrr` or `amount` of a row into columns of a contract."""

    def __init__(self, book: ImportBook, currency: str | None) -> None:
        """Keep the currency the person chose, if any."""
        self._book = book
        self._chosen = currency
        self._usual: str | None = None

    def columns(self, values: Mapping[str, Value], account_id: int) -> dict[str, Any]:
        """Give `arr_minor` and `currency`; both None when the row has no amount."""
        amount = self._yearly(values)
        if amount is None:
            return {"arr_minor": None, "currency": None}
        code = str(values.get("currency") or self._chosen or "") or self._assumed(account_id)
        return {"arr_minor": to_minor(amount, code), "currency": code}

    def _yearly(self, values: Mapping[str, Value]) -> Decimal | None:
        for name, factor in (("arr", 1), ("mrr", MONTHS), ("amount", 1)):
            value = values.get(name)
            if isinstance(value, Decimal):
                if name == "amount":
                    self._book.notes.add("The amount of a deal was taken as its ARR (the file has no ARR).")
                return abs(value) * factor
        return None

    def _assumed(self, account_id: int) -> str:
        own = self._book.current("account", account_id).get("currency")
        if own:
            return str(own)
        if self._usual is None:
            self._usual = storage.most_common_currency(self._book.connection) or LAST_RESORT
        self._book.notes.add(f"Amounts without a currency were taken as {self._usual}; choose another with --currency.")
        return self._usual
