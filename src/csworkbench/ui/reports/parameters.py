"""The left column of the reports page: which report, whose accounts, as of which day, and what it covers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from csworkbench.domain.ids import OwnerId
from csworkbench.domain.reports import ReportHead, ReportQuery
from csworkbench.infra.clock import Clock
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.date_field import DateField
from csworkbench.ui.widgets.labels import TextLabel, make_label, make_separator
from csworkbench.ui.widgets.texts import count_text, full_day, number_text

WIDTH = 260
ALL = "All owners"
SHOW_ALL, IMPORT = "Show all owners, today", "Import accounts"


class ReportParameters(QWidget):
    """Owner and day of the health report.

    Signals:
        changed: the person chose another owner or day that a report can be made for.
    """

    changed = Signal()

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        """Start with all owners and today."""
        super().__init__(parent)
        self._theme = theme
        self._clock = clock
        self.setFixedWidth(WIDTH)
        self.owner = QComboBox()
        self.owner.setAccessibleName("Owner")
        self.owner.addItem(ALL, None)
        self.owner.activated.connect(self._on_owner_activated)
        self.day = DateField(theme, clock, "As of")
        self.day.set_day(clock.today())
        self.day.day_changed.connect(self._on_day_changed)
        self._problem = make_label(theme, role="caption", tone="at_risk", wraps=True)
        self._problem.hide()
        self._facts = make_label(theme, role="caption", tone="muted", wraps=True)
        self._lay_out()

    @property
    def problem(self) -> str:
        """What is wrong with the day; empty when nothing is."""
        return self._problem.text()

    @property
    def facts(self) -> str:
        """What is said of the report."""
        return self._facts.text()

    def query(self) -> ReportQuery:
        """Give what is asked for; an empty day means today."""
        day = self.day.day()
        owner_id: int | None = self.owner.currentData()
        return ReportQuery(
            owner_id=None if owner_id is None else OwnerId(owner_id),
            as_of=None if day is None or day == self._clock.today() else day,
        )

    def set_owners(self, owners: Sequence[tuple[OwnerId, str]]) -> None:
        """Offer these owners and keep the one that is chosen."""
        chosen = self.owner.currentData()
        self.owner.clear()
        self.owner.addItem(ALL, None)
        for key, name in owners:
            self.owner.addItem(name, int(key))
        self.owner.setCurrentIndex(max(0, self.owner.findData(chosen)))

    def reset(self) -> None:
        """Go back to all owners and today."""
        self.owner.setCurrentIndex(0)
        self.day.set_day(self._clock.today())
        self._take(self._clock.today())

    def set_facts(self, head: ReportHead) -> None:
        """Say what the report covers and who is left out."""
        self._facts.setText(facts_text(head))

    def _lay_out(self) -> None:
        card = Card(self._theme, "Health report")
        about = "How healthy the accounts are by count and by ARR, what moved and why, and which renewals come."
        card.body.addWidget(make_label(self._theme, about, "caption", "muted", wraps=True))
        for text, field in (("&Owner", self.owner), ("&As of", self.day)):
            card.body.addSpacing(6)
            card.body.addWidget(self._label(text, field))
            card.body.addWidget(field)
        card.body.addWidget(self._problem)
        card.body.addSpacing(6)
        card.body.addWidget(make_separator())
        card.body.addWidget(self._facts)
        card.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)

    def _label(self, text: str, field: QWidget) -> TextLabel:
        label = make_label(self._theme, text, "caption_strong")
        label.setBuddy(field)
        return label

    def _on_owner_activated(self) -> None:
        self.changed.emit()

    def _on_day_changed(self, day: date | None) -> None:
        self._take(day)

    def _take(self, day: date | None) -> None:
        today = self._clock.today()
        is_future = day is not None and day > today
        self._problem.setText(f"Health is known up to today, {full_day(today)}." if is_future else "")
        self._problem.setVisible(is_future)
        if not is_future:
            self.changed.emit()


def facts_text(head: ReportHead) -> str:
    """Give in a few lines what a report covers: n, who is left out, how scores were made."""
    scope, whole = head.scope, head.whole
    lines = [
        f"n = {count_text(scope.accounts, 'account')}",
        f"{number_text(whole.grey)} of them with insufficient data",
        f"{number_text(whole.overrides)} of them overridden",
        f"{number_text(whole.without_arr)} of them without ARR",
        f"Left out: {number_text(scope.churned)} churned",
    ]
    if len(head.models) == 1:
        model = head.models[0]
        lines.append(f"Health model {model.name}, version {model.version}; missing data: {model.policy}")
    else:
        lines.append("Health models:")
        lines += [
            f"{one.name}, version {one.version}, for {one.serves}: {count_text(one.accounts, 'account')}"
            for one in head.models
        ]
    return "\n".join(lines)


def nothing_words(head: ReportHead, query: ReportQuery) -> tuple[str, str, str, str]:
    """Say why a report holds no account: icon, title, reason and what can be done (empty: nothing)."""
    if query.owner_id is not None or query.as_of is not None:
        whose = head.scope.owner_name or "any owner"
        reason = f"The book knew no scored account of {whose} on {full_day(head.as_of)}."
        return "filter", "No account fits", reason, SHOW_ALL
    if head.scope.churned:
        reason = f"All {head.scope.churned} accounts of the book have churned; churned accounts are not scored."
        return "reports", "Nothing to report", reason, ""
    reason = "A report needs accounts. Import them from a CSV or XLSX file."
    return "reports", "No accounts yet", reason, IMPORT
