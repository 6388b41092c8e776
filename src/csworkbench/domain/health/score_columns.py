"""The computed health of many accounts as columns, each row of which explains itself when it is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np

from csworkbench.domain.health.fact_columns import Bools, FactColumns, Floats, known
from csworkbench.domain.health.factors import Reading
from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.rows import HealthRow, Measured, VetoRow, factors_to_plain
from csworkbench.domain.health.vetoes import BAND_WORDS, Codes, veto_rows

_COMPACT = json.JSONEncoder(separators=(",", ":")).encode
_NO_SUB_SCORE = 255
_NOT_A_NUMBER = "not a finite number"


class MeasuredColumn(NamedTuple):
    """One factor for every account: what was read, the sub-score (NaN: missing), stale or not."""

    reading: Reading
    sub_score: Floats
    is_stale: Bools


@dataclass(frozen=True)
class ScoreColumns:
    """One entry per account of `facts` in every column.

    Attributes:
        is_scored: False for churned accounts; their other entries mean nothing.
        measured: a column per factor of the model's plan.
        weights: effective weights, a row per account and a column per factor.
        coverage: 0..1.
        exact, whole: the score before and after rounding; NaN when nothing is known.
        unvetoed, bands: codes of `BAND_WORDS`, before and after vetoes.
    """

    model: HealthModel
    as_of: date
    facts: FactColumns
    is_scored: Bools
    measured: tuple[MeasuredColumn, ...]
    weights: Floats
    coverage: Floats
    exact: Floats
    whole: Floats
    unvetoed: Codes
    bands: Codes

    def __len__(self) -> int:
        return len(self.facts)

    def row(self, place: int) -> HealthRow | None:
        """Give the health of the account at a place with all that explains it; None when it is churned."""
        if not self.is_scored[place]:
            return None
        return self._row(place, veto_rows(self.model, self.facts.facts(place), self.as_of, self._unvetoed(place)))

    def _unvetoed(self, place: int) -> str:
        return BAND_WORDS[self.unvetoed[place]]

    def _row(self, place: int, vetoes: tuple[VetoRow, ...]) -> HealthRow:
        exact = known(float(self.exact[place]))
        return HealthRow(
            int(self.facts.account_id[place]),
            self.as_of,
            self.model.version,
            self.model.policy,
            None if exact is None else int(self.whole[place]),
            exact,
            BAND_WORDS[self.bands[place]],
            self._unvetoed(place),
            float(self.coverage[place]),
            vetoes,
            self.model.plan,
            [self._measured(factor, place) for factor in range(len(self.measured))],
            tuple(self.weights[place].tolist()),
        )

    def rows(self) -> Iterator[HealthRow | None]:
        """Give the health of every account, in order."""
        return (self.row(place) for place in range(len(self)))

    @cached_property
    def oldest_age(self) -> Floats:
        """Give the age in days of the oldest fact that counts; NaN when nothing that counts has an age."""
        oldest = np.full(len(self), np.nan)
        for column in self.measured:
            counts = ~np.isnan(column.sub_score)
            oldest = np.fmax(oldest, np.where(counts, column.reading.age, np.nan))
        return oldest

    def scores(self) -> list[int | None]:
        """Give the printed scores, None where nothing is known."""
        return [None if value != value else int(value) for value in self.whole.tolist()]  # NaN differs from itself

    def band_words(self) -> list[str]:
        """Give the bands, vetoes included."""
        return [BAND_WORDS[code] for code in self.bands.tolist()]

    def coverages(self) -> list[float]:
        """Give the coverages as they are stored and shown, to four decimals."""
        return [round(value, 4) for value in self.coverage.tolist()]

    def fingerprints(self) -> list[str]:
        """Give per account the whole sub-scores as a short text: equal as long as nothing moved by a point."""
        size = len(self.measured)
        subs = np.stack([column.sub_score for column in self.measured], axis=1)
        whole = np.where(np.isnan(subs), _NO_SUB_SCORE, np.rint(np.nan_to_num(subs))).astype(np.uint8)
        text = whole.tobytes().hex()
        return [text[start : start + 2 * size] for start in range(0, len(text), 2 * size)]

    @cached_property
    def _told(self) -> list[bytes]:
        """Give per account everything its factors say, as bytes: equal bytes make equal factors."""
        cells = [
            cell
            for column in self.measured
            for cell in (column.reading.raw, column.reading.age, column.sub_score, column.is_stale, _which(column))
        ]
        rows = np.stack(cells, axis=1).astype(np.float64)
        return [row.tobytes() for row in rows]

    @cached_property
    def _known_factors(self) -> dict[bytes, str]:
        return {}

    def stored_factors(self, place: int) -> str:
        """Give the factors of an account in the compact form of a snapshot (JSON).

        Accounts that say the same, as most do right after an import, are put into words once.
        """
        told = self._told[place]
        if told not in self._known_factors:
            # Without its vetoes, which ask for all facts of the account: factors don't tell of them.
            plain = factors_to_plain(self._row(place, ()).factors) if self.is_scored[place] else []
            self._known_factors[told] = _COMPACT(plain)
        return self._known_factors[told]

    def _measured(self, factor: int, place: int) -> Measured:
        column, planned = self.measured[factor], self.model.plan.factors[factor]
        raw, days = known(float(column.reading.raw[place])), known(float(column.reading.age[place]))
        age = None if days is None else int(days)
        if column.is_stale[place]:
            return raw, age, None, f"stale: {age} days old, at most {planned.max_age_days} count", True
        sub = known(float(column.sub_score[place]))
        return raw, age, sub, None if sub is not None else self._reason(column, place), False

    @staticmethod
    def _reason(column: MeasuredColumn, place: int) -> str:
        return next((words for holds, words in column.reading.why if holds[place]), _NOT_A_NUMBER)


def _which(column: MeasuredColumn) -> Floats:
    """Give per account the number of the first reason that holds, from 1."""
    found = np.zeros(len(column.sub_score))
    for number, (holds, _) in reversed(tuple(enumerate(column.reading.why, start=1))):
        found[holds] = number
    return found


class ScoredAccounts(NamedTuple):
    """Accounts that one stored model serves, scored."""

    model_id: int
    columns: ScoreColumns
