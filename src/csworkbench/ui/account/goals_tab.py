"""The Goals tab: what the customer wants to reach, how far they are, and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from csworkbench.domain.goals import GoalRow
from csworkbench.domain.words import GOAL_STATUSES
from csworkbench.infra.clock import Clock
from csworkbench.ui.account.records_tab import Records, RecordsTab
from csworkbench.ui.bridge.columns import Column
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.texts import full_day, plain_tool_tip, relative_day

OVER = ("achieved", "missed", "dropped")


def span_text(row: GoalRow) -> str:
    """Give metric, baseline and target in words: `active users: 120 to 300`."""
    span = " to ".join(part for part in (row.baseline, row.target) if part)
    return ": ".join(part for part in (row.metric, span) if part)


def due_text(row: GoalRow, today: date) -> str:
    """Give the day it is due, and for a goal still open how far away that is."""
    if row.due_on is None:
        return ""
    if row.status in OVER:
        return full_day(row.due_on)
    return f"{full_day(row.due_on)}, {relative_day(row.due_on, today, is_due=True)}"


def described(row: GoalRow, today: date) -> str:
    """Give all that is known of a goal, line by line."""
    facts = (
        ("", span_text(row)),
        ("now ", row.actual or ""),
        ("due ", due_text(row, today)),
        ("looked at ", full_day(row.updated_on)),
    )
    line = " · ".join(f"{word}{fact}" for word, fact in facts if fact)
    evidence = f"Evidence: {row.evidence}" if row.evidence else ""
    return "\n".join(part for part in (row.objective, line, evidence) if part)


def other_statuses(row: GoalRow) -> Sequence[str]:
    """Give how else a goal can stand."""
    return [status for status in GOAL_STATUSES if status != row.status]


def _column(key: str, title: str, text: Callable[[GoalRow], str], width: int) -> Column[GoalRow]:
    return Column(key, title, text, width=width, tip=lambda row: plain_tool_tip(text(row)))


class GoalsTab(RecordsTab[GoalRow]):
    """Table and buttons."""

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        """Start empty."""
        records = Records[GoalRow](
            title="Goals",
            noun="goal",
            plural="goals",
            icon="goal",
            add="Add goal",
            nothing="A goal is an outcome the customer wants: what, by when, from where to where.",
            columns=(
                _column("objective", "Goal", lambda row: row.objective, 200),
                _column("span", "Measured by", span_text, 150),
                _column("actual", "Now", lambda row: row.actual or "", 76),
                _column("due", "Due", lambda row: "" if row.due_on is None else full_day(row.due_on), 104),
                _column("status", "Status", lambda row: row.status.capitalize(), 92),
            ),
            wide="objective",
            moves=other_statuses,
            describe=lambda row: described(row, clock.today()),
        )
        super().__init__(theme, records, lambda row: int(row.id), parent)
