"""Words, numbers, texts, days and signs of the filter language, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from csworkbench.domain.segments.errors import FilterError

KEYWORDS = frozenset({"and", "or", "not", "in", "is", "missing", "today"})

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<text>"(?:[^"\\]|\\.)*")
    |(?P<date>\d{4}-\d{2}-\d{2}(?![\w.]))
    |(?P<relative>[+-]\d{1,5}[dw](?![\w.]))
    |(?P<number>[+-]?\d{1,18}(?:\.\d{1,9})?(?![\w.]))
    |(?P<sign><=|>=|!=|=|<|>|~|\(|\)|,)
    |(?P<word>[^\W\d][\w-]*)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """One piece: kind is text, date, relative, number, sign, word, keyword or end; text is unquoted."""

    kind: str
    text: str
    position: int

    def shown(self) -> str:
        """Give the piece as an error message names it."""
        return "the end" if self.kind == "end" else f'"{self.text}"'


def read_tokens(source: str) -> list[Token]:
    """Give the tokens with an end token last; FilterError at the first piece that is none."""
    tokens: list[Token] = []
    place = 0
    while place < len(source):
        match = _TOKEN.match(source, place)
        if match is None:
            raise _unreadable(source, place)
        kind = str(match.lastgroup)
        text = match.group()
        if kind == "text":
            text = _ESCAPED.sub(r"\1", text[1:-1])
        elif kind == "word" and text.casefold() in KEYWORDS:
            kind, text = "keyword", text.casefold()
        if kind != "space":
            tokens.append(Token(kind, text, place))
        place = match.end()
    tokens.append(Token("end", "", len(source)))
    return tokens


def _unreadable(source: str, place: int) -> FilterError:
    letter = source[place]
    if letter == '"':
        return FilterError("this text has no closing quote.", place)
    if letter.isdigit() or letter in "+-":
        piece = re.split(r"[\s()=<>!~,]", source[place:], maxsplit=1)[0]
        return FilterError(f'"{piece}" is neither a number nor a day (2026-03-31, +90d, -2w, today).', place)
    if letter == "'":
        return FilterError('texts stand in double quotes: "at risk".', place)
    return FilterError(f'"{letter}" means nothing here.', place)
