"""How accounts went on, as far as the book says: for the backtest."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from csworkbench.domain.health.backtest import ContractSpan, OutcomeRecord
from csworkbench.domain.ids import AccountId
from csworkbench.storage.bulk import fetch

# The status an account had when it came into the book does not say when it left, so only a later one counts.
_RECORDS = """
SELECT o.account_id, a.name, o.happened_on, o.kind, 'outcome' FROM outcome o JOIN account a ON a.id = o.account_id
WHERE o.happened_on <= :today
UNION ALL
SELECT k.account_id, a.name, coalesce(k.outcome_on, k.end_on), k.outcome, 'contract'
FROM contract k JOIN account a ON a.id = k.account_id
WHERE k.outcome IS NOT NULL AND coalesce(k.outcome_on, k.end_on) <= :today
UNION ALL
SELECT id, name, status_on, 'churned', 'status' FROM account
WHERE status = 'churned' AND status_on <= :today AND status_on > substr(known_at, 1, 10)
ORDER BY 1, 3"""

_SPANS = """
SELECT account_id, start_on, coalesce(end_on, outcome_on) FROM contract
WHERE account_id IN (SELECT account_id FROM contract WHERE outcome = 'lost') ORDER BY 1, 2"""

_UNDATED = """
SELECT count(*) FROM account a WHERE status = 'churned' AND (status_on IS NULL OR status_on <= substr(known_at, 1, 10))
    AND NOT EXISTS (SELECT 1 FROM outcome o WHERE o.account_id = a.id)
    AND NOT EXISTS (SELECT 1 FROM contract k WHERE k.account_id = a.id AND k.outcome = 'lost')"""

_CUSTOMERS = "SELECT id, name FROM account WHERE status <> 'churned' ORDER BY id"


def outcome_records(connection: Connection, today: date) -> list[OutcomeRecord]:
    """Give what the book says of endings up to today: outcomes, contracts' outcomes, accounts that churned."""
    return [
        OutcomeRecord(AccountId(account_id), name, date.fromisoformat(on), kind, source)
        for account_id, name, on, kind, source in fetch(connection, _RECORDS, {"today": today.isoformat()})
    ]


def contract_spans(connection: Connection) -> list[ContractSpan]:
    """Give the days of every contract of the accounts that lost one."""
    return [
        ContractSpan(AccountId(account_id), _day(start_on), _day(end_on))
        for account_id, start_on, end_on in fetch(connection, _SPANS, {})
    ]


def undated_churns(connection: Connection) -> int:
    """Give how many accounts have churned without the book knowing when."""
    return int(fetch(connection, _UNDATED, {})[0][0])


def customers(connection: Connection) -> list[tuple[AccountId, str]]:
    """Give key and name of every account that is a customer today."""
    return [(AccountId(key), name) for key, name in fetch(connection, _CUSTOMERS, {})]


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
