"""`selftest`: whether this copy of the program has all it needs, windows included."""

from __future__ import annotations

import click

from csworkbench.cli.doors import Doors
from csworkbench.cli.output import format_option, print_rows, say

FAILED = 14
WINDOW_COMMAND = "selftest-window"


@click.command("selftest")
@click.option("--without-window", is_flag=True, help="Leave the check of windows out (no display needed anyway).")
@format_option("table", "json")
@click.pass_context
def selftest_command(context: click.Context, without_window: bool, form: str) -> None:
    """Check this copy of the program; it touches none of your books."""
    from csworkbench.services.selftest import own_command, run_selftest

    results = run_selftest(None if without_window else own_command(WINDOW_COMMAND))
    rows = [
        {"check": one.name, "result": "ok" if one.is_ok else "failed", "problem": one.problem or None}
        for one in results
    ]
    columns = ("check", "result", "problem")
    print_rows(rows, columns if form == "json" else columns[:2], form, labels=("Check", "Result"))
    failed = [one for one in results if not one.is_ok]
    for one in failed:
        say(f"{one.name}: {one.problem}")
    context.exit(FAILED if failed else 0)


@click.command(WINDOW_COMMAND, hidden=True)
@click.pass_context
def selftest_window_command(context: click.Context) -> None:
    """Open a small window and draw letters; run by `selftest` in a child process."""
    doors: Doors = context.obj
    context.exit(doors.check_window())
