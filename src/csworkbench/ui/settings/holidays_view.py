"""Holidays in the settings: public ones of a country and year with those worked on, and the book's own closed days."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from csworkbench.domain.closed_days import ClosedDayLine, CountryRow, HolidayRow
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.form import stored
from csworkbench.ui.forms.plain_table import PlainColumn, PlainTable
from csworkbench.ui.settings.book_section import BookSection
from csworkbench.ui.settings.closed_day_form import ClosedDayForm
from csworkbench.ui.settings.number_inputs import CalmCombo, WholeBox
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.empty_state import EmptyState
from csworkbench.ui.widgets.labels import ElidingLabel
from csworkbench.ui.widgets.texts import full_day, is_day_first, short_day

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

FIRST_YEAR, LAST_YEAR = 1990, 2100
COUNTRY_KEY = "holidays/country"
DEFAULT_COUNTRY = "US"


@dataclass(frozen=True, slots=True)
class HolidaysFound:
    """What the section shows; `country` is the one it shows, which may not be the one that was asked for."""

    countries: list[CountryRow]
    country: str
    holidays: list[HolidayRow]
    lines: list[ClosedDayLine]


def _span(line: ClosedDayLine) -> str:
    first, last = line.row.first_on, line.row.last_on
    if first == last:
        return full_day(first)
    if first.year != last.year:
        return f"{full_day(first)} – {full_day(last)}"
    is_one_month = first.month == last.month and is_day_first()
    return f"{first.day if is_one_month else short_day(first)} – {full_day(last)}"


def _name(line: ClosedDayLine) -> str:
    return f"Worked: {line.row.name}" if line.row.is_worked else line.row.name


HOLIDAY_COLUMNS = (
    PlainColumn("Holiday", lambda row: row.name),
    PlainColumn("Day", lambda row: f"{row.day:%a} {full_day(row.day)}"),
    PlainColumn("Is", lambda row: "Worked" if row.is_worked else "Closed"),
)
LINE_COLUMNS = (
    PlainColumn("Closed days", _name),
    PlainColumn("When", _span),
    PlainColumn("For", lambda line: line.whom),
)
TOLD = "Space works on a holiday, or keeps it closed"
OWN_TOLD = "Of everyone, of an owner, a country or an account"


class HolidaysView(BookSection):
    """The section: public holidays beside the book's own closed days."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Make the view; the book is read when it is shown."""
        super().__init__(workspace, parent)
        theme = workspace.theme
        self.country = CalmCombo("Country")
        self.year = WholeBox("Year", FIRST_YEAR, LAST_YEAR)
        self.year.show_value(workspace.clock.today().year)
        self.holidays = PlainTable(theme, "Public holidays", HOLIDAY_COLUMNS, fills=True, most_first=150)
        self.work_on = make_button(theme, "&Work on this day", "check")
        self.work_on.setToolTip("Work on the holiday, or keep it closed (Space)")
        self.lines = PlainTable(theme, "Own closed days", LINE_COLUMNS, fills=True, most_first=150)
        self.add = make_button(theme, "&Add", "plus")
        self.add.setToolTip("Close days (Insert)")
        self.edit = make_button(theme, "&Edit", "edit")
        self.edit.setToolTip("Edit the closed days (Enter)")
        self.remove = make_button(theme, "&Delete", "trash")
        self.remove.setToolTip("Delete the closed days (Delete)")
        self.empty = EmptyState(theme)
        self.empty.set_content("calendar", "No own closed days", "Close days: for everyone, or for whom they are.", "")
        self.stack = QStackedWidget()
        for page in (self.lines, self.empty):
            self.stack.addWidget(page)
        self._lay_out()
        self._connect()

    def work(self) -> BookWork:
        """Read holidays of the chosen country and year, and the own closed days."""
        kept = self.workspace.settings.text(COUNTRY_KEY)
        return partial(_read, self.country.currentData() or kept, self.year.value())

    def show_book(self, found: HolidaysFound) -> None:
        """Show it, the same lines chosen."""
        self._offer(found.countries, found.country)
        self.holidays.show_rows([row for row in found.holidays if row.source == "holiday"])
        self.lines.show_rows(found.lines)
        self.stack.setCurrentWidget(self.lines if found.lines else self.empty)
        self._on_line_changed()
        self._on_day_changed()

    def focus_body(self) -> None:
        """Take the focus to the public holidays."""
        self.holidays.setFocus()

    def _offer(self, countries: list[CountryRow], country: str) -> None:
        if self.country.count() != len(countries):
            self.country.blockSignals(True)
            self.country.clear()
            for row in countries:
                self.country.addItem(row.name, row.code)
            used = sum(row.is_used for row in countries)
            if 0 < used < len(countries):
                self.country.insertSeparator(used)
            self.country.blockSignals(False)
        self.country.show_choice(country)

    def _on_chosen(self, _value: object) -> None:
        self.workspace.settings.set(COUNTRY_KEY, str(self.country.currentData()))
        self.read_anew()

    def _on_day_changed(self, *_indexes: object) -> None:
        row: HolidayRow | None = self.holidays.current
        self.work_on.setText("&Keep it closed" if row is not None and row.is_worked else "&Work on this day")
        self.work_on.setEnabled(row is not None and self.workspace.past is None)

    def _on_line_changed(self, *_indexes: object) -> None:
        is_past = self.workspace.past is not None
        for button in (self.edit, self.remove):
            button.setEnabled(self.lines.current is not None and not is_past)
        self.add.setEnabled(not is_past)

    def _on_work_on(self) -> None:
        from csworkbench.services.closed_days import keep_holiday, work_on_holiday

        row: HolidayRow | None = self.holidays.current
        if row is None or not self.work_on.isEnabled():
            return
        service = keep_holiday if row.is_worked else work_on_holiday
        self.workspace.change(self, stored(service, str(self.country.currentData()), row.day))

    def _on_add(self) -> None:
        ClosedDayForm(self.workspace, parent=self.window()).open()

    def _on_edit(self) -> None:
        if self.lines.current is not None and self.edit.isEnabled():
            ClosedDayForm(self.workspace, self.lines.current, self.window()).open()

    def _on_row_chosen(self, _row: object) -> None:
        self._on_edit()

    def _on_remove(self) -> None:
        from csworkbench.services.holidays import delete_closed_day

        if self.lines.current is not None and self.remove.isEnabled():
            self.workspace.change(self, stored(delete_closed_day, self.lines.current.row.id))

    def _connect(self) -> None:
        self.country.currentIndexChanged.connect(self._on_chosen)
        self.year.valueChanged.connect(self._on_chosen)
        self.work_on.clicked.connect(self._on_work_on)
        self.add.clicked.connect(self._on_add)
        self.edit.clicked.connect(self._on_edit)
        self.remove.clicked.connect(self._on_remove)
        self.lines.chosen.connect(self._on_row_chosen)
        self.holidays.chosen.connect(self._on_work_on)
        self.holidays.selectionModel().currentRowChanged.connect(self._on_day_changed)
        self.lines.selectionModel().currentRowChanged.connect(self._on_line_changed)
        keys = ((self.holidays, "Space", self._on_work_on), (self.lines, "Insert", self._on_add),
                (self.lines, "Delete", self._on_remove))  # fmt: skip
        for widget, key, call in keys:
            shortcut = QShortcut(QKeySequence(key), widget)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(call)

    def _lay_out(self) -> None:
        theme = self.workspace.theme
        public, own = Card(theme, "Public holidays"), Card(theme, "Own closed days")
        asked = QHBoxLayout()
        asked.setSpacing(8)
        asked.addWidget(self.country, 1)
        asked.addWidget(self.year)
        asked.addWidget(self.work_on)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self.add, self.edit, self.remove):
            acts.addWidget(button)
        acts.addStretch(1)
        for card, words, line, body in ((public, TOLD, asked, self.holidays), (own, OWN_TOLD, acts, self.stack)):
            card.body.addWidget(ElidingLabel(theme, words, tone="muted"))
            card.body.addLayout(line)
            card.body.addWidget(body, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(public, 4)
        whole.addWidget(own, 5)


def _read(asked: str, year: int, workbench: Workbench, _token: Token) -> HolidaysFound:
    from csworkbench.services.accounts import list_owners
    from csworkbench.services.closed_days import list_closed_day_lines, list_countries
    from csworkbench.services.holidays import country_code, list_holidays
    from csworkbench.services.owners import list_owner_details

    countries = list_countries(workbench)
    me = next((one.id for one in list_owners(workbench) if one.is_me), None)
    mine = next((one.country for one in list_owner_details(workbench) if one.id == me), None)
    first = countries[0].code if countries and countries[0].is_used else DEFAULT_COUNTRY
    country = country_code(asked) or country_code(mine) or first
    return HolidaysFound(countries, country, list_holidays(workbench, country, year), list_closed_day_lines(workbench))
