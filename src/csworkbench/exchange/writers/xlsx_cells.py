"""Cells of an XLSX report: their looks, and values that a spreadsheet never runs."""

from __future__ import annotations

from datetime import date
from typing import Any

from csworkbench.domain.money import to_major
from csworkbench.exchange.writers.safe_text import printable

LONGEST_TEXT = 32_767
BAND_COLORS = {
    "At risk": ("#8E1812", "#FDE6E4"),
    "Watch": ("#7A4200", "#FFF0D2"),
    "Healthy": ("#0B5C44", "#DDF5EB"),
    "Insufficient data": ("#4B5768", "#E9EDF3"),
}


class Formats:
    """The cell formats of one workbook."""

    def __init__(self, book: Any) -> None:
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.head = book.add_format({"bold": True, "font_size": 12, "top": 1})
        self.column = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF1F6", "text_wrap": True})
        self.text = book.add_format({"valign": "top"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.money = book.add_format({"num_format": "#,##0"})
        self.cents = book.add_format({"num_format": "#,##0.00"})
        self.share = book.add_format({"num_format": "0%"})
        self.points = book.add_format({"num_format": "+0;-0;0"})
        self.whole = book.add_format({"num_format": "#,##0"})
        self.bands = {
            word: book.add_format({"font_color": ink, "bg_color": ground, "bold": word == "At risk"})
            for word, (ink, ground) in BAND_COLORS.items()
        }


def put_text(sheet: Any, at: int, column: int, text: str | None, look: Any = None) -> None:
    """Write a text as a string cell, cut to what a cell can hold; nothing where there is none."""
    if text:
        sheet.write_string(at, column, printable(text)[:LONGEST_TEXT], look)


def put_day(sheet: Any, formats: Formats, at: int, column: int, day: date | None) -> None:
    """Write a day; one before Excel knows any stays a text."""
    if day is None:
        return
    if day.year < 1900:
        sheet.write_string(at, column, day.isoformat())
    else:
        sheet.write_datetime(at, column, day, formats.day)


def put_money(
    sheet: Any, formats: Formats, at: int, column: int, amount_minor: int | None, currency: str | None
) -> None:
    """Write an amount in major units; nothing where it is unknown."""
    if amount_minor is None:
        return
    amount = to_major(amount_minor, currency or "")
    look = formats.money if amount == amount.to_integral_value() else formats.cents
    sheet.write_number(at, column, float(amount), look)
