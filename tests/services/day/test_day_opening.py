"""The day by the driver alone: the same rows as with everything loaded, and quietly nothing where it can't be."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from sqlalchemy import update

from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.infra.clock import FixedClock
from csworkbench.infra.errors import NotFound
from csworkbench.services.actions import add_action
from csworkbench.services.checkins import schedule_check_in
from csworkbench.services.day import appointments, my_day
from csworkbench.services.day.opening import open_day
from csworkbench.storage.tables.accounts import account

TODAY = date(2026, 11, 23)


@pytest.fixture
def busy(wb, keys):
    schedule_check_in(wb, CheckInDraft(keys.acme, TODAY, due_time="10:00", agenda="Goals"))
    schedule_check_in(wb, CheckInDraft(keys.beta, TODAY, due_time="11:00"))
    add_action(wb, ActionDraft(keys.acme, "Send the plan", due_on=date(2026, 11, 20)))
    return wb


@pytest.mark.parametrize("is_team", [False, True])
def test_the_same_rows_as_when_the_book_is_open(busy, keys, is_team):
    found = open_day(busy.path, busy.clock, is_team=is_team)
    owner = None if is_team else keys.maya
    whole = my_day(busy, owner)
    assert found is not None
    assert (list(found.day.items), list(found.day.renewals)) == (list(whole.items), list(whole.renewals))
    assert found.appointments == appointments(busy, owner)
    assert found.me is not None
    assert found.me.id == keys.maya


def test_nobody_has_accounts_is_told_when_the_book_is_open(busy, keys):
    with busy.change("Give all to Tom") as change:
        change.connection.execute(update(account).values(owner_id=keys.tom))
    assert open_day(busy.path, busy.clock, is_team=True) is not None
    assert open_day(busy.path, busy.clock, is_team=False) is None


def test_a_book_of_another_version_is_left_alone(busy, monkeypatch):
    from csworkbench.storage import plain_reading, schema_version

    monkeypatch.setattr(plain_reading, "CURRENT", schema_version.CURRENT + 1)
    assert open_day(busy.path, busy.clock, is_team=False) is None


def test_no_book(tmp_path, wb):
    with pytest.raises(NotFound):
        open_day(tmp_path / "none.cswb", wb.clock, is_team=False)


def test_it_loads_neither_sqlalchemy_nor_the_rules_of_health(busy):
    clock = busy.clock
    assert isinstance(clock, FixedClock)
    code = f"""
import sys
from datetime import datetime, date
from pathlib import Path
from csworkbench.infra.clock import FixedClock
from csworkbench.services.day.opening import open_day
clock = FixedClock(datetime.fromisoformat({clock.now().isoformat()!r}))
found = open_day(Path({str(busy.path)!r}), clock, is_team=False)
print(len(found.day.items), [name for name in sys.modules if name.split('.')[0] in ('sqlalchemy', 'numpy', 'holidays')
    or f"{{name}}.".startswith('csworkbench.domain.health.')])
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ended.stdout.strip(), ended.stderr) == ("2 []", "")
