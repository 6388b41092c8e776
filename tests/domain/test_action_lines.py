"""Actions noted in a call, a line each."""

from __future__ import annotations

from datetime import date

import pytest

from csworkbench.domain.action_lines import read_action_lines
from csworkbench.domain.checkins import ActionLine

TODAY = date(2026, 11, 23)


def test_lines() -> None:
    text = "Send the plan @ fri\n\n  > Name a lead @4 dec\nMail ann@acme.example\n>Sign"
    assert read_action_lines(text, TODAY) == (
        ActionLine("Send the plan", date(2026, 11, 27)),
        ActionLine("Name a lead", date(2026, 12, 4), "theirs"),
        ActionLine("Mail ann@acme.example"),
        ActionLine("Sign", None, "theirs"),
    )
    assert read_action_lines(" \n", TODAY) == ()


@pytest.mark.parametrize("text", ["Send @ someday", "@ fri", "> @ fri", "Send @"])
def test_days_that_are_not_understood(text: str) -> None:
    with pytest.raises(ValueError, match="no day"):
        read_action_lines(text, TODAY)
