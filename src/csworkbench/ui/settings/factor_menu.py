"""The menu that adds a factor: one that is built in and not used yet, or an imported metric with a way to read it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from csworkbench.domain.health.draft import BUILT_IN, FactorDraft, built_in_factor, signal_factor
from csworkbench.domain.health.parts import SIGNAL_READINGS, SignalSource
from csworkbench.ui.settings.drafting import Drafting

MOST_METRICS = 60
Add = Callable[[FactorDraft], None]


def fill_factor_menu(menu: QMenu, drafting: Drafting, add: Add) -> None:
    """Fill a menu with what can be added now."""
    menu.clear()
    taken = drafting.taken_keys()
    for key, factor in BUILT_IN.items():
        if key not in taken:
            menu.addAction(factor.label, partial(_add_built_in, add, key))
    if not menu.isEmpty():
        menu.addSeparator()
    for row in drafting.metrics[:MOST_METRICS]:
        readings = QMenu(row.metric.replace("&", "&&"), menu)
        for reading in SIGNAL_READINGS:
            source = SignalSource(row.metric, reading)
            readings.addAction(reading.capitalize(), partial(_add_signal, add, drafting, source))
        menu.addMenu(readings)
    if not drafting.metrics:
        menu.addAction("No metric imported yet").setEnabled(False)


def make_factor_menu(drafting: Drafting, add: Add, parent: QWidget) -> QMenu:
    """Give the menu; it is filled each time it opens."""
    menu = QMenu(parent)
    menu.aboutToShow.connect(partial(fill_factor_menu, menu, drafting, add))
    return menu


def _add_built_in(add: Add, key: str) -> None:
    add(built_in_factor(key))


def _add_signal(add: Add, drafting: Drafting, source: SignalSource) -> None:
    add(signal_factor(source, drafting.taken_keys()))
