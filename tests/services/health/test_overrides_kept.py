"""Overrides in a real book: what is shown, who wins, that they end by themselves and undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol

import pytest

from csworkbench.domain.accounts import AccountLineRow, AccountQuery
from csworkbench.domain.health.overrides import OverrideDraft
from csworkbench.domain.history import ChangeSet
from csworkbench.domain.ids import AccountId
from csworkbench.infra.clock import FixedClock
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services.accounts import edit_account, find_accounts, load_account_lines
from csworkbench.services.health import (
    end_override,
    explain,
    list_overrides,
    override_health,
    standing_override,
)
from csworkbench.services.workbench import Workbench, closing, open_workbench, start_day

TODAY = date(2026, 11, 23)


class Keys(Protocol):
    """The accounts of the book."""

    acme: AccountId
    beta: AccountId


Proof = Callable[[Callable[[], object], str], ChangeSet]


def draft(account: AccountId, **more: object) -> OverrideDraft:
    values: dict[str, object] = {"band": "healthy", "reason": "New sponsor signed on"} | more
    return OverrideDraft(account, **values)  # type: ignore[arg-type]


def line(wb: Workbench, account: AccountId) -> AccountLineRow:
    return load_account_lines(wb, [account])[0]


def later(path: Path, days: int) -> Workbench:
    return open_workbench(path, FixedClock(datetime(2026, 11, 23, 9, tzinfo=UTC) + timedelta(days=days)))


def test_a_band_shows_beside_what_was_computed_and_undoes(wb: Workbench, keys: Keys, goes_both_ways: Proof) -> None:
    acme = keys.acme
    before = line(wb, acme)
    goes_both_ways(lambda: override_health(wb, draft(acme)), "Override health of Acme: healthy until 23 Dec")
    after = line(wb, acme)
    assert (after.score, after.band) == (before.score, "healthy")
    assert (after.computed_score, after.computed_band) == (before.score, before.band)
    assert after.override_expires_on == date(2026, 12, 23)
    health = explain(wb, acme)
    assert health is not None
    assert (health.score, health.band) == (before.score, before.band)


def test_a_score_takes_the_band_of_the_model(wb: Workbench, keys: Keys) -> None:
    acme = keys.acme
    override_health(wb, draft(acme, band=None, score=76))
    assert (line(wb, acme).score, line(wb, acme).band) == (76, "healthy")
    override_health(wb, draft(acme, band=None, score=75))
    assert (line(wb, acme).score, line(wb, acme).band) == (75, "watch")


def test_the_newest_wins_and_ending_it_ends_all(wb: Workbench, keys: Keys, goes_both_ways: Proof) -> None:
    acme = keys.acme
    computed = line(wb, acme)
    override_health(wb, draft(acme))
    override_health(wb, draft(acme, band="at risk", expires_on=TODAY + timedelta(days=90)))
    assert line(wb, acme).band == "at risk"
    assert [row.state for row in list_overrides(wb)] == ["active", "superseded"]
    assert [row.override.band for row in list_overrides(wb, is_active_only=True)] == ["at risk"]
    goes_both_ways(lambda: end_override(wb, acme), "End the override of Acme")
    assert line(wb, acme) == computed
    assert {row.state for row in list_overrides(wb)} == {"withdrawn"}
    assert list_overrides(wb, is_active_only=True) == []
    with pytest.raises(NotFound, match="Nothing overrides the health of Acme"):
        end_override(wb, acme)


def test_it_ends_by_itself_at_the_start_of_the_day_after(wb: Workbench, keys: Keys) -> None:
    acme = keys.acme
    computed = line(wb, acme).band
    override_health(wb, draft(acme, expires_on=TODAY + timedelta(days=2)))
    path = wb.path
    wb.close()
    for days, band in ((2, "healthy"), (3, computed)):
        with closing(later(path, days)) as workbench:
            start_day(workbench)
            assert line(workbench, acme).band == band
    with closing(later(path, 3)) as workbench:
        assert [row.state for row in list_overrides(workbench)] == ["expired"]
        assert line(workbench, acme).override_expires_on is None


def test_ending_early_leaves_past_days_as_they_were(wb: Workbench, keys: Keys) -> None:
    acme = keys.acme
    override_health(wb, draft(acme))
    path = wb.path
    wb.close()
    with closing(later(path, 5)) as workbench:
        end_override(workbench, acme)
        for days, holds in ((-1, False), (0, True), (4, True), (5, False)):
            assert (standing_override(workbench, acme, TODAY + timedelta(days=days)) is not None) is holds


def test_author_and_first_day_are_kept(wb: Workbench, keys: Keys) -> None:
    acme = keys.acme
    override_health(wb, draft(acme, reason="  They renewed\nyesterday "))
    found = standing_override(wb, acme)
    assert found is not None
    assert (found.author, found.from_on, found.reason) == ("Maya Lind", TODAY, "They renewed yesterday")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"band": None}, "band"),
        ({"band": None, "score": 101}, "score"),
        ({"expires_on": TODAY - timedelta(days=1)}, "expires_on"),
        ({"expires_on": TODAY + timedelta(days=91)}, "expires_on"),
        ({"reason": "x" * 501}, "reason"),
    ],
)
def test_what_can_not_be_stored_changes_nothing(wb: Workbench, keys: Keys, more: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        override_health(wb, draft(keys.acme, **more))
    assert raised.value.field == field
    assert list_overrides(wb) == []


def test_a_churned_account_has_nothing_to_override(wb: Workbench, keys: Keys) -> None:
    acme = keys.acme
    edit_account(wb, acme, status="churned")
    with pytest.raises(InvalidInput, match="churned"):
        override_health(wb, draft(acme))
    with pytest.raises(NotFound):
        override_health(wb, draft(AccountId(999)))


def test_an_account_that_churns_later_is_not_shown_as_overridden(wb: Workbench, keys: Keys) -> None:
    acme = keys.acme
    override_health(wb, draft(acme))
    edit_account(wb, acme, status="churned")
    found = line(wb, acme)
    assert (found.band, found.override_expires_on) == (None, None)


def test_the_list_can_be_filtered_by_override(wb: Workbench, keys: Keys) -> None:
    acme, beta = keys.acme, keys.beta
    override_health(wb, draft(acme, expires_on=TODAY + timedelta(days=5)))
    for expression, found in (
        ("override is missing", [beta]),
        ("override is not missing", [acme]),
        ("override <= +5d", [acme]),
        ("override < +5d", []),
    ):
        assert find_accounts(wb, AccountQuery(filter=expression)) == found
