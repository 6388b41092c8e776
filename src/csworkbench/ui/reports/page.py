"""The reports page: parameters at the left, the very PDF that would be exported as a live preview."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csworkbench.domain.history import ChangeSet
from csworkbench.domain.reports import ReportHead
from csworkbench.infra.errors import WorkbenchError
from csworkbench.ui.bridge.operations import Operation
from csworkbench.ui.bridge.page import Page
from csworkbench.ui.bridge.places import FormRequest, Place
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.forms.file_export import FileExport
from csworkbench.ui.reports.compliance_view import ComplianceView
from csworkbench.ui.reports.parameters import IMPORT, SHOW_ALL, ReportParameters, nothing_words
from csworkbench.ui.reports.rendering import PdfPages, RenderedPage, opened_pages, rendered_pages
from csworkbench.ui.reports.stages import ReportStages
from csworkbench.ui.widgets.chips import ChipItem, ChipRow
from csworkbench.ui.widgets.texts import count_text, full_day

if TYPE_CHECKING:
    from csworkbench.services.reports_beside import DrawnReport

REPORTS = (ChipItem("health", "Health"), ChipItem("cadence", "Cadence compliance"))
FORMATS = (("csv", "CSV", "export"), ("xlsx", "XLSX", "sheet"), ("pdf", "PDF", "pdf"))


class ReportsPage(Page):
    """Health report with preview and export.

    Attributes:
        export: puts the report into files.
        drawn: what is shown, or None; its files hold the accounts.
    """

    key: ClassVar[str] = "reports"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Make the page; the report is built when it is first shown."""
        super().__init__(workspace, parent)
        self.drawn: DrawnReport | None = None
        self._stale = {item.key for item in REPORTS}
        self._operation: Operation | None = None
        self._pages: PdfPages | None = None
        self._drafts: Path | None = None
        self._count = 0
        self.export = FileExport(workspace, "Export the report", self._folder, self)
        self.parameters = ReportParameters(workspace.theme, workspace.clock)
        self.parameters.changed.connect(self.build)
        self.stages = ReportStages(workspace.theme)
        self.stages.view.pages_wanted.connect(self._on_pages_wanted)
        self.stages.cancel_asked.connect(self._on_cancel_asked)
        self.compliance: ComplianceView | None = None
        self.which = ChipRow(workspace.theme, "Report")
        self.which.set_chips(REPORTS, "health")
        self.which.chosen.connect(self.choose)
        self._health = QWidget()
        self._body = QStackedWidget()
        self._lay_out()
        self._actions = [self._make_action(*one) for one in FORMATS]
        self._actions[-1].setProperty("primary", True)
        workspace.operations.progressed.connect(self._on_progressed)
        self._allow_export(False)

    @property
    def title(self) -> str:
        """The page's heading."""
        return "Reports"

    @property
    def subtitle(self) -> str:
        """The day of the report."""
        if self.is_cadence:
            return "Cadence compliance"
        return "" if self.drawn is None else f"Health, as of {full_day(self.drawn.head.as_of)}"

    def header_actions(self) -> Sequence[QAction]:
        """Give the exports."""
        return self.compliance.actions_of_view if self.is_cadence and self.compliance else self._actions

    def focus_body(self) -> None:
        """Take the focus to the preview, or to what stands there instead."""
        if self.is_cadence and self.compliance is not None:
            self.compliance.focus_body()
        elif self.stages.is_preview:
            self.stages.view.setFocus()
        else:
            self.parameters.owner.setFocus()

    def state(self) -> object:
        """Give owner, day and place of scrolling."""
        return self.parameters.query(), self.stages.view.verticalScrollBar().value()

    def restore_state(self, state: object) -> None:
        """Bring the place of scrolling back; the parameters are still there."""
        if isinstance(state, tuple) and len(state) == 2 and isinstance(state[1], int):
            self.stages.view.verticalScrollBar().setValue(state[1])

    def on_shown(self) -> None:
        """Build the report when there is none, or when the book changed meanwhile."""
        if self.which.current in self._stale and self.workspace.is_ready:
            self.build()

    def on_workbench_ready(self) -> None:
        """Build the report if the page is waiting for the book."""
        if self.isVisible():
            self.on_shown()

    def refresh(self, change: ChangeSet) -> None:
        """Build the report again, at once when it is in sight."""
        self._stale = {item.key for item in REPORTS}
        if self.isVisible():
            self.build()

    @property
    def is_cadence(self) -> bool:
        """Whether cadence compliance is shown, and not the health report."""
        return self.which.current == "cadence"

    def go_to(self, place: Place) -> None:
        """Show a report by its word."""
        if any(item.key == place.spot for item in REPORTS):
            self.which.set_current(place.spot)
            self.choose(place.spot)

    def place(self) -> Place:
        """Give the report that is shown."""
        return Place(self.key, spot=self.which.current)

    def choose(self, key: str) -> None:
        """Show another report; it is built when it is first seen."""
        if key == "cadence" and self.compliance is None:
            self.compliance = ComplianceView(self.workspace, self._folder, self)
            self.compliance.status_changed.connect(self.status_changed)
            self._body.addWidget(self.compliance)
        self._body.setCurrentWidget(self.compliance if key == "cadence" and self.compliance else self._health)
        self.header_changed.emit()
        if self.isVisible():
            self.on_shown()

    def build(self) -> None:
        """Build the report of the chosen parameters and its preview."""
        if not self.workspace.is_ready:
            return
        self._stale.discard(self.which.current)
        if self.is_cadence and self.compliance is not None:
            self.compliance.build()
            return
        self._allow_export(False)
        self.stages.show_building("Building the report…")
        from csworkbench.services.reports_beside import draw_report

        self._count += 1
        book, clock, query = self.workspace.path, self.workspace.clock, self.parameters.query()
        self._operation = self.workspace.operations.compute(
            self,
            draw_report,
            (book, clock, query, self._folder() / f"report-{self._count}"),
            self._on_drawn,
            on_failure=self._on_failed,
            latest="build",
            name="Build the report",
        )

    # building, step by step

    def _on_drawn(self, drawn: DrawnReport) -> None:
        self.parameters.set_owners(drawn.owners)
        self.parameters.set_facts(drawn.head)
        old, self.drawn, self._pages = self.drawn, drawn, None
        self.header_changed.emit()
        if drawn.pdf is None:
            self._show_nothing(drawn.head)
            return
        self._operation = self.workspace.operations.read(
            self, partial(opened_pages, drawn, old), self._on_pages_opened, on_failure=self._on_failed, latest="build"
        )

    def _on_pages_opened(self, pages: PdfPages) -> None:
        self._pages, self._operation = pages, None
        self.stages.show_preview(pages.sizes)
        self._allow_export(True)
        self.status_changed.emit(self._status())

    def _on_pages_wanted(self, indexes: list[int], width: int) -> None:
        if self._pages is not None:
            pages = self._pages
            self.workspace.operations.read(
                self,
                partial(rendered_pages, pages, indexes, width),
                partial(self._on_rendered, pages),
                latest="render",
            )

    def _on_rendered(self, pages: PdfPages, found: list[RenderedPage]) -> None:
        if pages is self._pages:
            self.stages.view.take(found)

    # what else can be seen

    def _show_empty(
        self, icon: str, title: str, reason: str, action: str, on_action: Callable[[], None], *, is_error: bool = False
    ) -> None:
        self._operation = None
        self.stages.show_empty(icon, title, reason, action, on_action, is_error=is_error)
        self.status_changed.emit(self._status())

    def _show_nothing(self, head: ReportHead) -> None:
        calls = {SHOW_ALL: self.parameters.reset, IMPORT: self._on_import_asked}
        icon, title, reason, action = nothing_words(head, self.parameters.query())
        self._show_empty(icon, title, reason, action, calls.get(action, self.build))

    def _on_failed(self, error: BaseException) -> None:
        known = isinstance(error, WorkbenchError)
        reason = str(error) if known else "Something unexpected went wrong; the book is unharmed."
        self._show_empty("error", "The report was not built", reason, "Try again", self.build, is_error=True)

    def _on_progressed(self, _shown: object) -> None:
        # Cancel elsewhere (status bar) calls neither success nor failure.
        if self._operation is not None and self._operation.is_over and self._operation.token.is_cancelled:
            self._on_stopped()

    def _on_cancel_asked(self) -> None:
        if self._operation is not None:
            self.workspace.operations.cancel(self._operation)
            self._on_stopped()

    def _on_stopped(self) -> None:
        self._stale.add("health")
        self._show_empty("reports", "Stopped", "The report was not built.", "Build the report", self.build)

    def _on_import_asked(self) -> None:
        self.workspace.open_form(FormRequest("import"))

    # export

    def _on_export_asked(self, suffix: str) -> None:
        drawn = self.drawn
        if drawn is None:
            return
        from csworkbench.services.report_files import report_file_name
        from csworkbench.services.reports_beside import write_saved

        chosen = self.export.choose(report_file_name(drawn.head, suffix), [suffix])
        if chosen is not None:
            self.export.start(drawn.saved, chosen, write_saved, drawn.pdf if suffix == "pdf" else None)

    def _allow_export(self, is_allowed: bool) -> None:
        for action in self._actions:
            action.setEnabled(is_allowed)

    def _make_action(self, suffix: str, word: str, icon: str) -> QAction:
        return self.workspace.actions.add(
            f"reports.{suffix}",
            f"Export {word}",
            partial(self._on_export_asked, suffix),
            owner=self,
            group="Reports",
            icon=icon,
            icon_token="on_accent" if suffix == "pdf" else "text",
            words="report save file health",
        )

    # parts

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._health)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.parameters)
        row.addWidget(self.stages, 1)
        self._body.addWidget(self._health)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.which)
        whole.addWidget(self._body, 1)

    def _folder(self) -> Path:
        if self._drafts is None:
            self._drafts = Path(tempfile.mkdtemp(prefix="csworkbench-report-"))
            weakref.finalize(self, shutil.rmtree, self._drafts, ignore_errors=True)
        return self._drafts

    def _status(self) -> str:
        if self.drawn is None or not self.stages.is_preview:
            return ""
        accounts = count_text(self.drawn.head.scope.accounts, "account")
        return f"{accounts} · {count_text(self.stages.view.page_count, 'page')}"
