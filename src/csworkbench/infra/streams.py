"""The standard streams of a program that may have been started without them."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def replace_closed_streams() -> None:
    """A program started without stdout or stderr (`>&-`, no console) writes to nowhere instead of failing."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # it lives as long as the process
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
