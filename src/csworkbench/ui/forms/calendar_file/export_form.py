"""The form that writes check-ins to a calendar file, or to a folder that a calendar program subscribes to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QProgressBar, QWidget

from csworkbench.domain.ids import CheckInId, OwnerId
from csworkbench.infra.tokens import Progress, Token
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.calendar_file.running import CalendarRunning
from csworkbench.ui.forms.calendar_file.target_input import SUFFIX, TargetInput
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.inputs import ChoiceInput
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.texts import count_text, full_day

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

ONE, SERIES, BOOK, FOLDER = "one", "series", "book", "folder"
FOLDER_KEY, SUBSCRIBED_KEY = "calendar/folder", "calendar/subscribed"
WORDS = {
    ONE: "This check-in",
    SERIES: "Its whole series",
    BOOK: "The book, in one file",
    FOLDER: "The book, in a folder to subscribe to",
}
ABOUT = {
    ONE: "A calendar program takes it in once; exported again, it brings it up to date there.",
    SERIES: "The series goes out as its rule, with each check-in that differs from it.",
    BOOK: "What is planned, and the last three months. Exported again, it brings the calendar up to date.",
    FOLDER: "A file per check-in or series, for programs that follow a folder. Only what changed is written again.",
}


@dataclass(frozen=True, slots=True)
class _Found:
    owners: list[tuple[OwnerId, str]]
    title: str
    series_id: int | None


class CalendarExportForm(Form):
    """Asks what goes out and where to; writes in the child process."""

    def __init__(
        self, workspace: Workspace, check_in_id: CheckInId | None = None, parent: QWidget | None = None
    ) -> None:
        """Offer a check-in and its series first, if the form is about one; else the book."""
        super().__init__(workspace, "Export check-ins to a calendar", save="Export", parent=parent)
        self._check_in_id = check_in_id
        self._series_id: int | None = None
        self._names = {BOOK: "Check-ins", ONE: "Check-in", SERIES: "Series"}
        self.running = CalendarRunning(workspace, self)
        self.running.exported.connect(self._on_exported)
        self.running.failed.connect(self._on_stopped)
        self.running.stopped.connect(partial(self._on_stopped, "Stopped: the file is as it was."))
        self.running.progressed.connect(self._on_progressed)
        first = [ONE] if check_in_id is not None else []
        self.what = ChoiceInput("What", [(key, WORDS[key]) for key in (*first, BOOK, FOLDER)])
        self.owner = ChoiceInput("Whose", [(None, "Everyone's")])
        self.target = TargetInput(workspace.theme, "File")
        self.hint = make_label(workspace.theme, "", tone="muted", wraps=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.fields.add("what", "&What", self.what)
        self.fields.add_note(self.hint)
        self.fields.add("owner", "&Whose", self.owner)
        self.fields.add("file", "&To", self.target, wanted="Say where it shall go.")
        self.fields.add_note(self.bar)
        self.what.currentIndexChanged.connect(self._on_what_chosen)
        self._on_what_chosen()
        self.what.setFocus()
        self.workspace.read(self, partial(_found, check_in_id), self._on_found, latest="found")

    @property
    def is_dirty(self) -> bool:
        """Nothing here is lost when it is left."""
        return False

    def work(self) -> BookWork | None:
        """Nothing is stored: `store` has the child process write a file."""
        return _nothing

    def store(self, _work: BookWork) -> None:
        """Write."""
        path = self.target.path()
        if path is None:
            self._set_saving(False)
            return
        what = self.what.value()
        owner_id = self.owner.value() if what in (BOOK, FOLDER) else None
        self.workspace.settings.set(SUBSCRIBED_KEY if what == FOLDER else FOLDER_KEY,
                                    str(path if what == FOLDER else path.parent))  # fmt: skip
        self.bar.setRange(0, 0)
        self.bar.show()
        self.running.export(
            path,
            check_in_id=self._check_in_id if what == ONE else None,
            series_id=self._series_id if what == SERIES else None,
            owner_id=owner_id if isinstance(owner_id, int) else None,
            is_folder=what == FOLDER,
        )

    def reject(self) -> None:
        """Stop what runs; when nothing runs, leave."""
        if self.running.is_running:
            self.running.cancel()
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs instead of leaving it alone."""
        if self.running.is_running:
            event.ignore()
            self.reject()
            return
        super().closeEvent(event)

    def _on_found(self, found: _Found) -> None:
        me = self.workspace.me
        owners = [(None, "Everyone's"), *((key, name) for key, name in found.owners)]
        self.owner.set_choices(owners)
        self.owner.set_value(None if me is None else me.id)
        self.set_about(found.title)
        if found.title:
            self._names[ONE] = self._names[SERIES] = found.title
        self._series_id = found.series_id
        if found.series_id is not None:
            self.what.insertItem(1, WORDS[SERIES], SERIES)
        self._propose()
        self.fields.settle()

    def _on_what_chosen(self, _place: int = 0) -> None:
        what = str(self.what.value())
        self.hint.setText(ABOUT[what])
        self.fields.show_field("owner", what in (BOOK, FOLDER))
        self.target.is_folder = what == FOLDER
        self._propose()

    def _propose(self) -> None:
        settings, what = self.workspace.settings, str(self.what.value())
        if what == FOLDER:
            self.target.set_value(settings.text(SUBSCRIBED_KEY) or None)
            return
        folder = Path(settings.text(FOLDER_KEY) or Path.home())
        self.target.set_value(folder / f"{_safe(self._names[what])}{SUFFIX}")

    def _on_progressed(self, progress: Progress) -> None:
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)
        self.bar.setAccessibleName(progress.text)

    def _on_exported(self, count: int) -> None:
        path = self.target.path()
        what = str(self.what.value())
        self._set_saving(False)
        if path is not None:
            events = count_text(count, "event") if what != FOLDER else f"{count_text(count, 'file')} new or changed"
            folder = path if what == FOLDER else path.parent
            self.workspace.say(f"Exported {path.name}: {events}", "Show folder", partial(_show_folder, folder))
        self.accept()

    def _on_stopped(self, text: str) -> None:
        self._set_saving(False)
        self.bar.hide()
        self.show_problem(text)


def _safe(name: str) -> str:
    kept = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in name)
    return " ".join(kept.split())[:80] or "Check-ins"


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _nothing(_workbench: Workbench, _token: Token) -> None:
    """Store nothing."""


def _found(check_in_id: CheckInId | None, workbench: Workbench, _token: Token) -> _Found:
    from csworkbench.services.accounts import get_account, list_owners
    from csworkbench.services.checkins import get_check_in

    owners = [(one.id, one.name) for one in list_owners(workbench)]
    if check_in_id is None:
        return _Found(owners, "", None)
    row = get_check_in(workbench, check_in_id)
    name = get_account(workbench, row.account_id).name
    return _Found(owners, f"{name}, {full_day(row.due_on)}", row.series_id)
