"""What the account page offers over a computed score: override it, end that, set a pulse right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction

from csworkbench.ui.account.acting import AccountActs
from csworkbench.ui.account.pulse_box import PulseBox
from csworkbench.ui.account.standing_row import StandingRow
from csworkbench.ui.bridge.places import FormKind


def connect_overrides(
    add: Callable[..., QAction],
    open_form: Callable[[FormKind], None],
    acts: AccountActs,
    standing: StandingRow,
    pulse: PulseBox,
) -> None:
    """Register the commands with `add` and let the widgets do the same."""
    ask = partial(open_form, "override")
    words = "score band judgement correct"
    add("account.override", "Override health", ask, shortcut="Ctrl+Shift+O", icon="flag", words=words)
    add("account.end_override", "End the override of health", acts.end_override, icon="flag", words=words)
    standing.override_asked.connect(ask)
    standing.end_asked.connect(acts.end_override)
    pulse.edited.connect(acts.edit_pulse)
    pulse.deleted.connect(acts.delete_pulse)
