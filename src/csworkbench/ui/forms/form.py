"""The base of all forms: short dialogs that save with Ctrl+Enter and leave with Esc."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csworkbench.infra.errors import InvalidInput, WorkbenchError
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.fields import FieldList
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.labels import ElidingLabel, make_label, make_separator

WIDTH = 520
LEAST_HEIGHT = 360
SCREEN_HEIGHT = 560


class Form(QDialog):
    """Fields, Cancel and Save. Subclasses add fields to `fields` and give `work` what to store.

    Signals:
        saved: the value of the service that stored it.
    """

    saved = Signal(object)

    def __init__(
        self, workspace: Workspace, title: str, about: str = "", save: str = "Save", parent: QWidget | None = None
    ) -> None:
        """Make an empty form; `about` is a quiet line under the title (the account)."""
        super().__init__(parent)
        self.workspace = workspace
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._is_asked = False
        self._is_saving = False
        theme = workspace.theme
        self.fields = FieldList(theme)
        self._title = make_label(theme, title, "head")
        self._about = ElidingLabel(theme, about, "body", "muted")
        self._about.setVisible(bool(about))
        self._problem = make_label(theme, role="body", tone="at_risk", wraps=True)
        self._problem.setObjectName("form.problem")
        self._problem.hide()
        self.save_button = make_button(theme, save, "check", "primary")
        self.save_button.setToolTip(f"{save} (Ctrl+Enter)")
        self.save_button.clicked.connect(self.save)
        self.cancel_button = make_button(theme, "Cancel")
        self.cancel_button.setToolTip("Cancel (Esc)")
        self.cancel_button.clicked.connect(self.reject)
        self._question = self._make_question()
        self._lay_out()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(self.save)

    @property
    def is_dirty(self) -> bool:
        """Whether something was entered that is not stored."""
        return bool(self.fields.changed())

    def work(self) -> BookWork | None:
        """Give what stores the fields, called as `work(workbench, token)` beside the UI; None keeps the form open."""
        raise NotImplementedError

    def save(self) -> None:
        """Check the fields and store them; errors go beside their fields."""
        if self._is_saving:
            return
        self._problem.hide()
        self._question.hide()
        self._is_asked = False
        if not self.fields.check():
            return
        work = self.work()
        if work is None:
            return
        self._set_saving(True)
        self.store(work)

    def store(self, work: BookWork) -> None:
        """Run the work as a change; a form whose work is long does it in the child process."""
        self.workspace.change(self, work, self._on_stored, on_failure=self._on_failed, name=self.windowTitle())

    def reject(self) -> None:
        """Leave; what was entered and not stored is asked about once."""
        if self._is_saving:
            return
        if self.is_dirty and not self._is_asked:
            self._is_asked = True
            self._question.show()
            self.keep_button.setFocus()
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask as Esc does."""
        if self.is_dirty and not self._is_asked and self.isVisible():
            event.ignore()
            self.reject()
            return
        super().closeEvent(event)

    def show_problem(self, text: str) -> None:
        """Say above the fields what is wrong with all of them."""
        self._problem.setText(text)
        self._problem.show()

    def set_about(self, text: str) -> None:
        """Show another quiet line under the title."""
        self._about.setText(text)
        self._about.setVisible(bool(text))

    def _on_stored(self, value: Any) -> None:
        self._set_saving(False)
        self.fields.settle()
        self.saved.emit(value)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self._set_saving(False)
        if isinstance(error, InvalidInput) and self.fields.has(error.field):
            self.fields.show_errors({error.field: f"{error.message} {error.advice}".strip()})
        elif isinstance(error, WorkbenchError | ValueError):
            self.show_problem(str(error))
        else:
            self.show_problem("This could not be stored; what you typed is still here.")
            self.workspace.operations.failed.emit(error)

    def _on_discard(self) -> None:
        self._is_asked = True
        super().reject()

    def _on_keep(self) -> None:
        self._is_asked = False
        self._question.hide()
        self.focusNextChild()

    def _set_saving(self, is_saving: bool) -> None:
        self._is_saving = is_saving
        self.save_button.setEnabled(not is_saving)

    def _make_question(self) -> QFrame:
        theme = self.workspace.theme
        frame = QFrame()
        frame.setProperty("surface", "toast")
        row = QHBoxLayout(frame)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(make_label(theme, "Discard what you typed?", "strong"), 1)
        discard = make_button(theme, "Discard", kind="danger")
        discard.setObjectName("form.discard")
        discard.clicked.connect(self._on_discard)
        self.keep_button = make_button(theme, "Keep editing")
        self.keep_button.clicked.connect(self._on_keep)
        for button in (discard, self.keep_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        frame.hide()
        return frame

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("surface", "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 4, 20, 4)
        column.addWidget(self._problem)
        column.addWidget(self.fields)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self._inside = inside
        buttons = QHBoxLayout()
        buttons.setContentsMargins(20, 10, 20, 14)
        buttons.setSpacing(8)
        buttons.addWidget(make_label(self.workspace.theme, "Ctrl+Enter saves, Esc closes", "caption", "muted"), 1)
        for button in (self.cancel_button, self.save_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        top = QVBoxLayout()
        top.setContentsMargins(20, 16, 20, 8)
        top.setSpacing(2)
        top.addWidget(self._title)
        top.addWidget(self._about)
        asked = QVBoxLayout()
        asked.setContentsMargins(20, 0, 20, 0)
        asked.addWidget(self._question)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(area, 1)
        whole.addLayout(asked)
        whole.addWidget(make_separator())
        whole.addLayout(buttons)

    def open(self) -> None:
        """Show the form over its window; on a past day that is refused in words."""
        if self.workspace.is_refused():
            self.deleteLater()
            return
        super().open()
        self.fit()

    def fit(self) -> None:
        """Make the form as high as its fields need and its window allows."""
        theme = self.workspace.theme
        width = round(WIDTH * theme.font_scale)
        self.ensurePolished()
        self.fields.updateGeometry()
        wanted = max(self._inside.heightForWidth(width - 12), self._inside.sizeHint().height())
        around = (
            self._title.sizeHint().height() + self._about.sizeHint().height() + self.save_button.sizeHint().height()
        )
        parent = self.parentWidget()
        most = SCREEN_HEIGHT if parent is None else parent.window().height() - 24
        self.resize(width, min(wanted + around + 76, max(most, LEAST_HEIGHT)))
        self._keep_buttons_on_screen()

    def _keep_buttons_on_screen(self) -> None:
        screen, frame = self.screen().availableGeometry(), self.frameGeometry()
        if frame.bottom() > screen.bottom():
            self.move(frame.left(), max(screen.top(), screen.bottom() - frame.height() + 1))


def stored(service: Callable[..., Any], *args: Any, **options: Any) -> BookWork:
    """Give the work that calls a service as `service(workbench, *args)`."""

    def work(workbench: Any, _token: Token) -> Any:
        return service(workbench, *args, **options)

    return work
