"""Edit an engagement model: what its accounts would go through is said before it is done."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from csworkbench.domain.engagement import CadencePreview, EngagementModel, problems_of
from csworkbench.domain.fatigue import FatigueLimits
from csworkbench.domain.words import TOUCH_KINDS
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.cadence_told import CadenceTold
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.inputs import LineInput, PeopleInput, TickInput

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

ASK_AFTER = 250
DAYS = (
    ("ideal_days", "&Ideal", "days between two-way touches"),
    ("maximum_days", "&Maximum", "days; blank for none"),
    ("qbr_days", "&QBR every", "days; blank for none"),
    ("ebr_days", "&EBR every", "days; blank for none"),
)
LIMITS = (
    ("business_days_between", "&Between", "Business days between touches of one person, at least"),
    ("touches", "&Touches", "Touches of one person in 30 days, at most"),
    ("asks", "&Asks", "Asks of one person in 30 days, at most"),
    ("survey_days", "&Surveys", "Days between surveys of one person, at least"),
)


class KindsInput(PeopleInput):
    """Any of the touch types, one tick box each; its value is words."""

    def __init__(self) -> None:
        """Start without a tick."""
        super().__init__("Touch types")
        self.set_people([(place, kind[:1].upper() + kind[1:]) for place, kind in enumerate(TOUCH_KINDS)])

    def value(self) -> Any:
        """Give the types that are ticked."""
        return tuple(TOUCH_KINDS[place] for place in super().value())

    def set_value(self, value: Any) -> None:
        """Tick these types."""
        super().set_value({TOUCH_KINDS.index(kind) for kind in value if kind in TOUCH_KINDS})


class EngagementForm(Form):
    """The form of one model."""

    def __init__(self, workspace: Workspace, model: EngagementModel, parent: QWidget | None = None) -> None:
        """Start with what the model says."""
        super().__init__(workspace, f"Engagement model: {model.name}", save="Change model", parent=parent)
        self._model = model
        fields = self.fields
        fields.add("name", "&Name", LineInput("Name"), wanted="A model needs a name.")
        self.told = CadenceTold()
        for key, label, hint in DAYS:
            wanted = "Give the days." if key == "ideal_days" else ""
            fields.add(key, label, _line(label, hint), wanted=wanted)
            if key == "maximum_days":
                fields.add_note(self.told)
        for key, label, hint in LIMITS:
            fields.add(key, label, _line(label, hint))
        fields.add("touch_kinds", "Touch types", KindsInput())
        fields.add("with_check_ins", "", TickInput("Planned check-ins follow", "&Planned check-ins follow"))
        values = {key: getattr(model, key) for key in ("name", "touch_kinds", *(key for key, *_ in DAYS))}
        limits = {key: getattr(model.limits, key) for key, *_ in LIMITS}
        fields.set_values({**values, **limits, "with_check_ins": True})
        self._ask_soon = QTimer(self)
        self._ask_soon.setSingleShot(True)
        self._ask_soon.setInterval(ASK_AFTER)
        self._ask_soon.timeout.connect(self.ask)
        for line in fields.findChildren(QLineEdit):
            line.textEdited.connect(self._on_edited)
        self.ask()

    def draft(self) -> EngagementModel | None:
        """Give the model as the fields say it; None while a number can't be read, which is told beside it."""
        values = self.fields.values()
        numbers = {key: _whole(values[key]) for key, *_ in (*DAYS, *LIMITS)}
        wrong = {key: "Give a whole number." for key, number in numbers.items() if number == _UNREAD}
        wrong |= {key: "Give a number." for key, *_ in LIMITS if numbers[key] is None}
        ideal_days = numbers["ideal_days"]
        if wrong or ideal_days is None:
            self.fields.show_errors(wrong)
            return None
        return replace(
            self._model,
            name=values["name"] or "",
            ideal_days=ideal_days,
            maximum_days=numbers["maximum_days"],
            qbr_days=numbers["qbr_days"],
            ebr_days=numbers["ebr_days"],
            limits=FatigueLimits(*(numbers[key] or 0 for key, *_ in LIMITS)),
            touch_kinds=values["touch_kinds"],
        )

    def ask(self) -> None:
        """Ask what the fields as they stand would do."""
        self.fields.clear_errors()
        draft = self.draft()
        if draft is None or problems_of(draft):
            self.told.setPlainText("")
            return
        self.workspace.read(self, partial(_preview, draft), self.told.show_preview, latest="preview")

    def work(self) -> BookWork | None:
        """Check it; it is stored by the process beside."""
        draft = self.draft()
        if draft is None or not self.fields.show_errors(problems_of(draft)):
            return None
        return partial(_preview, draft)

    def store(self, _work: BookWork) -> None:
        """Change the model in the child process: health of all accounts is computed anew."""
        from csworkbench.services.cadence_beside import change_model_for_book

        draft = self.draft()
        if self.workspace.is_refused():
            self._set_saving(False)
        elif draft is not None:
            args = (self.workspace.path, self.workspace.clock, draft, bool(self.fields.value("with_check_ins")))
            self.workspace.change_in_child(
                self, change_model_for_book, args, self._on_stored, on_failure=self._on_failed, name=self.windowTitle()
            )

    def _on_edited(self, _text: str) -> None:
        self._ask_soon.start()


_UNREAD = -1


def _line(label: str, hint: str) -> LineInput:
    made = LineInput(label.replace("&", ""), hint)
    made.setToolTip(hint[:1].upper() + hint[1:])
    return made


def _whole(text: object) -> int | None:
    if text is None:
        return None
    words = str(text)
    return int(words) if words.isascii() and words.isdigit() and len(words) < 6 else _UNREAD


def _preview(model: EngagementModel, workbench: Workbench, _token: Token) -> CadencePreview:
    from csworkbench.services.cadence import preview_model

    return preview_model(workbench, model)
