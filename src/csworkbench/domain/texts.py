"""What people type or paste, made fit to keep: nothing invisible that harms, nothing that can't be stored.

Signs nobody can see or mean (NUL, control codes, overrides of the reading direction) are left out; half letters
(lone surrogates) become the sign for an unreadable letter.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_LINE = 500
"""Letters of a title, a phone number and the like."""
LONGEST_TEXT = 200_000
"""Letters of notes, of the words of a customer and of a review's section."""

_LEFT_OUT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ufffe\uffff]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_HALF_LETTER = re.compile("[\ud800-\udfff]")


def without_harm(text: str) -> str:
    """Give the text without harmful signs, with LF as line ends; blanks and tabs stay."""
    return _HALF_LETTER.sub("\ufffd", _LINE_END.sub("\n", _LEFT_OUT.sub("", text)))


def clean_text(text: str) -> str:
    """Give the text as `without_harm` and without blanks around it; nothing when no reader would see anything."""
    kept = without_harm(text).strip()
    return kept if is_visible(kept) else ""


def clean_line(text: str) -> str:
    """Give the text as one line: as `clean_text`, and every run of white space is one space."""
    return " ".join(clean_text(text).split())


def is_visible(text: str) -> bool:
    """Say whether there is a single sign that a reader would see; zero-width signs and blanks are none."""
    return any(unicodedata.category(letter)[0] not in "ZC" for letter in text)
