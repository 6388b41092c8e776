"""What the accounts page writes: each function gives work for `Workspace.change`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork

if TYPE_CHECKING:
    from csworkbench.domain.accounts import AccountLineRow
    from csworkbench.domain.ids import AccountId, ViewId
    from csworkbench.services.workbench import Workbench


def set_field(ids: Sequence[AccountId], field: str, value: object) -> BookWork:
    """Set one field of some accounts in one change."""
    return partial(_set_field, tuple(ids), field, value)


def set_check_in(row: AccountLineRow, day: date, reason: str) -> BookWork:
    """Move the next check-in of an account to `day`; plan one when there is none. The fatigue guard is asked."""
    return partial(_set_check_in, row.account_id, row.next_check_in_id, day, reason)


def is_one_of_many(row: AccountLineRow) -> BookWork:
    """Tell whether the next check-in of an account is one of several that a series has planned."""
    return partial(_is_one_of_many, row.next_check_in_id)


def save_view(name: str, expression: str, sort: str, *, descending: bool) -> BookWork:
    """Keep filter and order under a name."""
    return partial(_save_view, name, expression, sort, descending)


def delete_view(view_id: ViewId) -> BookWork:
    """Delete a saved view."""
    return partial(_delete_view, view_id)


def _set_field(ids: tuple[AccountId, ...], field: str, value: object, workbench: Workbench, _token: Token) -> None:
    from csworkbench.services import accounts

    if len(ids) == 1:
        accounts.edit_account(workbench, ids[0], **{field: value})
    else:
        accounts.edit_accounts(workbench, ids, field, value)


def _set_check_in(
    account_id: AccountId, check_in_id: int | None, day: date, reason: str, workbench: Workbench, _token: Token
) -> None:
    from csworkbench.domain.checkins import CheckInDraft
    from csworkbench.domain.ids import CheckInId
    from csworkbench.services import checkins
    from csworkbench.services.holding import suggest_people

    if check_in_id is None:
        people = suggest_people(workbench, account_id)
        checkins.schedule_check_in(workbench, CheckInDraft(account_id, day, contact_ids=people, override_reason=reason))
    else:
        checkins.move_check_in(workbench, CheckInId(check_in_id), day, override_reason=reason)


def _is_one_of_many(check_in_id: int | None, workbench: Workbench, _token: Token) -> bool:
    from csworkbench.domain.ids import CheckInId
    from csworkbench.services.checkins import get_check_in
    from csworkbench.services.series.changes import get_series

    if check_in_id is None:
        return False
    series_id = get_check_in(workbench, CheckInId(check_in_id)).series_id
    return series_id is not None and not get_series(workbench, series_id).is_from_completion


def _save_view(name: str, expression: str, sort: str, descending: bool, workbench: Workbench, _token: Token) -> object:
    from csworkbench.services import accounts

    return accounts.save_view(workbench, "accounts", name, filter=expression, sort=sort, descending=descending)


def _delete_view(view_id: ViewId, workbench: Workbench, _token: Token) -> None:
    from csworkbench.services import accounts

    accounts.delete_view(workbench, view_id)
