"""What a changed health model would do to a book: who changes band, with how much ARR, scores before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from csworkbench.domain.ids import AccountId

BIN_POINTS = 5
"""Points per bar of the distribution; the last bar holds 95 to 100."""
BINS = 20


class AccountCells(NamedTuple):
    """What a what-if shows of an account beside its health."""

    account_id: int
    name: str
    arr_minor: int | None
    currency: str | None
    is_overridden: bool


class Moved(NamedTuple):
    """Accounts that go from one band to another (or stay), and their ARR by currency in minor units."""

    before: str
    after: str
    accounts: int
    arr_minor: Mapping[str, int]


class ChangedAccount(NamedTuple):
    """One account that changes band; a score is None where nothing is known."""

    account_id: AccountId
    name: str
    score_before: int | None
    score_after: int | None
    band_before: str
    band_after: str
    arr_minor: int | None
    currency: str | None

    @property
    def delta(self) -> int | None:
        """Give by how many points the score moves; None where one of the two is not known."""
        if self.score_before is None or self.score_after is None:
            return None
        return self.score_after - self.score_before


class Distribution(NamedTuple):
    """How many accounts have a score in each bar of `BIN_POINTS` points, and how many have insufficient data."""

    bins: Sequence[int]
    insufficient: int


@dataclass(frozen=True)
class WhatIfResult:
    """What trying a model gave; nothing of it is stored.

    Attributes:
        served: how many scored accounts the tried model serves.
        scored: how many accounts are scored by any model.
        unscored: churned accounts, which have no health.
        overridden: scored accounts whose health is overridden; they are in no other figure.
        rescored: how many scores move, in whichever band.
        before, after: the distribution of the scores.
        moves: a count per pair of bands, those that stay included; pairs without an account are left out.
        changes: the accounts that change band: the largest ARR first, then the largest move of the score.
    """

    served: int
    scored: int
    unscored: int
    overridden: int
    rescored: int
    before: Distribution
    after: Distribution
    moves: Sequence[Moved]
    changes: Sequence[ChangedAccount]

    @property
    def changed(self) -> int:
        """Give how many accounts change band."""
        return len(self.changes)
