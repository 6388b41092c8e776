"""What the status bar says about the book: last backup, freshness of the data, who is "me"."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from csworkbench.domain.values import frozen
from csworkbench.infra.clock import Clock
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.shell.window import Window
from csworkbench.ui.widgets.texts import short_day

if TYPE_CHECKING:
    from csworkbench.domain.accounts import OwnerRow
    from csworkbench.domain.history import ChangeSet
    from csworkbench.domain.ids import OwnerId
    from csworkbench.services.workbench import Workbench


@frozen
class BookFacts:
    """What the status bar says about a book."""

    owners: list[OwnerRow]
    backup_at: datetime | None
    imported_at: datetime | None


class StatusFeed(QObject):
    """Keeps the status bar of a window true."""

    def __init__(self, workspace: Workspace, window: Window) -> None:
        """Begin when the book is open."""
        super().__init__(window)
        self._workspace = workspace
        self._bar = window.status
        workspace.workbench_ready.connect(self._on_ready)
        workspace.hub.changed.connect(self._on_changed)
        window.status.me_asked.connect(self._on_me_asked)

    def refresh(self) -> None:
        """Say it anew: days in words are others after midnight."""
        self._on_ready()

    def _on_ready(self) -> None:
        self._workspace.read(self, partial(_facts, self._workspace.path), self._on_facts, latest="status")

    def _on_changed(self, change: ChangeSet) -> None:
        if "owner" in change.tables or change.name.startswith("Import"):
            self._on_ready()

    def _on_facts(self, facts: BookFacts) -> None:
        me = next((owner for owner in facts.owners if owner.is_me), None)
        self._bar.set_owners([(owner.id, owner.name) for owner in facts.owners], me.id if me else None)
        none_yet = "" if self._workspace.past else "no backup yet"  # of the copy there is never one
        self._bar.backup.setText(when_text("last backup", facts.backup_at, self._workspace.clock) or none_yet)
        self._bar.freshness.setText(when_text("last import", facts.imported_at, self._workspace.clock))
        if me != self._workspace.me:
            self._workspace.me = me
            self._workspace.me_changed.emit()

    def _on_me_asked(self, owner_id: OwnerId) -> None:
        self._workspace.change(self, partial(_choose_me, owner_id))


def when_text(what: str, at: datetime | None, clock: Clock, locale: QLocale | None = None) -> str:
    """Give `last backup today 08:40` or `last backup 18 Nov`; empty when it never was."""
    if at is None:
        return ""
    local = at.astimezone()
    if local.date() == clock.today():
        return f"{what} today {local:%H:%M}"
    return f"{what} {short_day(date(local.year, local.month, local.day), locale)}"


def _facts(path: Path, workbench: Workbench, _token: Token) -> BookFacts:
    from csworkbench.infra.paths import newest_backup
    from csworkbench.services.accounts import list_owners
    from csworkbench.storage.backup import backup_time

    backup = newest_backup(path)
    imported = next((row.made_at for row in workbench.history() if row.name.startswith("Import")), None)
    return BookFacts(
        list(list_owners(workbench)),
        backup_time(backup).replace(tzinfo=UTC) if backup else None,
        datetime.fromisoformat(imported) if imported else None,
    )


def _choose_me(owner_id: OwnerId, workbench: Workbench, _token: Token) -> None:
    from csworkbench.services.accounts import choose_me

    choose_me(workbench, owner_id)
