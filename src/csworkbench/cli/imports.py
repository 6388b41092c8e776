"""`import`: brings a CSV or a workbook into the book, or says what it would do."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from csworkbench.cli.book import opened, program_clock, workbench_option
from csworkbench.cli.calendar_files import import_calendar_file
from csworkbench.cli.output import ConsoleToken, format_option, print_json, print_table, say
from csworkbench.domain.imports.kinds import KINDS
from csworkbench.domain.imports.profiles import PROFILES
from csworkbench.infra.errors import WorkbenchError

if TYPE_CHECKING:
    from csworkbench.domain.imports.results import ErrorGroup
    from csworkbench.services.imports.request import ImportRequest, ImportResult

COUNTS = ("new", "changed", "unchanged", "rejected", "skipped")
NOTHING_TAKEN = 1
CHECK_INS, CALENDAR_SUFFIX = "check-ins", ".ics"
LAST_ROW = 1_048_576
_FILE = click.Path(path_type=Path, readable=False)


class _ImportCommand(click.Command):
    """Lets a calendar file stand without a kind: its events can only become check-ins."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Say the kind for it."""
        places = [place for place, word in enumerate(args) if word.lower().endswith(CALENDAR_SUFFIX)]
        if places and not set(args) & {*KINDS, CHECK_INS}:
            args = [*args[: places[0]], CHECK_INS, *args[places[0] :]]
        return super().parse_args(ctx, args)


