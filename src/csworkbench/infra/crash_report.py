"""What is kept of an error no one caught or a hard crash, for the next start to offer: types and places only."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path

REPORT, FAULTS = "crash.txt", "fault.log"
MOST_BYTES = 20_000
"""What is kept of either file: the first errors of a run say more than the thousandth."""

_PLACE = re.compile(r'^\s*File "(?P<path>[^"]*)", line (?P<line>\d+)(?: in (?P<name>.*))?$')
_HEAD = re.compile(r"^(Fatal Python error|Windows fatal exception|Current thread|Thread|Timeout)\b")


def note_crash(folder: Path, at: datetime, trace: str) -> None:
    """Keep an error's type and places with its time. A disk that refuses is no reason for a second error."""
    path = folder / REPORT
    with suppress(OSError):
        if path.exists() and path.stat().st_size > MOST_BYTES:
            return
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{at:%Y-%m-%d %H:%M} UTC\n{trace}\n\n")


def pending_report(folder: Path) -> str:
    """Give what was kept since the last `forget_report`; empty when there is nothing."""
    parts = [_read(folder / REPORT), private_faults(_read(folder / FAULTS))]
    return "\n\n".join(part.strip() for part in parts if part.strip())


def was_stopped(folder: Path) -> bool:
    """Say whether the interpreter itself crashed: then the program was gone at once."""
    return bool(private_faults(_read(folder / FAULTS)))


def forget_report(folder: Path) -> None:
    """Drop what was kept."""
    for name in (REPORT, FAULTS):
        with suppress(OSError):
            if (folder / name).exists():
                (folder / name).open("w").close()


def private_faults(text: str) -> str:
    """Give what the interpreter wrote of a hard crash without folders, which hold the name of the user."""
    kept: list[str] = []
    for line in text.splitlines():
        place = _PLACE.match(line)
        if place:
            name = re.split(r"[\\/]", place["path"])[-1]
            kept.append(f"  {name}:{place['line']} {place['name'] or ''}".rstrip())
        elif _HEAD.match(line):
            kept.append(line)
    return "\n".join(kept)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""
