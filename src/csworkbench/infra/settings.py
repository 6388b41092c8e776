"""The settings file of this user: window state, theme and the like, by typed keys.

It is an INI file whose values are JSON. What belongs to the work is in the book.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

LOG = logging.getLogger("csworkbench.settings")
Value = str | int | float | bool | list[str]


class Settings:
    """Values by `section/name`. A damaged file or value counts as absent; nothing here is worth refusing to start."""

    def __init__(self, path: Path) -> None:
        """Read the file at `path`, if it is there."""
        self._path = path
        self._values: dict[str, object] = {}
        self._is_changed = False
        try:
            lines = path.read_text("utf-8").splitlines()
        except FileNotFoundError:
            return
        except (UnicodeDecodeError, OSError):
            LOG.info("the settings file can't be read; the defaults hold")
            return
        self._read(lines)

    def text(self, key: str, default: str = "") -> str:
        """Give a text; the default when it is absent or of another type."""
        value = self._values.get(key)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: float = 0) -> float:
        """Give a number."""
        value = self._values.get(key)
        return value if isinstance(value, int | float) and not isinstance(value, bool) else default

    def flag(self, key: str, default: bool = False) -> bool:
        """Give a yes or no."""
        value = self._values.get(key)
        return value if isinstance(value, bool) else default

    def texts(self, key: str) -> list[str]:
        """Give a list of texts; empty when absent."""
        value = self._values.get(key)
        return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []

    def set(self, key: str, value: Value) -> None:
        """Keep a value under `section/name`; `save` writes it.

        Raises:
            ValueError: the key has no section.
        """
        section, slash, name = key.partition("/")
        if not (section and slash and name):
            raise ValueError(f"a setting is named section/name, not {key}")
        if self._values.get(key) != value:
            self._values[key] = value
            self._is_changed = True

    def save(self) -> None:
        """Write the file, whole or not at all. A disk that refuses is noted in the log: the program goes on."""
        if not self._is_changed:
            return
        draft = self._path.with_name(self._path.name + ".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with draft.open("w", encoding="utf-8") as file:
                file.writelines(self._lines())
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path)
        except OSError:
            LOG.info("the settings file can't be written")
            return
        self._is_changed = False

    def _read(self, lines: Iterable[str]) -> None:
        section = ""
        for line in lines:
            name, equals, text = line.partition("=")
            if line.startswith("[") and line.rstrip().endswith("]"):
                section = line.strip()[1:-1]
            elif section and equals and not line.startswith(("#", ";")):
                self._keep(f"{section}/{name.strip()}", text)

    def _lines(self) -> Iterator[str]:
        last = ""
        for key, value in sorted(self._values.items()):
            section, _, name = key.partition("/")
            if section != last:
                yield f"[{section}]\n"
                last = section
            yield f"{name} = {json.dumps(value)}\n"

    def _keep(self, key: str, text: str) -> None:
        try:
            self._values[key] = json.loads(text)
        except ValueError:
            LOG.info("a setting is damaged; its default holds")
