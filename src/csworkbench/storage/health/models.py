"""The health models a book holds; the newest version is the one in use."""

from __future__ import annotations

import json
from functools import lru_cache

from sqlalchemy import Connection, insert, select

from csworkbench.domain.health.definition import model_from_plain, model_to_plain
from csworkbench.domain.health.model import HealthModel
from csworkbench.infra.errors import NotFound
from csworkbench.infra.uid import fixed_uid
from csworkbench.storage.tables.health import health_model

_NEWEST = select(health_model.c.id, health_model.c.definition).order_by(health_model.c.version.desc()).limit(1)


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


def current_model(connection: Connection) -> tuple[int, HealthModel]:
    """Give key and definition of the model in use.

    Raises:
        NotFound: the book has no model (it was not made by this program).
    """
    row = connection.execute(_NEWEST).first()
    if row is None:
        raise NotFound("The book has no health model.", "Make a new book or restore a backup.")
    return row.id, _model(row.definition)


@lru_cache(maxsize=16)
def _model(definition: str) -> HealthModel:
    """Give the model of a stored text; kept, as every edit asks for it and its plan is worked out once."""
    return model_from_plain(json.loads(definition))
