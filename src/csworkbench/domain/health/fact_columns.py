"""The facts of many accounts as columns: what a whole book, one account or a slider is scored from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from csworkbench.domain.health.facts import DAY_FIELDS, FLAG_FIELDS, WHOLE_FIELDS, AccountFacts
from csworkbench.domain.health.parts import SignalSource

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

_NUMBERS = tuple(field.name for field in fields(AccountFacts) if field.name not in ("account_id", "status", "signals"))


@dataclass(frozen=True, slots=True)
class FactColumns:
    """One entry per account in every column.

    Attributes:
        account_id: keys of the accounts.
        status: status words.
        numbers: a column for each other field of `AccountFacts`; NaN is "not known", days are `date.toordinal`.
        signals: newest value, mean or the like, and the day it is of, per source a model asks for.
    """

    account_id: Ints
    status: npt.NDArray[np.object_]
    numbers: Mapping[str, Floats]
    signals: Mapping[SignalSource, tuple[Floats, Floats]]

    @classmethod
    def complete(
        cls,
        account_id: Ints,
        status: Sequence[str],
        numbers: Mapping[str, Floats],
        signals: Mapping[SignalSource, tuple[Floats, Floats]],
    ) -> FactColumns:
        """Give the columns with those that were not handed in as "not known"; KeyError for one that no rule knows."""
        size = len(account_id)
        unknown = numbers.keys() - set(_NUMBERS)
        if unknown:
            raise KeyError(f"no such fact: {', '.join(sorted(unknown))}")
        nobody = AccountFacts(0)
        filled = {
            name: numbers[name] if name in numbers else np.full(size, _number(getattr(nobody, name)))
            for name in _NUMBERS
        }
        return cls(account_id, np.array(status, dtype=object), filled, signals)

    @classmethod
    def of(cls, facts: Sequence[AccountFacts]) -> FactColumns:
        """Give the facts of single accounts as columns."""
        numbers = {
            name: np.array([_number(getattr(one, name)) for one in facts], dtype=np.float64) for name in _NUMBERS
        }
        sources = {source for one in facts for source in one.signals}
        signals = {
            source: (
                np.array([_number(one.signals.get(source, (None, None))[0]) for one in facts], dtype=np.float64),
                np.array([_number(one.signals.get(source, (None, None))[1]) for one in facts], dtype=np.float64),
            )
            for source in sources
        }
        keys = np.array([one.account_id for one in facts], dtype=np.int64)
        return cls(keys, np.array([one.status for one in facts], dtype=object), numbers, signals)

    def __len__(self) -> int:
        return len(self.account_id)

    def __getitem__(self, name: str) -> Floats:
        return self.numbers[name]

    def take(self, wanted: Sequence[bool] | Bools) -> FactColumns:
        """Give the accounts for which `wanted` holds."""
        kept = np.asarray(wanted, dtype=np.bool_)
        return FactColumns(
            self.account_id[kept],
            self.status[kept],
            {name: column[kept] for name, column in self.numbers.items()},
            {source: (values[kept], days[kept]) for source, (values, days) in self.signals.items()},
        )

    def only(self, names: Sequence[str], wanted: Sequence[bool]) -> list[AccountFacts]:
        """Give these facts alone of the accounts that are wanted: a fraction of the cost of all facts."""
        columns = [[_plain(name, value) for value in self.numbers[name].tolist()] for name in names]
        return [
            AccountFacts(key, **dict(zip(names, values, strict=True)))
            for key, is_wanted, *values in zip(self.account_id.tolist(), wanted, *columns, strict=True)
            if is_wanted
        ]

    def facts(self, place: int) -> AccountFacts:
        """Give the facts of the account at a place."""
        values: dict[str, Any] = {name: _plain(name, float(column[place])) for name, column in self.numbers.items()}
        signals = {
            source: (known(float(read[place])), day(float(days[place])))
            for source, (read, days) in self.signals.items()
        }
        return AccountFacts(int(self.account_id[place]), str(self.status[place]), signals=signals, **values)


def known(value: float) -> float | None:
    """Give a value of a column, None for "not known"."""
    return value if value == value else None  # NaN differs from itself


def day(value: float) -> date | None:
    """Give a day of a column, None for "not known"."""
    return date.fromordinal(int(value)) if value == value else None  # NaN differs from itself


def _number(value: object) -> float:
    if value is None:
        return np.nan
    return float(value.toordinal() if isinstance(value, date) else value)  # type: ignore[arg-type]


def _plain(name: str, value: float) -> object:
    if name in DAY_FIELDS:
        return day(value)
    if name in FLAG_FIELDS:
        return bool(value)
    if name in WHOLE_FIELDS:
        return int(value) if value == value else None  # NaN differs from itself
    return known(value)
