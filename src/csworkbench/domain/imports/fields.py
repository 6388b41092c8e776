"""What a field of an import kind is: its type, its words, the headers it is known by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class FieldType(StrEnum):
    """How a cell is read, and the Python type of the value that comes out."""

    TEXT = "text"  # str, trimmed
    KEY = "key"  # str: an identifier of the source; Salesforce's empty id counts as blank
    DOMAIN = "domain"  # str: host only, lower case, without www
    EMAIL = "email"  # str, lower case
    INTEGER = "integer"  # int
    NUMBER = "number"  # Decimal
    MONEY = "money"  # Decimal in major units; a currency sign fills `currency` when no column does
    CURRENCY = "currency"  # str: ISO 4217 code
    DATE = "date"  # datetime.date, the day as written
    INSTANT = "instant"  # aware datetime in UTC; a day alone is noon UTC, a time without zone is UTC
    BOOLEAN = "boolean"  # bool
    ENUM = "enum"  # str: one of `words`
    WORDS = "words"  # tuple[str, ...]: several of `words`, separated by ; or ,


@dataclass(frozen=True, slots=True)
class Field:
    """One target field of a kind.

    Attributes:
        name: the key in the converted values and in `--map COLUMN=FIELD`.
        label: what a person reads.
        type: how the cell is read.
        headers: normalised headers (`normal_header`) that mean this field, best first.
        words: for ENUM and WORDS, the allowed words as stored.
        synonyms: for ENUM and WORDS, normalised foreign word -> allowed word.
    """

    name: str
    label: str
    type: FieldType
    headers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kind:
    """One import kind.

    Attributes:
        name: the word on the command line (`accounts`, ...).
        fields: every field a column can be mapped to.
        required: groups of field names; of each group at least one must be mapped.
        telling: sets of normalised headers that give a file of this kind away.
    """

    name: str
    fields: tuple[Field, ...]
    required: tuple[tuple[str, ...], ...]
    telling: tuple[frozenset[str], ...] = ()

    def field(self, name: str) -> Field | None:
        """Give the field of that name, or None; signals also know `metric:NAME` for any metric."""
        found = next((each for each in self.fields if each.name == name), None)
        if found is None and self.name == "signals" and name.startswith(METRIC_PREFIX):
            metric = name.removeprefix(METRIC_PREFIX)
            if re.fullmatch(r"[a-z][a-z0-9_]{0,60}", metric):
                return Field(name, metric.replace("_", " "), FieldType.NUMBER)
        return found


METRIC_PREFIX = "metric:"
_CUSTOM_SUFFIX = re.compile(r"__c$", re.IGNORECASE)
_UNIT = re.compile(r"\((?:%|usd|eur|gbp|primary)\)\s*$", re.IGNORECASE)


def normal_header(header: str) -> str:
    """Give a header without case, blanks, punctuation and Salesforce's `__c`: `Account ID` -> `accountid`."""
    text = unicodedata.normalize("NFKC", header).strip()
    text = _UNIT.sub("", _CUSTOM_SUFFIX.sub("", text))
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def normal_word(word: str) -> str:
    """Give an enumerated word without case, blanks and punctuation: `In Notice` -> `innotice`."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", word).casefold() if letter.isalnum())
