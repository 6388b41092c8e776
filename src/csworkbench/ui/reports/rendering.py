"""Turns pages of the report's PDF into pictures; called in worker threads."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from csworkbench.infra.tokens import Token

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

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
    """An open PDF, read into memory, so that its file can be replaced meanwhile.

    Attributes:
        sizes: width and height of each page in points.
    """

    def __init__(self, path: Path) -> None:
        """Open the file; raises OSError or a PdfiumError when it is no PDF."""
        from pypdfium2 import PdfDocument

        with _PDFIUM:
            self._document: PdfDocument | None = PdfDocument(path.read_bytes())
            self.sizes = [self._document.get_page_size(index) for index in range(len(self._document))]

    def render(self, token: Token, indexes: Sequence[int], width: int) -> list[RenderedPage]:
        """Give pages as pictures `width` pixels wide; an empty list once the file is closed."""
        found: list[RenderedPage] = []
        for index in indexes:
            token.check()
            with _PDFIUM:
                if self._document is None:
                    return []
                found.append(self._picture(self._document, index, width))
        return found

    def close(self) -> None:
        """Let go of the PDF."""
        with _PDFIUM:
            if self._document is not None:
                self._document.close()
            self._document = None

    def _picture(self, document: PdfDocument, index: int, width: int) -> RenderedPage:
        page = document[index]
        bitmap = page.render(scale=width / self.sizes[index][0], prefer_bgrx=True)
        try:
            return RenderedPage(index, bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            bitmap.close()
            page.close()
