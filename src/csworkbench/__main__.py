"""The entrance: `python -m csworkbench`, the installed command and the frozen program all begin here."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Run the command line; without a command it opens the window."""
    serve_frozen_child()
    restore_library_path()
    leave_closed_folder()
    sys.unraisablehook = ignore_late_fault
    try:
        code = _run() if sys.argv[1:] else _open_own_book()
    except KeyboardInterrupt:  # before the commands are loaded, or after they said how they ended
        code = 1
    sys.exit(code)


def serve_frozen_child() -> None:
    """Become the child process if this start is one: a frozen program has no other way to start its children."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()


def restore_library_path() -> None:
    """Give programs started from a frozen build the library path that held before it was started."""
    if not getattr(sys, "frozen", False) or not sys.platform.startswith("linux"):
        return
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is None:
        os.environ.pop("LD_LIBRARY_PATH", None)
    else:
        os.environ["LD_LIBRARY_PATH"] = before


def leave_closed_folder() -> None:
    """Go to the system's temporary folder when the current one is gone or closed to us (`su` from another's home).

    A child process begins by entering the folder of its parent and would die there.
    """
    try:
        os.chdir(Path.cwd())
    except OSError:
        os.chdir(tempfile.gettempdir())


def ignore_late_fault(fault: sys.UnraisableHookArgs) -> None:
    """Keep quiet about a file that fails once more while it is freed: its first failure was told."""
    if not isinstance(fault.exc_value, OSError):
        sys.__unraisablehook__(fault)


def has_screen() -> bool:
    """Say whether a window can be shown at all: without a screen Qt would end the process with a crash."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)


def _run() -> int:
    from csworkbench.cli.main import run

    return run(_open_window, check_window=_check_window)


def _open_own_book() -> int:
    """Without words there is nothing to parse: the window need not wait for the command line."""
    from csworkbench.infra.streams import replace_closed_streams

    replace_closed_streams()
    try:
        return _open_window(None, "")
    except Exception as error:  # noqa: BLE001  # the command line tells every error, known or not
        from csworkbench.cli.main import tell_failure

        return tell_failure(error)


def _open_window(path: Path | None, theme: str) -> int:
    if not has_screen():
        from csworkbench.infra.errors import WorkbenchError

        raise WorkbenchError("There is no screen to show the window on.", "Use the commands: csworkbench --help")
    gc.disable()  # hardly anything made on the way to the window is garbage; with it shown, collecting goes on
    from csworkbench.app.plain_imports import restore_imports

    restore_imports()
    from csworkbench.app.start import open_window

    return open_window(path, theme=theme)


def _check_window() -> int:
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from csworkbench.app.window_check import check_window

    return check_window()


if __name__ == "__main__":
    main()
