"""Close days of the book, or say that people work on them: from, to, and for whom."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from csworkbench.domain.closed_days import ClosedDayDraft, ClosedDayLine, CountryRow
from csworkbench.domain.ids import AccountId, OwnerId
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.account_input import AccountInput, resolved
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.inputs import ChoiceInput, DayInput, LineInput, TickInput

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

EVERYONE, OWNER, COUNTRY, ACCOUNT = "everyone", "owner", "country", "account"
WHOM = ((EVERYONE, "Everyone"), (OWNER, "An owner"), (COUNTRY, "A country"), (ACCOUNT, "An account"))
FIELDS = {OWNER: "owner_id", COUNTRY: "country", ACCOUNT: "account_id"}
Choices = tuple[list[tuple[OwnerId, str]], list[CountryRow]]


class ClosedDayForm(Form):
    """The form of closed days, new ones without `line`."""

    def __init__(self, workspace: Workspace, line: ClosedDayLine | None = None, parent: QWidget | None = None) -> None:
        """Start with what they say now."""
        title = "Close days" if line is None else "Edit closed days"
        super().__init__(workspace, title, save="Close days" if line is None else "Save", parent=parent)
        self._line = line
        theme, fields = workspace.theme, self.fields
        row = None if line is None else line.row
        account_id = None if row is None or row.account_id is None else AccountId(row.account_id)
        whom = ChoiceInput("For whom", WHOM)
        fields.add("name", "&Name", LineInput("Name", "Company holidays"), wanted="Say what the days are.")
        fields.add("first_on", "&From", DayInput(theme, workspace.clock, "From"), wanted="Say which day.")
        fields.add("last_on", "&To", DayInput(theme, workspace.clock, "To"))
        fields.add("whom", "For &whom", whom)
        fields.add("owner_id", "&Owner", ChoiceInput("Owner", ()))
        fields.add("country", "&Country", ChoiceInput("Country", ()))
        account = AccountInput(workspace, account_id, line.whom if line is not None and account_id else "")
        fields.add("account_id", "&Account", account)
        fields.add("is_worked", "", TickInput("People work on these days", "&People work on these days all the same"))
        if row is not None:
            last_on = None if row.last_on == row.first_on else row.last_on
            values = {"name": row.name, "first_on": row.first_on, "last_on": last_on, "is_worked": row.is_worked}
            fields.set_values({**values, "whom": _whom(line)})
        whom.currentIndexChanged.connect(self._on_whom_chosen)
        self._on_whom_chosen()
        fields.settle()
        fields.widget("name").setFocus()
        workspace.read(self, _choices, self._on_read, latest="choices")

    def work(self) -> BookWork | None:
        """Give what stores it; None while what it is for is not said."""
        values = self.fields.values()
        name = FIELDS.get(values["whom"])
        given = None if name is None else values[name]
        if name is not None and given is None:
            self.fields.show_errors({name: "Say whose days they are."})
            return None
        draft = ClosedDayDraft(
            values["name"] or "", values["first_on"], values["last_on"], is_worked=values["is_worked"]
        )  # fmt: skip
        return partial(_stored, None if self._line is None else self._line.row.id, draft, name, given)

    def _on_whom_chosen(self, _place: int = 0) -> None:
        chosen = FIELDS.get(self.fields.value("whom"))
        for name in FIELDS.values():
            self.fields.show_field(name, name == chosen)

    def _on_read(self, found: Choices) -> None:
        owners, countries = found
        for name, choices in (
            ("owner_id", [(int(key), name) for key, name in owners]),
            ("country", [(row.code, row.name) for row in countries]),
        ):
            widget = self.fields.widget(name)
            if isinstance(widget, ChoiceInput):
                widget.set_choices(choices)
                widget.set_value(None if self._line is None else getattr(self._line.row, name))
        self.fields.settle()


def _whom(line: ClosedDayLine | None) -> str:
    row = None if line is None else line.row
    return next((whom for whom, name in FIELDS.items() if row is not None and getattr(row, name) is not None), EVERYONE)


def _stored(key: int | None, draft: ClosedDayDraft, name: str | None, given: Any, wb: Workbench, _token: Token) -> None:
    from csworkbench.services.holidays import add_closed_day, edit_closed_day

    if name == "account_id" and isinstance(given, str):
        given = resolved(wb, given)
    values: dict[str, Any] = {} if name is None else {name: given}
    whole = replace(draft, **values)
    if key is None:
        add_closed_day(wb, whole)
    else:
        edit_closed_day(wb, key, whole)


def _choices(workbench: Workbench, _token: Token) -> Choices:
    from csworkbench.services.accounts import list_owners
    from csworkbench.services.closed_days import list_countries

    return [(one.id, one.name) for one in list_owners(workbench)], list_countries(workbench)
