"""Business days for a field that speaks of them: those of the account and its owner, read when first wanted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from csworkbench.domain.business_days import BusinessDays
from csworkbench.domain.ids import AccountId
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.forms.moment_input import MomentInput

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench


def answer_business(workspace: Workspace, field: MomentInput, account_of: Callable[[], AccountId | None]) -> None:
    """Let a field know the business days of the account that `account_of` gives, once it asks for them."""

    def read() -> None:
        account_id = account_of()
        if account_id is not None:
            workspace.read(field, partial(_business, account_id), field.set_business, latest="business")

    field.business_asked.connect(read)


def settled_day(workbench: Workbench, account_id: AccountId, day: date, words: str | None) -> date:
    """Give the day to store: `day`, unless `words` speak of business days that the field did not know.

    Raises:
        InvalidInput: the words are not understood.
    """
    from csworkbench.services.check_in_lists import read_moment

    return day if words is None else read_moment(workbench, account_id, words).day


def _business(account_id: AccountId, workbench: Workbench, _token: Token) -> BusinessDays:
    from csworkbench.services.check_in_lists import business_days_with

    return business_days_with(workbench, account_id)
