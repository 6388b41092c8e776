"""The health models a book holds: every version there was, the newest of each name in use."""

from __future__ import annotations

import json
from functools import lru_cache

from sqlalchemy import Connection, func, insert, select

from csworkbench.domain.health.definition import model_from_plain, model_to_plain
from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.serving import StoredModel, in_use
from csworkbench.infra.errors import NotFound
from csworkbench.infra.uid import fixed_uid
from csworkbench.storage.tables.health import health_model, health_snapshot

_ALL = select(health_model.c.id, health_model.c.definition, health_model.c.made_at).order_by(health_model.c.version)


def add_model(connection: Connection, model: HealthModel, made_at: str) -> int:
    """Store a version of the model; give its key. The same definition has the same uid in every book."""
    definition = json.dumps(model_to_plain(model))
    values = {
        "uid": fixed_uid(f"health model {definition}"),
        "version": model.version,
        "definition": definition,
        "made_at": made_at,
    }
    return int(connection.execute(insert(health_model).returning(health_model.c.id), values).scalar_one())


def next_version(connection: Connection) -> int:
    """Give the number of the next version, whatever its name."""
    return int(connection.execute(select(func.coalesce(func.max(health_model.c.version), 0))).scalar_one()) + 1


def list_models(connection: Connection) -> list[tuple[StoredModel, str]]:
    """Give every version there is with the instant it was made at, oldest first."""
    return [(StoredModel(row.id, _model(row.definition)), row.made_at) for row in connection.execute(_ALL)]


def models_in_use(connection: Connection, known: str | None = None) -> tuple[StoredModel, ...]:
    """Give the models that score accounts, most precisely aimed first; `known` asks for those made up to an instant.

    Of a time before the book had any model, those of its first version.

    Raises:
        NotFound: the book has no model (it was not made by this program).
    """
    rows = list_models(connection)
    made = [stored for stored, made_at in rows if known is None or made_at <= known]
    found = in_use(made or [stored for stored, _ in rows[:1]])
    if not found:
        raise NotFound("The book has no health model.", "Make a new book or restore a backup.")
    return found


def current_model(connection: Connection) -> tuple[int, HealthModel]:
    """Give key and definition of the model that serves everyone whom no other serves.

    Raises:
        NotFound: the book has no model (it was not made by this program).
    """
    return models_in_use(connection)[-1]


def model_of_account(connection: Connection, account_id: int) -> HealthModel:
    """Give the model that scored an account last; for one without a score, the model that serves everyone else."""
    newest = (
        select(health_model.c.definition)
        .join(health_snapshot, health_snapshot.c.model_id == health_model.c.id)
        .where(health_snapshot.c.account_id == account_id)
        .order_by(health_snapshot.c.from_on.desc())
        .limit(1)
    )
    definition = connection.execute(newest).scalar()
    return current_model(connection)[1] if definition is None else _model(definition)


def model_of_version(connection: Connection, version: int) -> HealthModel:
    """Give a version of the model, in use or not.

    Raises:
        NotFound: the book has no such version.
    """
    for stored, _ in list_models(connection):
        if stored.model.version == version:
            return stored.model
    raise NotFound(f"There is no version {version} of the health model.", "See: csworkbench health model list")


@lru_cache(maxsize=64)
def _model(definition: str) -> HealthModel:
    """Give the model of a stored text; kept, as every edit asks for it and its plan is worked out once."""
    return model_from_plain(json.loads(definition))
