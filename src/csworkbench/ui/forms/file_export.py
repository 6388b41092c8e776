"""Puts what is shown into a file: asks where, checks the place, writes in the child process, moves the result there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import Workspace

FOLDER_KEY = "reports/folder"
FORMAT_WORDS = {"pdf": "PDF", "xlsx": "Excel workbook", "csv": "CSV"}
AskPath = Callable[[Path, str], Path | None]
Write = Callable[[Token, Any, Path], None]
"""A function of a module that writes a thing to a path: it runs in the child process."""


class FileExport(QObject):
    """One export at a time per file format; a newer one replaces the one before.

    The child process writes into a folder of the page, so that a cancel, which kills it, leaves nothing where the
    person keeps files.

    Attributes:
        ask_path: asks the person where to save; gets the proposed path and a filter, gives None when cancelled.
    """

    def __init__(self, workspace: Workspace, title: str, folder: Callable[[], Path], parent: QWidget) -> None:
        """Write drafts into `folder()`; `title` stands over the dialog and names the work."""
        super().__init__(parent)
        self.ask_path: AskPath = partial(_ask_path, parent, title)
        self._workspace = workspace
        self._title = title
        self._folder = folder

    def choose(self, name: str, suffixes: Sequence[str]) -> Path | None:
        """Ask where a file of one of these formats shall go, proposing `name` in the folder of the last time."""
        folder = Path(self._workspace.settings.text(FOLDER_KEY) or Path.home())
        words = ";;".join(f"{FORMAT_WORDS[suffix]} (*.{suffix})" for suffix in suffixes)
        chosen = self.ask_path(folder / name, words)
        if chosen is None:
            return None
        self._workspace.settings.set(FOLDER_KEY, str(chosen.parent))
        known = [f".{suffix}" for suffix in suffixes]
        return chosen if chosen.suffix.lower() in known else chosen.with_name(f"{chosen.name}.{suffixes[0]}")

    def start(self, thing: object, target: Path, write: Write, ready: Path | None = None) -> None:
        """Write `thing` to `target`; `ready` is a file that holds just that already."""
        self._workspace.operations.read(
            self, partial(_checked, target), partial(self._on_checked, thing, target, write, ready), name=self._title
        )

    def _on_checked(self, thing: object, target: Path, write: Write, ready: Path | None, _checked: object) -> None:
        if ready is not None:
            self._place(ready, target)
            return
        draft = self._folder() / f"draft{target.suffix.lower()}"
        self._workspace.operations.compute(
            self,
            write,
            (thing, draft),
            partial(self._on_written, draft, target),
            latest=target.suffix,
            name=f"Write {target.name}",
        )

    def _on_written(self, draft: Path, target: Path, _value: object) -> None:
        self._place(draft, target)

    def _place(self, source: Path, target: Path) -> None:
        self._workspace.operations.read(
            self, partial(_placed, source, target), partial(self._on_placed, target), name=f"Save {target.name}"
        )

    def _on_placed(self, target: Path, _value: object) -> None:
        self._workspace.say(f"Saved {target.name}", "Show folder", partial(_show_folder, target.parent))


def _checked(target: Path, _token: Token) -> None:
    from csworkbench.services.report_files import check_target

    check_target(target)


def _placed(source: Path, target: Path, _token: Token) -> None:
    from csworkbench.services.report_files import place_report

    place_report(source, target)


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _ask_path(parent: QWidget, title: str, proposed: Path, words: str) -> Path | None:
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), words)
    return Path(chosen) if chosen else None
