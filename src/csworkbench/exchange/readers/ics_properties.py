"""Single properties of a calendar file's event, as plain texts."""

from __future__ import annotations

import re
from typing import Any

from icalendar import Component

from csworkbench.domain.texts import clean_line

OWN = "X-CSWORKBENCH-"
_ESCAPED = re.compile(r"\\(.)")


def word_of(part: Component, name: str, words: tuple[str, ...], default: str) -> str:
    """Give one of our own words; `default` when it is none of `words`."""
    said = own(part, name)
    return said if said in words else default


def own(part: Component, name: str) -> str:
    """Give a property of our own; empty when there is none."""
    # The parser leaves the escapes of what it does not know.
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], text_of(part, OWN + name))


def text_of(part: Component, name: str) -> str:
    """Give a property as text; empty when there is none."""
    value = first(part, name)
    return "" if value is None else str(value)


def first(part: Component, name: str) -> Any:
    """Give a property; the first where the file says it more than once."""
    value = part.get(name)
    return (value[0] if value else None) if isinstance(value, list) else value


def name_of(part: Component) -> str:
    """Give what an event is called where something about it is told."""
    return f'event "{clean_line(text_of(part, "SUMMARY") or text_of(part, "UID"))[:60]}"'


def why(error: Exception) -> str:
    """Give what is wrong, in one line."""
    return clean_line(str(error))[:160] or type(error).__name__
