"""Cadence: engagement models edited with a preview, intervals by hand, and how well they were kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection

from csworkbench.domain.adherence import AdherenceRow, adherence
from csworkbench.domain.cadence import Cadence
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.engagement import (
    CadenceCase,
    CadencePreview,
    EngagementModel,
    PlannedChange,
    preview,
    problems_of,
)
from csworkbench.domain.ids import AccountId, EngagementModelId, OwnerId
from csworkbench.domain.natural_dates import add_months
from csworkbench.infra.clock import Clock, utc_text
from csworkbench.infra.errors import InvalidInput
from csworkbench.services.account_fields import checked_fields
from csworkbench.services.accounts import check_links, get_account, write_fields
from csworkbench.services.business_calendars import business_days_of_accounts
from csworkbench.services.checks import check_day, check_not_future, kept_line
from csworkbench.storage import accounts, cadence, checkins
from csworkbench.storage.cadence import CadenceAccount, cadence_between
from csworkbench.storage.workbench import Workbench

DEFAULT_MONTHS = 12
REACH_DAYS = 1_100
"""How far ahead holidays are known: past the longest interval."""

CADENCE_FIELDS = ("engagement_model_id", "ideal_days", "maximum_days")
"""What of an account says how often it is touched."""

__all__ = [
    "CADENCE_FIELDS",
    "change_details",
    "change_interval",
    "change_model",
    "list_adherence",
    "list_models",
    "preview_interval",
    "preview_model",
]


def list_models(wb: Workbench) -> list[EngagementModel]:
    """Give the engagement models, shortest interval first."""
    with wb.read() as connection:
        return cadence.list_models(connection)


def preview_model(wb: Workbench, model: EngagementModel) -> CadencePreview:
    """Say what the accounts of a model would go through if it said what this one says; nothing is changed.

    Raises:
        InvalidInput: the model can't be stored as given.
        NotFound: there is no such model.
    """
    model = _checked(wb, model)
    with wb.read() as connection:
        return _preview_model(connection, model, wb.clock)


def change_model(wb: Workbench, model: EngagementModel, *, with_check_ins: bool = True) -> CadencePreview:
    """Make an engagement model say what this one says, and planned check-ins follow, as one change.

    Raises:
        InvalidInput: the model can't be stored as given.
        NotFound: there is no such model.
    """
    model = _checked(wb, model)
    with wb.change(f"Change the engagement model {model.name}") as change:
        found = _preview_model(change.connection, model, wb.clock)
        cadence.put_model(change.connection, model)
        if with_check_ins:
            _carry_out(change.connection, found.planned, wb.clock)
    return found


def preview_interval(
    wb: Workbench,
    account_ids: Sequence[AccountId],
    model_id: EngagementModelId | None,
    ideal_days: int | None = None,
    maximum_days: int | None = None,
) -> CadencePreview:
    """Say what accounts would go through with another engagement model and intervals by hand (None: the model's).

    Raises:
        InvalidInput: the intervals can't be kept.
        NotFound: there is no such model.
    """
    _check_hand(ideal_days, maximum_days)
    with wb.read() as connection:
        return _preview_accounts(connection, account_ids, model_id, (ideal_days, maximum_days), wb.clock)


def change_interval(
    wb: Workbench,
    account_ids: Sequence[AccountId],
    model_id: EngagementModelId | None,
    ideal_days: int | None = None,
    maximum_days: int | None = None,
    *,
    with_check_ins: bool = True,
) -> CadencePreview:
    """Give accounts another engagement model and intervals by hand, and let planned check-ins follow, as one change.

    Raises:
        InvalidInput: the intervals can't be kept.
        NotFound: there is no such model.
    """
    _check_hand(ideal_days, maximum_days)
    number = len(account_ids)
    with wb.change(f"Change the cadence of {number} account{'' if number == 1 else 's'}") as change:
        given = (ideal_days, maximum_days)
        found = _preview_accounts(change.connection, account_ids, model_id, given, wb.clock)
        values = {"engagement_model_id": model_id, "ideal_days": ideal_days, "maximum_days": maximum_days}
        accounts.set_fields(change.connection, account_ids, values)
        if with_check_ins:
            _carry_out(change.connection, found.planned, wb.clock)
    return found


def change_details(
    wb: Workbench, account_id: AccountId, fields: Mapping[str, object], *, with_check_ins: bool = True
) -> CadencePreview:
    """Set fields of an account, its engagement model or intervals among them; planned check-ins follow, as one change.

    Raises:
        InvalidInput: a field can't be stored as given.
        NotFound: there is no such account.
    """
    before = get_account(wb, account_id)
    values = checked_fields(fields)
    model_id, *given = (values.get(key, getattr(before, key)) for key in CADENCE_FIELDS)
    _check_hand(*given)
    check_links(wb, values)
    with wb.change(f"Edit details of {before.name}") as change:
        found = _preview_accounts(change.connection, [account_id], model_id, (given[0], given[1]), wb.clock)
        write_fields(change.connection, [account_id], values, wb.clock.today())
        if with_check_ins:
            _carry_out(change.connection, found.planned, wb.clock)
    return found


def list_adherence(wb: Workbench, owner_id: OwnerId | None = None, since: date | None = None) -> list[AdherenceRow]:
    """Give by month the share of accounts touched within their intervals: the book, each owner, each segment.

    With `owner_id` only the accounts of that owner count; the first month is that of `since`, else eleven months ago.

    Raises:
        InvalidInput: the day is in the future.
    """
    today = wb.clock.today()
    if since is not None:
        check_day(since, "since")
        check_not_future(since, wb.clock, "since")
    first = since or add_months(today.replace(day=1), 1 - DEFAULT_MONTHS) or today
    with wb.read() as connection:
        return adherence(cadence.adherence_accounts(connection, owner_id, today), first, today)


def _checked(wb: Workbench, model: EngagementModel) -> EngagementModel:
    model = replace(model, name=kept_line(model.name, "name", 80) or "")
    for field, sentence in problems_of(model).items():
        raise InvalidInput(sentence, field=field)
    with wb.read() as connection:
        cadence.get_model(connection, model.id)
        names = {one.name.casefold() for one in cadence.list_models(connection) if one.id != model.id}
    if model.name.casefold() in names:
        raise InvalidInput(f"There is an engagement model {model.name} already.", field="name")
    return model


def _check_hand(ideal_days: int | None, maximum_days: int | None) -> None:
    for field, value in (("ideal_days", ideal_days), ("maximum_days", maximum_days)):
        if value is not None and not 1 <= value <= 1000:
            raise InvalidInput("Give 1 to 1000 days or leave it blank.", field=field)
    if ideal_days is not None and maximum_days is not None and ideal_days > maximum_days:
        raise InvalidInput(f"The maximum is not below the ideal of {ideal_days} days.", field="maximum_days")


def _preview_model(connection: Connection, model: EngagementModel, clock: Clock) -> CadencePreview:
    before = cadence.get_model(connection, model.id)
    found = cadence.accounts_of_model(connection, model.id, clock.today())
    return _preview(
        connection, found, lambda one: _cadence(one, before),
        lambda one: _cadence(one, model), clock,
    )  # fmt: skip


def _preview_accounts(
    connection: Connection,
    account_ids: Sequence[AccountId],
    model_id: EngagementModelId | None,
    given: tuple[int | None, int | None],
    clock: Clock,
) -> CadencePreview:
    models = {one.id: one for one in cadence.list_models(connection)}
    after = None if model_id is None else cadence.get_model(connection, model_id)
    ideal, most = given
    wanted = cadence_between(
        ideal if ideal is not None or after is None else after.ideal_days,
        most if most is not None or after is None else after.maximum_days,
    )
    found = cadence.accounts_by_key(connection, account_ids, clock.today())

    def before_of(one: CadenceAccount) -> Cadence:
        return _cadence(one, models.get(EngagementModelId(one.model_id)) if one.model_id is not None else None)

    return _preview(connection, found, before_of, lambda _: wanted, clock)


def _cadence(one: CadenceAccount, model: EngagementModel | None) -> Cadence:
    ideal = one.ideal_days if one.ideal_days is not None or model is None else model.ideal_days
    most = one.maximum_days if one.maximum_days is not None or model is None else model.maximum_days
    return cadence_between(ideal, most)


def _preview(
    connection: Connection,
    found: Sequence[CadenceAccount],
    before_of: Callable[[CadenceAccount], Cadence],
    after_of: Callable[[CadenceAccount], Cadence],
    clock: Clock,
) -> CadencePreview:
    today = clock.today()
    cases = [
        CadenceCase(one.id, one.name, before_of(one), after_of(one), one.counted_from, one.check_ins) for one in found
    ]
    keys = [one.id for one in cases if one.before != one.after]
    open_days = business_days_of_accounts(connection, today, today + timedelta(days=REACH_DAYS), keys) if keys else {}
    return preview(cases, today, lambda account, day: open_days[account].following(day))


def _carry_out(connection: Connection, planned: Sequence[PlannedChange], clock: Clock) -> None:
    now = utc_text(clock.now())
    for one in planned:
        if one.check_in_id is None and one.on is not None:
            checkins.add(connection, CheckInDraft(one.account_id, one.on), now)
        elif one.check_in_id is not None and one.on is not None:
            kept = checkins.get(connection, one.check_in_id)
            checkins.put(connection, one.check_in_id, due_on=one.on, moved_count=kept.moved_count + 1)
        elif one.check_in_id is not None:
            checkins.put(connection, one.check_in_id, state="cancelled", reason=f"Cadence changed: {one.why}")
