"""Health models of a book: list, show, save as a new version, retire; in and out of files."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection

from csworkbench import __version__
from csworkbench.domain.health.draft import ModelDraft
from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.model_file import LARGEST_FILE, ModelFileFault, draft_from_text, model_to_text
from csworkbench.domain.health.model_rows import MetricRow, ModelRow
from csworkbench.domain.health.serving import StoredModel, in_use
from csworkbench.domain.health.validation import Problem, errors, problems
from csworkbench.domain.history import ChangeSet, UndoState
from csworkbench.infra.clock import Clock, utc_text
from csworkbench.infra.errors import InvalidInput, NotFound, file_fault
from csworkbench.infra.tokens import Token
from csworkbench.services.derive import derive_change
from csworkbench.storage.health import metrics
from csworkbench.storage.health import models as stored
from csworkbench.storage.lent import LentWorkbench
from csworkbench.storage.workbench import Workbench

_SEE = "See: csworkbench health model list"
_NOBODY = "Every account needs a model: one that is in use must serve everyone."


def list_models(wb: Workbench) -> list[ModelRow]:
    """Give every version of every model, newest first."""
    with wb.read() as connection:
        found = stored.list_models(connection)
    used = {one.model.version for one in in_use(one for one, _ in found)}
    return [ModelRow(one.model, made_at, one.model.version in used) for one, made_at in reversed(found)]


def get_model(wb: Workbench, wanted: int | str | None = None) -> HealthModel:
    """Give a version by its number, or the newest of a name; without one, the model that serves everyone else.

    Raises:
        NotFound: there is no such version or name.
    """
    with wb.read() as connection:
        if wanted is None:
            return stored.current_model(connection)[1]
        if isinstance(wanted, int):
            return stored.model_of_version(connection, wanted)
        versions = [one.model for one, _ in stored.list_models(connection)]
    named = [one for one in versions if one.name.casefold() == wanted.strip().casefold()]
    if not named:
        raise NotFound(f"There is no health model {wanted!r}.", _SEE)
    return named[-1]


def list_metrics(wb: Workbench) -> list[MetricRow]:
    """Give the imported metrics there are, by name."""
    with wb.read() as connection:
        return metrics.list_metrics(connection, wb.clock.today())


def draft_problems(wb: Workbench, draft: ModelDraft) -> list[Problem]:
    """Give what is wrong with a draft and what should be known, the imported metrics of the book in mind."""
    return problems(draft, {row.metric for row in list_metrics(wb)})


def checked_model(draft: ModelDraft, metrics: Collection[str] | None = None) -> HealthModel:
    """Give a draft as a model without a version (0).

    Raises:
        InvalidInput: it can't be saved; the sentence is that of the first problem, the field its place.
    """
    found = errors(problems(draft, metrics))
    if found:
        first = found[0]
        part = first.place.factor or first.place.group
        more = f" ({len(found) - 1:,} more)" if len(found) > 1 else ""
        where = f"{part}: " if part else ""
        raise InvalidInput(f"{where}{first.words}{more}", field=first.place.field)
    return draft.model(0)


def save_model(wb: Workbench, draft: HealthModel, token: Token | None = None) -> int:
    """Save a model as the newest version of its name and compute health anew; give the version.

    The version the draft carries does not matter. It can be undone.

    Raises:
        InvalidInput: it can't be scored by, nothing in it is new, or no model would serve everyone any more.
    """
    if token:
        token.check()
        token.report("Saving the model and computing health")
    checked_model(ModelDraft.of(draft))
    with wb.read() as connection:
        version = _next(connection, draft)
    with wb.change(f"Save health model {draft.name} v{version}") as change:
        stored.add_model(change.connection, replace(draft, version=version), utc_text(wb.clock.now()))
    return version


def retire_model(wb: Workbench, name: str) -> int:
    """Take a model out of use; its accounts are served by the others from now on. Give the version that says so.

    Raises:
        NotFound: there is no model of that name in use.
        InvalidInput: it is the last one that serves everyone.
    """
    model = get_model(wb, name)
    if model.is_retired:
        raise NotFound(f"The health model {model.name} is retired already.", _SEE)
    retired = replace(model, is_retired=True)
    with wb.read() as connection:
        version = _next(connection, retired)
    with wb.change(f"Retire health model {model.name}") as change:
        stored.add_model(change.connection, replace(retired, version=version), utc_text(wb.clock.now()))
    return version


def save_model_for_book(
    token: Token, book: Path, clock: Clock, draft: HealthModel
) -> tuple[int, ChangeSet | None, UndoState]:
    """Do `save_model` in a process of its own, for one that has the book open and leaves it alone meanwhile.

    Gives the version, what was touched and what can be undone then; killed before it is sealed, it leaves no trace.
    """
    with closing(LentWorkbench(book, clock, derive_change, token)) as workbench:
        version = save_model(workbench, draft, token)
        return version, workbench.last_change, workbench.undo_state()


def retire_model_for_book(token: Token, book: Path, clock: Clock, name: str) -> tuple[int, ChangeSet | None, UndoState]:
    """Do `retire_model` in a process of its own, as `save_model_for_book`."""
    with closing(LentWorkbench(book, clock, derive_change, token)) as workbench:
        version = retire_model(workbench, name)
        return version, workbench.last_change, workbench.undo_state()


def export_model(model: HealthModel, path: Path) -> None:
    """Write a model to a file that others can import; an existing file is replaced. OSError becomes a sentence."""
    try:
        path.write_text(model_to_text(model, __version__), encoding="utf-8", newline="\n")
    except OSError as error:
        raise file_fault(error, path) from error


def read_model_file(path: Path) -> ModelDraft:
    """Give the draft of a model file; nothing is saved.

    Raises:
        InvalidInput: it is no model file, or one of a newer program.
        WorkbenchError: it can't be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise file_fault(error, path) from error
    if len(data) > LARGEST_FILE:
        raise InvalidInput(f"{path.name} is too large for a health model.", field="file")
    try:
        return draft_from_text(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{path.name} is no health model: it is not UTF-8 text.", field="file") from error
    except ModelFileFault as fault:
        advice = "Update CS Workbench, or ask for a file written by this version." if fault.is_newer else ""
        raise InvalidInput(f"{path.name}: {fault}", "file", advice) from fault


def _next(connection: Connection, model: HealthModel) -> int:
    """Give the version a model would be saved as; InvalidInput when nothing is new or some account would have none."""
    found = [one for one, _ in stored.list_models(connection)]
    version = stored.next_version(connection)
    before = next((one.model for one in reversed(found) if one.model.name == model.name), None)
    if before is not None and replace(before, version=0) == replace(model, version=0):
        raise InvalidInput(f"Nothing in it differs from {before.name} v{before.version}.", field="model")
    after = in_use([*found, StoredModel(0, replace(model, version=version))])
    if not any(one.model.serves.is_everyone for one in after):
        raise InvalidInput(_NOBODY, field="serves", advice="Let another model serve everyone first.")
    return version
