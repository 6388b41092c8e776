"""About: version, licence, and the licences of everything shipped along."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

import csworkbench
from csworkbench.infra.paths import shipped
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.labels import make_label


class AboutDialog(QDialog):
    """What this program is and what it is made of."""

    def __init__(self, theme: Theme, book: Path, parent: QWidget) -> None:
        """Show the program's version and the place of `book`."""
        super().__init__(parent)
        self.setWindowTitle("About CS Workbench")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(680, 480)
        self._texts = licences()
        self.names = QListWidget()
        self.names.setAccessibleName("Parts")
        self.names.addItems(list(self._texts))
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setAccessibleName("Licence")
        self.names.currentTextChanged.connect(self._on_name_changed)
        self.names.setCurrentRow(0)
        parts = QSplitter()
        parts.addWidget(self.names)
        parts.addWidget(self.words)
        parts.setSizes([200, 440])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(make_label(theme, f"CS Workbench {csworkbench.__version__}", "head"))
        column.addWidget(make_label(theme, f"Book: {book}", "caption", "muted", wraps=True))
        column.addWidget(make_label(theme, "Made with, and under these licences:"))
        column.addWidget(parts, 1)
        column.addWidget(buttons)

    def _on_name_changed(self, name: str) -> None:
        self.words.setPlainText(self._texts.get(name, ""))


def licences() -> dict[str, str]:
    """Give name and licence text of the program, its fonts and icons, and every package it depends on."""
    found = {"CS Workbench": _package_licence("csworkbench")}
    for name, kind in (("Inter (font)", "fonts"), ("Icons", "icons")):
        file = shipped("resources") / kind / "LICENCE.txt"
        found[name] = file.read_text("utf-8") if file.is_file() else ""
    for name in sorted(_required("csworkbench"), key=str.lower):
        found[name] = _package_licence(name)
    return {name: text for name, text in found.items() if text}


def _required(root: str) -> set[str]:
    found: set[str] = set()
    waiting = [root]
    while waiting:
        for line in _requires(waiting.pop()):
            name = line.split(";")[0]
            for sign in "[<>=!~ (":
                name = name.split(sign)[0]
            if "extra ==" not in line and name and name not in found and _requires(name) is not None:
                found.add(name)
                waiting.append(name)
    return {name for name in found if _package_licence(name)}


def _requires(name: str) -> list[str]:
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []


def _package_licence(name: str) -> str:
    try:
        facts = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return ""
    fields = facts.metadata.json
    short = str(fields.get("license_expression") or fields.get("license") or "")
    head = f"{facts.metadata['Name']} {facts.version}\n{short}".strip()
    texts = [
        file.read_text("utf-8")
        for file in facts.files or []
        if file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE"))
        and not {"fonts", "icons"} & set(file.parts)  # what is shipped along has entries of its own
        and _is_readable(file)
    ]
    return "\n\n".join([head, *texts])


def _is_readable(file: metadata.PackagePath) -> bool:
    path = Path(str(file.locate()))
    return path.is_file() and path.suffix.lower() in ("", ".txt", ".md", ".rst")
