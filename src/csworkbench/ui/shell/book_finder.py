"""The palette's way into the book: accounts, people and notes through the search service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.places import FormKind, FormRequest
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.shell.palette import Finder, Hit, Verb

if TYPE_CHECKING:
    from csworkbench.domain.ids import AccountId
    from csworkbench.services.workbench import Workbench


class SearchHit(Protocol):
    """A row of the search service."""

    @property
    def kind(self) -> str:
        """What was found: account, contact, touch, ..."""
        ...

    @property
    def id(self) -> int:
        """Its id within its kind."""
        ...

    @property
    def account_id(self) -> AccountId | None:
        """The account it belongs to."""
        ...

    @property
    def account_name(self) -> str:
        """That account's name."""
        ...

    @property
    def title(self) -> str:
        """What to show first."""
        ...

    @property
    def excerpt(self) -> str:
        """Where the words were found."""
        ...


MOST_HITS = 12
_FORMS: dict[str, FormKind] = {
    "verb:touch": "touch",
    "verb:check_in": "check_in",
    "verb:feedback": "feedback",
    "verb:action": "action",
    "verb:ask": "ask",
}
_ICONS = {"account": "accounts", "contact": "user", "touch": "note", "note": "note"}


class BookFinder(Finder):
    """Asks the book, latest wins; silent until it is open."""

    verbs = (
        Verb("verb:check_in", "Plan check-in", "checkin,meet,schedule,plan check in", "check-in-plan"),
        Verb("verb:touch", "Log touch", "call,email,note,log a touch,log call", "note"),
        Verb("verb:feedback", "Log feedback", "quote,nps,complaint", "feedback-add"),
        Verb("verb:action", "Add action", "task,promise,todo", "action"),
        Verb("verb:ask", "Log an ask", "ask,survey,reference,log ask", "people"),
    )

    def __init__(self, workspace: Workspace) -> None:
        """Belong to the workspace."""
        super().__init__(workspace)
        self._workspace = workspace

    def find(self, text: str, verbs: Sequence[str], deliver: Callable[[list[Hit]], None]) -> None:
        """Look for accounts, people and notes; with `verbs`, offer these before each account."""
        if self._workspace.is_ready and text.strip():
            self._workspace.read(
                self, partial(_search, text), partial(self._on_found, tuple(verbs), deliver), latest="palette"
            )

    def _on_found(self, verbs: Sequence[str], deliver: Callable[[list[Hit]], None], rows: Sequence[SearchHit]) -> None:
        deliver([*self._verb_hits(verbs, rows), *(self._hit(row) for row in rows)])

    def _verb_hits(self, verbs: Sequence[str], rows: Sequence[SearchHit]) -> list[Hit]:
        known = {verb.key: verb for verb in self.verbs}
        return [
            Hit(
                f"{key}:{row.account_id}",
                known[key].icon,
                f"{known[key].text}: {row.account_name}",
                "",
                partial(self._open_form, _FORMS[key], row.account_id, row.account_name),
            )
            for key in verbs[:2]
            for row in rows[:5]
            if row.kind == "account" and row.account_id is not None
        ]

    def _hit(self, row: SearchHit) -> Hit:
        detail = row.excerpt if row.kind == "account" else f"{row.account_name} · {row.excerpt}".strip(" ·")
        icon = _ICONS.get(row.kind, "document")
        key = f"{row.kind}:{row.id}"
        return Hit(key, icon, row.title, detail, partial(self._open_account, row.account_id))

    def _open_account(self, account_id: AccountId | None) -> None:
        if account_id is not None:
            self._workspace.open_account(account_id)

    def _open_form(self, kind: FormKind, account_id: AccountId, name: str) -> None:
        self._workspace.open_form(FormRequest(kind, account_id, account_name=name))


def _search(text: str, workbench: Workbench, _token: Token) -> Sequence[SearchHit]:
    from csworkbench.services.search import search

    return search(workbench, text, MOST_HITS)
