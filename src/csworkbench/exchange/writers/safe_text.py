"""Text that other programs will open: never a formula, never a character that breaks the file."""

from __future__ import annotations

import re

_STARTS_FORMULA = frozenset("=+-@|%\t\r\n＝＋－＠｜％")
_PLAIN_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}([ ,.']\d{3})+)([.,]\d+)?([eE][+-]?\d+)?%?")
_PHONE = re.compile(r"\+\d[\d ()/.-]{4,20}\d")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def neutralised(text: str) -> str:
    """Give `text` with an apostrophe before it when a spreadsheet would read it as a formula.

    Plain numbers and phone numbers stay as they are.
    """
    head = text.lstrip(" \u00a0")[:1] or text[:1]
    if head not in _STARTS_FORMULA or not head:
        return text
    if _PLAIN_NUMBER.fullmatch(text) or _PHONE.fullmatch(text):
        return text
    return f"'{text}"


def printable(text: str) -> str:
    """Give `text` without control characters and broken surrogates; tabs and line ends stay."""
    # Most texts need nothing done, and to see that is much faster.
    return text if text.isprintable() else _UNPRINTABLE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Give `text` in one line, printable: every run of white space is one space."""
    return " ".join(printable(text).split())
