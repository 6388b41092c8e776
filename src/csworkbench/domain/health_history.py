"""Health over time and over accounts, as screens and reports show it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from csworkbench.domain.ids import AccountId
from csworkbench.domain.values import frozen

if TYPE_CHECKING:  # a list of changes is shown first of all, and computes no health
    from csworkbench.domain.health.overrides import OverrideRow
    from csworkbench.domain.health.rows import HealthRow


@frozen
class SnapshotRow:
    """One stretch of days with the same health: from `from_on` until before `to_on` (None: until now)."""

    from_on: date
    to_on: date | None
    score: int | None
    band: str
    model_version: int


@frozen
class HealthListRow:
    """One account in a list of health: what was computed, and score and band as shown, an override included."""

    account_id: AccountId
    name: str
    owner_name: str | None
    health: HealthRow
    override: OverrideRow | None
    score: int | None
    band: str


@frozen
class HealthChangeRow:
    """How one account's score moved since a day."""

    account_id: AccountId
    name: str
    score: int
    band: str
    score_before: int
    band_before: str
    sparkline: tuple[int | None, ...]

    @property
    def delta(self) -> int:
        """Points gained (negative: lost)."""
        return self.score - self.score_before
