"""Rows of accounts that say what the book says already: told part by part, without looking at each of their cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from csworkbench.domain.imports.results import ConvertedRow, Value
from csworkbench.exchange.readers.row import TableRow
from csworkbench.services.imports.book import ImportBook
from csworkbench.storage.imports import cells_by_id

PLAIN = ("name", "domain", "tier", "segment", "lifecycle", "country", "currency", "notes")
"""Fields that are columns of the account as they are."""

ID = "external_id"
Rows = Sequence[tuple[TableRow, ConvertedRow]]
Same = Callable[[Mapping[str, Value], tuple[Any, ...]], bool]


class UnchangedAccounts:
    """Takes the rows out of a file's parts that change nothing; all others are placed one by one.

    An account counts as unchanged only by its id of the source, and only the first time the file names it: what comes
    later must be compared with what the file made of it.
    """

    def __init__(self, book: ImportBook) -> None:
        """Know the ids of the source."""
        self._book = book
        self._own_ids, self._other_ids = book.external_ids("account")
        self._seen: set[int] = set()
        self._same: dict[tuple[str, ...], Same | None] = {}

    def left(self, rows: Rows, placed: dict[int, tuple[str, str | None]]) -> Rows:
        """Give the rows that may change something; names and domains of the others are noted in `placed`."""
        found = [self._own_ids.get(str(row.values.get(ID))) for _, row in rows]
        repeated = {key for key, number in Counter(found).items() if number > 1}
        if not self._is_told_by_ids(rows, found):
            self._seen.update(key for key in found if key is not None)
            return rows
        wanted = {key for key in found if key is not None} - repeated - self._seen
        stored = cells_by_id(self._book.connection, "account", (*PLAIN, "name_key"), wanted)
        left = []
        for pair, key in zip(rows, found, strict=True):
            cells = stored.get(key) if key is not None else None
            if key is None or cells is None or not self._is_same(pair[1].values, cells):
                left.append(pair)
            elif "name" in pair[1].values:
                placed[key] = cells[-1], cells[1]
        self._seen.update(key for key in found if key is not None)
        return left

    def _is_told_by_ids(self, rows: Rows, found: Sequence[int | None]) -> bool:
        """Say whether no row of a part can be about an account that another row of it names by its id."""
        return all(
            key is not None or (not self._other_ids and ID in row.values)
            for (_, row), key in zip(rows, found, strict=True)
        )

    def _is_same(self, values: Mapping[str, Value], cells: tuple[Any, ...]) -> bool:
        names = tuple(values)
        if names not in self._same:
            self._same[names] = _comparison(names)
        same = self._same[names]
        return same is not None and same(values, cells)


def _comparison(names: tuple[str, ...]) -> Same | None:
    """Give what tells whether these fields say what is stored; None when one of them needs a closer look."""
    plain = [name for name in names if name != ID]
    if not plain or not set(plain) <= set(PLAIN):
        return None
    stated, stored = itemgetter(*plain), itemgetter(*(PLAIN.index(name) for name in plain))
    return lambda values, cells: stated(values) == stored(cells)
