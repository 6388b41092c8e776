"""The plain keys of a page's lists and views, told once per page: what they do, and how the program says so."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from csworkbench.domain.values import frozen


@frozen
class PageKey:
    """Keys that act on what is current in a page's main part.

    Attributes:
        keys: portable text, several with "; " between them; the big Enter key is `Enter`.
        words: what they do, for the list of shortcuts.
        hint: how the line of keys below a list says it ("Space held"); empty leaves it out there.
    """

    keys: str
    words: str
    hint: str = ""

    @property
    def parts(self) -> list[str]:
        """Each key by itself."""
        return self.keys.split("; ")

    @property
    def shown(self) -> str:
        """The keys as the platform writes them, with "or" between them."""
        native = QKeySequence.SequenceFormat.NativeText
        return " or ".join(QKeySequence(part).toString(native) for part in self.parts)


def hint_line(keys: Iterable[PageKey]) -> str:
    """Give the line of keys below a list: `Space held · E move`."""
    return " · ".join(key.hint for key in keys if key.hint)


def key_text(event: QKeyEvent) -> str:
    """Give what was pressed as portable text, the same for both Enter keys and for the number pad."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key.Key_Enter if event.key() == Qt.Key.Key_Return else Qt.Key(event.key())
    return QKeySequence(QKeyCombination(held, key)).toString(QKeySequence.SequenceFormat.PortableText)
