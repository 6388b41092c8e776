"""`open`: the window."""

from __future__ import annotations

from pathlib import Path

import click

from csworkbench.cli.book import workbench_option
from csworkbench.cli.doors import Doors

THEMES = ("system", "light", "dark", "contrast")


@click.command("open")
@click.argument("path", required=False, default=None, metavar="[BOOK]", type=click.Path(path_type=Path, readable=False))
@workbench_option()
@click.option("--theme", type=click.Choice(THEMES), default=None, help="Colours for this start.")
@click.pass_context
def open_command(
    context: click.Context, path: Path | None = None, book: Path | None = None, theme: str | None = None
) -> None:
    """Open the window on a book, by default your own."""
    if path is not None and book is not None:
        raise click.UsageError("Name the book once: as BOOK or with --workbench.")
    doors: Doors = context.obj
    context.exit(doors.open_window(path or book, theme or ""))
