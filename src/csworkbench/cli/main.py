"""The command `csworkbench`: the group all commands hang on, and what each way to end means."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from csworkbench import __version__
from csworkbench.cli.accounts import accounts_group
from csworkbench.cli.book import workbench_option
from csworkbench.cli.cadence import cadence_group
from csworkbench.cli.checkins import checkins_group
from csworkbench.cli.day import day_command
from csworkbench.cli.demo import demo_command
from csworkbench.cli.doors import CheckWindow, Doors, OpenWindow
from csworkbench.cli.health import health_group
from csworkbench.cli.history import history_command, redo_command, undo_command
from csworkbench.cli.holidays import holidays_group
from csworkbench.cli.imports import import_command
from csworkbench.cli.open import open_command
from csworkbench.cli.output import say
from csworkbench.cli.reports import report_group
from csworkbench.cli.selftest import selftest_command, selftest_window_command
from csworkbench.infra.errors import InvalidInput, WorkbenchError, file_fault
from csworkbench.infra.streams import never_choke_on_letters, replace_closed_streams
from csworkbench.infra.tokens import Cancelled

FAILED = 1
CANCELLED_WORDS = "cancelled; nothing was changed"


def version_text() -> str:
    """Give the version with the stamp of the build: commit and time of its sources, where it was built from them."""
    import csworkbench

    try:
        stamp = json.loads((Path(csworkbench.__file__).parent / "_bundled" / "build.json").read_text("utf-8"))
        commit, epoch = str(stamp["commit"])[:12], int(stamp["epoch"])
    except (OSError, ValueError, KeyError, TypeError):
        return f"{__version__} (not built: run from its sources)"
    return (
        f"{__version__} (build {commit or 'without commit'}, {datetime.fromtimestamp(epoch, UTC):%Y-%m-%d %H:%M} UTC)"
    )


def _show_version(context: click.Context, _parameter: click.Parameter, is_asked: bool) -> None:
    if is_asked and not context.resilient_parsing:
        click.echo(f"csworkbench {version_text()}")
        context.exit()


@click.group(invoke_without_command=True)
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_show_version,
              help="Print version and build.")  # fmt: skip
@workbench_option()
@click.pass_context
def program(context: click.Context, book: Path | None) -> None:
    """The desk of a customer success manager. Without a command it opens the window."""
    if context.invoked_subcommand is None:
        context.invoke(open_command, path=None, book=book, theme=None)
    elif book is not None:
        raise click.UsageError("Write --workbench after the command.")


for _command in (
    open_command, demo_command, import_command, accounts_group, cadence_group, checkins_group, day_command,
    health_group, holidays_group, report_group, history_command, undo_command, redo_command, selftest_command,
    selftest_window_command,
):  # fmt: skip
    program.add_command(_command)


def run(open_window: OpenWindow, args: Sequence[str] | None = None, *, check_window: CheckWindow | None = None) -> int:
    """Run the command line; give its exit code (0 done, 1 failed, 2 wrong usage, others by the error)."""
    doors = Doors(open_window, check_window or _no_window)
    replace_closed_streams()
    never_choke_on_letters()
    try:
        code = program.main(args, prog_name="csworkbench", standalone_mode=False, obj=doors)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (Cancelled, KeyboardInterrupt, click.Abort):
        say(CANCELLED_WORDS)
        return FAILED
    except BrokenPipeError:
        _drop_output()
        return FAILED
    except Exception as error:  # noqa: BLE001  # the last door: whatever it is, the person gets one line
        return tell_failure(error)
    return code if isinstance(code, int) else 0


def tell_failure(error: Exception) -> int:
    """Say in one line what failed and what to do next; give the exit code."""
    if isinstance(error, WorkbenchError):
        is_guard = isinstance(error, InvalidInput) and error.field == "override_reason"
        say(f'{error} Add --reason "They asked for it".' if is_guard else str(error))
        return error.exit_code
    if isinstance(error, OSError) and error.errno is not None:
        say(str(file_fault(error)))
        _drop_output()  # what is still unwritten would fail once more at the end
        return FAILED
    if isinstance(error, UnicodeEncodeError) and error.encoding == "utf-8":
        say("A name or word given holds bytes that are not UTF-8; nothing was changed. Rename the file, or write it"
            " in UTF-8.")  # fmt: skip
        return FAILED
    log = _log(error)
    where = f"Details are in {log}." if log else "Details could not be logged."
    say(f"csworkbench failed unexpectedly ({type(error).__name__}). {where}")
    return FAILED


def _log(error: Exception) -> Path | None:
    from csworkbench.infra.logs import private_trace, start_logging, stop_logging, topic
    from csworkbench.infra.paths import log_folder

    path = start_logging(log_folder())
    try:
        topic("crash").error("a command failed\n%s", private_trace(error))
    finally:
        stop_logging()
    return path


def _drop_output() -> None:
    """Who read our output is gone: keep the interpreter from complaining about it at its end."""
    try:
        number = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)


def _no_window() -> int:
    say("This copy of the program has no window to check.")
    return FAILED
