"""What the person has chosen so far, and the request it makes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from csworkbench.domain.imports.fields import FieldType
from csworkbench.domain.imports.kinds import KINDS
from csworkbench.domain.imports.mapping import automatic

if TYPE_CHECKING:
    from csworkbench.services.imports.outline import ImportOutline
    from csworkbench.services.imports.request import ImportRequest

_STYLED = frozenset(
    {FieldType.DATE, FieldType.INSTANT, FieldType.INTEGER, FieldType.NUMBER, FieldType.MONEY}
)  # fmt: skip


@dataclass(slots=True)
class Options:
    """How the file shall be read; None: as detected."""

    profile: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    date_order: Literal["dmy", "mdy", "ymd"] | None = None
    decimal_mark: Literal[".", ","] | None = None
    currency: str | None = None
    link: Path | None = None
    constants: tuple[str, ...] = ()

    def reading(self) -> tuple[str | Path | None, ...]:
        """Give what needs the file read again when it changes."""
        return self.profile, self.encoding, self.delimiter, self.sheet, self.link


@dataclass(slots=True)
class ImportDraft:
    """A file, its kind, how it is read and where its columns go.

    Attributes:
        path: the file, once chosen.
        kind: as chosen; empty: to be guessed.
        fields: header -> field name, of the columns that are taken.
        usual: what the suggestions alone would make of `fields`.
    """

    path: Path | None = None
    kind: str = ""
    options: Options = field(default_factory=Options)
    fields: dict[str, str] = field(default_factory=dict)
    usual: dict[str, str] = field(default_factory=dict)

    def take(self, outline: ImportOutline, remembered: list[str]) -> None:
        """Start from what the columns suggest, and what was chosen for this source the last time."""
        kind = KINDS[outline.kind]
        self.kind = outline.kind
        self.usual = dict(automatic(outline.suggestions, kind).pairs)
        self.fields = dict(self.usual)
        for choice in remembered:
            header, _, name = choice.rpartition("=")
            if header in outline.headers and (not name or kind.field(name) is not None):
                self.choose(header, name or None)

    def choose(self, header: str, name: str | None) -> str | None:
        """Let a column fill a field (None: leave it out); gives the column that filled the field before, if any."""
        self.fields.pop(header, None)
        if name is None:
            return None
        before = next((other for other, taken in self.fields.items() if taken == name), None)
        if before is not None:
            del self.fields[before]
        self.fields[header] = name
        return before

    def choices(self) -> tuple[str, ...]:
        """Give what differs from the suggestions, as `COLUMN=FIELD`."""
        headers = dict.fromkeys([*self.usual, *self.fields])
        return tuple(
            f"{header}={self.fields.get(header, '')}"
            for header in headers
            if self.fields.get(header) != self.usual.get(header)
        )

    def is_styled(self, name: str | None) -> bool:
        """Tell whether a field holds dates or numbers, whose columns can perhaps be read in two ways."""
        found = KINDS[self.kind].field(name) if name else None
        return found is not None and found.type in _STYLED

    @property
    def filled(self) -> list[str]:
        """The fields that a column or a value for every row fills."""
        return [*self.fields.values(), *(each.partition("=")[0] for each in self.options.constants)]

    @property
    def has_money(self) -> bool:
        """Whether some column holds amounts and none their currency."""
        kind = KINDS[self.kind]
        types = {found.type for name in self.filled if (found := kind.field(name)) is not None}
        return FieldType.MONEY in types and FieldType.CURRENCY not in types

    def request(self) -> ImportRequest:
        """Give the request for what is chosen (ValueError without a file)."""
        from csworkbench.services.imports.request import ImportRequest

        if self.path is None:
            raise ValueError("no file is chosen")
        options = self.options
        return ImportRequest(
            self.path,
            self.kind,
            profile=options.profile,
            choices=self.choices(),
            date_order=options.date_order,
            decimal_mark=options.decimal_mark,
            currency=options.currency if self.kind and self.has_money else None,
            encoding=options.encoding,
            delimiter=options.delimiter,
            sheet=options.sheet,
            link=options.link,
            constants=options.constants,
        )
