"""Views: built-in and saved, with the numbers of accounts that their filters find."""

from __future__ import annotations

import pytest

from csworkbench.domain.accounts import AccountDraft, AccountQuery
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services import accounts, views
from tests.book_state import check_undo, state_of


def _counts(workbench):
    return {view.name: view.count for view in views.list_views(workbench, "accounts")}


def test_built_in_views_count_what_they_find(workbench):
    assert _counts(workbench) == {
        "All": 0,
        "At risk": 0,
        "Renewing in 90 days": 0,
        "Overridden": 0,
        "Quiet contradictions": 0,
        "No contact 30 days": 0,
    }
    maya = accounts.add_owner(workbench, 'Maya "M" \\ Chen')
    accounts.add_account(workbench, AccountDraft(name="One", owner_id=maya))
    accounts.add_account(workbench, AccountDraft(name="Two"))
    accounts.add_account(workbench, AccountDraft(name="Three", owner_id=maya, status="churned"))
    assert list(_counts(workbench).items())[:2] == [("All", 3), ("My accounts", 1)]
    assert _counts(workbench)["No contact 30 days"] == 2
    for view in views.list_views(workbench, "accounts"):
        query = AccountQuery(filter=view.filter, sort=view.sort, descending=view.descending)
        assert len(accounts.find_accounts(workbench, query)) == view.count, view.name


def test_a_view_is_saved_renamed_saved_over_and_deleted(workbench):
    def save(expression):
        return views.save_view(workbench, "accounts", " Top  tier ", filter=expression, sort="arr", descending=True)

    key = check_undo(workbench, "Save view Top tier", lambda: save("tier = A"))
    row = views.list_views(workbench, "accounts")[-1]
    assert (row.id, row.name, row.filter, row.sort, row.descending, row.count) == (
        key,
        "Top tier",
        "tier = A",
        "arr",
        True,
        0,
    )
    assert check_undo(workbench, "Save view Top tier", lambda: save("tier = B")) == key
    check_undo(workbench, "Rename view to Mine", lambda: views.rename_view(workbench, key, "Mine"))
    assert views.list_views(workbench, "feedback")[-1].id is None
    check_undo(workbench, "Delete view Mine", lambda: views.delete_view(workbench, key))
    with pytest.raises(NotFound):
        views.delete_view(workbench, key)


@pytest.mark.parametrize(
    ("name", "expression", "field"),
    [(" ", "", "name"), ("x" * 61, "", "name"), ("at RISK", "", "name"), ("Mine", "tier <", "filter")],
)
def test_a_view_that_cannot_be_kept_is_refused(workbench, name, expression, field):
    before = state_of(workbench)
    with pytest.raises(InvalidInput) as refused:
        views.save_view(workbench, "accounts", name, filter=expression, sort="name")
    assert refused.value.field == field
    assert state_of(workbench) == before


def test_two_views_of_a_page_do_not_share_a_name(workbench):
    views.save_view(workbench, "accounts", "One", filter="", sort="name")
    other = views.save_view(workbench, "accounts", "Two", filter="", sort="name")
    with pytest.raises(InvalidInput) as refused:
        views.rename_view(workbench, other, "One")
    assert refused.value.field == "name"
