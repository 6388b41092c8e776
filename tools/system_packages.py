"""The Debian and Ubuntu packages that Qt, the frozen build and `venv` need; other systems bring them along."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from tools.shell import Stopped, is_linux, output_of, run, say

# Each entry is one need; the first name that is installed meets it (Debian 13 and Ubuntu 24.04 renamed one).
QT_NEEDS: tuple[tuple[str, ...], ...] = (
    ("libgl1",),
    ("libegl1",),
    ("libglib2.0-0", "libglib2.0-0t64"),
    ("libfontconfig1",),
    ("libdbus-1-3",),
    ("libxkbcommon0",),
    ("fonts-dejavu-core",),
    ("libxcb-cursor0",),
    ("libxcb-icccm4",),
    ("libxcb-keysyms1",),
    ("libxcb-shape0",),
    ("libxcb-xkb1",),
    ("libxkbcommon-x11-0",),
    ("binutils",),
)
VENV_NEEDS: tuple[tuple[str, ...], ...] = (("python3-venv",),)
RENAMED_PYTHON = 12
"""The minor version whose library is called ...t64 (Ubuntu 24.04)."""


def python_needs(base_prefix: str, minor: int) -> tuple[tuple[str, ...], ...]:
    """Give the library of the distribution's own Python, which the frozen build takes along and its Python lacks.

    Args:
        base_prefix: where this Python is installed; one that did not come with the system brings its library.
        minor: its minor version.
    """
    if base_prefix != "/usr":
        return ()
    name = f"libpython3.{minor}"
    return ((name, f"{name}t64"),) if minor == RENAMED_PYTHON else ((name,),)


def has_ensurepip() -> bool:
    """Tell whether this Python can put pip into an environment (bare Debian's can't)."""
    try:
        import ensurepip
    except ImportError:
        return False
    # Debian ships the module without its wheels in some releases, and then says so only when asked to work
    return bool(ensurepip.version())


def ensure(*, with_venv: bool) -> None:
    """Install what is missing where that is allowed; elsewhere give the one line to run.

    Args:
        with_venv: an environment is about to be made, so `venv` must work, too.

    Raises:
        Stopped: something is missing and may not be installed from here.
    """
    lacks_pip = with_venv and not has_ensurepip()
    if not _is_debian():
        if lacks_pip:
            raise Stopped("This Python lacks the module 'ensurepip'; install your system's venv package and try again.")
        return
    needs = QT_NEEDS + python_needs(sys.base_prefix, sys.version_info.minor) + (VENV_NEEDS if lacks_pip else ())
    missing = missing_packages(needs, _installed(needs), _release())
    if not missing:
        return
    prefix = _rights()
    line = f"sudo apt-get install -y --no-install-recommends {' '.join(missing)}"
    if prefix is None:
        raise Stopped(f"System packages are missing. Run this line, then try again:\n  {line}")
    say(f"Installing system packages: {' '.join(missing)}")
    if not _install(prefix, missing):
        raise Stopped(f"The system packages could not be installed. Run this line, then try again:\n  {line}")


def missing_packages(
    needs: tuple[tuple[str, ...], ...], installed: frozenset[str], release: tuple[str, float]
) -> list[str]:
    """Give one package name for each need that nothing installed meets.

    Args:
        needs: the alternatives of each need, older name first.
        installed: names of installed packages.
        release: the distribution's id and version number.
    """
    return [names[-1 if _is_renamed(release) else 0] for names in needs if not installed.intersection(names)]


def _is_renamed(release: tuple[str, float]) -> bool:
    name, version = release
    return version >= (24.04 if name == "ubuntu" else 13)


def _is_debian() -> bool:
    return is_linux() and shutil.which("apt-get") is not None and shutil.which("dpkg-query") is not None


def _installed(needs: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    names = [name for group in needs for name in group]
    _, text = output_of(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names])
    return frozenset(line.split()[0] for line in text.splitlines() if line.endswith(" installed"))


def _release() -> tuple[str, float]:
    """Read the distribution's id and version; a release without a number (sid) counts as the newest."""
    pairs = (line.partition("=") for line in Path("/etc/os-release").read_text("utf-8").splitlines())
    fields = {key: value.strip('"') for key, _, value in pairs}
    try:
        return fields.get("ID", ""), float(fields.get("VERSION_ID", "99"))
    except ValueError:
        return fields.get("ID", ""), 99.0


def _rights() -> list[str] | None:
    """Give what to put before apt-get: nothing for root, sudo where it asks no password, None where neither helps."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    if output_of(["sudo", "-n", "true"])[0] == 0:
        return ["sudo", "-n"]
    return None


def _install(prefix: list[str], packages: list[str]) -> bool:
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
    # a fresh machine has no package lists; old lists name files that are gone
    if run([*apt, "update"]):
        say("The package lists could not be refreshed; trying with those that are here.")
    return run([*apt, "install", "-y", "--no-install-recommends", *packages]) == 0
