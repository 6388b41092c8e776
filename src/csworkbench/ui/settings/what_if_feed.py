"""Keeps a what-if going beside a draft: the book's facts are read once, then the newest draft is tried on them.

Only one try is under way; when it is done, the newest draft that came meanwhile is next. So the figures follow a slider
however fast it moves and however large the book is.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.what_if_result import WhatIfResult
from csworkbench.domain.history import ChangeSet
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import Workspace

if TYPE_CHECKING:
    from csworkbench.services.health.what_if import WhatIf


class WhatIfFeed(QObject):
    """Tries drafts on the whole book.

    Signals:
        reading: the facts of the book are being read.
        tried: a `WhatIfResult`.
        failed: the error.
    """

    reading = Signal()
    tried = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        """Read nothing before the first draft is asked for."""
        super().__init__(parent)
        self._workspace = workspace
        self._loaded: WhatIf | None = None
        self._is_stale = True
        self._is_reading = False
        self._is_trying = False
        self._wanted: HealthModel | None = None
        workspace.hub.changed.connect(self._on_book_changed)

    @property
    def is_busy(self) -> bool:
        """Whether figures of the newest draft are still to come."""
        return self._is_reading or self._is_trying

    def ask(self, model: HealthModel) -> None:
        """Try a model as soon as possible; only the newest one asked for counts."""
        self._wanted = model
        self._go_on()

    def stop(self) -> None:
        """Ask for nothing more: the draft can't be tried."""
        self._wanted = None

    def _go_on(self) -> None:
        if self._wanted is None or self._is_reading or self._is_trying or not self._workspace.is_ready:
            return
        if self._loaded is None or self._is_stale or self._loaded.missing(self._wanted):
            self._read(self._wanted)
        else:
            self._is_trying = True
            model, self._wanted = self._wanted, None
            work = partial(_tried, self._loaded, model)
            self._workspace.operations.read(self, work, self._on_tried, on_failure=self._on_failed, name="What-if")

    def _read(self, model: HealthModel) -> None:
        from csworkbench.services.health.what_if import load_what_if_of_book

        self._is_reading, self._is_stale = True, False
        self.reading.emit()
        signals = model.signals | (self._loaded.signals if self._loaded is not None else frozenset())
        self._workspace.operations.compute(
            self,
            load_what_if_of_book,
            (self._workspace.path, self._workspace.clock.today(), signals),
            self._on_read,
            on_failure=self._on_failed,
            name="Read the book for the what-if",
        )

    def _on_read(self, loaded: WhatIf) -> None:
        self._is_reading = False
        self._loaded = loaded
        self._go_on()

    def _on_tried(self, result: WhatIfResult) -> None:
        self._is_trying = False
        self.tried.emit(result)
        self._go_on()

    def _on_failed(self, error: BaseException) -> None:
        self._is_reading = self._is_trying = False
        self._is_stale = True
        self.failed.emit(error)

    def _on_book_changed(self, _change: ChangeSet) -> None:
        self._is_stale = True


def _tried(what_if: WhatIf, model: HealthModel, _token: Token) -> WhatIfResult:
    return what_if.try_model(model)
