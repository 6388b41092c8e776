"""The program's test of itself: every part an installed or frozen copy needs, without touching the user's data.

Each check raises when something is wrong; none relies on `assert`, which an optimised build would drop.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from csworkbench.infra.clock import as_of_clock
from csworkbench.infra.paths import chart_folder, data_folder, shipped
from csworkbench.infra.tokens import Token

DAY = date(2026, 11, 23)
CHILD_SECONDS = 120


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How one check ended; `problem` is empty when it passed."""

    name: str
    problem: str

    @property
    def is_ok(self) -> bool:
        """Whether the check passed."""
        return not self.problem


class CheckFailed(Exception):
    """Something an installed copy needs is missing or wrong."""


def run_selftest(window_command: Sequence[str] | None) -> list[CheckResult]:
    """Run every check; `window_command` starts a child that opens a window and ends with 0 (None: leave it out)."""
    with tempfile.TemporaryDirectory(prefix="csworkbench-selftest-") as folder:
        checks: list[tuple[str, Callable[[], None]]] = [
            ("resources", _check_resources),
            ("database and migrations", lambda: _check_database(Path(folder))),
            ("demonstration book", lambda: _check_demo(Path(folder))),
            ("import of CSV", lambda: _check_csv(Path(folder))),
            ("reports (XLSX, PDF, CSV)", lambda: _check_reports(Path(folder))),
            ("import of XLSX", lambda: _check_xlsx(Path(folder))),
            ("charts", lambda: _check_charts(Path(folder))),
            ("holidays", _check_holidays),
            ("child process", _check_child),
            ("environment of children", _check_environment),
            ("data folder", _check_data_folder),
        ]
        if window_command is not None:
            checks.append(("window and letters", lambda: _check_window(window_command)))
        return [_run(name, check) for name, check in checks]


def _run(name: str, check: Callable[[], None]) -> CheckResult:
    try:
        check()
    except Exception as error:  # noqa: BLE001  # whatever is wrong in a broken copy is the result
        return CheckResult(name, f"{type(error).__name__}: {error}")
    return CheckResult(name, "")


def _require(condition: bool, problem: str) -> None:
    if not condition:
        raise CheckFailed(problem)


def _check_resources() -> None:
    for name in ("fonts/Inter-Regular.otf", "fonts/LICENCE.txt", "icons/accounts.svg", "icons/LICENCE.txt"):
        _require((shipped("resources") / name).is_file(), f"resources/{name} is missing")
    _require(any(shipped("migrations").glob("versions/0001_*.py")), "the migrations are missing")


def _check_database(folder: Path) -> None:
    from csworkbench.domain.accounts import AccountDraft
    from csworkbench.services.accounts import add_account
    from csworkbench.services.workbench import closing, create_workbench

    with closing(create_workbench(folder / "empty.cswb", as_of_clock(DAY))) as workbench:
        add_account(workbench, AccountDraft(name="Self-test"))
        _require(workbench.undo_state().undo_name is not None, "the journal did not note a change")
        workbench.undo()
        _require(workbench.undo_state().undo_name is None, "undo left a change")


def _check_demo(folder: Path) -> None:
    from csworkbench.services.demo import make_demo
    from csworkbench.services.health import list_health
    from csworkbench.services.workbench import closing, open_workbench

    path = folder / "demo.cswb"
    make_demo(path, 12, 1, as_of_clock(DAY), Token())
    with closing(open_workbench(path, as_of_clock(DAY), write=False)) as workbench:
        scores = [row.health.score for row in list_health(workbench)]
    _require(len(scores) > 0, "no account has a score")


def _check_csv(folder: Path) -> None:
    from csworkbench.exchange.readers.table import read_table

    path = folder / "accounts.csv"
    path.write_bytes("Name;Owner\r\nMüller AG;Maya\r\n".encode("cp1252"))
    rows = [row.cells for row in read_table(path).rows()]
    _require([list(row) for row in rows] == [["Müller AG", "Maya"]], f"a small file was read as {rows}")


def _check_reports(folder: Path) -> None:
    from csworkbench.domain.reports import ReportQuery
    from csworkbench.services.reports import build_health_report, export_report
    from csworkbench.services.workbench import closing, open_workbench

    with closing(open_workbench(folder / "demo.cswb", as_of_clock(DAY), write=False)) as workbench:
        report = build_health_report(workbench, ReportQuery())
    for suffix, mark in (("xlsx", b"PK"), ("pdf", b"%PDF"), ("csv", b"\xef\xbb\xbf")):
        path = folder / f"report.{suffix}"
        export_report(report, path)
        _require(path.read_bytes().startswith(mark), f"the {suffix.upper()} report is not one")


def _check_xlsx(folder: Path) -> None:
    from csworkbench.exchange.readers.table import read_table

    rows = [row.cells for row in read_table(folder / "report.xlsx").rows()]
    _require(len(rows) > 1, "the report just written has no rows when read again")


def _check_charts(folder: Path) -> None:
    os.environ.setdefault("MPLCONFIGDIR", str(chart_folder(folder)))

    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure()
    FigureCanvasAgg(figure)
    figure.subplots().plot([1, 2, 3])
    figure.savefig(folder / "chart.png")
    _require((folder / "chart.png").stat().st_size > 1000, "the chart is empty")


def _check_holidays() -> None:
    import holidays

    _require(date(2026, 12, 25) in holidays.country_holidays("DE", years=2026), "Christmas is missing")


def _check_child() -> None:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor  # noqa: TID251 - whether children start is what is checked

    # unlike multiprocessing.Pool it gives up when a child dies, where that would start others without end
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        answer = pool.submit(_answer, 41).result(CHILD_SECONDS)
    _require(answer == 42, "a child process gave a wrong answer")


def _answer(number: int) -> int:
    return number + 1


def _check_environment() -> None:
    library_path = os.environ.get("LD_LIBRARY_PATH", "")
    _require("_internal" not in library_path, "programs started from here would load our libraries")


def _check_data_folder() -> None:
    folder = data_folder()
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    _require(os.access(existing, os.W_OK), f"{existing} can't be written")


def _check_window(command: Sequence[str]) -> None:
    done = subprocess.run(  # the program itself
        list(command), capture_output=True, text=True, timeout=CHILD_SECONDS, check=False
    )
    _require(done.returncode == 0, f"ended with {done.returncode}: {done.stderr.strip()[-400:]}")


def own_command(*arguments: str) -> list[str]:
    """Give the command line that starts this very program, frozen or not, with `arguments`."""
    start = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "csworkbench"]
    return [*start, *arguments]
