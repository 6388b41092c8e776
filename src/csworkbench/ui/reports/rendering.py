"""Turns pages of the report's PDF into pictures; called in worker threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from csworkbench.infra.tokens import Token

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from csworkbench.services.reports_beside import DrawnReport

# PDFium is not safe to call from two threads at once.
_PDFIUM = threading.Lock()


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """One page as pixels of four bytes (blue, green, red, unused)."""

    index: int
    width: int
    height: int
    stride: int
    pixels: bytes


class PdfPages:
    """The pages of a PDF, read into memory, so that its file can be replaced meanwhile.

    PDFium holds the document only while it draws: opening takes a few milliseconds, and nothing is left to close.

    Attributes:
        sizes: width and height of each page in points.
    """

    def __init__(self, path: Path) -> None:
        """Read the file; raises OSError, or a PdfiumError when it is no PDF."""
        self._content = path.read_bytes()
        with _opened(self._content) as document:
            self.sizes: list[tuple[float, float]] = [document.get_page_size(index) for index in range(len(document))]

    def render(self, token: Token, indexes: Sequence[int], width: int) -> list[RenderedPage]:
        """Give pages as pictures `width` pixels wide."""
        with _opened(self._content) as document:
            found: list[RenderedPage] = []
            for index in indexes:
                token.check()
                found.append(_picture(document, index, width / self.sizes[index][0]))
            return found


@contextmanager
def _opened(content: bytes) -> Iterator[PdfDocument]:
    from pypdfium2 import PdfDocument

    with _PDFIUM:
        document = PdfDocument(content)
        try:
            yield document
        finally:
            document.close()


def _picture(document: PdfDocument, index: int, scale: float) -> RenderedPage:
    page = document[index]
    bitmap = page.render(scale=scale, prefer_bgrx=True)
    try:
        return RenderedPage(index, bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    finally:
        bitmap.close()
        page.close()


def opened_pages(drawn: DrawnReport, old: DrawnReport | None, _token: Token) -> PdfPages:
    """Open the pages of a drawn report, and delete the files of the one before."""
    if old is not None:
        for path in (old.pdf, old.saved):
            if path is not None:
                path.unlink(missing_ok=True)
    return PdfPages(cast("Path", drawn.pdf))


def rendered_pages(pages: PdfPages, indexes: Sequence[int], width: int, token: Token) -> list[RenderedPage]:
    """Draw some pages at a width."""
    return pages.render(token, indexes, width)
