"""The lines of the cards at the right, from what was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from csworkbench.domain.money import compact_money
from csworkbench.ui.my_day.day_reading import Appointment
from csworkbench.ui.my_day.side_cards import SideLine
from csworkbench.ui.widgets.texts import BAND_WORDS, delta_text, number_text, short_day

if TYPE_CHECKING:
    from csworkbench.domain.health_history import HealthChangeRow
    from csworkbench.domain.my_day import RenewalRow


def change_lines(changes: Sequence[HealthChangeRow]) -> list[SideLine]:
    """Give how each account moved: `Watch → At risk`, or by how much within its band."""
    return [
        SideLine(row.account_id, row.name, _moved(row), row.score, row.band, row.sparkline, row.delta)
        for row in changes
    ]


def renewal_lines(renewals: Sequence[RenewalRow]) -> list[SideLine]:
    """Give day and ARR of each renewal, nearest first."""
    lines = []
    for row in renewals:
        worth = "" if row.arr_minor is None else compact_money(row.arr_minor, row.currency)
        detail = " · ".join(part for part in (short_day(row.end_on), worth) if part)
        lines.append(SideLine(row.account_id, row.account_name, detail, row.score, row.band, is_single=True))
    return lines


def renewal_words(renewals: Sequence[RenewalRow]) -> str:
    """Give the sum: `€1.15 M across 11`; currencies are never added up."""
    if not renewals:
        return ""
    sums: Counter[str] = Counter()
    for row in renewals:
        if row.arr_minor is not None and row.currency is not None:
            sums[row.currency] += row.arr_minor
    known = " + ".join(compact_money(amount, code) for code, amount in sums.most_common(2))
    count = number_text(len(renewals))
    return f"{known} across {count}" if known else count


def schedule_lines(appointments: Sequence[Appointment]) -> list[SideLine]:
    """Give today's check-ins that have a time, in order."""
    return [
        SideLine(one.account_id, one.account_name, one.words, time=one.time)
        for one in sorted(appointments, key=lambda one: (one.time, one.account_name))
    ]


def _moved(row: HealthChangeRow) -> str:
    if row.band != row.band_before:
        return f"{BAND_WORDS.get(row.band_before, row.band_before)} → {BAND_WORDS.get(row.band, row.band)}"
    return delta_text(row.delta)
