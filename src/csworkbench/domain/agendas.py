"""The agenda a check-in starts with: open promises, what the customer said last, and goals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from csworkbench.domain.actions import ActionRow
from csworkbench.domain.day_words import short_day
from csworkbench.domain.feedback_items import FeedbackRow
from csworkbench.domain.goals import GoalRow

MOST_PROMISES, MOST_FEEDBACK, MOST_GOALS = 5, 2, 4
_LONGEST = 100


def agenda_text(
    actions: Iterable[ActionRow], feedback: Iterable[FeedbackRow], goals: Iterable[GoalRow], today: date
) -> str:
    """Give the agenda as lines; empty when there is nothing to speak of.

    Promises come by due day, feedback newest first (what the customer was not told about before the rest), goals with
    those at risk first; of each the first few.
    """
    lines = [_promise(one, today) for one in _by_due(actions)[:MOST_PROMISES]]
    lines += [_said(one, today) for one in _newest(feedback)[:MOST_FEEDBACK]]
    lines += [_goal(one) for one in _active(goals)[:MOST_GOALS]]
    return "\n".join(lines)


def _by_due(actions: Iterable[ActionRow]) -> list[ActionRow]:
    return sorted((one for one in actions if one.state == "open"), key=lambda one: (one.due_on or date.max, one.id))


def _newest(feedback: Iterable[FeedbackRow]) -> list[FeedbackRow]:
    return sorted(feedback, key=lambda one: (one.state == "customer told", -one.said_on.toordinal(), -one.id))


def _active(goals: Iterable[GoalRow]) -> list[GoalRow]:
    kept = [one for one in goals if one.status in ("on track", "at risk")]
    return sorted(kept, key=lambda one: (one.status != "at risk", one.due_on or date.max, one.id))


def _promise(row: ActionRow, today: date) -> str:
    whose = "We promised" if row.side == "ours" else "They promised"
    if row.due_on is None:
        return f"{whose}: {_short(row.title)}"
    due = (
        f"overdue since {short_day(row.due_on, today)}" if row.due_on < today else f"by {short_day(row.due_on, today)}"
    )
    return f"{whose}: {_short(row.title)} ({due})"


def _said(row: FeedbackRow, today: date) -> str:
    score = "" if row.score is None else f" {row.score}" + (f" of {row.scale_max}" if row.scale_max else "")
    who = f", {row.contact_name}" if row.contact_name else ""
    words = f": {_short(row.words)}" if row.words else ""
    return f"Feedback of {short_day(row.said_on, today)}, {row.kind}{score}{who} ({row.state}){words}"


def _goal(row: GoalRow) -> str:
    figures = f", {row.actual or '?'} of {row.target}" if row.target else ""
    return f"Goal: {_short(row.objective)} ({row.status}{figures})"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
