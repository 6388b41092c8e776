"""What the accounts page remembers between sessions, in the settings file of this user."""

from __future__ import annotations

from dataclasses import field, replace

from csworkbench.domain.values import frozen
from csworkbench.infra.settings import Settings
from csworkbench.ui.accounts.account_filter import QUICK, AccountFilter, expression_error


@frozen
class PageMemory:
    """State of the page: filter (without search text), columns, selected account, scroll position, pane.

    `pane` is "" while the width decides, "shown" or "hidden" when the person did.
    """

    filter: AccountFilter = field(default_factory=AccountFilter)
    columns: tuple[str, ...] = ()
    selected: int | None = None
    scroll: int = 0
    pane: str = ""

    @classmethod
    def recalled(cls, settings: Settings) -> PageMemory:
        """Give what was kept; a damaged or unknown value counts as absent."""
        expression = settings.text("accounts/expression")
        quick = dict(_pair(entry) for entry in settings.texts("accounts/quick") if "=" in entry)
        selected = int(settings.number("accounts/selected"))
        return cls(
            AccountFilter(
                view=settings.text("accounts/view"),
                quick={name: value for name, value in quick.items() if name in QUICK and value},
                expression=expression if expression_error(expression) is None else "",
                sort=settings.text("accounts/sort", "score"),
                descending=settings.flag("accounts/descending"),
            ),
            tuple(settings.texts("accounts/columns")),
            selected or None,
            max(0, int(settings.number("accounts/scroll"))),
            settings.text("accounts/pane"),
        )

    def keep(self, settings: Settings) -> None:
        """Keep it; the window writes the file."""
        wanted = replace(self.filter, text="")
        settings.set("accounts/view", wanted.view)
        settings.set("accounts/quick", [f"{name}={value}" for name, value in wanted.quick.items()])
        settings.set("accounts/expression", wanted.expression)
        settings.set("accounts/sort", wanted.sort)
        settings.set("accounts/descending", wanted.descending)
        settings.set("accounts/columns", list(self.columns))
        settings.set("accounts/selected", self.selected or 0)
        settings.set("accounts/scroll", self.scroll)
        settings.set("accounts/pane", self.pane)


def _pair(entry: str) -> tuple[str, str]:
    name, _, value = entry.partition("=")
    return name, value
