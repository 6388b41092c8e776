"""The accounts list: ids by filter, search and order, keyed reads of its ready-made rows, counts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from csworkbench.domain.accounts import AccountLineRow, AccountQuery, OwnerRow, PortfolioTotals
from csworkbench.domain.ids import AccountId
from csworkbench.domain.search import search_words
from csworkbench.domain.segments import FilterNode
from csworkbench.storage import line_rows
from csworkbench.storage.search import matching_accounts
from csworkbench.storage.segments import where_clause
from csworkbench.storage.tables.derived import account_line

_SORTED: custom_op[Any] = custom_op("+")
"""The sign before a column that keeps SQLite from walking its index."""


def find_account_ids(
    connection: Connection, query: AccountQuery, node: FilterNode | None, today: date
) -> list[AccountId]:
    """Give the keys of the accounts a query asks for, in its order; `node` is its filter, parsed."""
    wanted = _wanted(query, node, today)
    ordered = select(account_line.c.account_id).where(*wanted).order_by(*_order(query, is_whole=not wanted))
    # One JSON text instead of a row each: 100,000 ids cost a third of the time.
    found = select(func.json_group_array(ordered.subquery().c.account_id))
    ids: list[AccountId] = json.loads(connection.execute(found).scalar_one())
    return ids


def _wanted(query: AccountQuery, node: FilterNode | None, today: date) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = []
    if query.owner_id is not None:
        clauses.append(account_line.c.owner_id == query.owner_id)
    if node is not None:
        clauses.append(where_clause(node, today))
    if words := search_words(query.text):
        clauses.append(account_line.c.account_id.in_(matching_accounts(words)))
    return clauses


def _order(query: AccountQuery, *, is_whole: bool) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Give the order of `line_rows.order_by`; of a part of the accounts, without the index.

    Walking the index to look at a row here and a row there takes ten times as long as sorting what was found.
    """
    columns = account_line.c[line_rows.sort_column(query.sort)], account_line.c.account_id
    first, second = columns if is_whole else (UnaryExpression(one, operator=_SORTED) for one in columns)
    return (first.desc(), second.desc()) if query.descending else (first.asc().nulls_last(), second.asc())


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
