"""When the next local day begins, across changes to and from daylight saving."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo

from csworkbench.infra.clock import Clock


def next_midnight(clock: Clock, zone: tzinfo | None = None) -> datetime:
    """Give the instant (UTC) the day after the clock's today begins in `zone` (None: the local one).

    Where midnight is left out by a change of the clocks, that is the instant of the change; where it comes twice, the
    first one.
    """
    begins = datetime.combine(clock.today() + timedelta(days=1), time())
    # Through UTC: the difference of two wall times would be an hour wrong over a change of the clocks.
    return (begins.astimezone() if zone is None else begins.replace(tzinfo=zone)).astimezone(UTC)


def until_midnight(clock: Clock, zone: tzinfo | None = None) -> timedelta:
    """Give how long the clock's day still is; nothing when it is over."""
    return max(next_midnight(clock, zone) - clock.now(), timedelta())
