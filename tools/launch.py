"""`dev.py run`: the program from the checkout, on the demonstration book."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path

from tools.environment import in_venv
from tools.shell import ROOT, Stopped, is_linux, output_of, run, run_or_stop, say

DEMO_ACCOUNTS = 60
ASK_FOR_PATH = "from csworkbench.infra.paths import demo_book; print(demo_book())"


def program(arguments: Sequence[str]) -> int:
    """Run csworkbench with these arguments; without any, open the window on the demonstration book.

    Gives the program's exit code; 0 when there is no display and the commands that need none were shown.
    """
    python = in_venv("python")
    if arguments:
        return run([python, "-m", "csworkbench", *arguments], echo=False)
    book = _demo_book(python)
    if not _has_display():
        say(_without_display(book))
        return 0
    return run([python, "-m", "csworkbench", "open", "--workbench", book])


def _demo_book(python: Path) -> Path:
    code, text = output_of([python, "-c", ASK_FOR_PATH])
    if code:
        raise Stopped(f"The program in .venv does not start:\n{text}")
    book = Path(text.strip().splitlines()[-1])
    if not book.exists():
        book.parent.mkdir(parents=True, exist_ok=True)
        say("Making the demonstration book.")
        run_or_stop(
            [python, "-m", "csworkbench", "demo", book, "--accounts", str(DEMO_ACCOUNTS)],
            "The demonstration book could not be made.",
        )
    return book


def _has_display() -> bool:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not is_linux() or any(os.environ.get(name) for name in names)


def _without_display(book: Path) -> str:
    command = in_venv("csworkbench").relative_to(ROOT)
    place = f"--workbench {shlex.quote(str(book))}"
    return "\n".join(
        [
            "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.",
            "These commands need none:",
            f"  {command} accounts list {place}",
            f"  {command} health list {place}",
            f"  {command} report health {place} --out health.xlsx",
            f"  {command} import accounts FILE {place} --dry-run",
            f"  {command} history {place}",
            f"  {command} --help",
        ]
    )
