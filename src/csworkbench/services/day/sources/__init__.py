"""The sources of My day, one module each: a module with a `SOURCE` in here is one, and nothing else has to name it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from csworkbench.services.day.source import Source


@cache
def all_sources(packages: Sequence[str] = (__name__,)) -> tuple[Source, ...]:
    """Give every source of the packages, by the names of their modules."""
    found: list[Source] = []
    for package in packages:
        for module in sorted(iter_modules(import_module(package).__path__), key=lambda one: one.name):
            found.append(import_module(f"{package}.{module.name}").SOURCE)
    return tuple(found)
