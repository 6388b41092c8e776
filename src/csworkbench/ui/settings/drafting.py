"""The model that is being edited: its draft, what is wrong with it, and what saving would make of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from csworkbench.domain.health.draft import FactorDraft, GroupDraft, ModelDraft
from csworkbench.domain.health.model import HealthModel, default_model
from csworkbench.domain.health.model_rows import MetricRow, ModelRow
from csworkbench.domain.health.validation import Place, Problem, errors, problems


class Drafting(QObject):
    """One draft at a time; the drafts of other versions are kept until they are saved or discarded.

    Attributes:
        draft: what is edited; whoever changes something in it calls `touch` then.
        rows: every version there is, newest first.
        metrics: the imported metrics there are.
        found: what is wrong with the draft, and what should be known.

    Signals:
        touched: a value changed.
        rebuilt: another draft, or other groups and factors.
    """

    touched = Signal()
    rebuilt = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with the default model, which no book is asked for."""
        super().__init__(parent)
        self.base: HealthModel = default_model()
        self.draft = ModelDraft.of(self.base)
        self.rows: Sequence[ModelRow] = ()
        self.metrics: Sequence[MetricRow] = ()
        self.found: list[Problem] = []
        self._kept: dict[int, ModelDraft] = {}

    def set_book(self, rows: Sequence[ModelRow], metrics: Sequence[MetricRow]) -> None:
        """Take what the book has; a draft with changes stays, else the newest version of its name is shown."""
        self.rows, self.metrics = rows, metrics
        known = {row.model.version: row.model for row in rows}
        self._kept = {version: draft for version, draft in self._kept.items() if version in known}
        if self.base.version in known and self.is_edited and self.base == known[self.base.version]:
            self._check()
            self.rebuilt.emit()
            return
        named = next((row.model for row in rows if row.model.name == self.base.name and not row.model.is_retired), None)
        used = next((row.model for row in reversed(rows) if row.is_in_use), None)
        self._show(named or used or self.base)

    def choose(self, version: int) -> None:
        """Edit another version; what was changed in this one is kept meanwhile."""
        if self.is_edited:
            self._kept[self.base.version] = self.draft
        chosen = next(row.model for row in self.rows if row.model.version == version)
        self._show(chosen)

    def take(self, draft: ModelDraft) -> None:
        """Edit a draft from elsewhere, as of a file, over the newest version of its name."""
        if self.is_edited:
            self._kept[self.base.version] = self.draft
        newest = self.newest(draft.name.strip())
        self.base = newest or self.base
        self._set(draft)

    def discard(self) -> None:
        """Go back to the version as it was saved."""
        self._forget()
        self._set(ModelDraft.of(self.base))

    def forget(self, saved: HealthModel) -> None:
        """Edit what was just saved."""
        self._forget()
        self.base = saved
        self._set(ModelDraft.of(saved))

    def touch(self) -> None:
        """Look at the draft again, as a value in it changed."""
        self._check()
        self.touched.emit()

    def rebuild(self) -> None:
        """Look at the draft again, as groups or factors came or went."""
        self._check()
        self.rebuilt.emit()

    @property
    def is_edited(self) -> bool:
        """Whether the draft differs from the version it began as."""
        return self.draft != ModelDraft.of(self.base)

    @property
    def is_sound(self) -> bool:
        """Whether the draft can be scored by."""
        return not errors(self.found)

    @property
    def can_save(self) -> bool:
        """Whether saving would make a version that says something new."""
        if not self.is_sound or not self.rows:
            return False
        newest = self.newest(self.draft.name.strip())
        return newest is None or replace(newest, version=0) != self.draft.model(0)

    @property
    def next_version(self) -> int:
        """The number that the next saved version gets."""
        return max((row.model.version for row in self.rows), default=0) + 1

    def newest(self, name: str) -> HealthModel | None:
        """Give the newest version of a name."""
        return next((row.model for row in self.rows if row.model.name == name), None)

    def problem_at(self, place: Place) -> Problem | None:
        """Give what stands beside a field: what is to mend before what should be known."""
        here = [one for one in self.found if one.place == place]
        return min(here, key=lambda one: one.is_warning) if here else None

    def taken_keys(self) -> set[str]:
        """Give the keys of the factors it has."""
        return {factor.key for _, factor in self.draft.factors()}

    def remove(self, group: GroupDraft, factor: FactorDraft | None = None) -> None:
        """Take a factor or a whole group out."""
        if factor is None:
            self.draft.groups = [one for one in self.draft.groups if one is not group]
        else:
            group.factors = [one for one in group.factors if one is not factor]
        self.rebuild()

    def _forget(self) -> None:
        if self.base.version in self._kept:
            del self._kept[self.base.version]

    def _show(self, model: HealthModel) -> None:
        self.base = model
        self._set(self._kept.pop(model.version) if model.version in self._kept else ModelDraft.of(model))

    def _set(self, draft: ModelDraft) -> None:
        self.draft = draft
        self.rebuild()

    def _check(self) -> None:
        metrics = {row.metric for row in self.metrics} if self.rows else None
        self.found = problems(self.draft, metrics)
