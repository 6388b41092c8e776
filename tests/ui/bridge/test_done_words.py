from __future__ import annotations

import pytest

from csworkbench.ui.bridge.done_words import said_as_done


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Log a touch with Acme", "Logged a touch with Acme"),
        ("Move check-in with Acme", "Moved check-in with Acme"),
        ("Schedule a check-in", "Scheduled a check-in"),
        ("Set goal", "Set goal"),
        ("Delete account", "Deleted account"),
        ("Bulk edit of owners", "Bulk edit of owners"),
        ("", ""),
    ],
)
def test_names_are_said_as_done(name: str, said: str):
    assert said_as_done(name) == said
