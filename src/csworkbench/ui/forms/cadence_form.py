"""Give accounts another engagement model or intervals: what planned check-ins would go through is said first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from csworkbench.domain.accounts import AccountRow, EngagementModelRow
from csworkbench.domain.engagement import CadencePreview
from csworkbench.domain.ids import AccountId, EngagementModelId
from csworkbench.infra.errors import InvalidInput
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.cadence_told import CadenceTold
from csworkbench.ui.forms.form import Form, stored
from csworkbench.ui.forms.inputs import ChoiceInput, NumberInput, TickInput
from csworkbench.ui.widgets.texts import count_text

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

ASK_AFTER = 250
HERE_AT_MOST = 20
"""Accounts that are changed in this process; more are changed in the one beside."""
Interval = tuple[EngagementModelId | None, int | None, int | None]


class CadenceForm(Form):
    """The form for the cadence of some accounts."""

    def __init__(self, workspace: Workspace, account_ids: Sequence[AccountId], parent: QWidget | None = None) -> None:
        """Start with the first engagement model and its intervals."""
        about = count_text(len(account_ids), "account")
        super().__init__(workspace, "Set the cadence", about, "Set cadence", parent)
        self._ids = tuple(account_ids)
        fields = self.fields
        self.model = ChoiceInput("Engagement model", [])
        fields.add("engagement_model_id", "&Engagement", self.model)
        fields.add("ideal_days", "&Ideal days", NumberInput("Ideal days", "between touches; blank: the model's"))
        fields.add("maximum_days", "&Maximum days", NumberInput("Maximum days", "blank: the model's"))
        self.told = CadenceTold()
        fields.add_note(self.told)
        fields.add("with_check_ins", "", TickInput("Planned check-ins follow", "&Planned check-ins follow"))
        fields.set_values({"with_check_ins": True})
        self._ask_soon = QTimer(self)
        self._ask_soon.setSingleShot(True)
        self._ask_soon.setInterval(ASK_AFTER)
        self._ask_soon.timeout.connect(self.ask)
        workspace.read(self, _models, self._on_models)
        self.model.currentIndexChanged.connect(self._on_edited)
        for line in fields.findChildren(QLineEdit):
            line.textEdited.connect(self._on_edited)
        self.model.setFocus()

    def interval(self) -> Interval | None:
        """Give what the fields say; None while a number can't be read, which is told beside it."""
        values = self.fields.values()
        keys = ("ideal_days", "maximum_days")
        wrong = {key: "Give whole days, as 30." for key in keys if isinstance(values[key], str)}
        if not self.fields.show_errors(wrong):
            return None
        return values["engagement_model_id"], values["ideal_days"], values["maximum_days"]

    def ask(self) -> None:
        """Ask what the fields as they stand would do."""
        self.fields.clear_errors()
        interval = self.interval()
        if interval is not None:
            work = partial(_preview, self._ids, interval)
            self.workspace.read(self, work, self.told.show_preview, on_failure=self._on_refused, latest="preview")

    def work(self) -> BookWork | None:
        """Set it."""
        from csworkbench.services.cadence import change_interval

        interval = self.interval()
        if interval is None:
            return None
        return stored(change_interval, self._ids, *interval, with_check_ins=bool(self.fields.value("with_check_ins")))

    def store(self, work: BookWork) -> None:
        """Store it here, or for many accounts in the child process."""
        interval = self.interval()
        if len(self._ids) <= HERE_AT_MOST or interval is None or self.workspace.is_refused():
            super().store(work)
            return
        from csworkbench.services.cadence_beside import change_interval_for_book

        with_check_ins = bool(self.fields.value("with_check_ins"))
        args = (self.workspace.path, self.workspace.clock, self._ids, interval, with_check_ins)
        self.workspace.change_in_child(
            self, change_interval_for_book, args, self._on_stored, on_failure=self._on_failed, name=self.windowTitle()
        )

    def _on_models(self, models: Sequence[EngagementModelRow]) -> None:
        self.model.set_choices([(one.id, one.name.capitalize()) for one in models])
        self.fields.settle()
        self.ask()

    def _on_edited(self, *_what: object) -> None:
        self._ask_soon.start()

    def _on_refused(self, error: BaseException) -> None:
        self.told.clear()
        self._on_failed(error)


class DetailsCadenceForm(Form):
    """Asks before details of one account are stored that change its cadence."""

    def __init__(
        self,
        workspace: Workspace,
        account: AccountRow,
        changed: dict[str, Any],
        found: CadencePreview,
        parent: QWidget | None = None,
    ) -> None:
        """Show what was `found` out that the change would do."""
        super().__init__(workspace, "Change the cadence", account.name, "Save changes", parent)
        self._account, self._changed = account, changed
        self.told = CadenceTold()
        self.told.show_preview(found)
        self.fields.add_note(self.told)
        self.fields.add("with_check_ins", "", TickInput("Planned check-ins follow", "&Planned check-ins follow"))
        self.fields.set_values({"with_check_ins": True})
        self.save_button.setFocus()

    @property
    def is_dirty(self) -> bool:
        """Nothing is typed here."""
        return False

    def work(self) -> BookWork | None:
        """Store it."""
        from csworkbench.services.cadence import change_details

        follow = bool(self.fields.value("with_check_ins"))
        return stored(change_details, self._account.id, self._changed, with_check_ins=follow)


def read_details_preview(account_id: AccountId, changed: dict[str, Any]) -> BookWork:
    """Give work that says what changed details would do to the cadence: (account, preview).

    The preview is None when they leave it alone, or can't be stored, which whoever stores them will say.
    """
    return partial(_details_preview, account_id, changed)


def _details_preview(
    account_id: AccountId, changed: dict[str, Any], workbench: Workbench, _token: Token
) -> tuple[AccountRow, CadencePreview | None]:
    from csworkbench.services.accounts import get_account
    from csworkbench.services.cadence import CADENCE_FIELDS, preview_interval

    account = get_account(workbench, account_id)
    if not set(CADENCE_FIELDS) & set(changed):
        return account, None
    model, ideal, most = (changed.get(key, getattr(account, key)) for key in CADENCE_FIELDS)
    if any(isinstance(days, str) for days in (ideal, most)):
        return account, None
    try:
        found = preview_interval(workbench, [account_id], model, ideal, most)
    except InvalidInput:
        return account, None
    return account, found if found.accounts else None


def _models(workbench: Workbench, _token: Token) -> Sequence[EngagementModelRow]:
    from csworkbench.services.accounts import list_engagement_models

    return list_engagement_models(workbench)


def _preview(ids: Sequence[AccountId], interval: Interval, workbench: Workbench, _token: Token) -> CadencePreview:
    from csworkbench.services.cadence import preview_interval

    return preview_interval(workbench, ids, *interval)
