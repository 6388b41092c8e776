"""What a backtest is asked."""

from __future__ import annotations

from dataclasses import dataclass

from csworkbench.domain.health.backtest import FLAGS, HORIZONS

MOST_DAYS = 730
"""Nothing a CSM could still act on lies further before an ending."""


@dataclass(frozen=True, slots=True)
class BacktestRequest:
    """What to look at.

    Attributes:
        days: how long before the endings.
        model, against: versions of the health model; by default the one that serves everyone else, and no comparison.
            The endings are those of accounts that `model` is for; both score the very same ones.
        flagged: `at risk`, or `watch` to count watch as flagged too.
        is_without_assumed: leave out facts whose day of becoming known is only assumed (imported history).
        is_with_customers: count accounts without any ending, still customers, as having stayed (see `still_there`).
    """

    days: tuple[int, ...] = HORIZONS
    model: int | None = None
    against: int | None = None
    flagged: str = "at risk"
    is_without_assumed: bool = False
    is_with_customers: bool = False

    def fault(self) -> tuple[str, str] | None:
        """Give what makes no sense in it, as a sentence and the field at fault; None when it can be run."""
        if not self.days or any(not 1 <= one <= MOST_DAYS for one in self.days) or len(set(self.days)) < len(self.days):
            return f"Days before an ending are different numbers from 1 to {MOST_DAYS}.", "days"
        if self.flagged not in FLAGS:
            return f"Flagged is {' or '.join(FLAGS)}.", "flagged"
        if self.against is not None and self.against == self.model:
            return "A model can't be compared with itself.", "against"
        return None
