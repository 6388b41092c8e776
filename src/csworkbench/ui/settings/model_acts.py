"""What is done with health models: save, retire, export, import, compare."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from csworkbench.domain.health.draft import ModelDraft
from csworkbench.domain.health.model import HealthModel
from csworkbench.infra.errors import WorkbenchError
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.settings.compare_dialog import CompareDialog
from csworkbench.ui.settings.drafting import Drafting

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

FOLDER_KEY = "settings/model_folder"
FILTER = "Health model (*.json)"
AskPath = Callable[[Path], Path | None]
Shelf = list[tuple[str, HealthModel]]


class ModelActs(QObject):
    """The deeds of the page.

    Attributes:
        ask_open, ask_save: ask the person for a file; give None when cancelled.

    Signals:
        told: something to say beside the buttons: words, and whether they are about a failure.
        saving_changed: whether a version is being saved.
    """

    told = Signal(str, bool)
    saving_changed = Signal(bool)

    def __init__(self, workspace: Workspace, drafting: Drafting, parent: QWidget) -> None:
        """Work on the draft of `drafting`."""
        super().__init__(parent)
        self.ask_open: AskPath = partial(_ask_open, parent)
        self.ask_save: AskPath = partial(_ask_save, parent)
        self._parent = parent
        self._workspace = workspace
        self._drafting = drafting
        self.is_saving = False
        self.compared: CompareDialog | None = None

    def save(self) -> None:
        """Save the draft as a new version; the whole book is computed anew, in the child process."""
        from csworkbench.services.health.models import save_model_for_book

        if not self._drafting.can_save or self.is_saving or self._workspace.is_refused():
            return
        model = self._drafting.draft.model(self._drafting.next_version)
        self._start_writing()
        self._workspace.change_in_child(
            self,
            save_model_for_book,
            (self._workspace.path, self._workspace.clock, model),
            partial(self._on_saved, model),
            on_failure=self._on_failed,
            name=f"Save health model {model.name}",
        )

    def retire(self) -> None:
        """Take the model that is shown out of use."""
        from csworkbench.services.health.models import retire_model_for_book

        if self.is_saving or self._workspace.is_refused():
            return
        self._start_writing()
        self._workspace.change_in_child(
            self,
            retire_model_for_book,
            (self._workspace.path, self._workspace.clock, self._drafting.base.name),
            self._on_retired,
            on_failure=self._on_failed,
            name=f"Retire health model {self._drafting.base.name}",
        )

    def export(self) -> None:
        """Write the draft, as it stands, to a file."""
        if not self._drafting.is_sound:
            self.told.emit("Mend what is marked first; then the model can be exported.", True)
            return
        model = self._drafting.draft.model(self._drafting.base.version)
        proposed = self._folder() / f"{_file_name(model.name)}.json"
        path = self.ask_save(proposed)
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(".json")
        self._workspace.settings.set(FOLDER_KEY, str(path.parent))
        self._workspace.read(
            self,
            partial(_exported, model, path),
            self._on_exported,
            on_failure=self._on_failed,
            name="Export the model",
        )

    def import_file(self) -> None:
        """Put the model of a file into the editor and show how it differs; nothing is saved by it."""
        path = self.ask_open(self._folder())
        if path is None:
            return
        self._workspace.settings.set(FOLDER_KEY, str(path.parent))
        self._workspace.read(
            self, partial(_read_file, path), self._on_file_read, on_failure=self._on_failed, name=f"Read {path.name}"
        )

    def compare(self) -> None:
        """Show how the version that is edited differs from another, by default the one before it."""
        shelf = self._shelf()
        if len(shelf) < 2:
            self.told.emit("There is only this one version, without changes.", False)
            return
        self._show_comparison(shelf, 1, 0)

    def _show_comparison(self, shelf: Shelf, before: int, after: int) -> None:
        self.compared = CompareDialog(self._workspace.theme, shelf, before, after, self._parent)
        self.compared.finished.connect(self.compared.deleteLater)
        self.compared.open()

    def _shelf(self) -> Shelf:
        shelf: Shelf = []
        if self._drafting.is_edited and self._drafting.is_sound:
            shelf.append(("As edited", self._drafting.draft.model(self._drafting.base.version)))
        return [*shelf, *((version_words(row.model), row.model) for row in self._drafting.rows)]

    def _start_writing(self) -> None:
        self.is_saving = True
        self.saving_changed.emit(True)
        self.told.emit("Saving, and computing the health of every account…", False)

    def _stop_writing(self) -> None:
        self.is_saving = False
        self.saving_changed.emit(False)

    def _on_saved(self, model: HealthModel, _version: int) -> None:
        self._drafting.forget(model)
        self._stop_writing()
        self.told.emit("", False)

    def _on_retired(self, _version: int) -> None:
        self._stop_writing()
        self.told.emit("", False)

    def _on_exported(self, path: Path) -> None:
        self._workspace.say(f"Saved {path.name}")

    def _on_file_read(self, draft: ModelDraft) -> None:
        self._drafting.take(draft)
        shelf = self._shelf()
        newest = self._drafting.newest(draft.name.strip())
        if newest is None or not shelf or shelf[0][0] != "As edited":
            self.told.emit("Read from the file; nothing is saved yet.", False)
            return
        place = next(at for at, (_, model) in enumerate(shelf) if model is newest)
        self._show_comparison(shelf, place, 0)

    def _on_failed(self, error: BaseException) -> None:
        self._stop_writing()
        if isinstance(error, WorkbenchError):
            self.told.emit(str(error), True)
        else:
            self.told.emit("That did not work; the book is as it was.", True)
            self._workspace.operations.failed.emit(error)

    def _folder(self) -> Path:
        return Path(self._workspace.settings.text(FOLDER_KEY) or Path.home())


def version_words(model: HealthModel) -> str:
    """Give a version as `Default v3`."""
    return f"{model.name} v{model.version}"


def _exported(model: HealthModel, path: Path, _workbench: Workbench, _token: Token) -> Path:
    from csworkbench.services.health.models import export_model

    export_model(model, path)
    return path


def _read_file(path: Path, _workbench: Workbench, _token: Token) -> ModelDraft:
    from csworkbench.services.health.models import read_model_file

    return read_model_file(path)


def _file_name(name: str) -> str:
    kept = "".join(letter if letter.isalnum() or letter in "-_ " else "-" for letter in name).strip()
    return kept or "health-model"


def _ask_open(parent: QWidget, folder: Path) -> Path | None:
    chosen, _ = QFileDialog.getOpenFileName(parent, "Import a health model", str(folder), FILTER)
    return Path(chosen) if chosen else None


def _ask_save(parent: QWidget, proposed: Path) -> Path | None:
    chosen, _ = QFileDialog.getSaveFileName(parent, "Export the health model", str(proposed), FILTER)
    return Path(chosen) if chosen else None