@click.command("import", cls=_ImportCommand)
@click.argument("kind", type=click.Choice([*KINDS, CHECK_INS]))
@click.argument("file", type=_FILE)
@workbench_option()
@click.option("--new", "is_new", is_flag=True, help="Make the book first, when there is none.")
@click.option(
    "--profile", type=click.Choice(list(PROFILES)), help="Where the file is from; by default told by its headers."
)
@click.option(
    "--map", "choices", multiple=True, metavar="COLUMN=FIELD", help="What a column is; nothing after = leaves it out."
)
@click.option("--set", "constants", multiple=True, metavar="FIELD=VALUE", help="A value for every row of the file.")
@click.option("--link", type=_FILE, metavar="FILE", help="A table that says which account each row's id belongs to.")
@click.option("--date-order", type=click.Choice(["dmy", "mdy", "ymd"]), help="How to read dates like 03/04/2026.")
@click.option("--decimal-mark", type=click.Choice([".", ","]), help="How to read numbers like 1.234.")
@click.option("--currency", metavar="CODE", help="Of amounts that name none, as EUR.")
@click.option("--encoding", help="Instead of what is detected, as cp1252.")
@click.option("--delimiter", help="Instead of what is detected: one character, or tab.")
@click.option("--sheet", help="The sheet of a workbook; by default the first with a table.")
@click.option("--header-row", type=click.IntRange(1, LAST_ROW), help="The row of column names.")
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Count, write nothing.")
@click.option("--rejects", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write the rows that were not taken there, with reasons; mend and import them again.")  # fmt: skip
@format_option("table", "json")
@click.pass_context
def import_command(
    context: click.Context, /, book: Path | None, is_new: bool, is_dry_run: bool, rejects: Path | None, form: str,
    **options: Any,
) -> None:  # fmt: skip
    """Import FILE (CSV, XLSX, XLS, ODS) as KIND, as one change that can be undone.

    A calendar file (.ics) needs no KIND: its events become check-ins; `checkins import` has more options for it.
    """
    is_calendar = options["file"].suffix.lower() == CALENDAR_SUFFIX
    if is_calendar != (options["kind"] == CHECK_INS):
        raise click.UsageError(f"Check-ins come from calendar files (*{CALENDAR_SUFFIX}), and nothing else does.")
    if is_calendar:
        import_calendar_file(options["file"], book, form, is_dry_run=is_dry_run)
        return
    request = _request(options)
    if is_new and is_dry_run:
        raise click.UsageError("--new makes a book, --dry-run writes nothing: leave one of them out.")
    if rejects is not None:
        _check_rejects(rejects, request)
    if is_new:
        _make_book(book)
    result = _run(book, request, is_dry_run=is_dry_run)
    if rejects is not None:
        from csworkbench.services.imports import write_rejects

        write_rejects(result, rejects)
    _tell(result, request, rejects, form)
    context.exit(NOTHING_TAKEN if _took_nothing(result) else 0)


def _request(options: dict[str, Any]) -> ImportRequest:
    from csworkbench.services.imports.request import ImportRequest

    if options["delimiter"] is not None:
        options["delimiter"] = "\t" if options["delimiter"] in ("tab", "\\t") else options["delimiter"]
        if len(options["delimiter"]) != 1:
            raise click.BadParameter("a delimiter is one character, or the word tab", param_hint="--delimiter")
    if options["currency"] is not None:
        options["currency"] = options["currency"].strip().upper()
        if not (options["currency"].isalpha() and len(options["currency"]) == 3):
            raise click.BadParameter("a currency is three letters, as EUR", param_hint="--currency")
    return ImportRequest(path=options.pop("file"), **options)


def _run(book: Path | None, request: ImportRequest, *, is_dry_run: bool) -> ImportResult:
    from csworkbench.services.imports import apply_import, plan_import

    token = ConsoleToken()
    try:
        with opened(book, write=not is_dry_run) as workbench:
            return (plan_import if is_dry_run else apply_import)(workbench, request, token)
    finally:
        token.finish()


def _make_book(book: Path | None) -> None:
    from csworkbench.infra.paths import default_book
    from csworkbench.services.workbench import create_workbench

    path = book or default_book()
    if not path.exists():
        create_workbench(path, program_clock(), purpose="a command").close()


def _check_rejects(rejects: Path, request: ImportRequest) -> None:
    """Refuse a path the rejected rows can't be written to before anything is imported."""
    folder = rejects.absolute().parent
    if rejects.resolve() == request.path.resolve():
        raise WorkbenchError("The rejected rows would overwrite the file they come from.", "Choose another path.")
    if not folder.is_dir() or not os.access(rejects if rejects.exists() else folder, os.W_OK):
        raise WorkbenchError(f"The rejected rows can't be written to {rejects}.", "Choose another path.")


def _took_nothing(result: ImportResult) -> bool:
    counts = result.counts
    return counts.rejected > 0 and not (counts.new or counts.changed or counts.unchanged)


def _tell(result: ImportResult, request: ImportRequest, rejects: Path | None, form: str) -> None:
    if form == "json":
        print_json(_plain(result, request, rejects))
    else:
        unit = result.unit.capitalize()
        print_table(("Count", unit), [[name, getattr(result.counts, name)] for name in COUNTS])
        for note in result.notes:
            say(note)
        for reason, number in sorted(result.skips.items()):
            say(f"Passed over {number}: {reason}.")
        for group in result.errors:
            say(_group_text(group))
    say(_summary(result, request, rejects))


def _summary(result: ImportResult, request: ImportRequest, rejects: Path | None) -> str:
    rejected = result.counts.rejected
    words = "Dry run of" if result.is_dry_run else "Imported"
    if _took_nothing(result):
        words = "Nothing could be imported from"
    text = f"{words} {request.path.name} as {result.kind} (profile {result.profile})."
    if rejected:
        text += f" {rejected} rows were rejected"
        text += f"; they are in {rejects}." if rejects else "; write them to a file with --rejects FILE."
    return text


def _group_text(group: ErrorGroup) -> str:
    rows = ", ".join(str(number) for number in group.first_rows)
    more = ", ..." if group.count > len(group.first_rows) else ""
    found = ", ".join(f"'{example}'" for example in group.examples if example)
    column = f"{group.column}: " if group.column else ""
    what = f" (found {found})" if found else ""
    return f"{group.count} x {column}expected {group.expected}{what}, rows {rows}{more}. {group.fix}"


def _plain(result: ImportResult, request: ImportRequest, rejects: Path | None) -> dict[str, object]:
    return {
        "kind": result.kind,
        "file": str(request.path),
        "profile": result.profile,
        "dry_run": result.is_dry_run,
        "unit": result.unit,
        "counts": {name: getattr(result.counts, name) for name in COUNTS},
        "skipped": [{"reason": reason, "rows": number} for reason, number in sorted(result.skips.items())],
        "errors": [
            {
                "column": one.column,
                "expected": one.expected,
                "fix": one.fix,
                "count": one.count,
                "first_rows": list(one.first_rows),
                "examples": list(one.examples),
            }
            for one in result.errors
        ],
        "notes": list(result.notes),
        "rejects_file": None if rejects is None else str(rejects),
    }
