"""Cadence in the book: engagement models, the accounts whose interval changes, and what adherence is counted from."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from csworkbench.domain.adherence import AdherenceAccount
from csworkbench.domain.cadence import Cadence
from csworkbench.domain.engagement import EngagementModel, PlannedCheckIn
from csworkbench.domain.fatigue import DEFAULT_LIMITS, FatigueLimits
from csworkbench.domain.ids import AccountId, CheckInId, EngagementModelId
from csworkbench.infra.errors import NotFound
from csworkbench.storage import records
from csworkbench.storage.tables.accounts import engagement_model

_MODELS = """
SELECT m.*, (SELECT count(*) FROM account a WHERE a.engagement_model_id = m.id) AS accounts
FROM engagement_model m ORDER BY m.ideal_days, m.id"""
_ACCOUNTS = """
SELECT a.id, a.name, a.engagement_model_id, a.ideal_days, a.maximum_days,
    coalesce((SELECT max(t.happened_on) FROM touch t
              WHERE t.account_id = a.id AND t.is_two_way = 1 AND t.happened_on <= :today),
             a.onboarded_on, (SELECT min(c.start_on) FROM contract c WHERE c.account_id = a.id)) AS counted_from
FROM account a WHERE a.status <> 'churned' AND {which} ORDER BY a.id"""
_CHECK_INS = """
SELECT c.id, c.account_id, c.due_on,
    c.series_id IS NULL AND c.due_time IS NULL AND c.agenda IS NULL AND c.kind = 'check-in' AS may_move
FROM check_in c JOIN account a ON a.id = c.account_id
WHERE c.state = 'planned' AND c.due_on >= :today AND {which} ORDER BY c.due_on, c.id"""
_ADHERENCE = """
SELECT a.id, coalesce(o.name, '') AS owner, coalesce(a.segment, '') AS segment, a.status, a.status_on,
    coalesce(a.ideal_days, m.ideal_days) AS ideal_days, coalesce(a.maximum_days, m.maximum_days) AS maximum_days,
    coalesce(a.onboarded_on, (SELECT min(c.start_on) FROM contract c WHERE c.account_id = a.id)) AS counted_from
FROM account a LEFT JOIN owner o ON o.id = a.owner_id LEFT JOIN engagement_model m ON m.id = a.engagement_model_id
WHERE :owner IS NULL OR a.owner_id = :owner ORDER BY a.id"""
_TOUCHED = """
SELECT DISTINCT t.account_id, t.happened_on FROM touch t JOIN account a ON a.id = t.account_id
WHERE t.is_two_way = 1 AND t.happened_on <= :today AND (:owner IS NULL OR a.owner_id = :owner)
ORDER BY t.account_id, t.happened_on"""


class CadenceAccount:
    """An account with its hand-set intervals, what they are counted from, and its planned check-ins."""

    __slots__ = ("check_ins", "counted_from", "id", "ideal_days", "maximum_days", "model_id", "name")

    def __init__(self, row: Mapping[str, Any], check_ins: Sequence[PlannedCheckIn]) -> None:
        """Take what was read."""
        self.id = AccountId(row["id"])
        self.name: str = row["name"]
        self.model_id: int | None = row["engagement_model_id"]
        self.ideal_days: int | None = row["ideal_days"]
        self.maximum_days: int | None = row["maximum_days"]
        self.counted_from = records.optional_day(row["counted_from"])
        self.check_ins = tuple(check_ins)


def list_models(connection: Connection) -> list[EngagementModel]:
    """Give every engagement model, shortest interval first."""
    return [_model(dict(row)) for row in connection.execute(text(_MODELS)).mappings()]


def get_model(connection: Connection, key: int) -> EngagementModel:
    """Give one engagement model; NotFound when there is none."""
    found = next((one for one in list_models(connection) if one.id == key), None)
    if found is None:
        raise NotFound(f"There is no engagement model with key {key}.")
    return found


def put_model(connection: Connection, model: EngagementModel) -> None:
    """Make the stored model say what this one says."""
    values = {
        "name": model.name,
        "ideal_days": model.ideal_days,
        "maximum_days": model.maximum_days,
        "qbr_days": model.qbr_days,
        "ebr_days": model.ebr_days,
        "business_days_between": model.limits.business_days_between,
        "touches_per_30_days": model.limits.touches,
        "asks_per_30_days": model.limits.asks,
        "survey_days": model.limits.survey_days,
        "touch_kinds": ", ".join(model.touch_kinds) or None,
    }
    records.put(connection, engagement_model, model.id, values)


def accounts_of_model(connection: Connection, key: int, today: date) -> list[CadenceAccount]:
    """Give the accounts that a model serves and that are customers."""
    return _accounts(connection, "a.engagement_model_id = :key", {"key": key}, today)


def accounts_by_key(connection: Connection, keys: Sequence[int], today: date) -> list[CadenceAccount]:
    """Give these accounts, as far as they are customers."""
    which = "a.id IN (SELECT value FROM json_each(:keys))"  # a book has more accounts than a statement has parameters
    return _accounts(connection, which, {"keys": json.dumps([int(key) for key in keys])}, today)


def cadence_between(ideal: int | None, most: int | None) -> Cadence:
    """Give intervals as they are kept: an ideal above the maximum counts as the maximum."""
    return Cadence(min(ideal, most) if ideal is not None and most is not None else ideal, most)


def adherence_accounts(connection: Connection, owner_id: int | None, today: date) -> list[AdherenceAccount]:
    """Give what adherence is counted from, of an owner or of the whole book."""
    values = {"owner": owner_id, "today": today.isoformat()}
    touched: dict[int, list[date]] = defaultdict(list)
    for account, day in connection.execute(text(_TOUCHED), values):
        touched[account].append(records.day_of(day))
    return [
        AdherenceAccount(
            row.owner,
            row.segment,
            cadence_between(row.ideal_days, row.maximum_days),
            records.optional_day(row.counted_from),
            (records.optional_day(row.status_on) or date.min) if row.status == "churned" else None,
            touched[row.id],
        )
        for row in connection.execute(text(_ADHERENCE), {"owner": owner_id})
    ]


def _accounts(connection: Connection, which: str, values: dict[str, Any], today: date) -> list[CadenceAccount]:
    values = {**values, "today": today.isoformat()}
    check_ins: dict[int, list[PlannedCheckIn]] = defaultdict(list)
    for row in connection.execute(text(_CHECK_INS.format(which=which)), values):
        found = PlannedCheckIn(CheckInId(row.id), records.day_of(row.due_on), bool(row.may_move))
        check_ins[row.account_id].append(found)
    rows = connection.execute(text(_ACCOUNTS.format(which=which)), values).mappings()
    return [CadenceAccount(dict(row), check_ins[row["id"]]) for row in rows]


def _model(row: Mapping[str, Any]) -> EngagementModel:
    usual = DEFAULT_LIMITS
    given = (row["business_days_between"], row["touches_per_30_days"], row["asks_per_30_days"], row["survey_days"])
    defaults = (usual.business_days_between, usual.touches, usual.asks, usual.survey_days)
    limits = FatigueLimits(*(default if one is None else one for one, default in zip(given, defaults, strict=True)))
    kinds = tuple(part for part in (row["touch_kinds"] or "").split(", ") if part)
    return EngagementModel(
        EngagementModelId(row["id"]),
        row["name"],
        row["ideal_days"],
        row["maximum_days"],
        row["qbr_days"],
        row["ebr_days"],
        limits,
        kinds,
        row["accounts"],
    )
