"""Days and numbers in words, the way cells, cards and messages say them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QTime

BAND_WORDS = {
    "healthy": "Healthy",
    "watch": "Watch",
    "at risk": "At risk",
    "insufficient data": "Insufficient data",
}
NO_DATA_SHORT = "No data"


def count_text(count: int, noun: str, plural: str = "") -> str:
    """Give `1 account`, `16 accounts`; `plural` for nouns that don't just take an s."""
    return f"{number_text(count)} {noun if count == 1 else plural or noun + 's'}"


def number_text(number: int, locale: QLocale | None = None) -> str:
    """Give a whole number with the locale's group separators; the C locale, which leaves them out, gets commas."""
    used = QLocale(locale) if locale is not None else QLocale()
    used.setNumberOptions(used.numberOptions() & ~QLocale.NumberOption.OmitGroupSeparator)
    return used.toString(number)


def percent_text(share: float) -> str:
    """Give a share of 0 to 1 as whole percent."""
    return f"{round(share * 100)} %"


def relative_day(day: date, today: date, *, is_due: bool = False) -> str:
    """Give `today`, `tomorrow`, `in 12 days`, `9 days ago`; with `is_due` a past day is `4 days overdue`."""
    days = (day - today).days
    if days == 0:
        return "today"
    if days > 0:
        return "tomorrow" if days == 1 else f"in {number_text(days)} days"
    if is_due:
        return f"{count_text(-days, 'day')} overdue"
    return "yesterday" if days == -1 else f"{number_text(-days)} days ago"


def full_day(day: date, locale: QLocale | None = None) -> str:
    """Give a day with its year, in the locale's order: `4 Dec 2026`, `Dec 4, 2026`."""
    return _formatted(day, locale or QLocale(), has_weekday=False, has_year=True)


def short_day(day: date, locale: QLocale | None = None) -> str:
    """Give a day without its year: `4 Dec`."""
    return _formatted(day, locale or QLocale(), has_weekday=False, has_year=False)


def weekday_day(day: date, locale: QLocale | None = None) -> str:
    """Give a day with its weekday, without the year: `Wed 18 Nov`."""
    return _formatted(day, locale or QLocale(), has_weekday=True, has_year=False)


def clock_text(at: str, locale: QLocale | None = None) -> str:
    """Give "HH:MM" as clocks show it here: `14:30`, `2:30 PM`; what is no time stays as it is."""
    here = locale or QLocale()
    shape, time = here.timeFormat(QLocale.FormatType.ShortFormat), QTime.fromString(at, "HH:mm")
    return here.toString(time, shape) if "ap" in shape.lower() and time.isValid() else at


def is_day_first(locale: QLocale | None = None) -> bool:
    """Say whether the locale writes the day before the month."""
    pattern = (locale or QLocale()).dateFormat(QLocale.FormatType.ShortFormat)
    return pattern.find("d") < pattern.find("M")


def _formatted(day: date, locale: QLocale, *, has_weekday: bool, has_year: bool) -> str:
    it = QDate(day.year, day.month, day.day)
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat)
    if pattern.startswith("y") and has_year:
        text = locale.toString(it, QLocale.FormatType.ShortFormat)
    elif is_day_first(locale):
        text = locale.toString(it, "d MMM yyyy" if has_year else "d MMM")
    else:
        text = locale.toString(it, "MMM d, yyyy" if has_year else "MMM d")
    return f"{locale.toString(it, 'ddd')} {text}" if has_weekday else text


def delta_text(delta: int | None) -> str:
    """Give a change of points in words for screen readers: `up 2 points`, `unchanged`; empty when unknown."""
    if delta is None:
        return ""
    if delta == 0:
        return "unchanged"
    return f"{'up' if delta > 0 else 'down'} {count_text(abs(delta), 'point')}"


def health_text(score: int | None, band: str) -> str:
    """Give a score and its band in words: `31 At risk`."""
    word = BAND_WORDS.get(band, BAND_WORDS["insufficient data"])
    return word if score is None else f"{score} {word}"


def plain_tool_tip(text: str) -> str:
    """Give `text` as a tool tip that shows it letter by letter, whatever tags it holds, line by line."""
    if not text:
        return ""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{escaped.replace(chr(10), '<br>')}</qt>"


def typeset(words: str) -> str:
    """Give words that are also printed on terminals with a true arrow and true minus signs."""
    return words.replace(" -> ", " → ").replace("(-", "(\N{MINUS SIGN}").replace(" -", " \N{MINUS SIGN}")
