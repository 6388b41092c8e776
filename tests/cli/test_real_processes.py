"""The command as a process of its own: what it imports, pipes that break, streams that stay apart."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import click
import pytest

from csworkbench.cli.main import program

HEAVY = ("PySide6", "pandas", "sqlalchemy", "matplotlib", "numpy", "reportlab", "pydantic")
LOADED = f"""
import io, sys
from contextlib import redirect_stdout
from csworkbench.cli.main import run
wrong = []
for words in {{commands!r}}:
    with redirect_stdout(io.StringIO()) as out:
        code = run(None, [*words, "--help"])
    if code or "Usage" not in out.getvalue():
        wrong.append(words)
print(wrong, [name for name in {HEAVY!r} if name in sys.modules])
"""


def every_command() -> list[list[str]]:
    found: list[list[str]] = [[]]
    for name, command in program.commands.items():
        found.append([name])
        if isinstance(command, click.Group):
            found += [[name, under] for under in command.commands]
    return found


def process(*words: object, **more):
    arguments = [sys.executable, "-m", "csworkbench", *map(str, words)]
    return subprocess.run(arguments, capture_output=True, check=False, timeout=100, **more)


def test_help_of_every_command_loads_nothing_heavy():
    commands = every_command()
    assert len(commands) > 15
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(commands=commands)],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.stdout.strip() == "[] []", done.stderr


def test_a_command_keeps_data_and_messages_apart(demo):
    done = process("accounts", "list", "--workbench", demo, "--format", "json", env={**os.environ, "PYTHONUTF8": "0"})
    assert done.returncode == 0
    assert len(json.loads(done.stdout.decode("utf-8"))) == 30


def test_version_gives_version_and_build():
    done = process("--version")
    assert done.returncode == 0
    assert done.stdout.startswith(b"csworkbench 0.")
    assert b"(" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end differently there")
def test_a_pipe_that_breaks_is_quiet(demo):
    read_end, write_end = os.pipe()
    os.close(read_end)
    arguments = [sys.executable, "-m", "csworkbench", "accounts", "list", "--workbench", str(demo)]
    try:
        done = subprocess.run(arguments, stdout=write_end, stderr=subprocess.PIPE, check=False, timeout=100)
    finally:
        os.close(write_end)
    assert done.stderr == b""
    assert done.returncode == 1
