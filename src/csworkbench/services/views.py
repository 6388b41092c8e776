"""Saved views of the accounts list, built-in ones among them, each with its count."""

from __future__ import annotations

from dataclasses import replace

from csworkbench.domain.accounts import ViewRow
from csworkbench.domain.ids import ViewId
from csworkbench.domain.segments import FilterError, FilterNode, parse_filter
from csworkbench.domain.texts import clean_line, without_harm
from csworkbench.infra.errors import InvalidInput
from csworkbench.storage import account_lines
from csworkbench.storage import views as storage
from csworkbench.storage.workbench import Workbench

MY_ACCOUNTS = "My accounts"
LONGEST_NAME = 60


def built_in_views(me: str | None) -> list[ViewRow]:
    """Give the views every book has; "My accounts" only when somebody is me."""
    mine = [] if me is None else [_built_in(MY_ACCOUNTS, f'owner = "{_escaped(me)}" and status != churned')]
    return [
        _built_in("All", ""),
        *mine,
        _built_in("At risk", 'band = "at risk"'),
        _built_in("Renewing in 90 days", "renewal <= +90d", sort="renewal"),
        _built_in("Overridden", "override is not missing"),
        _built_in("Quiet contradictions", "contradictions is not missing"),
        _built_in("No contact 30 days", "(last_contact < -30d or last_contact is missing) and status != churned"),
    ]


def list_views(wb: Workbench, page: str) -> list[ViewRow]:
    """Give built-in and saved views of a page with the number of accounts in each."""
    today = wb.clock.today()
    with wb.read() as connection:
        me = account_lines.read_me(connection)
        views = [*built_in_views(me.name if me else None), *storage.list_views(connection, page)]
        counted: list[ViewRow] = []
        for view in views:
            try:
                node = parse_filter(view.filter) if view.filter.strip() else None
            except FilterError:
                counted.append(view)
                continue
            counted.append(replace(view, count=account_lines.count_accounts(connection, node, today)))
    return counted


def parsed_filter(expression: str) -> FilterNode | None:
    """Give a filter's tree, None when it is blank; InvalidInput names the column at fault."""
    try:
        kept = without_harm(expression)
        return parse_filter(kept) if kept.strip() else None
    except FilterError as error:
        raise InvalidInput(f"The filter can't be understood: {error}", "filter") from error


def save_view(wb: Workbench, page: str, name: str, *, filter: str, sort: str, descending: bool = False) -> ViewId:
    """Keep filter and order under a name (over a saved view of that name); give its key.

    Raises:
        InvalidInput: the name is blank, too long or that of a built-in view, or the filter is none.
    """
    tidy = _checked_name(name)
    parsed_filter(filter)
    with wb.change(f"Save view {tidy}") as change:
        order = f"{storage.DESCENDING}{sort}" if descending else sort
        return storage.save_view(change.connection, page, tidy, filter.strip(), order)


def rename_view(wb: Workbench, view_id: ViewId, name: str) -> None:
    """Give a saved view another name; InvalidInput when its page has a view of that name already."""
    tidy = _checked_name(name)
    with wb.read() as connection:
        storage.view_name(connection, view_id)
        if storage.is_name_taken(connection, view_id, tidy):
            raise InvalidInput(f"There is a view '{tidy}' already.", "name", "Choose another name.")
    with wb.change(f"Rename view to {tidy}") as change:
        storage.rename_view(change.connection, view_id, tidy)


def delete_view(wb: Workbench, view_id: ViewId) -> None:
    """Delete a saved view; the accounts in it stay."""
    with wb.read() as connection:
        name = storage.view_name(connection, view_id)
    with wb.change(f"Delete view {name}") as change:
        storage.delete_view(change.connection, view_id)


def _built_in(name: str, expression: str, sort: str = "score") -> ViewRow:
    return ViewRow(None, name, expression, sort, is_built_in=True)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _checked_name(name: str) -> str:
    tidy = clean_line(name)
    if not tidy or len(tidy) > LONGEST_NAME:
        raise InvalidInput(f"A view needs a name of 1 to {LONGEST_NAME} letters.", "name")
    if tidy.casefold() in (view.name.casefold() for view in built_in_views("")):
        raise InvalidInput(f"'{tidy}' is the name of a built-in view.", "name", "Choose another name.")
    return tidy
