"""Kills a writing process again and again and looks at what it left: `python killing.py FOLDER ROUNDS SEED`.

A program of its own, so that it may fork: each round is a fresh process that has everything imported already. Prints
what was found as JSON.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
from pathlib import Path

from sqlalchemy import Connection

from csworkbench.domain.history import ChangeSet
from csworkbench.infra.clock import Clock, SystemClock
from csworkbench.infra.tokens import Token
from csworkbench.storage.connection import connect
from csworkbench.storage.workbench import create_book, open_book

NOW = "2026-01-01T00:00:00.000Z"
PEOPLE = 3


def no_derive(connection: Connection, found: ChangeSet, clock: Clock, token: Token | None = None) -> None:
    """Leave what is derived alone."""


def write_until_killed(book: Path, acknowledge: int) -> None:
    """Add an account with its people in one change, tell the number, again and again."""
    workbench = open_book(book, SystemClock(), no_derive, write=True)
    with workbench.read() as connection:
        number = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM account").scalar_one()
    while True:
        number += 1
        with workbench.change(f"Add {number}") as change:
            change.connection.exec_driver_sql(
                "INSERT INTO account (id, uid, name, name_key, status, known_at) VALUES (?, ?, 'A', 'a', 'active', ?)",
                (number, f"u{number}", NOW),
            )
            for person in range(PEOPLE):
                change.connection.exec_driver_sql(
                    "INSERT INTO contact (uid, account_id, name, known_at) VALUES (?, ?, 'P', ?)",
                    (f"c{number}-{person}", number, NOW),
                )
        os.write(acknowledge, f"{number}\n".encode())


def kill_once(book: Path, chance: random.Random) -> int:
    """Start a writer, kill it after some acknowledgements; give the last one."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        write_until_killed(book, writing)
    os.close(writing)
    last = 0
    wanted = chance.randint(1, 6)
    with os.fdopen(reading, "rb") as pipe:
        for _ in range(wanted):
            last = int(pipe.readline())
        select.select([], [], [], chance.random() * 0.008)
        os.kill(child, signal.SIGKILL)
        for line in pipe:
            if line.endswith(b"\n"):
                last = int(line)
    os.waitpid(child, 0)
    return last


def look(book: Path) -> dict[str, object]:
    """Give what the file holds after the kill."""
    connection = connect(book)
    try:

        def one(query: str) -> object:
            return connection.execute(query).fetchone()[0]

        return {
            "integrity": one("PRAGMA integrity_check"),
            "orphans": len(connection.execute("PRAGMA foreign_key_check").fetchall()),
            "accounts": one("SELECT count(*) FROM account"),
            "last": one("SELECT coalesce(max(id), 0) FROM account"),
            "people": one("SELECT count(*) FROM contact"),
            "changes": one("SELECT count(*) FROM change"),
            "sequence": one("SELECT coalesce(max(sequence), 0) FROM change"),
            "images": one("SELECT count(*) FROM change_row"),
            "mode": one("SELECT mode FROM journal_state"),
        }
    finally:
        connection.close()


def faults(found: dict[str, object], acknowledged: int) -> list[str]:
    """Give what is wrong, as words; empty when nothing is."""
    accounts = found["accounts"]
    wanted: dict[str, object] = {
        "integrity": "ok",
        "orphans": 0,
        "last": accounts,
        "people": PEOPLE * int(str(accounts)),
        "changes": accounts,
        "sequence": accounts,
        "images": (PEOPLE + 1) * int(str(accounts)),
        "mode": 0,
    }
    wrong = [f"{name} is {found[name]!r}, not {value!r}" for name, value in wanted.items() if found[name] != value]
    if int(str(found["last"])) < acknowledged:
        wrong.append(f"{acknowledged} was acknowledged, {found['last']} is there")
    return wrong


def main(folder: Path, rounds: int, seed: int) -> None:
    """Run the rounds and print the result."""
    book = folder / "killed.cswb"
    create_book(book, SystemClock(), no_derive).close()
    chance = random.Random(seed)
    wrong: list[str] = []
    for number in range(rounds):
        acknowledged = kill_once(book, chance)
        wrong += [f"round {number}: {fault}" for fault in faults(look(book), acknowledged)]
    sys.stdout.write(json.dumps({"rounds": rounds, "written": look(book)["accounts"], "wrong": wrong}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
