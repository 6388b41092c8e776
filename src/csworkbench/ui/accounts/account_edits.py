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


def set_check_in(row: AccountLineRow, day: date) -> BookWork:
    """Move the next check-in of an account to `day`; plan one when there is none."""
    return partial(_set_check_in, row.account_id, row.next_check_in_id, day)


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
    account_id: AccountId, check_in_id: int | None, day: date, workbench: Workbench, _token: Token
) -> None:
    from csworkbench.domain.checkins import CheckInDraft
    from csworkbench.domain.ids import CheckInId
    from csworkbench.services import checkins

    if check_in_id is None:
        checkins.schedule_check_in(workbench, CheckInDraft(account_id=account_id, due_on=day))
    else:
        checkins.move_check_in(workbench, CheckInId(check_in_id), day)


def _save_view(name: str, expression: str, sort: str, descending: bool, workbench: Workbench, _token: Token) -> object:
    from csworkbench.services import accounts

    return accounts.save_view(workbench, "accounts", name, filter=expression, sort=sort, descending=descending)


def _delete_view(view_id: ViewId, workbench: Workbench, _token: Token) -> None:
    from csworkbench.services import accounts

    accounts.delete_view(workbench, view_id)
