"""Reports made in a process beside the window: built, drawn, and kept whole for the files that are asked for later."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from pathlib import Path

from csworkbench.domain.ids import OwnerId
from csworkbench.domain.reports import HealthReport, ReportHead, ReportQuery
from csworkbench.infra.clock import Clock
from csworkbench.infra.tokens import Token
from csworkbench.services.report_files import export_report
from csworkbench.services.reports import build_health_report, list_report_owners
from csworkbench.services.workbench import closing, open_workbench


@dataclass(frozen=True, slots=True)
class DrawnReport:
    """What the window needs of a report: the rows stay in its files, as taking in thousands would hold it up.

    Attributes:
        owners: key and name of every owner a report can be narrowed to.
        pdf, saved: the pages, and the report itself for `write_saved`; None when there is no account in it.
    """

    head: ReportHead
    owners: list[tuple[OwnerId, str]]
    pdf: Path | None
    saved: Path | None


def draw_report(token: Token, book: Path, clock: Clock, query: ReportQuery, base: Path) -> DrawnReport:
    """Build the report of a book and write its pages beside `base`, a path without suffix in a folder of our own.

    Raises:
        InvalidInput, NotFound, WorkbenchError, Cancelled: as `build_health_report` and `export_report`.
    """
    with closing(open_workbench(book, clock, write=False, purpose="a report", check=False)) as workbench:
        report = build_health_report(workbench, query, token)
        owners = list_report_owners(workbench)
    if not report.rows:
        return DrawnReport(report.head, owners, None, None)
    pdf, saved = base.with_suffix(".pdf"), base.with_suffix(".report")
    export_report(report, pdf, token)
    saved.write_bytes(pickle.dumps(report, pickle.HIGHEST_PROTOCOL))
    return DrawnReport(report.head, owners, pdf, saved)


def load_saved(saved: Path) -> HealthReport:
    """Give the report that `draw_report` kept."""
    report: HealthReport = pickle.loads(saved.read_bytes())  # noqa: S301 - written by ourselves, in a folder of our own
    return report


def write_saved(token: Token, saved: Path, path: Path) -> None:
    """Write a kept report to `path` as its suffix says; raises what `export_report` does."""
    export_report(load_saved(saved), path, token)
