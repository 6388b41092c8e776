"""The command `csworkbench`: the group all commands hang on, the exit codes, and `open`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from csworkbench import __version__
from csworkbench.infra.errors import WorkbenchError

OpenWindow = Callable[[Path | None, str], int]
"""Opens the window on a book (None: the user's own) in a theme (empty: as last time); gives the exit code."""


@click.group(invoke_without_command=True)
@click.version_option(__version__, prog_name="csworkbench")
@click.pass_context
def program(context: click.Context) -> None:
    """The desk of a customer success manager. Without a command it opens the window."""
    if context.invoked_subcommand is None:
        context.invoke(open_command)


@program.command("open")
@click.argument("book", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--theme", type=click.Choice(["system", "light", "dark"]), default=None, help="Colours for this start.")
@click.pass_context
def open_command(context: click.Context, book: Path | None = None, theme: str | None = None) -> None:
    """Open the window on BOOK, by default your own."""
    open_window: OpenWindow = context.obj
    context.exit(open_window(book, theme or ""))


def run(open_window: OpenWindow, args: Sequence[str] | None = None) -> int:
    """Run the command line; give its exit code (0 done, 1 failed, 2 wrong usage, others by the error)."""
    try:
        code = program.main(args, prog_name="csworkbench", standalone_mode=False, obj=open_window)
    except WorkbenchError as error:
        click.echo(str(error), err=True)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo("Stopped.", err=True)
        return 1
    return code if isinstance(code, int) else 0
