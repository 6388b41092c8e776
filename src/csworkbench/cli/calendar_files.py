"""`checkins export` and `checkins import`: calendar files (.ics)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from csworkbench.cli.book import Day, opened, workbench_option
from csworkbench.cli.output import ConsoleToken, format_option, print_json, say

FILE = click.Path(path_type=Path, readable=False)
MOST_TOLD = 20


@click.command("export")
@click.argument("target", type=FILE)
@click.option("--check-in", default=None, help="Only this check-in (key or uid).")
@click.option("--series", type=int, default=None, help="Only this series (key).")
@click.option("--owner", default=None, help="Only one owner's (name, e-mail or key).")
@click.option("--folder", is_flag=True, help="TARGET is a folder a calendar program subscribes to, a file per event.")
@workbench_option()
def export_command(
    target: Path, check_in: str | None, series: int | None, owner: str | None, folder: bool, book: Path | None
) -> None:
    """Write check-ins to the calendar file TARGET: all that is planned and the last three months, or one of them.

    It works beside a window that has the book open.
    """
    from csworkbench.services.calendar_files import export as calendar_export
    from csworkbench.services.check_in_lists import resolve_check_in
    from csworkbench.services.owners import resolve_owner

    if sum((check_in is not None, series is not None, owner is not None or folder)) > 1:
        raise click.UsageError("Give one of --check-in, --series, and --owner with --folder.")
    token = ConsoleToken()
    said = f"Wrote {target}."
    try:
        with opened(book, write=False) as workbench:
            whose = None if owner is None else resolve_owner(workbench, owner).id
            if check_in is not None:
                calendar_export.export_check_in(workbench, resolve_check_in(workbench, check_in), target, token)
            elif series is not None:
                calendar_export.export_series(workbench, series, target, token)
            elif folder:
                changed = calendar_export.export_folder(workbench, target, whose, token)
                said = f"{target}: {changed} files written or deleted; the others say the same."
            else:
                calendar_export.export_book(workbench, target, whose, token)
    finally:
        token.finish()
    say(said)


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--account", default=None, help="Whose events are that tell no account (name or key).")
@click.option("--since", type=Day(), default=None, metavar="DATE", help="Also events over since this day; else today.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@workbench_option()
@format_option("table", "json")
def import_command(
    file: Path, account: str | None, since: date | None, dry_run: bool, book: Path | None, form: str
) -> None:
    """Bring the events of the calendar FILE into the book as check-ins, as one change that can be undone."""
    import_calendar_file(file, book, form, account=account, since=since, is_dry_run=dry_run)


def import_calendar_file(
    file: Path,
    book: Path | None,
    form: str,
    *,
    account: str | None = None,
    since: date | None = None,
    is_dry_run: bool = False,
) -> None:
    """Import a calendar file and say what was done."""
    from csworkbench.services.accounts import resolve_account
    from csworkbench.services.calendar_files.importing import import_calendar

    token = ConsoleToken()
    try:
        with opened(book, write=True) as workbench:
            key = None if account is None else resolve_account(workbench, account)
            done = import_calendar(workbench, file, key, since=since, is_dry_run=is_dry_run, token=token)
    finally:
        token.finish()
    if form == "json":
        print_json({"added": done.added, "updated": done.updated, "unchanged": done.unchanged,
                    "left_out": done.left_out, "not_contacts": done.strangers, "dry_run": is_dry_run,
                    "events": [asdict(line) for line in done.lines]})  # fmt: skip
        return
    said = f"Would add {done.added}, update" if is_dry_run else f"Added {done.added}, updated"
    say(f"{said} {done.updated}; {done.unchanged} unchanged, {len(done.left_out)} left out.")
    for line in done.left_out[:MOST_TOLD]:
        say(f"Left out: {line}")
    if done.strangers:
        say(f"No contacts: {', '.join(done.strangers[:MOST_TOLD])}")
