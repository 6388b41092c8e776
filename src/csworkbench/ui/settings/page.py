"""The settings page: sections at the left, the chosen one beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, Protocol, runtime_checkable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from csworkbench.domain.history import ChangeSet
from csworkbench.ui.bridge.page import Page
from csworkbench.ui.bridge.places import Place
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.settings.models_view import ModelsView

MODEL_ACTS = (
    ("import", "Import a health model", "import"),
    ("export", "Export the health model", "export"),
    ("compare", "Compare health models", "history"),
)
LIST_WIDTH, ROW = 132, 32


def _models(workspace: Workspace, parent: QWidget) -> QWidget:
    return ModelsView(workspace, parent)


def _backtest(workspace: Workspace, parent: QWidget) -> QWidget:
    from csworkbench.ui.settings.backtest_view import BacktestView

    return BacktestView(workspace, parent)


def _overrides(workspace: Workspace, parent: QWidget) -> QWidget:
    from csworkbench.ui.settings.overrides_view import OverridesView

    return OverridesView(workspace, parent)


def _engagement(workspace: Workspace, parent: QWidget) -> QWidget:
    from csworkbench.ui.settings.engagement_view import EngagementView

    return EngagementView(workspace, parent)


def _reminders(workspace: Workspace, parent: QWidget) -> QWidget:
    from csworkbench.ui.settings.reminders_view import RemindersView

    return RemindersView(workspace, parent)


def _limits(workspace: Workspace, parent: QWidget) -> QWidget:
    from csworkbench.ui.settings.limits_view import LimitsView

    return LimitsView(workspace, parent)


def _owners(workspace: Workspace, parent: QWidget) -> QWidget:
    from csworkbench.ui.settings.owners_view import OwnersView

    return OwnersView(workspace, parent)


def _holidays(workspace: Workspace, parent: QWidget) -> QWidget:
    from csworkbench.ui.settings.holidays_view import HolidaysView

    return HolidaysView(workspace, parent)


SECTIONS: tuple[tuple[str, str, Callable[[Workspace, QWidget], QWidget]], ...] = (
    ("models", "Health model", _models),
    ("backtest", "Backtest", _backtest),
    ("overrides", "Overrides", _overrides),
    ("reminders", "Reminders", _reminders),
    ("engagement", "Engagement", _engagement),
    ("limits", "Limits", _limits),
    ("owners", "Owners", _owners),
    ("holidays", "Holidays", _holidays),
)


@runtime_checkable
class Section(Protocol):
    """A view that reads the book and is told when it changed."""

    def load(self) -> None:
        """Read the book if it may have changed."""

    def on_book_changed(self, change: ChangeSet) -> None:
        """Look again at what the change may have touched."""

    def focus_body(self) -> None:
        """Take the focus to the main part."""


class SettingsPage(Page):
    """Health model, backtest, overrides and engagement models; each made when it is first chosen."""

    key: ClassVar[str] = "settings"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Start at the first section."""
        super().__init__(workspace, parent)
        self.list = QListWidget(self)
        self.list.setAccessibleName("Sections")
        self.list.setFixedWidth(round(LIST_WIDTH * workspace.theme.font_scale))
        self.list.setStyleSheet("QListWidget { background: transparent; }")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for key, words, _ in SECTIONS:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setSizeHint(QSize(0, round(ROW * workspace.theme.font_scale)))
            self.list.addItem(item)
        self.stages = QStackedWidget(self)
        self._views: dict[str, QWidget] = {}
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.list)
        whole.addWidget(self.stages, 1)
        self._save = self._add_actions()
        self.list.currentRowChanged.connect(self._on_row_changed)
        self.list.setCurrentRow(0)

    @property
    def section(self) -> str:
        """The key of the section on show."""
        return SECTIONS[max(0, self.list.currentRow())][0]

    def view(self, key: str) -> QWidget:
        """Give the view of a section, made now if it wasn't there."""
        if key not in self._views:
            made = next(make for name, _, make in SECTIONS if name == key)(self.workspace, self.stages)
            self._views[key] = made
            self.stages.addWidget(made)
            if isinstance(made, ModelsView):
                made.state_changed.connect(self._on_state_changed)
        return self._views[key]

    @property
    def title(self) -> str:
        """The page's heading."""
        return "Settings"

    @property
    def subtitle(self) -> str:
        """The section."""
        return SECTIONS[max(0, self.list.currentRow())][1]

    def header_actions(self) -> Sequence[QAction]:
        """Give Save where there is something to be saved."""
        return (self._save,) if self.section == "models" else ()

    def focus_body(self) -> None:
        """Take the focus into the section."""
        view: object = self.view(self.section)
        if isinstance(view, Section):
            view.focus_body()
        else:
            self.list.setFocus()

    def go_to(self, place: Place) -> None:
        """Show a section."""
        for row, (key, _, _) in enumerate(SECTIONS):
            if key == place.spot:
                self.list.setCurrentRow(row)

    def place(self) -> Place:
        """Give the section."""
        return Place(self.key, spot=self.section)

    def on_hidden(self) -> None:
        """Keep what is not saved."""
        view = self._views.get("models")
        if isinstance(view, ModelsView):
            view.keep()

    def on_workbench_ready(self) -> None:
        """Let the section read the book."""
        view: object = self._views.get(self.section)
        if isinstance(view, Section):
            view.load()

    def refresh(self, change: ChangeSet) -> None:
        """Let the sections look again."""
        for view in self._views.values():
            if isinstance(view, Section):
                view.on_book_changed(change)

    def _add_actions(self) -> QAction:
        save = self.workspace.actions.add(
            "settings.save",
            "Save the health model",
            self._on_save,
            owner=self,
            group="Settings",
            shortcut="Ctrl+S",
            icon="save",
            icon_token="on_accent",
            words="version health model factors weights",
        )
        save.setProperty("primary", True)
        for name, words, icon in MODEL_ACTS:
            self.workspace.actions.add(
                f"settings.{name}",
                words,
                partial(self._on_model_act, name),
                owner=self,
                group="Settings",
                icon=icon,
                words="health model version file",
            )
        return save

    def _on_row_changed(self, _row: int) -> None:
        self.stages.setCurrentWidget(self.view(self.section))
        self._on_state_changed()
        self.header_changed.emit()

    def _on_state_changed(self) -> None:
        view = self._views.get("models")
        if not isinstance(view, ModelsView):
            return
        self._save.setText(view.save_words)
        self._save.setToolTip(f"{view.save_words} (Ctrl+S)")
        self._save.setEnabled(view.can_save and self.section == "models")

    def _on_model_act(self, name: str) -> None:
        self.list.setCurrentRow(0)
        view = self.view("models")
        if isinstance(view, ModelsView):
            acts = {"import": view.acts.import_file, "export": view.acts.export, "compare": view.acts.compare}
            acts[name]()

    def _on_save(self) -> None:
        view = self.view("models")
        if isinstance(view, ModelsView):
            view.acts.save()
