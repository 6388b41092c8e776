"""Ready-made rows of the accounts list, and the figures above it, in SQL that any connection can run.

The first window runs it through the driver and everything later through SQLAlchemy, so nothing here loads either.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, timedelta
from typing import Any, cast

from csworkbench.domain.accounts import RENEWAL_DAYS, WEEK_DAYS, AccountLineRow, OwnerRow, PortfolioTotals
from csworkbench.domain.ids import AccountId, OwnerId

Run = Callable[[str, tuple[object, ...]], Sequence[Sequence[Any]]]
"""Runs a statement with its parameters and gives every row."""

SORT_COLUMNS: Mapping[str, str] = {
    "name": "name_sort",
    "owner": "owner_name",
    "arr": "arr_minor",
    "renewal": "renewal_on",
    "next_check_in": "next_check_in_on",
    "last_contact": "last_contact_on",
}
"""The column behind each of `domain.accounts.SORTS` that is called otherwise."""
COLUMNS = tuple(field.name for field in fields(AccountLineRow))
_DAYS = frozenset(place for place, name in enumerate(COLUMNS) if name.endswith("_on"))
_SPARKLINE = COLUMNS.index("sparkline")
_SELECT = f"SELECT {', '.join(f'account_line.{name}' for name in COLUMNS)} FROM account_line"  # noqa: S608  # own columns
_BY_IDS = " ".join((_SELECT, "WHERE account_id IN (SELECT value FROM json_each(?))"))
_TOTALS = """
SELECT currency, band, count(*), sum(arr_minor), count(*) FILTER (WHERE renewal_on <= ?1),
    sum(arr_minor) FILTER (WHERE renewal_on <= ?1)
FROM account_line GROUP BY currency, band"""
"""An index holds these columns in this order: the first window waits for a walk along it, not for all rows."""
_OVERRIDES = """
SELECT count(*), count(*) FILTER (WHERE band = 'at risk'),
    count(*) FILTER (WHERE computed_band = 'at risk' AND band <> 'at risk')
FROM account_line WHERE override_expires_on IS NOT NULL"""
_CHECK_INS = """
SELECT count(*), coalesce(sum(due_on < ?1), 0) FROM check_in WHERE state = 'planned' AND due_on <= ?2"""
_COUNT = "SELECT count(*) FROM account_line"
_ME = "SELECT id, name, email, is_me FROM owner WHERE is_me ORDER BY id LIMIT 1"


def lines_by_ids(run: Run, ids: Iterable[AccountId]) -> list[AccountLineRow]:
    """Give the rows of these accounts in the order asked for; accounts that are gone are left out."""
    wanted = list(ids)
    found = {row[0]: line_from(row) for row in run(_BY_IDS, (json.dumps(wanted),))}
    return [found[one] for one in wanted if one in found]


def first_lines(run: Run, number: int, sort: str, *, descending: bool) -> list[AccountLineRow]:
    """Give the first rows of the whole book by one of `domain.accounts.SORTS`."""
    return [line_from(row) for row in run(f"{_SELECT}{order_by(sort, descending=descending)} LIMIT ?", (number,))]


def order_by(sort: str, *, descending: bool) -> str:
    """Give the ORDER BY of a list: blanks last both ways, ties by key (turned around, too, as the index is)."""
    # Descending, SQLite puts NULL last by itself; said aloud it would not walk the index.
    column = f"account_line.{sort_column(sort)}"
    ending = "DESC, account_line.account_id DESC" if descending else "ASC NULLS LAST, account_line.account_id"
    return f" ORDER BY {column} {ending}"


def sort_column(sort: str) -> str:
    """Give the column behind one of `domain.accounts.SORTS`."""
    return SORT_COLUMNS.get(sort, sort)


def line_from(values: Sequence[Any]) -> AccountLineRow:
    """Give the row that stands in the columns `COLUMNS`."""
    parts = list(values)
    for place in _DAYS:
        if parts[place] is not None:
            parts[place] = date.fromisoformat(parts[place])
    text = parts[_SPARKLINE]
    parts[_SPARKLINE] = tuple(int(part) if part else None for part in text.split(",")) if text else ()
    return AccountLineRow(*parts)


def count_lines(run: Run) -> int:
    """Give the number of accounts."""
    return cast(int, run(_COUNT, ())[0][0])


def read_me(run: Run) -> OwnerRow | None:
    """Give the owner who sits here, if one was chosen."""
    found = run(_ME, ())
    return OwnerRow(OwnerId(found[0][0]), found[0][1], found[0][2], is_me=True) if found else None


def totals(run: Run, today: date) -> PortfolioTotals:
    """Give the key figures of the whole book on a day."""
    horizon = today + timedelta(days=RENEWAL_DAYS)
    rows = run(_TOTALS, (horizon.isoformat(),))
    at_risk = [row for row in rows if row[1] == "at risk"]
    overrides, at_risk_overrides, at_risk_hidden = run(_OVERRIDES, ())[0]
    last = today + timedelta(days=WEEK_DAYS - 1)
    due, overdue = run(_CHECK_INS, (today.isoformat(), last.isoformat()))[0]
    return PortfolioTotals(
        accounts=sum(row[2] for row in rows),
        arr_minor=_money(rows, 3),
        at_risk=sum(row[2] for row in at_risk),
        at_risk_arr_minor=_money(at_risk, 3),
        check_ins_due=due,
        check_ins_overdue=overdue,
        renewals=sum(row[4] for row in rows),
        renewals_arr_minor=_money(rows, 5),
        overrides=overrides,
        at_risk_overrides=at_risk_overrides,
        at_risk_hidden=at_risk_hidden,
        insufficient=sum(row[2] for row in rows if row[1] == "insufficient data"),
    )


def _money(rows: Sequence[Sequence[Any]], place: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        if row[0] and row[place] is not None:
            found[row[0]] = found.get(row[0], 0) + row[place]
    return found
