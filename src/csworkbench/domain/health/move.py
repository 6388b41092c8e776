"""A change of one account's health between two days, with its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from csworkbench.domain.health.change import ChangeStep, HealthChange
from csworkbench.domain.health.change_steps import CAUSE_WORDS
from csworkbench.domain.health.words import change_words, step_words
from csworkbench.domain.ids import AccountId


@dataclass(frozen=True, slots=True)
class HealthMove:
    """What moved from `since` to `until`.

    Attributes:
        change: None when there is no health on one of the two days.
        words: the change in one line; without a change why there is none.
        hints: better words for a factor (by key), from the records behind it.
        model_before, model_after: versions of the model, None where there is no health.
    """

    account_id: AccountId
    since: date
    until: date
    change: HealthChange | None
    words: str
    hints: Mapping[str, str]
    model_before: int | None = None
    model_after: int | None = None

    def lines(self) -> list[tuple[ChangeStep, str, str]]:
        """Give every step with its cause and what happened, in words, in the order the steps were taken."""
        steps = () if self.change is None else self.change.steps
        return [(step, CAUSE_WORDS[step.cause], step_words(step, self.hints)) for step in steps]


def told_move(
    account_id: AccountId,
    days: tuple[date, date],
    change: HealthChange | None,
    hints: Mapping[str, str],
    models: tuple[int | None, int | None] = (None, None),
    instead: str = "",
) -> HealthMove:
    """Give a move with its words; `instead` is said when there is no change to tell."""
    words = change_words(change, hints) if change is not None or not instead else instead
    return HealthMove(account_id, *days, change, words, hints, *models)
