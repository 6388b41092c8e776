"""Prints a table of ratios and growth: `python -m benchmarks [--sizes 1000,10000] [--runs 9] [NAME ...]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.books import make_book
from benchmarks.measures import Case, chosen
from benchmarks.timing import Pair, growth


def main() -> None:
    """Measure, then print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000", help="accounts per book, with commas")
    parser.add_argument("--runs", type=int, default=9, help="repetitions of quick measures")
    parser.add_argument("names", nargs="*", help="parts of the names of measures")
    asked = parser.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",")]
    found: dict[str, list[Pair]] = {name: [] for name, _ in chosen(asked.names)}
    made: list[float] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path, seconds = make_book(Path(folder), size)
            made.append(seconds)
            sys.stderr.write(f"{size:,} accounts: book of {path.stat().st_size / 1e6:.0f} MB in {seconds:.1f} s\n")
            for name, measure in chosen(asked.names):
                found[name].append(measure(Case(path, size, Path(folder), asked.runs)))
                sys.stderr.write(f"  {name}: {found[name][-1].ratio:.2f}\n")
    sys.stdout.write(_table(sizes, found, made))


def _table(sizes: list[int], found: dict[str, list[Pair]], made: list[float]) -> str:
    heads = "".join(f" {size:,}: ms | ratio | stall |" for size in sizes)
    lines = [f"| measure |{heads} growth |", "|---|" + "---:|---:|---:|" * len(sizes) + "---:|"]
    for name, pairs in found.items():
        cells = "".join(f" {pair.ours * 1000:,.1f} | {pair.ratio:.2f} | {_stall(pair)} |" for pair in pairs)
        lines.append(f"| {name} |{cells} {growth(sizes, [pair.ours for pair in pairs]):.2f} |")
    cells = "".join(f" {seconds * 1000:,.0f} | | |" for seconds in made)
    lines.append(f"| make the demonstration book |{cells} {growth(sizes, made):.2f} |")
    return "\n".join(lines) + "\n"


def _stall(pair: Pair) -> str:
    return "" if pair.stall is None else f"{pair.stall * 1000:.0f}"


if __name__ == "__main__":
    main()
