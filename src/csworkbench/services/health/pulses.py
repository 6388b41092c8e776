"""The pulses of an account: list them, set one right, delete one."""

from __future__ import annotations

from csworkbench.domain.health.pulses import PULSE_FACTOR, PulseHistory
from csworkbench.domain.ids import AccountId, PulseId
from csworkbench.services.checks import check_whole, kept_text
from csworkbench.storage.health import pulses
from csworkbench.storage.health.history import name_of
from csworkbench.storage.health.models import model_of_account
from csworkbench.storage.workbench import Workbench

MOST_LISTED = 200


def list_pulses(wb: Workbench, account_id: AccountId) -> PulseHistory:
    """Give the pulses of an account, newest first, and after how many days one no longer counts."""
    with wb.read() as connection:
        found = pulses.list_of(connection, account_id, MOST_LISTED)
        model = model_of_account(connection, account_id)
    factor = next((one for one in model.plan.factors if one.key == PULSE_FACTOR), None)
    return PulseHistory(found, factor is not None, factor.max_age_days if factor else None)


def edit_pulse(wb: Workbench, pulse_id: PulseId, value: int, reasons: str = "") -> None:
    """Set value and reasons of a pulse right; its day stays.

    Raises:
        InvalidInput: the value is outside 1..5.
        NotFound: there is no such pulse.
    """
    check_whole(value, 1, 5, "A pulse is a number from 1 to 5.", "value")
    why = kept_text(reasons, "reasons") or ""
    with wb.read() as connection:
        before = pulses.get(connection, pulse_id)
        name = name_of(connection, before.account_id)
    if (before.value, before.reasons) != (value, why):
        with wb.change(f"Edit a pulse of {name}") as change:
            pulses.put(change.connection, pulse_id, value, why)


def delete_pulse(wb: Workbench, pulse_id: PulseId) -> None:
    """Delete a pulse; undo brings it back. NotFound when there is none."""
    with wb.read() as connection:
        name = name_of(connection, pulses.get(connection, pulse_id).account_id)
    with wb.change(f"Delete a pulse of {name}") as change:
        pulses.drop(change.connection, pulse_id)
