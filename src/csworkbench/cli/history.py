"""`history`, `undo` and `redo`: the named changes of a book."""

from __future__ import annotations

from pathlib import Path

import click

from csworkbench.cli.book import opened, workbench_option
from csworkbench.cli.output import Row, format_option, print_rows, say

COLUMNS = ("id", "made_at", "name", "state", "user", "device")
MOST_CHANGES = 1_000_000
LABELS = ("Id", "Made at (UTC)", "Change", "State", "By", "On")


@click.command("history")
@workbench_option()
@click.option("--limit", type=click.IntRange(1, MOST_CHANGES), default=50, show_default=True, help="How many changes.")
@format_option()
def history_command(book: Path | None, limit: int, form: str) -> None:
    """Print the newest changes of a book, newest first."""
    from csworkbench.services.history import list_history

    with opened(book, write=False) as workbench:
        changes = list_history(workbench, limit)
    rows: list[Row] = [
        {
            "id": one.change_id,
            "made_at": one.made_at,
            "name": one.name,
            "state": one.state,
            "user": one.user,
            "device": one.device,
        }
        for one in changes
    ]
    print_rows(rows, COLUMNS, form, labels=LABELS)


@click.command("undo")
@workbench_option()
def undo_command(book: Path | None) -> None:
    """Take the newest change of a book back."""
    from csworkbench.services.history import undo

    with opened(book, write=True) as workbench:
        say(f"Undid: {undo(workbench).name}")


@click.command("redo")
@workbench_option()
def redo_command(book: Path | None) -> None:
    """Do the change again that was undone last."""
    from csworkbench.services.history import redo

    with opened(book, write=True) as workbench:
        say(f"Did again: {redo(workbench).name}")
