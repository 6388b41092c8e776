"""After a crash or an error no one caught, the next start offers its report, once, in a quiet bar."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from csworkbench.infra.crash_report import forget_report, pending_report, was_stopped
from csworkbench.ui.shell.notice_bar import NoticeBar
from csworkbench.ui.shell.report_dialog import ReportDialog
from csworkbench.ui.shell.window import Window

STOPPED = "The program stopped unexpectedly last time. What was saved is in the book."
FAILED = "The program met an error it did not expect last time. What was saved is in the book."


class CrashOffer(QObject):
    """Shows the bar in a window while there is a report."""

    def __init__(self, window: Window, folder: Path) -> None:
        """Look into `folder` now."""
        super().__init__(window)
        self._window = window
        self._folder = folder
        self.bar: NoticeBar | None = None
        self._report = pending_report(folder)
        if not self._report:
            return
        words = STOPPED if was_stopped(folder) else FAILED
        self.bar = NoticeBar(window.workspace.theme, words, "Show the report")
        self.bar.asked.connect(self._on_asked)
        self.bar.dismissed.connect(self._on_dismissed)
        window.show_notice(self.bar)

    def _on_asked(self) -> None:
        ReportDialog(self._window.workspace.theme, self._report, self._window).open()

    def _on_dismissed(self) -> None:
        forget_report(self._folder)
