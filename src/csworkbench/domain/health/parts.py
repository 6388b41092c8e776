"""What a health model is made of: curve points, factors, groups, vetoes.

Steps ("bands of a factor") are curves with two points at one place.
"""

from __future__ import annotations

from dataclasses import dataclass

CURVE_REFS = ("ideal", "maximum", "2 x maximum")
"""Places on a curve that are taken from the account's own cadence, in days."""

VETO_KINDS = ("champion left", "critical complaint", "in notice")
VETO_BANDS = ("watch", "at risk")


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One point of a curve: at a raw value, or at a day count of the cadence, this sub-score."""

    at: float | str
    score: float

    def __post_init__(self) -> None:
        """Refuse unknown references and sub-scores outside 0..100."""
        if isinstance(self.at, str) and self.at not in CURVE_REFS:
            raise ValueError(f"a curve can't refer to {self.at!r}; it knows {', '.join(CURVE_REFS)}")
        if not 0 <= self.score <= 100:
            raise ValueError(f"a sub-score is 0 to 100, not {self.score}")


@dataclass(frozen=True, slots=True)
class Factor:
    """One measured thing: its weight within the group, its curve, its maximum age in days (None: any age)."""

    key: str
    label: str
    weight: float
    curve: tuple[CurvePoint, ...]
    max_age_days: int | None = None

    def __post_init__(self) -> None:
        """Refuse a curve that is empty, runs backwards or mixes numbers and references."""
        if self.weight < 0:
            raise ValueError(f"the weight of {self.key} is negative")
        if not self.curve:
            raise ValueError(f"the curve of {self.key} has no points")
        numbers = [point.at for point in self.curve if not isinstance(point.at, str)]
        if numbers and len(numbers) != len(self.curve):
            raise ValueError(f"the curve of {self.key} mixes numbers and references")
        if numbers != sorted(numbers):
            raise ValueError(f"the points of the curve of {self.key} must rise")


@dataclass(frozen=True, slots=True)
class Group:
    """Factors that share one weight of the model."""

    key: str
    label: str
    weight: float
    factors: tuple[Factor, ...]

    def __post_init__(self) -> None:
        """Refuse a group that can't be normalised."""
        if self.weight < 0 or sum(factor.weight for factor in self.factors) <= 0:
            raise ValueError(f"the weights of {self.key} must be positive")


@dataclass(frozen=True, slots=True)
class Veto:
    """A fact that holds the band down, whatever the number is."""

    kind: str
    at_most: str

    def __post_init__(self) -> None:
        """Refuse unknown facts and bands."""
        if self.kind not in VETO_KINDS or self.at_most not in VETO_BANDS:
            raise ValueError(f"no such veto: {self.kind!r} at most {self.at_most!r}")
