"""The base of forms about one planned check-in: what it is, how often it was moved, and which ones of its series."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from csworkbench.domain.checkins import CheckInRow, moved_text
from csworkbench.domain.ids import CheckInId
from csworkbench.domain.recurrence import parse_rule
from csworkbench.domain.series import SeriesRow, repeat_words
from csworkbench.infra.errors import InvalidInput
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.inputs import LineInput
from csworkbench.ui.forms.scope_input import ScopeInput

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

Found = tuple[CheckInRow, SeriesRow | None]


class OneCheckInForm(Form):
    """A form about the check-in with a key; `scope` is asked when it is of a series, `add_scope` adds the field.

    Attributes:
        check_in: the check-in as read, None before that.
        series: its series, None when it has none or before it was read.
    """

    def __init__(
        self,
        workspace: Workspace,
        title: str,
        about: str,
        save: str,
        check_in_id: CheckInId | None,
        parent: QWidget | None = None,
    ) -> None:
        """Ask about the check-in with that key (None: about something else); what it is is read beside."""
        super().__init__(workspace, title, about, save, parent)
        self.check_in_id = check_in_id
        self.check_in: CheckInRow | None = None
        self.series: SeriesRow | None = None
        self._about_text = about

    def add_scope(self) -> None:
        """Add the field, hidden until the check-in is known to be of a series."""
        self.fields.add("scope", "Which ones", ScopeInput())
        self.fields.show_field("scope", False)

    def add_reason(self) -> None:
        """Add the field for why it is done past the fatigue guard, hidden until the guard wants it."""
        why = LineInput("Why all the same?", "They asked for it")
        self.fields.add("override_reason", "Wh&y all the same?", why, wanted="Say why it is done all the same.")
        self.fields.show_field("override_reason", False)

    def read_check_in(self) -> None:
        """Read the check-in; call it when the fields are there."""
        if self.check_in_id is not None:
            self.workspace.read(self, partial(_read, self.check_in_id), self.on_read)

    @property
    def scope(self) -> str:
        """Which check-ins are meant: one of `SCOPES`."""
        return str(self.fields.value("scope")) if self.fields.has("scope") else "this"

    def asks_scope(self, series: SeriesRow) -> bool:
        """Tell whether more than this one can be meant."""
        return True

    def on_read(self, found: Found) -> None:
        """Show what is known of it now."""
        self.check_in, self.series = found
        words = [self._about_text]
        if self.series is not None:
            words.append(repeat_words(parse_rule(self.series.rule)))
        if self.check_in.due_time and self.check_in.time_zone:
            words.append(f"time in {self.check_in.time_zone}")
        words.append(moved_text(self.check_in.moved_count))
        self.set_about(" · ".join(word for word in words if word))
        if self.series is not None and self.fields.has_field("scope") and self.asks_scope(self.series):
            self.fields.show_field("scope", True)
        if self.isVisible():
            self.fit()

    def _on_failed(self, error: BaseException) -> None:
        is_past_guard = isinstance(error, InvalidInput) and error.field == "override_reason"
        if is_past_guard and self.fields.has_field("override_reason"):
            self.fields.show_field("override_reason", True)
        super()._on_failed(error)
        self.fit()


def _read(check_in_id: CheckInId, workbench: Workbench, _token: Token) -> Found:
    from csworkbench.services.checkins import get_check_in
    from csworkbench.services.series.changes import get_series

    row = get_check_in(workbench, check_in_id)
    return row, None if row.series_id is None else get_series(workbench, row.series_id)
