"""Rows that change nothing are told at once: the outcome is the same as placing every row."""

from __future__ import annotations

import random

import pytest

from csworkbench.services.imports import running
from csworkbench.services.imports.unchanged import UnchangedAccounts
from csworkbench.services.workbench import create_workbench
from tests.services.imports.conftest import CLOCK, Importing

HEAD = "Account ID,Account Name,Website,Industry,Country,Tier"
FIRST = f"{HEAD}\nA1,Acme,acme.example,Trade,DE,A\nA2,Beta,beta.example,Energy,FR,B\nA3,Gamma,,,,"
ACCOUNTS = "SELECT name, name_key, domain, segment, country, tier FROM account ORDER BY id"


def test_what_stands_in_the_book_is_unchanged_and_blank_cells_state_nothing(importing, monkeypatch):
    importing.run("accounts", FIRST)
    monkeypatch.setattr(running._Run, "_place", refuse)
    assert importing.counts("accounts", FIRST) == (0, 0, 3, 0, 0)
    assert importing.counts("accounts", f"{HEAD}\nA1,Acme,,,,\nA2,Beta,beta.example,,FR,") == (0, 0, 2, 0, 0)


def refuse(*_args: object) -> None:
    raise AssertionError("a row was placed")


def test_a_row_that_says_it_back_counts_after_one_that_changed_it(importing):
    importing.run("accounts", FIRST)
    twice = f"{HEAD}\nA1,Acme,acme.example,Retail,DE,A\nA1,Acme,acme.example,Trade,DE,A"
    assert importing.counts("accounts", twice) == (0, 2, 0, 0, 0)
    assert importing.rows("SELECT segment FROM account WHERE name = 'Acme'") == [("Trade",)]


def test_the_same_in_another_part_of_the_file(importing, monkeypatch):
    monkeypatch.setattr(running, "PART", 1)
    importing.run("accounts", FIRST)
    twice = f"{HEAD}\nA1,Acme,acme.example,Retail,DE,A\nA1,Acme,acme.example,Trade,DE,A"
    assert importing.counts("accounts", twice) == (0, 2, 0, 0, 0)
    assert importing.rows("SELECT segment FROM account WHERE name = 'Acme'") == [("Trade",)]


@pytest.mark.parametrize("seed", range(6))
def test_any_files_come_out_as_without_it(tmp_path, monkeypatch, seed):
    monkeypatch.setattr(running, "PART", 3)
    files = [random_file(random.Random(f"{seed}:{number}")) for number in range(4)]
    with_it = outcome(tmp_path / "with.cswb", files)
    monkeypatch.setattr(UnchangedAccounts, "left", lambda _self, rows, _placed: rows)
    assert with_it == outcome(tmp_path / "without.cswb", files)


def outcome(path, files):
    workbench = create_workbench(path, CLOCK)
    try:
        book = Importing(workbench, path.parent)
        return [(book.counts("accounts", content), book.rows(ACCOUNTS)) for content in files]
    finally:
        workbench.close()


def random_file(rng: random.Random) -> str:
    lines = []
    for _ in range(rng.randint(3, 8)):
        number = rng.randint(1, 4)
        cells = (
            f"A{number}" if rng.random() < 0.85 else "",
            f"Name {number if rng.random() < 0.8 else rng.randint(1, 4)}",
            rng.choice(("", f"n{number}.example", f"n{rng.randint(1, 4)}.example")),
            rng.choice(("", "Trade", "Energy")),
            rng.choice(("", "DE")),
            rng.choice(("", "A", "B")),
        )
        lines.append(",".join(cells))
    return "\n".join([HEAD, *lines])
