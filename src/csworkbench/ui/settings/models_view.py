"""The model editor at work: what is selected, changed, tried on the book and saved."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from csworkbench import __version__
from csworkbench.domain.health.draft import FactorDraft, GroupDraft
from csworkbench.domain.health.model_file import ModelFileFault, draft_from_text, draft_to_text
from csworkbench.domain.health.model_rows import MetricRow, ModelRow
from csworkbench.domain.health.validation import errors
from csworkbench.domain.history import ChangeSet
from csworkbench.domain.ids import AccountId
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.settings.factor_form import FactorForm
from csworkbench.ui.settings.factor_menu import make_factor_menu
from csworkbench.ui.settings.group_form import GroupForm
from csworkbench.ui.settings.model_acts import ModelActs, version_words
from csworkbench.ui.settings.model_form import ModelForm
from csworkbench.ui.settings.models_frame import ModelsFrame
from csworkbench.ui.settings.what_if_feed import WhatIfFeed
from csworkbench.ui.widgets.texts import count_text

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

DRAFT, DRAFT_BOOK = "settings/model_draft", "settings/model_draft_book"
BOOK_TABLES = frozenset({"health_model", "engagement_model"})


class ModelBook(NamedTuple):
    """What the editor reads of the book."""

    rows: list[ModelRow]
    metrics: list[MetricRow]
    engagement_models: list[str]
    segments: list[str]


class ModelsView(ModelsFrame):
    """The section.

    Attributes:
        acts: save, retire, export, import, compare.
        feed: the what-if.

    Signals:
        state_changed: what can be saved, or what it would be called, changed.
    """

    state_changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Make the view; the book is read when it is first shown."""
        super().__init__(workspace, parent)
        self._is_brought_back = False
        self.acts = ModelActs(workspace, self.drafting, self)
        self.feed = WhatIfFeed(workspace, self)
        self._fill_menus()
        self._connect()

    # the book

    def work(self) -> BookWork:
        """Read versions and metrics."""
        return _book

    def show_book(self, found: ModelBook) -> None:
        """Try the draft over what the book says now."""
        self.drafting.set_book(found.rows, found.metrics)
        self.whole.set_offered(found.engagement_models, found.segments)
        self._bring_back()

    def on_book_changed(self, change: ChangeSet) -> None:
        """Look again at what the change may have touched."""
        self._is_stale = True
        if self.isVisible():
            if change.tables & BOOK_TABLES:
                self.load()
            else:
                self._try()

    def keep(self) -> None:
        """Keep what is not saved for the next start of the program."""
        settings, path = self.workspace.settings, str(self.workspace.path)
        if self.workspace.past is not None:
            return
        kept = draft_to_text(self.drafting.draft, __version__) if self.drafting.is_edited else ""
        if kept or settings.text(DRAFT_BOOK) == path:
            settings.set(DRAFT, kept)
            settings.set(DRAFT_BOOK, path if kept else "")

    def _bring_back(self) -> None:
        settings = self.workspace.settings
        if self._is_brought_back or settings.text(DRAFT_BOOK) != str(self.workspace.path):
            return
        self._is_brought_back = True
        with suppress(ModelFileFault):  # written by another version of the program: then it is gone
            self.drafting.take(draft_from_text(settings.text(DRAFT)))

    def focus_body(self) -> None:
        """Take the focus to the outline."""
        self.outline.setFocus()

    # what can be done

    @property
    def save_words(self) -> str:
        """What saving would make, for the button."""
        return f"Save as {self.drafting.draft.name.strip() or 'model'} v{self.drafting.next_version}"

    @property
    def can_save(self) -> bool:
        """Whether there is something to save."""
        return self.drafting.can_save and not self.acts.is_saving and self.workspace.past is None

    def _on_rebuilt(self) -> None:
        self.outline.rebuild()
        self._show_versions()
        self._on_touched()

    def _on_touched(self) -> None:
        self.outline.refresh()
        form = self._form()
        form.show_problems()
        self._tell()
        self._try()
        self.state_changed.emit()

    def _try(self) -> None:
        if not self.drafting.rows or not self.isVisible():
            return
        found = errors(self.drafting.found)
        if found:
            self.feed.stop()
            self.pane.show_problem(f"{count_text(len(found), 'thing')} to mend first: {found[0].words}")
        else:
            self.feed.ask(self.drafting.draft.model(0))

    def _tell(self) -> None:
        found = errors(self.drafting.found)
        if found:
            self._on_told(f"{count_text(len(found), 'thing')} to mend", True)
        elif self.drafting.can_save:
            newest = self.drafting.newest(self.drafting.draft.name.strip())
            self._on_told("Not saved yet" if newest else "Not saved yet: a model of its own", False)
        else:
            self._on_told("", False)
        self.discard.setEnabled(self.drafting.is_edited)

    def _on_told(self, words: str, is_failure: bool) -> None:
        self.told.setText(words)
        self.told.set_tone("at_risk" if is_failure else "muted")

    def _on_tried(self, result: object) -> None:
        draft = self.drafting.draft
        self.pane.show_result(result, (draft.at_risk_up_to, draft.watch_up_to))  # type: ignore[arg-type]

    # choosing and changing parts

    def _form(self) -> ModelForm | GroupForm | FactorForm:
        group, factor = self.outline.part
        return self.whole if group is None else self.group if factor is None else self.factor

    def _on_part_chosen(self, group: GroupDraft | None, factor: FactorDraft | None) -> None:
        if group is None:
            self.whole.show_model()
        elif factor is None:
            self.group.show_group(group)
        else:
            self.factor.show_factor(group, factor)
        self.show_form(0 if group is None else 1 if factor is None else 2)
        self.remove.setEnabled(group is not None)
        name = "Whole model" if group is None else (factor or group).label
        self._card.set_title(name)

    def _on_entered(self) -> None:
        form = self._form()
        first = form.name if isinstance(form, ModelForm) else form.weight
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_factor_added(self, factor: FactorDraft) -> None:
        group, _ = self.outline.part
        if group is None:
            if not self.drafting.draft.groups:
                self._on_group_added()
            group = self.drafting.draft.groups[-1]
        group.factors.append(factor)
        self.drafting.rebuild()
        self.outline.select(group, factor)
        self.factor.weight.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_group_added(self) -> None:
        keys = {group.key for group in self.drafting.draft.groups}
        number = next(n for n in range(1, len(keys) + 2) if f"group {n}" not in keys)
        group = GroupDraft(f"group {number}", "New group", 10.0)
        self.drafting.draft.groups.append(group)
        self.drafting.rebuild()
        self.outline.select(group)
        self.group.label.setFocus(Qt.FocusReason.OtherFocusReason)
        self.group.label.selectAll()

    def _on_remove(self) -> None:
        group, factor = self.outline.part
        if group is not None:
            self.drafting.remove(group, factor)
            self.outline.setFocus()

    def _on_new_model(self) -> None:
        self.drafting.draft.name = f"{self.drafting.draft.name.strip()} copy"
        self.drafting.rebuild()
        self.outline.select(None)
        self.whole.name.setFocus()
        self.whole.name.selectAll()

    def _on_version_chosen(self, place: int) -> None:
        self.drafting.choose(int(self.versions.itemData(place)))

    def _show_versions(self) -> None:
        self.versions.clear()
        for row in self.drafting.rows:
            self.versions.addItem(f"{version_words(row.model)} · {row.state}", row.model.version)
        self.versions.show_choice(self.drafting.base.version)

    # making

    def _fill_menus(self) -> None:
        menu = QMenu(self.more)
        menu.addAction("&Import…", self.acts.import_file)
        menu.addAction("&Export…", self.acts.export)
        menu.addAction("&Compare versions…", self.acts.compare)
        menu.addSeparator()
        menu.addAction("&New model from this one", self._on_new_model)
        menu.addAction("&Retire this model", self.acts.retire)
        self.more.setMenu(menu)
        self.add_factor.setMenu(make_factor_menu(self.drafting, self._on_factor_added, self))

    def _connect(self) -> None:
        self.drafting.touched.connect(self._on_touched)
        self.drafting.rebuilt.connect(self._on_rebuilt)
        self.outline.part_chosen.connect(self._on_part_chosen)
        self.outline.entered.connect(self._on_entered)
        self.outline.remove_asked.connect(self._on_remove)
        self.versions.activated.connect(self._on_version_chosen)
        self.discard.clicked.connect(self.drafting.discard)
        self.add_group.clicked.connect(self._on_group_added)
        self.remove.clicked.connect(self._on_remove)
        self.acts.told.connect(self._on_told)
        self.acts.saving_changed.connect(self._on_saving_changed)
        self.feed.reading.connect(self.pane.show_reading)
        self.feed.tried.connect(self._on_tried)
        self.feed.failed.connect(self.pane.show_error)
        self.pane.account_chosen.connect(self._on_account_chosen)
        self._on_part_chosen(None, None)

    def _on_saving_changed(self, _is_saving: bool) -> None:
        self.state_changed.emit()

    def _on_account_chosen(self, account_id: AccountId) -> None:
        self.workspace.open_account(account_id)


def _book(workbench: Workbench, _token: Token) -> ModelBook:
    from csworkbench.services.accounts import list_engagement_models, list_segments
    from csworkbench.services.health.models import list_metrics, list_models

    engagement_models = [one.name for one in list_engagement_models(workbench)]
    return ModelBook(list_models(workbench), list_metrics(workbench), engagement_models, list_segments(workbench))
