"""What a health model is made of: curve points, factors, groups, vetoes.

Steps ("bands of a factor") are curves with two points at one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import NamedTuple

CURVE_REFS = ("ideal", "maximum", "2 x maximum")
"""Places on a curve that are taken from the account's own cadence, in days."""

VETO_KINDS = ("champion left", "critical complaint", "in notice")
VETO_BANDS = ("watch", "at risk")


SIGNAL_READINGS = ("newest", "mean of 30 days", "sum of 30 days", "change of 30 days")
"""How a factor reads an imported metric; "change" is the mean of 30 days over the mean of the 90 before, minus 1."""


class SignalSource(NamedTuple):
    """An imported metric as the source of a factor, and how it is read (one of `SIGNAL_READINGS`)."""

    metric: str
    reading: str


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One point of a curve: at a raw value, or at a day count of the cadence, this sub-score."""

    at: float | str
    score: float

    def __post_init__(self) -> None:
        """Refuse unknown references and sub-scores outside 0..100."""
        if isinstance(self.at, str) and self.at not in CURVE_REFS:
            raise ValueError(f"a curve can't refer to {self.at!r}; it knows {', '.join(CURVE_REFS)}")
        if not isinstance(self.at, str) and not isfinite(self.at):
            raise ValueError(f"a point of a curve lies at a number, not at {self.at}")
        if not 0 <= self.score <= 100:
            raise ValueError(f"a sub-score is 0 to 100, not {self.score}")


@dataclass(frozen=True, slots=True)
class Factor:
    """One measured thing: its weight within the group, its curve, its maximum age in days (None: any age).

    `signal` makes it a factor of an imported metric; without one, `key` names a rule that is built in.
    """

    key: str
    label: str
    weight: float
    curve: tuple[CurvePoint, ...]
    max_age_days: int | None = None
    signal: SignalSource | None = None

    def __post_init__(self) -> None:
        """Refuse a weight or age below 0, and a curve that is empty, runs backwards or mixes numbers and references."""
        if not 0 <= self.weight < float("inf"):
            raise ValueError(f"the weight of {self.label} must be a number from 0 up, not {self.weight}")
        if self.max_age_days is not None and self.max_age_days < 1:
            raise ValueError(f"the maximum age of {self.label} must be at least 1 day")
        if self.signal is not None and (not self.signal.metric or self.signal.reading not in SIGNAL_READINGS):
            raise ValueError(f"{self.label} can't read {self.signal.metric!r} as {self.signal.reading!r}")
        if not self.curve:
            raise ValueError(f"the curve of {self.label} has no points")
        numbers = [point.at for point in self.curve if not isinstance(point.at, str)]
        if numbers and len(numbers) != len(self.curve):
            raise ValueError(f"the curve of {self.label} mixes numbers and references")
        if numbers != sorted(numbers):
            raise ValueError(f"the points of the curve of {self.label} must rise")


@dataclass(frozen=True, slots=True)
class Group:
    """Factors that share one weight of the model."""

    key: str
    label: str
    weight: float
    factors: tuple[Factor, ...]

    def __post_init__(self) -> None:
        """Refuse a group that can't be normalised."""
        if not 0 <= self.weight < float("inf"):
            raise ValueError(f"the weight of the group {self.label} must be a number from 0 up, not {self.weight}")
        if sum(factor.weight for factor in self.factors) <= 0:
            raise ValueError(f"at least one factor of {self.label} must have a weight above 0")


@dataclass(frozen=True, slots=True)
class Veto:
    """A fact that holds the band down, whatever the number is."""

    kind: str
    at_most: str

    def __post_init__(self) -> None:
        """Refuse unknown facts and bands."""
        if self.kind not in VETO_KINDS or self.at_most not in VETO_BANDS:
            raise ValueError(f"no such veto: {self.kind!r} at most {self.at_most!r}")
