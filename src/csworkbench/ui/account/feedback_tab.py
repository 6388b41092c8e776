"""The Feedback tab: what the customer said, and how far each item is on its way to "customer told"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from csworkbench.domain.feedback import STATE_MOVES
from csworkbench.domain.feedback_items import FeedbackRow
from csworkbench.ui.account.records_tab import Records, RecordsTab
from csworkbench.ui.bridge.columns import Column
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.texts import full_day, plain_tool_tip


def kind_text(row: FeedbackRow) -> str:
    """Give kind with score or severity: `NPS 4 of 10`, `Complaint, high`."""
    kind = row.kind[:1].upper() + row.kind[1:]
    if row.score is not None:
        return f"{kind} {row.score} of {row.scale_max}"
    return f"{kind}, {row.severity}" if row.severity else kind


def told_text(row: FeedbackRow) -> str:
    """Give when, by whom and how the customer was told, or why not; empty while the loop is open."""
    if row.state != "customer told":
        return ""
    if row.told_at is None:
        return f"Closed without telling the customer: {row.reason}" if row.reason else ""
    by = f" by {row.told_by}" if row.told_by else ""
    channel = f" ({row.told_channel})" if row.told_channel else ""
    return f"Customer told {full_day(row.told_at.date())}{by}{channel}."


def described(row: FeedbackRow) -> str:
    """Give an item in full: the words, who said them when and how, and how the loop was closed."""
    words = f"“{row.words}”" if row.words else "No words were given."
    source = "" if row.is_explicit else "shown, not said"
    parts = (row.contact_name, full_day(row.said_on), row.channel, source, row.state)
    return "\n".join(part for part in (words, " · ".join(one for one in parts if one), told_text(row)) if part)


def next_states(row: FeedbackRow) -> Sequence[str]:
    """Give where an item may go."""
    return STATE_MOVES[row.state]


def _column(key: str, title: str, text: Callable[[FeedbackRow], str], width: int) -> Column[FeedbackRow]:
    return Column(key, title, text, width=width, tip=lambda row: plain_tool_tip(text(row)))


FEEDBACK = Records[FeedbackRow](
    title="Feedback",
    noun="item",
    plural="items",
    icon="feedback",
    add="Log feedback",
    nothing="What the customer says goes here, until the customer is told what became of it.",
    columns=(
        _column("said_on", "Said", lambda row: full_day(row.said_on), 100),
        _column("kind", "Kind", kind_text, 142),
        _column("words", "Words", lambda row: " ".join((row.words or "").split()), 200),
        _column("who", "Who", lambda row: row.contact_name or "", 112),
        _column("state", "State", lambda row: row.state.capitalize(), 112),
    ),
    wide="words",
    moves=next_states,
    describe=described,
)


class FeedbackTab(RecordsTab[FeedbackRow]):
    """Table and buttons; what was said is not edited, it is moved on."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(theme, FEEDBACK, lambda row: int(row.id), parent)
        self.edit_button.hide()
