"""The lines of the cards at the right, from what was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from csworkbench.domain.money import compact_money
from csworkbench.domain.my_day import MOST_RENEWALS, check_in_begins
from csworkbench.ui.my_day.side_cards import SideLine
from csworkbench.ui.widgets.texts import BAND_WORDS, clock_text, delta_text, number_text, short_day

if TYPE_CHECKING:
    from csworkbench.domain.health_history import HealthChangeRow
    from csworkbench.domain.my_day import AppointmentRow, RenewalRow


def figures_words(figures_on: date | None, today: date, *, is_read_only: bool) -> str:
    """Say of which day health is, when that is not today; empty when it is."""
    if figures_on is None or figures_on == today:
        return ""
    of = f"Health is that of {short_day(figures_on)}"
    return f"{of}." if is_read_only else f"{of}; it is being brought up to today."


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
    """Give the sum: `€1.15 M across 11`; currencies are never added up. Of more than 50 only the first are summed."""
    if not renewals:
        return ""
    sums: Counter[str] = Counter()
    for row in renewals:
        if row.arr_minor is not None and row.currency is not None:
            sums[row.currency] += row.arr_minor
    known = " + ".join(compact_money(amount, code) for code, amount in sums.most_common(2))
    count = number_text(len(renewals))
    if len(renewals) >= MOST_RENEWALS:
        count = f"the first {count}"
    return f"{known} across {count}" if known else count


def schedule_lines(appointments: Sequence[AppointmentRow], today: date) -> list[SideLine]:
    """Give today's check-ins that have a time, in order; times are local whatever zone they were planned in."""
    timed = sorted((_local_time(one, today), one.account_name, one.check_in_id, one) for one in appointments)
    return [SideLine(one.account_id, one.account_name, one.words, time=clock_text(at)) for at, _, _, one in timed]


def _local_time(one: AppointmentRow, today: date) -> str:
    begins = check_in_begins(today.isoformat(), one.due_time, one.time_zone) if one.time_zone else None
    return one.due_time if begins is None else f"{begins.astimezone():%H:%M}"


def _moved(row: HealthChangeRow) -> str:
    if row.band != row.band_before:
        return f"{BAND_WORDS.get(row.band_before, row.band_before)} → {BAND_WORDS.get(row.band, row.band)}"
    return delta_text(row.delta)
