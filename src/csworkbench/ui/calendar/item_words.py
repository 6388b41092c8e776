"""What the calendar says of a check-in, a mark and a day: on screen, in tool tips and to screen readers."""

from __future__ import annotations

from datetime import date

from csworkbench.domain.calendar_span import CalendarDay, CalendarItemRow, CalendarMarkRow, CalendarSpan, hours_text
from csworkbench.domain.checkins import moved_text
from csworkbench.ui.widgets.texts import clock_text, count_text, health_text, relative_day, weekday_day

MARK_WORDS = {"promise": "Promise", "renewal": "Renewal", "review": "Review"}
MARK_ICONS = {"promise": "action", "renewal": "renewal", "review": "reviews"}
CHANNEL_ICONS = {
    "call": "call",
    "meeting": "meeting",
    "video": "video",
    "email": "email",
    "chat": "chat",
    "on-site": "on-site",
    "event": "event",
    "notice": "notice",
}


def title_of(item: CalendarItemRow) -> str:
    """Give what a check-in is: `Check-in`, `QBR`."""
    return item.kind[:1].upper() + item.kind[1:]


def state_words(item: CalendarItemRow, today: date) -> str:
    """Give what became of it: `held`, `missed`, `did it happen?`, `moved twice`; empty for a plain plan."""
    words = []
    if item.state != "planned":
        words.append(item.state)
    elif item.on < today:
        words.append("did it happen?")
    if item.moved_count:
        words.append(moved_text(item.moved_count))
    return " · ".join(words)


def details_of(item: CalendarItemRow, today: date) -> str:
    """Give in one line who comes, what it is about and how it stands."""
    about = " ".join(item.agenda.split())
    parts = (item.people, about, "part of a series" if item.series_id is not None else "", state_words(item, today))
    return " · ".join(part for part in parts if part)


def when_words(item: CalendarItemRow) -> str:
    """Give day, time and length: `Tue 24 Nov, 10:30, 30 min`."""
    parts = [weekday_day(item.on)]
    if item.at is not None:
        parts.append(clock_text(item.at))
    if item.minutes is not None:
        parts.append(hours_text(item.minutes))
    return ", ".join(parts)


def zone_words(item: CalendarItemRow) -> str:
    """Give the time over there, when it is planned in another zone: `20:00 in America/New_York`."""
    if item.time_zone is None or item.due_time is None or (item.due_time, item.due_on) == (item.at, item.on):
        return ""
    return f"{clock_text(item.due_time)} in {item.time_zone}"


def conflict_words(item: CalendarItemRow) -> str:
    """Give what stands against its place as a sentence; empty when nothing does."""
    words = "; ".join(item.conflicts)
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def spoken_item(item: CalendarItemRow, today: date) -> str:
    """Give all of a check-in, for screen readers and tool tips."""
    parts = [
        f"{title_of(item)} with {item.account}, {when_words(item)}",
        zone_words(item),
        details_of(item, today),
        f"health {health_text(item.score, item.band)}",
        conflict_words(item),
    ]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def spoken_mark(mark: CalendarMarkRow) -> str:
    """Give all of a mark: `Promise: Acme, Send the price list`."""
    return f"{MARK_WORDS[mark.kind]}: {mark.account}" + (f", {mark.title}" if mark.title else "")


def load_words(minutes: int, cap: int) -> str:
    """Give how full it is: `1 h 30 min of 8 h`; empty when nothing is planned."""
    if not minutes:
        return ""
    return f"{hours_text(minutes)} of {hours_text(cap)}" if cap else hours_text(minutes)


def day_words(day: CalendarDay) -> str:
    """Give what a day holds: `Christmas Day · 2 check-ins · 1 h of 8 h`."""
    count = count_text(day.check_ins, "check-in") if day.check_ins else ""
    too_full = "too full" if day.is_too_full and day.cap_minutes else ""
    return " · ".join(part for part in (day.closed, count, load_words(day.minutes, day.cap_minutes), too_full) if part)


def spoken_day(span: CalendarSpan, on: date, today: date) -> str:
    """Give a day with all that is on it, for screen readers."""
    items = [spoken_item(item, today) for item in span.items_on(on)]
    marks = [spoken_mark(mark) + "." for mark in span.marks_on(on)]
    words = day_words(span.day(on)) or "nothing planned"
    return " ".join([f"{weekday_day(on)} ({relative_day(on, today)}): {words}.", *items, *marks])
