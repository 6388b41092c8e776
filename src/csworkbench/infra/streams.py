"""The standard streams of a program that may have been started without them."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path


def replace_closed_streams() -> None:
    """A program started without stdout or stderr (`>&-`, no console) writes to nowhere instead of failing."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # it lives as long as the process
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


def never_choke_on_letters() -> None:
    """Let a terminal that lacks a letter of a name show another sign for it, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="replace")
