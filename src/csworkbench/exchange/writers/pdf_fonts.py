"""The fonts of PDF files: Helvetica where its letters are enough, else DejaVu Sans, which is embedded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont


@dataclass(frozen=True, slots=True)
class Fonts:
    """Names of the regular and the bold face; `missing` are letters neither can draw.

    `cell_size` is the size of what stands in tables: the wider face is set smaller, so that as much fits in a cell.
    """

    regular: str
    bold: str
    missing: frozenset[str] = frozenset()
    cell_size: float = 7.5


def fonts_for(texts: Iterable[str]) -> Fonts:
    """Give the fonts for a document with these texts."""
    letters = {letter for text in texts for letter in text}
    if not _outside_latin(letters):
        return Fonts("Helvetica", "Helvetica-Bold")
    folder = _dejavu_folder()
    if folder is None:
        return Fonts("Helvetica", "Helvetica-Bold", frozenset(_outside_latin(letters)))
    # Inter ships as CFF outlines, which reportlab can't embed; matplotlib always brings DejaVu as TrueType.
    regular, bold = (TTFont(name, str(folder / f"{name}.ttf")) for name in ("DejaVuSans", "DejaVuSans-Bold"))
    pdfmetrics.registerFont(regular)
    pdfmetrics.registerFont(bold)
    known = regular.face.charToGlyph
    missing = frozenset(letter for letter in letters if ord(letter) > 0x20 and ord(letter) not in known)
    return Fonts("DejaVuSans", "DejaVuSans-Bold", missing, cell_size=6.5)


@lru_cache(maxsize=50_000)
def width_of(text: str, font: str, size: float) -> float:
    """Give how wide a text is, in points."""
    return float(pdfmetrics.stringWidth(text, font, size))


@lru_cache(maxsize=50_000)
def fitted(text: str, font: str, size: float, room: float) -> str:
    """Give `text` as it is, or shortened with an ellipsis where it is wider than `room` points."""
    if width_of(text, font, size) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if pdfmetrics.stringWidth(f"{text[:middle]}…", font, size) <= room:
            low = middle
        else:
            high = middle - 1
    return f"{text[:low].rstrip()}…"


def _outside_latin(letters: set[str]) -> set[str]:
    return {letter for letter in letters if not _is_latin(letter)}


def _is_latin(letter: str) -> bool:
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _dejavu_folder() -> Path | None:
    found = find_spec("matplotlib")
    for place in (found.submodule_search_locations or ()) if found else ():
        folder = Path(place) / "mpl-data" / "fonts" / "ttf"
        if (folder / "DejaVuSans.ttf").is_file() and (folder / "DejaVuSans-Bold.ttf").is_file():
            return folder
    return None
