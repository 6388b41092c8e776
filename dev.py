#!/usr/bin/env python3
"""The developer's entry: `python3 dev.py run` opens the program, `python3 dev.py test` checks everything.

Each command sets up what it needs first. Only the standard library is used; the parts are in `tools/`.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this may have an older Python
    sys.exit("csworkbench needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

import argparse

from tools import checks, environment, launch
from tools.shell import ROOT, Stopped, run, say


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py", description="Run, test and build csworkbench from a checkout.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    words = {
        "run": "open the program on a demonstration book (or pass arguments to csworkbench)",
        "test": "all checks and tests, without a display (arguments go to pytest, then only tests run)",
        "bench": "measure against the floors and print the table (arguments go to the benchmarks)",
        "soak": "the long tests",
        "build": "build the one-folder program into dist/ and let it test itself",
        "lock": "write requirements.lock anew from pyproject.toml",
        "setup": "make or repair .venv, and nothing else",
    }
    for name, text in words.items():
        command = commands.add_parser(name, help=text, description=text, add_help=name not in ("run", "bench"))
        if name == "test":
            command.add_argument("--fast", action="store_true", help="leave out slow tests and the frozen build")
    return parser


def _perform(options: argparse.Namespace, rest: list[str]) -> int:
    if options.command == "lock":
        environment.lock()
        return 0
    environment.ensure()
    match options.command:
        case "run":
            return launch.program(rest)
        case "test":
            return checks.test(fast=options.fast, pytest_arguments=rest)
        case "bench":
            return run([environment.in_venv("python"), "-m", "benchmarks", *rest], extra=checks.HEADLESS)
        case "soak":
            return checks.soak(rest)
        case "build":
            checks.build()
    return 0


def main(arguments: list[str]) -> int:
    """Perform one command and give the exit code."""
    parser = _parser()
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command in ("build", "lock", "setup"):
        parser.error(f"{options.command} takes no arguments: {' '.join(rest)}")
    if not (ROOT / "requirements.lock").exists() and options.command != "lock":
        say("requirements.lock is missing; make it with: python3 dev.py lock")
        return 1
    try:
        return _perform(options, rest)
    except Stopped as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("Interrupted; the next run goes on from here.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
