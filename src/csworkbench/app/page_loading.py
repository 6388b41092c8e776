"""Imports the pages that were not visited yet, module by module, behind the window: so the first visit needn't wait."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules

from PySide6.QtCore import QObject, Signal

from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.operations import Operations


class PageLoading(QObject):
    """Imports in a reader lane, one module a turn; what the person reads meanwhile goes first.

    Signals:
        finished: every page is imported.
    """

    finished = Signal()

    def __init__(self, operations: Operations, packages: Sequence[str], parent: QObject) -> None:
        """Take the packages of the pages, each with a module `page`; `is_under_way` tells whether it goes on."""
        super().__init__(parent)
        self._operations = operations
        self._packages = list(packages)
        self._modules: list[str] = []
        self.is_under_way = False

    def start(self) -> None:
        """Begin with the first module, or go on with the next."""
        self.is_under_way = True
        self._operations.after_reads(self._load)

    def _load(self) -> None:
        if self._modules:
            work = _Import(self._modules.pop(0))
            self._operations.read(self, work, self._on_loaded, on_failure=self._on_failed)
        elif self._packages:
            self._operations.read(self, _Modules(self._packages.pop(0)), self._on_found, on_failure=self._on_failed)
        else:
            self.is_under_way = False
            self.finished.emit()

    def _on_found(self, modules: list[str]) -> None:
        self._modules = modules
        self.start()

    def _on_loaded(self, _value: object) -> None:
        self.start()

    def _on_failed(self, _error: BaseException) -> None:
        """Leave it: the visit of the page tells what is wrong with it."""
        self._modules.clear()
        self.start()


class _Modules:
    """Names the modules of a page's package, the page itself last."""

    def __init__(self, package: str) -> None:
        self._package = package

    def __call__(self, _token: Token) -> list[str]:
        path = import_module(self._package).__path__
        parts = [f"{self._package}.{found.name}" for found in iter_modules(path) if not found.ispkg]
        whole = f"{self._package}.page"
        return [*(part for part in parts if part != whole), whole]


class _Import:
    """Imports one module."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, token: Token) -> None:
        token.check()
        import_module(self._name)
