"""Saved views of lists."""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, insert, select, update

from csworkbench.domain.accounts import ViewRow
from csworkbench.domain.ids import ViewId
from csworkbench.infra.errors import NotFound
from csworkbench.infra.uid import new_uid
from csworkbench.storage.tables.accounts import saved_view

DESCENDING = "-"
"""Stands before the name of a column that is sorted downwards."""


def list_views(connection: Connection, page: str) -> list[ViewRow]:
    """Give the saved views of a page, in their order, without counts."""
    query = select(saved_view).where(saved_view.c.page == page).order_by(saved_view.c.position, saved_view.c.id)
    return [
        ViewRow(
            ViewId(row.id), row.name, row.filter, row.sort.removeprefix(DESCENDING), row.sort.startswith(DESCENDING)
        )
        for row in connection.execute(query)
    ]


def save_view(connection: Connection, page: str, name: str, filter_: str, sort: str) -> ViewId:
    """Store a view, over one of the same name; give its key."""
    where = (saved_view.c.page == page) & (saved_view.c.name == name)
    found = connection.execute(select(saved_view.c.id).where(where)).scalar()
    if found is not None:
        connection.execute(update(saved_view).where(saved_view.c.id == found).values(filter=filter_, sort=sort))
        return ViewId(found)
    last = select(func.coalesce(func.max(saved_view.c.position), 0)).where(saved_view.c.page == page)
    values = {
        "uid": new_uid(),
        "page": page,
        "name": name,
        "filter": filter_,
        "sort": sort,
        "position": connection.execute(last).scalar_one() + 1,
    }
    return ViewId(connection.execute(insert(saved_view).returning(saved_view.c.id), values).scalar_one())


def view_name(connection: Connection, view_id: ViewId) -> str:
    """Give a view's name; NotFound when there is none."""
    name = connection.execute(select(saved_view.c.name).where(saved_view.c.id == view_id)).scalar()
    if name is None:
        raise NotFound("There is no such saved view.")
    return str(name)


def is_name_taken(connection: Connection, view_id: ViewId, name: str) -> bool:
    """Tell whether another view of the same page has this name."""
    page = select(saved_view.c.page).where(saved_view.c.id == view_id).scalar_subquery()
    others = (saved_view.c.page == page) & (saved_view.c.name == name) & (saved_view.c.id != view_id)
    return connection.execute(select(saved_view.c.id).where(others)).first() is not None


def rename_view(connection: Connection, view_id: ViewId, name: str) -> None:
    """Give a view another name."""
    connection.execute(update(saved_view).where(saved_view.c.id == view_id).values(name=name))


def delete_view(connection: Connection, view_id: ViewId) -> None:
    """Delete a view."""
    connection.execute(delete(saved_view).where(saved_view.c.id == view_id))
