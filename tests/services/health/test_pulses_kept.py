"""Pulses in a real book: history, setting one right, deleting, undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from csworkbench.domain.health.model import Serves
from csworkbench.domain.health.pulses import last_pulse_text
from csworkbench.infra.clock import FixedClock
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services import accounts
from csworkbench.services.health import delete_pulse, edit_pulse, explain, give_pulse, list_pulses, models
from csworkbench.services.workbench import closing, open_workbench

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def values(wb, account):
    return [(one.given_on, one.value, one.reasons) for one in list_pulses(wb, account).pulses]


def test_pulses_are_listed_newest_first_with_their_reasons(wb, keys):
    path = wb.path
    give_pulse(wb, keys.acme, 2, "Quiet")
    wb.close()
    with closing(open_workbench(path, FixedClock(NOON + timedelta(days=3)))) as later:
        give_pulse(later, keys.acme, 4)
        give_pulse(later, keys.beta, 1)
        assert values(later, keys.acme) == [(date(2026, 11, 26), 4, ""), (date(2026, 11, 23), 2, "Quiet")]


def test_a_pulse_is_set_right_and_deleted_and_both_undo(wb, keys, goes_both_ways):
    give_pulse(wb, keys.acme, 2, "Quiet")
    (pulse,) = list_pulses(wb, keys.acme).pulses
    goes_both_ways(lambda: edit_pulse(wb, pulse.id, 5, " Cleared\x00 up "), "Edit a pulse of Acme")
    assert values(wb, keys.acme) == [(date(2026, 11, 23), 5, "Cleared up")]
    assert sentiment(wb, keys.acme).raw == 5
    goes_both_ways(lambda: delete_pulse(wb, pulse.id), "Delete a pulse of Acme")
    assert sentiment(wb, keys.acme).raw is None
    with pytest.raises(NotFound):
        delete_pulse(wb, pulse.id)


@pytest.mark.parametrize("value", [0, 6, -1, 3.5, float("nan"), True])
def test_only_one_to_five_is_a_pulse(wb, keys, value):
    give_pulse(wb, keys.acme, 2)
    (pulse,) = list_pulses(wb, keys.acme).pulses
    with pytest.raises(InvalidInput):
        edit_pulse(wb, pulse.id, value)
    assert [one[1] for one in values(wb, keys.acme)] == [2]


def test_a_pulse_past_its_age_is_missing_and_shown_as_such(wb, keys):
    path = wb.path
    give_pulse(wb, keys.acme, 4)
    wb.close()
    for days, words, is_missing in (
        (60, "last pulse 4, 60 days ago", False),
        (61, "last pulse 4, 61 days ago: too old to count", True),
    ):
        clock = FixedClock(NOON + timedelta(days=days))
        with closing(open_workbench(path, clock)) as later:
            assert last_pulse_text(list_pulses(later, keys.acme), clock.today()) == words
            assert (sentiment(later, keys.acme).missing_reason is not None) is is_missing


def sentiment(wb, account):
    row = explain(wb, account)
    assert row is not None
    return next(factor for factor in row.factors if factor.key == "pulse")


def test_the_age_that_counts_is_that_of_the_model_that_serves_the_account(wb, keys):
    accounts.edit_account(wb, keys.acme, segment="Bank")
    general = models.get_model(wb)
    groups = tuple(group for group in general.groups if group.key != "sentiment")
    models.save_model(wb, replace(general, name="Banks", serves=Serves(segments=("Bank",)), groups=groups))
    give_pulse(wb, keys.acme, 2)
    give_pulse(wb, keys.beta, 2)
    assert not list_pulses(wb, keys.acme).is_counted
    assert list_pulses(wb, keys.beta).maximum_age_days == 60
