"""Which form is opened for which request."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from csworkbench.ui.bridge.places import FormKind, FormRequest
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.forms.action_form import ActionForm
from csworkbench.ui.forms.ask_form import AskForm
from csworkbench.ui.forms.check_in_form import CheckInForm
from csworkbench.ui.forms.feedback_form import FeedbackForm
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.new_account_form import NewAccountForm
from csworkbench.ui.forms.override_form import OverrideForm
from csworkbench.ui.forms.pulse_form import PulseForm
from csworkbench.ui.forms.touch_form import TouchForm

FORMS: Mapping[FormKind, Callable[[Workspace, FormRequest, QWidget | None], Form]] = {
    "touch": TouchForm,
    "check_in": CheckInForm,
    "feedback": FeedbackForm,
    "action": ActionForm,
    "ask": AskForm,
    "pulse": PulseForm,
    "override": OverrideForm,
    "account": NewAccountForm,
}
"""All kinds but `import`, which is no short form: `import_file.opening` opens it."""


def open_form(workspace: Workspace, window: QWidget | None, request: FormRequest) -> Form:
    """Open the form of a request over a window; KeyError for a kind that has no short form."""
    form = FORMS[request.kind](workspace, request, window)
    form.open()
    return form
