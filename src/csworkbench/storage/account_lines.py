"""The accounts list: ids by filter, search and order, keyed reads of its ready-made rows, counts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, func, select

from csworkbench.domain.accounts import AccountLineRow, AccountQuery, OwnerRow, PortfolioTotals
from csworkbench.domain.ids import AccountId
from csworkbench.domain.search import search_words
from csworkbench.domain.segments import FilterNode
from csworkbench.storage import line_rows
from csworkbench.storage.orders import ids_in_order
from csworkbench.storage.search import accounts_with
from csworkbench.storage.segments import where_clause
from csworkbench.storage.tables.accounts import account
from csworkbench.storage.tables.derived import account_line


def find_account_ids(
    connection: Connection, query: AccountQuery, node: FilterNode | None, today: date
) -> list[AccountId]:
    """Give the keys of the accounts a query asks for, in its order; `node` is its filter, parsed."""
    ordered = ids_in_order(connection, query.sort, descending=query.descending)
    clauses = _wanted(query, node, today)
    words = search_words(query.text)
    if not clauses and not words:
        return cast("list[AccountId]", ordered.tolist())
    found = accounts_with(connection, words) if words else None
    if clauses:
        chosen = select(func.json_group_array(account_line.c.account_id)).where(*clauses)
        kept = frozenset(json.loads(connection.execute(chosen).scalar_one()))
        found = kept if found is None else found & kept
    return cast("list[AccountId]", [one for one in ordered if one in found] if found else [])


def _wanted(query: AccountQuery, node: FilterNode | None, today: date) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = []
    if query.owner_id is not None:
        owned = select(account.c.id).where(account.c.owner_id == query.owner_id)
        clauses.append(account_line.c.account_id.in_(owned))
    if node is not None:
        clauses.append(where_clause(node, today))
    return clauses


def count_accounts(connection: Connection, node: FilterNode | None, today: date) -> int:
    """Give how many accounts a filter holds for (all without one)."""
    query = select(func.count()).select_from(account_line)
    return connection.execute(query if node is None else query.where(where_clause(node, today))).scalar_one()


def load_lines(connection: Connection, ids: Sequence[AccountId]) -> list[AccountLineRow]:
    """Give the ready-made rows of these accounts in the order asked for; accounts that are gone are left out."""
    return line_rows.lines_by_ids(_runner(connection), ids)


def portfolio_totals(connection: Connection, today: date) -> PortfolioTotals:
    """Give the key figures of the whole book on a day."""
    return line_rows.totals(_runner(connection), today)


def read_me(connection: Connection) -> OwnerRow | None:
    """Give the owner who sits here, if one was chosen."""
    return line_rows.read_me(_runner(connection))


def list_segments(connection: Connection) -> list[str]:
    """Give the segments in use, by name."""
    query = select(account_line.c.segment).where(account_line.c.segment.is_not(None)).distinct()
    return sorted(connection.execute(query).scalars(), key=str.casefold)


def _runner(connection: Connection) -> line_rows.Run:
    def run(statement: str, values: tuple[object, ...]) -> Sequence[Sequence[Any]]:
        return connection.exec_driver_sql(statement, values).fetchall()

    return run
