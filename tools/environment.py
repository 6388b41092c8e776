"""The virtual environment `.venv`, made from `requirements.lock` and kept equal to it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from tools import system_packages
from tools.shell import ROOT, Stopped, output_of, run_or_stop, say

VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "dev-stamp.json"
LOCK_OPTIONS = [
    *("--group", "dev", "--generate-hashes", "--no-emit-index-url", "--no-header", "--universal"),
    *("--python-version", "3.11", "-o", "requirements.lock"),
]


def in_venv(name: str, folder: Path = VENV) -> Path:
    """Give the path of a program of the environment."""
    return folder / "Scripts" / f"{name}.exe" if os.name == "nt" else folder / "bin" / name


def ensure() -> None:
    """Make or repair the environment; do nothing when it already agrees with the lock file.

    Raises:
        Stopped: system packages are missing or a step of the set-up failed.
    """
    wanted = _wanted()
    made = _stamp()
    if made == wanted and in_venv("python").exists():
        system_packages.ensure(with_venv=False)
        return
    system_packages.ensure(with_venv=True)
    # Only a finished environment of this place and this Python can be brought up to date; after an interruption
    # a package may lie there in halves, which pip would take for whole.
    if any(made.get(key) != wanted[key] for key in ("python", "folder")) or not _pip_works():
        _make()
    STAMP.unlink(missing_ok=True)
    _fill()
    STAMP.write_text(json.dumps(wanted, indent=1), "utf-8")
    say("The environment is ready.")


def lock() -> None:
    """Write `requirements.lock` anew from `pyproject.toml`, with uv in an environment that is thrown away.

    Raises:
        Stopped: uv could not be installed or found no solution.
    """
    if not system_packages.has_ensurepip():
        system_packages.ensure(with_venv=True)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        run_or_stop([_base_python(), "-m", "venv", place], "The environment for uv could not be made.")
        python = in_venv("python", place)
        run_or_stop([python, "-m", "pip", "install", "--quiet", "uv"], "uv could not be installed.")
        run_or_stop(
            [in_venv("uv", place), "pip", "compile", "pyproject.toml", *LOCK_OPTIONS], "No lock file could be made."
        )


def _wanted() -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {
        "lock": hashlib.sha256(LOCK.read_bytes()).hexdigest(),
        "project": hashlib.sha256(json.dumps(project, sort_keys=True).encode()).hexdigest(),
        "python": sys.version.split()[0],
        "folder": str(VENV),
    }


def _stamp() -> dict[str, str]:
    try:
        found = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _pip_works() -> bool:
    return in_venv("python").exists() and output_of([in_venv("python"), "-m", "pip", "--version"])[0] == 0


def _base_python() -> str:
    """Give the Python that environments are made with, also when this process runs inside one."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def _make() -> None:
    if Path(sys.prefix).resolve() == VENV.resolve():
        raise Stopped("The environment must be made anew; run this with the system's Python, not the one in .venv.")
    if VENV.exists():
        say("Making the environment .venv anew.")
        shutil.rmtree(VENV)
    run_or_stop([_base_python(), "-m", "venv", VENV], "The environment .venv could not be made.")


def _fill() -> None:
    pip: list[str | Path] = [in_venv("python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    failure = "The packages could not be installed; run the same command again when the network is back."
    try:
        run_or_stop([*pip, "--require-hashes", "-r", LOCK], failure)
        run_or_stop(
            [*pip, "--no-deps", "--no-build-isolation", "-e", ROOT], "The program could not be installed into .venv."
        )
    except subprocess.SubprocessError as error:
        raise Stopped(f"{failure} ({error})") from error
