"""What another cadence would do, said before it is done: planned items added, moved, dropped, and states."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPlainTextEdit

from csworkbench.domain.engagement import CadencePreview
from csworkbench.ui.widgets.texts import full_day

MOST_SHOWN = 2_000
TOLD_LINES = 7


class CadenceTold(QPlainTextEdit):
    """The preview as text: a sentence, then one line per state and planned item."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName("What would change")
        self.setFixedHeight(self.fontMetrics().lineSpacing() * TOLD_LINES + 20)

    def show_preview(self, found: CadencePreview) -> None:
        """Say what would change."""
        lines = [found.text]
        lines += [f"{one.account}: {one.before} → {one.after}" for one in found.states]
        lines += [f"{one.account}: {one.kind}, {_days(one.was_on, one.on)}: {one.why}" for one in found.planned]
        more = len(lines) - MOST_SHOWN - 1
        shown = lines[: MOST_SHOWN + 1] + ([f"and {more} more"] if more > 0 else [])
        self.setPlainText("\n".join(shown))


def _days(was_on: Any, on: Any) -> str:
    return " to ".join(full_day(day) for day in (was_on, on) if day is not None)
