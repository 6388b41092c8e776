"""What is measured, each beside the least that the same result costs."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import health, imports, report_files, working_day
from benchmarks.books import clock
from benchmarks.timing import Pair, Work, alternate
from csworkbench.domain.accounts import AccountQuery
from csworkbench.domain.ids import AccountId
from csworkbench.services import accounts
from csworkbench.services.health import give_pulse
from csworkbench.services.workbench import Workbench, open_workbench
from csworkbench.storage.connection import connect

Measure = Callable[["Case"], Pair]


@dataclass(frozen=True)
class Case:
    """One book to measure: its path, size, a folder to write into, and how often to repeat."""

    path: Path
    accounts: int
    folder: Path
    runs: int


def start_up_accounts(case: Case) -> Pair:
    """Accounts painted with its first page of rows, against an empty main window (whole processes)."""
    return _start_up(case, "accounts")


def start_up_day(case: Case) -> Pair:
    """My day painted, still without its items, against an empty main window (whole processes)."""
    return _start_up(case, "my_day")


def start_up_day_rows(case: Case) -> Pair:
    """My day until its first rows, read when the window stands, are painted, too, against an empty main window."""
    return _start_up(case, "my_day", "rows")


def _start_up(case: Case, page: str, kind: str = "program") -> Pair:
    """Both with byte code, as an installed program has it: the warm-up writes it into a folder of its own."""
    data = case.folder / f"data-{page}-{kind}"
    data.mkdir()
    (data / "settings.ini").write_text(f'[window]\npage = "{page}"\n', "utf-8")
    (data / "book.cswb").symlink_to(case.path)
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    surroundings |= {"PYTHONPYCACHEPREFIX": str(case.folder / "byte-code"), "CSWORKBENCH_DATA": str(data)}

    def child(name: str) -> Work:
        command = [sys.executable, "-m", "benchmarks.start_up_child", name]
        return lambda: subprocess.run(command, check=True, capture_output=True, env=surroundings, timeout=60)

    return alternate(child(kind), child("empty"), max(case.runs, 15))


def _scan(connection: Any, words: str) -> Work:
    query = "SELECT id FROM account WHERE instr(lower(name), ?) > 0"
    return lambda: connection.execute(query, (words,)).fetchall()


def keystroke(case: Case) -> Pair:
    """Ids for a search text of three letters, against a scan of all names."""
    with _opened(case) as (workbench, connection):
        query = AccountQuery(text="ver", sort="score")
        return alternate(lambda: accounts.find_accounts(workbench, query), _scan(connection, "ver"), case.runs)


def sort(case: Case) -> Pair:
    """All ids in the order of a column, against a scan of all names."""
    orders = itertools.cycle(("arr", "renewal", "name", "last_contact"))
    with _opened(case) as (workbench, connection):
        return alternate(
            lambda: accounts.find_accounts(workbench, AccountQuery(sort=next(orders))),
            _scan(connection, ""),
            case.runs,
        )


def scroll(case: Case) -> Pair:
    """A page of 200 rows by key, against the driver's bare fetch of them."""
    starts = itertools.cycle(range(1, max(2, case.accounts - 200), 211))
    with _opened(case) as (workbench, connection):

        def ours() -> object:
            first = next(starts)
            return accounts.load_account_lines(workbench, [AccountId(key) for key in range(first, first + 200)])

        def floor() -> object:
            keys = [next(starts)] * 200
            marks = ",".join("?" * len(keys))
            query = f"SELECT * FROM account_line WHERE account_id IN ({marks})"  # noqa: S608
            return connection.execute(query, list(range(keys[0], keys[0] + 200))).fetchall()

        return alternate(ours, floor, case.runs)


def edit(case: Case) -> Pair:
    """One pulse with its journal, recompute and commit, against one committed insert by the driver alone."""
    values = itertools.cycle((1, 2, 3, 4, 5))
    bare = connect(case.folder / "bare.db")
    bare.execute("CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, words TEXT)")

    def floor() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO note (words) VALUES ('a pulse')")
        bare.execute("COMMIT")

    with _opened(case, write=True) as (workbench, _):
        account = AccountId(1 + case.accounts // 2)
        pair = alternate(lambda: give_pulse(workbench, account, next(values)), floor, case.runs * 3)
    bare.close()
    return pair


def report_xlsx(case: Case) -> Pair:
    """The health report as XLSX, against bare XlsxWriter with the same cells."""
    return report_files.write_xlsx(case.path, case.folder, case.runs)


def report_pdf(case: Case) -> Pair:
    """The health report as PDF, against bare reportlab with the table of all accounts."""
    return report_files.write_pdf(case.path, case.folder, case.runs)


def my_day(case: Case) -> Pair:
    """My day of one owner."""
    return working_day.day(case.path, case.runs, is_team=False)


def day_of_team(case: Case) -> Pair:
    """My day of everyone."""
    return working_day.day(case.path, case.runs, is_team=True)


def month(case: Case) -> Pair:
    """A month of one owner's calendar."""
    return working_day.month(case.path, case.runs, is_team=False)


def month_of_team(case: Case) -> Pair:
    """A month of everyone's calendar."""
    return working_day.month(case.path, case.runs, is_team=True)


def plan_of_a_month(case: Case) -> Pair:
    """A plan for 300 accounts."""
    return working_day.plan(case.path, case.folder, min(case.runs, 3))


class _opened:  # noqa: N801  # reads like the `opened` of a with statement
    def __init__(self, case: Case, *, write: bool = False) -> None:
        self._workbench: Workbench = open_workbench(case.path, clock(), write=write)
        self._connection = connect(case.path, read_only=True)

    def __enter__(self) -> tuple[Workbench, Any]:
        return self._workbench, self._connection

    def __exit__(self, *error: object) -> None:
        self._connection.close()
        self._workbench.close()


MEASURES: dict[str, Measure] = {
    "start-up on Accounts": start_up_accounts,
    "start-up on My day": start_up_day,
    "My day with its rows": start_up_day_rows,
    "search keystroke": keystroke,
    "sort": sort,
    "scroll (200 rows)": scroll,
    "all scores": health.all_scores,
    "recompute and keep": health.recompute,
    "start of a day": health.start_of_day,
    "a missed day": health.missed_day,
    "what-if: slider to result": health.what_if,
    "my day": my_day,
    "my day of the team": day_of_team,
    "calendar month": month,
    "calendar month of the team": month_of_team,
    "plan of 300 accounts": plan_of_a_month,
    "edit with recompute": edit,
    "import accounts": imports.bring_in,
    "import the same again": imports.bring_in_again,
    "import and its health": imports.bring_in_with_health,
    "undo of an import": imports.undo,
    "report as XLSX": report_xlsx,
    "report as PDF": report_pdf,
}


def chosen(names: list[str]) -> Iterator[tuple[str, Measure]]:
    """Give the measures whose name holds one of `names` (all without names)."""
    for name, measure in MEASURES.items():
        if not names or any(part in name for part in names):
            yield name, measure
