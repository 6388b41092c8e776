"""`report health`: the health report, written to a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from csworkbench.cli.book import as_of_option, opened, workbench_option
from csworkbench.cli.output import ConsoleToken, say


@click.group("report")
def report_group() -> None:
    """Write reports."""


@report_group.command("health")
@workbench_option()
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="FILE.xlsx, .pdf or .csv.")
@click.option("--owner", default=None, help="Only the accounts of this owner (name or e-mail).")
@as_of_option("As known on this day; by default today.")
def health_command(book: Path | None, out: Path, owner: str | None, as_of: date | None) -> None:
    """Write the health report to FILE; an older file there is replaced."""
    from csworkbench.domain.reports import ReportQuery
    from csworkbench.services.report_files import check_target
    from csworkbench.services.reports import build_health_report, export_report

    check_target(out)
    token = ConsoleToken()
    try:
        with opened(book, write=False) as workbench:
            report = build_health_report(workbench, ReportQuery(owner_name=owner, as_of=as_of), token)
        export_report(report, out, token)
    finally:
        token.finish()
    say(f"Wrote {out}: {len(report.rows)} accounts as of {report.head.as_of.isoformat()}.")
