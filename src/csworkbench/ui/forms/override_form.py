"""Override the health of an account for a while: another score or band, with a reason and a last day."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from csworkbench.domain.accounts import AccountLineRow
from csworkbench.domain.health.overrides import LONGEST_DAYS, OVERRIDE_BANDS, OverrideRow, default_expiry
from csworkbench.domain.ids import AccountId
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.account_form_base import AccountForm, with_blank, words_as_choices
from csworkbench.ui.forms.inputs import BoxInput, ChoiceInput, DayInput, LineInput
from csworkbench.ui.widgets.standing_words import health_tip

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

SCORE = "score"
SAID = frozenset(("band", "score", "reason", "expires_on"))
"""The fields that say what overrides."""
CHOICES = [*with_blank(words_as_choices(OVERRIDE_BANDS), "Choose…"), (SCORE, "A score of my own")]


class OverrideForm(AccountForm):
    """The form."""

    def __init__(self, workspace: Workspace, request: FormRequest, parent: QWidget | None = None) -> None:
        """Start with nothing chosen, for thirty days."""
        super().__init__(workspace, request, "Override health", "Override", parent)
        fields, today = self.fields, workspace.clock.today()
        self.band = ChoiceInput("Show as", CHOICES)
        until = DayInput(workspace.theme, workspace.clock, f"Until, at most {LONGEST_DAYS} days")
        fields.add("band", "&Show as", self.band, wanted="Choose what to show.")
        fields.add("score", "S&core", LineInput("Score", "0 to 100"), wanted="Give a score from 0 to 100.")
        fields.add("reason", "&Why?", BoxInput("Why?", lines=3), wanted="Say why the computed score is wrong.")
        fields.add("expires_on", "&Until", until, wanted="Choose the last day.")
        fields.put({"expires_on": default_expiry(today)})
        fields.settle()
        self.band.currentIndexChanged.connect(self._on_band_chosen)
        self._on_band_chosen()
        self.account.picked.connect(self._on_known)
        if request.account_id is not None:
            self._on_known(request.account_id)
        fields.widget("band" if request.account_id else "account").setFocus()

    def work(self) -> BookWork | None:
        """Let it hold."""
        values = self.fields.values()
        score = None
        if values["band"] == SCORE:
            score = _whole(values["score"])
            if score is None:
                self.fields.show_errors({"score": "A score is a whole number from 0 to 100."})
                return None
        return self.stored_for_account(partial(_override, values, score))

    def _on_band_chosen(self) -> None:
        self.fields.show_field("score", self.band.value() == SCORE)

    def _on_known(self, account_id: AccountId | None) -> None:
        if account_id is None:
            self.set_about("")
            return
        self.workspace.read(self, partial(_line, account_id), self._on_read, latest="line")

    def _on_read(self, read: tuple[AccountLineRow | None, OverrideRow | None]) -> None:
        line, standing = read
        if line is not None:
            self.set_about("Now " + health_tip(line, self.workspace.clock.today()).replace("\n", "; "))
        if standing is not None and not self.fields.changed().keys() & SAID:
            self._show_standing(standing)

    def _show_standing(self, standing: OverrideRow) -> None:
        """Start from the override that holds: to change one is to say it anew."""
        kept: dict[str, object] = {"reason": standing.reason, "expires_on": standing.expires_on}
        kept |= {"band": standing.band} if standing.score is None else {"band": SCORE, "score": str(standing.score)}
        self.fields.put(kept)
        self.fields.settle()


def _whole(text: str | None) -> int | None:
    if text is None or not (text.isascii() and text.isdigit()) or len(text) > 3:
        return None
    return int(text) if int(text) <= 100 else None


def _line(
    account_id: AccountId, workbench: Workbench, _token: Token
) -> tuple[AccountLineRow | None, OverrideRow | None]:
    from csworkbench.services.accounts import load_account_lines
    from csworkbench.services.health import standing_override

    line = next(iter(load_account_lines(workbench, [account_id])), None)
    return line, standing_override(workbench, account_id)


def _override(values: dict[str, Any], score: int | None, workbench: Workbench, account_id: AccountId) -> Any:
    from csworkbench.domain.health.overrides import OverrideDraft
    from csworkbench.services.health import override_health

    band = None if values["band"] == SCORE else str(values["band"])
    return override_health(
        workbench, OverrideDraft(account_id, values["reason"] or "", score, band, values["expires_on"])
    )
