"""The dialog over a book in which Maya has eight accounts that are due on Monday, 7 December 2026."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest
import shiboken6

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.contacts import ContactDraft
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.clock import FixedClock
from csworkbench.services import accounts, contacts, touches
from csworkbench.services.workbench import closing, create_workbench, open_workbench
from csworkbench.ui.bridge.runner import Done, Lane, Work, outcome_of
from csworkbench.ui.calendar.plan_period.dialog import PlanPeriodDialog
from csworkbench.ui.calendar.plan_period.opening import open_plan_period
from tests.ui.books import OpenBook, open_book

CLOCK = FixedClock(datetime(2026, 11, 23, 9, tzinfo=UTC), date(2026, 11, 23))
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)
TOUCHED = date(2026, 11, 7)
ZONES = ("Asia/Kolkata", "Europe/Helsinki")


@dataclass
class HeldRunner:
    """Keeps work of the child until it is let go; all else is done at once."""

    held: list[tuple] = field(default_factory=list)
    is_holding: bool = False

    def submit(self, lane: Lane, work: Work, token, done: Done) -> None:
        """Keep it or do it."""
        if self.is_holding and lane == "child":
            self.held.append((work, token, done))
        else:
            done(outcome_of(work, token))

    def let_go(self) -> None:
        """Do what was kept."""
        held, self.held = self.held, []
        for work, token, done in held:
            done(outcome_of(work, token))

    def cancel(self, token) -> None:
        """Mark it."""
        token.cancel()

    def warm_up(self) -> None:
        """Do nothing."""

    def shutdown(self) -> None:
        """Do nothing."""


@pytest.fixture
def runner() -> HeldRunner:
    return HeldRunner()


@pytest.fixture(scope="session")
def due_bytes(tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("plan") / "book.cswb"
    with closing(create_workbench(path, CLOCK)) as wb:
        maya = accounts.add_owner(wb, "Maya Lind", "maya@example.com")
        accounts.add_owner(wb, "Tom Örd", "tom@example.com")
        accounts.choose_me(wb, maya)
        model = next(one.id for one in accounts.list_engagement_models(wb) if one.name == "customer success manager")
        for number in range(8):
            draft = AccountDraft(f"Cedar {number:02d}", owner_id=maya, engagement_model_id=model)
            key = accounts.add_account(wb, draft)
            contacts.add_contact(wb, ContactDraft(key, f"Ann {number:02d}", time_zone=ZONES[number > 0]))
            touches.log_touch(wb, TouchDraft(key, TOUCHED))
    return path.read_bytes()


@pytest.fixture
def dues(due_bytes, tmp_path, theme, clock, runner) -> Iterator[OpenBook]:
    path = tmp_path / "test.csbook"
    path.write_bytes(due_bytes)
    made = open_book(tmp_path, theme, clock, runner, open_workbench(path, clock))
    made.workspace.settings.set("plan/time_zone", "Europe/Berlin")
    yield made
    made.workbench.close()
    made.workspace.deleteLater()


@pytest.fixture
def dialog(dues: OpenBook, qtbot) -> Iterator[PlanPeriodDialog]:
    made = open_plan_period(dues.workspace, None, None, FIRST, LAST)
    assert made is not None
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    if shiboken6.isValid(made):
        made.hide()
        made.deleteLater()
