"""`demo`: makes the demonstration book."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from csworkbench.cli.book import as_of_option, program_clock
from csworkbench.cli.output import ConsoleToken, say

ACCOUNTS, SEED = 1000, 7
MOST_ACCOUNTS = 100_000


@click.command("demo")
@click.argument("path", type=click.Path(path_type=Path, readable=False))
@click.option("--accounts", type=click.IntRange(1, MOST_ACCOUNTS), default=ACCOUNTS, show_default=True,
              help="How many accounts.")  # fmt: skip
@click.option("--seed", type=click.IntRange(min=0), default=SEED, show_default=True, help="Same seed, same book.")
@as_of_option("The day the book ends on; by default today.")
def demo_command(path: Path, accounts: int, seed: int, as_of: date | None) -> None:
    """Make a demonstration book at PATH, whole or not at all."""
    from csworkbench.infra.clock import as_of_clock
    from csworkbench.services.demo import make_demo

    token = ConsoleToken()
    try:
        make_demo(path, accounts, seed, as_of_clock(as_of) if as_of else program_clock(), token)
    finally:
        token.finish()
    say(f"Made {path} with {accounts:,} accounts. Open it with: csworkbench open --workbench {path}")
