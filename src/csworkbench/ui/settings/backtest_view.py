"""The backtest: asked for above, run in the child process, shown below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from csworkbench.domain.health.backtest_request import BacktestRequest
from csworkbench.domain.health.backtest_result import BacktestResult
from csworkbench.domain.ids import AccountId
from csworkbench.infra.errors import WorkbenchError
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.operations import Operation
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.settings.backtest_controls import BacktestControls
from csworkbench.ui.settings.backtest_results import BacktestResults
from csworkbench.ui.settings.book_section import BookSection
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.empty_state import EmptyState
from csworkbench.ui.widgets.labels import make_label

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

EXPLAINED = (
    "For every account that churned or renewed: what health said 30, 60 and 90 days before, "
    "from what was known then. Nothing is changed by it."
)


class BacktestView(BookSection):
    """The whole view; a page puts it where it likes.

    Attributes:
        controls: what is asked.
        results: what was found.
        result: the newest result, or None.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Make the view; nothing runs before it is asked to."""
        super().__init__(workspace, parent)
        self.result: BacktestResult | None = None
        self._operation: Operation | None = None
        theme = workspace.theme
        self.controls = BacktestControls(theme)
        self.controls.run_asked.connect(self.run)
        self.controls.cancel_asked.connect(self.cancel)
        self.results = BacktestResults(theme)
        self.results.account_chosen.connect(self._on_account_chosen)
        self.empty = EmptyState(theme)
        self.empty.activated.connect(self.run)
        self.bar = QProgressBar()
        self.told = make_label(theme, role="head")
        self.stages = QStackedWidget()
        self._running = self._running_card()
        for stage in (self.empty, self._running, self.results):
            self.stages.addWidget(stage)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.controls)
        whole.addWidget(self.stages, 1)
        self._show_start()
        workspace.operations.progressed.connect(self._on_progressed)

    @property
    def is_running(self) -> bool:
        """Whether a backtest is under way."""
        return self._operation is not None and not self._operation.is_over

    def work(self) -> BookWork:
        """Read the versions of the model."""
        return _versions

    def show_book(self, found: list[tuple[int, str]]) -> None:
        """Offer the versions."""
        self.controls.set_versions(found)

    def focus_body(self) -> None:
        """Take the focus to what is asked."""
        self.controls.run.setFocus()

    def run(self) -> None:
        """Run the backtest that is asked for."""
        if not self.workspace.is_ready or self.is_running:
            return
        from csworkbench.services.health.backtest.running import run_backtest_of_book

        request = self.controls.request()
        self.controls.set_running(True)
        self.told.setText("Looking back…")
        self.bar.setRange(0, 0)
        self.stages.setCurrentWidget(self._running)
        arguments = (self.workspace.path, self.workspace.clock.today(), request)
        self._operation = self.workspace.operations.compute(
            self,
            run_backtest_of_book,
            arguments,
            partial(self._on_done, request),
            on_failure=self._on_failed,
            latest="backtest",
            name="Backtest health",
        )

    def cancel(self) -> None:
        """Stop what is under way; the result before stays."""
        if self._operation is not None:
            self.workspace.operations.cancel(self._operation)
        self._stop()

    def _stop(self) -> None:
        self._operation = None
        self.controls.set_running(False)
        if self.result is None:
            self._show_start()
        else:
            self.stages.setCurrentWidget(self.results)

    def _on_done(self, _request: BacktestRequest, result: BacktestResult) -> None:
        self._operation = None
        self.controls.set_running(False)
        if not result.churned and not result.stayed:
            self.result = None
            self.empty.set_content(
                "info",
                "No account has churned or renewed yet",
                "\n".join(result.notes[:-2]) + " Import outcomes, and past use as signals, from CSV files.",
                "Run again",
            )
            self.stages.setCurrentWidget(self.empty)
            return
        self.result = result
        self.results.set_result(result)
        self.stages.setCurrentWidget(self.results)

    def _on_failed(self, error: BaseException) -> None:
        self._operation = None
        self.controls.set_running(False)
        known = isinstance(error, WorkbenchError)
        reason = str(error) if known else "Something unexpected went wrong; the book is unharmed."
        self.empty.set_content("error", "The backtest did not run", reason, "Try again", is_error=True)
        self.stages.setCurrentWidget(self.empty)

    def _on_progressed(self, shown: Operation | None) -> None:
        if self._operation is None:
            return
        if self._operation.is_over and self._operation.token.is_cancelled:
            self._stop()  # cancelled elsewhere (status bar): neither success nor failure is called
        elif shown is self._operation:
            progress = self._operation.progress
            self.told.setText(progress.text)
            self.bar.setRange(0, progress.total)
            self.bar.setValue(progress.done)

    def _on_account_chosen(self, account_id: AccountId) -> None:
        self.workspace.open_account(account_id)

    def _show_start(self) -> None:
        self.empty.set_content("info", "What was health worth?", EXPLAINED, "Run the backtest")
        self.stages.setCurrentWidget(self.empty)

    def _running_card(self) -> Card:
        card = Card(self.workspace.theme)
        self.bar.setFixedWidth(320)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the backtest")
        card.body.addStretch(1)
        for part in (self.told, self.bar):
            card.body.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        card.body.addStretch(1)
        return card


def _versions(workbench: Workbench, _token: Token) -> list[tuple[int, str]]:
    from csworkbench.services.health.backtest.running import model_versions

    return model_versions(workbench)
