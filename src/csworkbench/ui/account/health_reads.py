"""What the Health tab asks the book for, and where it leads: changes between days, records, their places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csworkbench.domain.health.evidence import Evidence, EvidenceRow
from csworkbench.domain.health.move import HealthMove
from csworkbench.domain.health.rows import HealthRow
from csworkbench.domain.ids import AccountId
from csworkbench.infra.tokens import Token
from csworkbench.ui.account.health_tab import HealthTab
from csworkbench.ui.bridge.workspace import Workspace

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

TIMELINE_CHIPS = {"touch": "touch", "feedback": "feedback", "complaint": "feedback", "ticket": "ticket"}


class HealthReads(QObject):
    """Reads for a Health tab, and leads from its records to other tabs.

    Signals:
        tab_asked: the key of another tab.
        chip_asked: the key of a chip of the timeline.
        contact_asked: the key of a contact to open.
    """

    tab_asked = Signal(str)
    chip_asked = Signal(str)
    contact_asked = Signal(int)

    def __init__(self, workspace: Workspace, tab: HealthTab, account: Callable[[], AccountId | None]) -> None:
        """Read through `workspace`; `account` gives the account on show."""
        super().__init__(tab)
        self._workspace = workspace
        self._tab = tab
        self._account = account
        tab.days_chosen.connect(self._on_days_chosen)
        tab.records_asked.connect(self._on_records_asked)
        tab.place_asked.connect(self._on_place_asked)

    def _on_days_chosen(self, since: date, until: date) -> None:
        account_id = self._account()
        if account_id is not None:
            work = partial(read_move, account_id, since, until)
            self._workspace.read(self, work, self._tab.show_move, latest="health move")

    def _on_records_asked(self, health: HealthRow, key: str) -> None:
        work = partial(read_evidence, health, key)
        self._workspace.read(self, work, self._tab.show_evidence, latest="health records")

    def _on_place_asked(self, row: EvidenceRow) -> None:
        if row.kind in TIMELINE_CHIPS:
            self.chip_asked.emit(TIMELINE_CHIPS[row.kind])
            self.tab_asked.emit("timeline")
        elif row.kind == "contact" and row.contact_id is not None:
            self.contact_asked.emit(row.contact_id)
        elif row.kind == "pulse":
            self._tab.go_to_pulse()
        else:
            self.tab_asked.emit("reviews" if row.kind == "review" else "details")


def read_move(
    account_id: AccountId, since: date | None, until: date | None, wb: Workbench, _token: Token
) -> HealthMove:
    """Read why the score moved between two days."""
    from csworkbench.services.health import explain_change

    return explain_change(wb, account_id, since, until)


def read_evidence(health: HealthRow, key: str, wb: Workbench, _token: Token) -> Evidence:
    """Read the records behind a factor of a score."""
    from csworkbench.services.health import list_evidence

    return list_evidence(wb, health, key)
