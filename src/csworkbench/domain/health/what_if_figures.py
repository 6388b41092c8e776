"""The figures of a what-if, from two sets of scores of the same accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from csworkbench.domain.health.fact_columns import Bools, FactColumns, Floats, Ints
from csworkbench.domain.health.vetoes import BAND_WORDS, Codes
from csworkbench.domain.health.what_if_result import (
    BIN_POINTS,
    BINS,
    AccountCells,
    ChangedAccount,
    Distribution,
    Moved,
    WhatIfResult,
)
from csworkbench.domain.ids import AccountId

_GREY = BAND_WORDS.index("insufficient data")


@dataclass(frozen=True, slots=True)
class Bands:
    """Whole scores (NaN: nothing known) and codes of bands, vetoes included, of every account."""

    whole: Floats
    codes: Codes

    @classmethod
    def nothing_for(cls, size: int) -> Bands:
        """Give those of accounts of which nothing is known."""
        return cls(np.full(size, np.nan), np.full(size, _GREY, dtype=np.int8))

    def copy(self) -> Bands:
        """Give a copy that may be written into."""
        return Bands(self.whole.copy(), self.codes.copy())


@dataclass(frozen=True, slots=True)
class BookCells:
    """What the tables show of every account beside its health; ARR in minor units, NaN where none is known."""

    names: Sequence[str]
    arr: Floats
    currencies: Sequence[str | None]
    currency_of: Ints
    is_scored: Bools
    is_overridden: Bools

    @classmethod
    def of(cls, lines: Sequence[AccountCells], facts: FactColumns) -> BookCells:
        """Give the cells of the accounts of `facts`, in their order."""
        known: dict[str | None, int] = {}
        return cls(
            [line.name for line in lines],
            np.array([np.nan if line.arr_minor is None else line.arr_minor for line in lines], dtype=np.float64),
            tuple(dict.fromkeys(line.currency for line in lines)),
            np.array([known.setdefault(line.currency, len(known)) for line in lines], dtype=np.int64),
            np.array([status != "churned" for status in facts.status], dtype=np.bool_),
            np.array([line.is_overridden for line in lines], dtype=np.bool_),
        )


def result_of(cells: BookCells, keys: Ints, before: Bands, after: Bands, served: int) -> WhatIfResult:
    """Give the figures of scores before and after; overridden accounts are counted and kept out."""
    kept = cells.is_scored & ~cells.is_overridden
    same = (before.whole == after.whole) | (np.isnan(before.whole) & np.isnan(after.whole))
    return WhatIfResult(
        served=served,
        scored=int(cells.is_scored.sum()),
        unscored=int((~cells.is_scored).sum()),
        overridden=int((cells.is_scored & cells.is_overridden).sum()),
        rescored=int((kept & ~same).sum()),
        before=_distribution(before, kept),
        after=_distribution(after, kept),
        moves=_moves(cells, before.codes, after.codes, kept),
        changes=_Changes(cells, keys, before, after, _order(cells, before, after, kept)),
    )


def _distribution(bands: Bands, kept: Bools) -> Distribution:
    is_grey = bands.codes == _GREY
    scores = bands.whole[kept & ~is_grey]
    bins = np.minimum(scores // BIN_POINTS, BINS - 1).astype(np.int64)
    return Distribution(tuple(np.bincount(bins, minlength=BINS).tolist()), int((kept & is_grey).sum()))


def _moves(cells: BookCells, before: Codes, after: Codes, kept: Bools) -> tuple[Moved, ...]:
    size = len(BAND_WORDS)
    pairs = (before.astype(np.int64) * size + after)[kept]
    arr, currency = np.nan_to_num(cells.arr[kept]), cells.currency_of[kept]
    counts = np.bincount(pairs, minlength=size * size)
    money = [
        np.bincount(pairs, weights=np.where(currency == place, arr, 0.0), minlength=size * size)
        for place in range(len(cells.currencies))
    ]
    return tuple(
        Moved(
            BAND_WORDS[pair // size],
            BAND_WORDS[pair % size],
            int(counts[pair]),
            {
                code: int(sums[pair])
                for code, sums in zip(cells.currencies, money, strict=True)
                if code is not None and sums[pair]
            },
        )
        for pair in np.flatnonzero(counts).tolist()
    )


def _order(cells: BookCells, before: Bands, after: Bands, kept: Bools) -> Ints:
    """Give the places of the accounts that change band: largest ARR first, then the largest move, then as they are."""
    places = np.flatnonzero(kept & (before.codes != after.codes))
    arr = np.where(np.isnan(cells.arr[places]), -np.inf, cells.arr[places])
    delta = np.nan_to_num(np.abs(after.whole[places] - before.whole[places]))
    return places[np.lexsort((-delta, -arr))]


class _Changes(Sequence[ChangedAccount]):
    """The accounts that change band, each made when it is looked at."""

    def __init__(self, cells: BookCells, keys: Ints, before: Bands, after: Bands, places: Ints) -> None:
        self._cells = cells
        self._keys = keys
        self._before, self._after = before, after
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, number: int) -> ChangedAccount: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[ChangedAccount]: ...

    def __getitem__(self, number: int | slice) -> ChangedAccount | Sequence[ChangedAccount]:
        if isinstance(number, slice):
            return [self._row(place) for place in self._places[number].tolist()]
        return self._row(int(self._places[number]))

    def _row(self, place: int) -> ChangedAccount:
        arr = float(self._cells.arr[place])
        return ChangedAccount(
            AccountId(int(self._keys[place])),
            self._cells.names[place],
            _score(self._before, place),
            _score(self._after, place),
            BAND_WORDS[self._before.codes[place]],
            BAND_WORDS[self._after.codes[place]],
            None if np.isnan(arr) else int(arr),
            self._cells.currencies[int(self._cells.currency_of[place])],
        )


def _score(bands: Bands, place: int) -> int | None:
    whole = float(bands.whole[place])
    return None if np.isnan(whole) else int(whole)
