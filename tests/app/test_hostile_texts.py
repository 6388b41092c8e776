"""Names and notes full of tags, ampersands and odd letters, through every page: shown as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as Rich
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QGroupBox,
    QLabel,
    QMenu,
    QTabBar,
    QTextBrowser,
    QWidget,
)

from csworkbench.app.book_making import make_empty_book
from csworkbench.app.session import Session
from csworkbench.domain.accounts import AccountDraft, AccountQuery
from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.contacts import ContactDraft
from csworkbench.domain.feedback_items import FeedbackDraft
from csworkbench.domain.ids import AccountId
from csworkbench.domain.texts import clean_line
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.settings import Settings
from csworkbench.infra.tokens import Token
from csworkbench.services.accounts import add_account, add_owner, find_accounts, save_view
from csworkbench.services.actions import add_action
from csworkbench.services.checkins import schedule_check_in
from csworkbench.services.contacts import add_contact
from csworkbench.services.feedback import log_feedback
from csworkbench.services.reviews import save_section, start_review
from csworkbench.services.touches import log_touch
from csworkbench.services.workbench import Workbench, closing, open_workbench
from csworkbench.ui.bridge.actions import words_of
from csworkbench.ui.bridge.places import BookRequest, FormRequest, Place
from csworkbench.ui.forms.opening import FORMS
from csworkbench.ui.shell.confirm import make_question
from csworkbench.ui.theme.theme import Theme
from tests.naughty import NAUGHTY

NAMES = tuple(dict.fromkeys(clean_line(text) for text in NAUGHTY if 2 < len(clean_line(text)) <= 200))
TAGS = tuple(name for name in NAMES if Rich.mightBeRichText(name))
WORST = "Smith & Sons <b>bold</b><img src='/etc/hostname'> %1 {{ 7*7 }}"
ROLES = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole, Qt.ItemDataRole.WhatsThisRole)


@pytest.fixture
def book(tmp_path: Path, clock) -> Path:
    path = make_empty_book(tmp_path / "a <b>&amp; b.cswb", clock, Token())
    with closing(open_workbench(path, clock)) as wb:
        owner_id = add_owner(wb, WORST)
        for name in NAMES:
            add_account(wb, AccountDraft(name=name, owner_id=owner_id, segment=name, country=name, notes=name))
        fill(wb, add_account(wb, AccountDraft(name=WORST, owner_id=owner_id, segment=WORST, notes=WORST)))
        save_view(wb, "accounts", WORST[:60], filter='name ~ "Smith"', sort="name")
    return path


def fill(wb: Workbench, account_id: AccountId) -> None:
    today = wb.clock.today()
    contact_id = add_contact(wb, ContactDraft(account_id=account_id, name=WORST, title=WORST, roles=("champion",)))
    people = (int(contact_id),)
    log_touch(wb, TouchDraft(account_id, today, notes=WORST, outcome=WORST, contact_ids=people))
    log_feedback(wb, FeedbackDraft(account_id, "complaint", today, WORST, severity="high"))
    schedule_check_in(wb, CheckInDraft(account_id, today, agenda=WORST, contact_ids=people))
    add_action(wb, ActionDraft(account_id, WORST, due_on=today))
    save_section(wb, start_review(wb, account_id, "qbr"), "next", WORST)


@pytest.fixture
def session(qtbot, qapp, clock, book, tmp_path: Path, monkeypatch) -> Iterator[Session]:
    monkeypatch.setenv("CSWORKBENCH_DATA", str(tmp_path / "data"))
    theme = Theme("light")
    theme.apply(qapp)
    made = Session(BookRequest(book), theme, Settings(tmp_path / "settings.ini"), clock)
    made.window.resize(1440, 900)
    made.start()
    qtbot.waitExposed(made.window)
    qtbot.waitUntil(lambda: made.workspace.is_ready, timeout=30_000)
    settle(qtbot, made)
    yield made
    made.window.close()
    made.shutdown()


def settle(qtbot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.operations.running, timeout=30_000)
    QApplication.sendPostedEvents()


def interpreted() -> list[str]:
    """Give every place in every window where Qt would read a text as anything but itself."""
    found: list[str] = []
    for widget in QApplication.allWidgets():
        found += [f"{place}: {text[:60]}" for place, text in _rich_texts(widget)]
        found += [f"swallowed &: {text[:60]}" for text in _mnemonics(widget) if WORST[:7] in text.replace("&&", "")]
    return found


def _rich_texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    what = f"{type(widget).__name__} {widget.objectName()}"
    for place, text in (("tool tip", widget.toolTip()), ("status tip", widget.statusTip())):
        if holds_tags(text):
            yield f"{what} {place}", text
    yield from ((what, text) for text in _shown_rich(widget))
    if not isinstance(widget, QMenu) or widget.toolTipsVisible():
        yield from ((f"{what} action", one.toolTip()) for one in widget.actions() if holds_tags(one.toolTip()))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from ((f"{what} cell", text) for text in _tips(widget.model()) if holds_tags(text))


def _shown_rich(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        as_text, as_rich = widget.textFormat() == Qt.TextFormat.PlainText, Rich.mightBeRichText(widget.text())
        if not as_text and (as_rich or widget.textFormat() != Qt.TextFormat.AutoText):
            yield widget.text()
    if isinstance(widget, QTextBrowser) and any(tag in widget.toHtml() for tag in TAGS):
        yield widget.toHtml()


def holds_tags(text: str) -> bool:
    return Rich.mightBeRichText(text) and any(tag in text for tag in (*TAGS, WORST))


def _tips(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(min(model.rowCount(), 80)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            index = model.index(row, column, QModelIndex())
            yield from (str(index.data(role) or "") for role in ROLES)


def _mnemonics(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(place) for place in range(widget.count()))
    elif isinstance(widget, QLabel) and widget.buddy() is not None:
        yield widget.text()
    yield from (action.text() for action in widget.actions())


def test_the_net_has_no_holes(qtbot):
    label, button = QLabel(WORST), QLabel("plain")
    qtbot.addWidget(label)
    qtbot.addWidget(button)
    button.setToolTip(WORST)
    action = QAction(f"Undo: {WORST}", button)
    button.addAction(action)
    assert len(interpreted()) >= 4
    for widget in (label, button):
        widget.hide()
        widget.setParent(None)
    label.setText("")
    button.setToolTip("")
    button.removeAction(action)


def test_every_page_shows_them_as_they_are(qtbot, session: Session):
    workbench, window = session.workspace.workbench, session.window
    worst = find_accounts(workbench, AccountQuery(filter='name ~ "Smith & Sons <b>"'))[0]
    places = [Place("my_day"), Place("accounts"), Place("accounts", worst), Place("calendar"), Place("reports")]
    places += [Place("account", worst, tab) for tab in ("timeline", "health", "reviews", "contacts", "details")]
    for place in places:
        window.go_to(place)
        settle(qtbot, session)
        assert interpreted() == [], place
    assert not window.isHidden()


def test_forms_palette_toasts_and_undo_show_them_as_they_are(qtbot, session: Session):
    workbench, window, workspace = session.workspace.workbench, session.window, session.workspace
    worst = find_accounts(workbench, AccountQuery(filter='name ~ "Smith & Sons <b>"'))[0]
    window.open_palette("Smith")
    settle(qtbot, session)
    assert interpreted() == []
    window.palette_panel.hide()
    for kind in FORMS:
        workspace.open_form(FormRequest(kind, worst, account_name=WORST))
        settle(qtbot, session)
        assert interpreted() == [], kind
        for form in [one for one in QApplication.topLevelWidgets() if one.isModal() and one.isVisible()]:
            form.hide()
            form.deleteLater()
    workspace.change(window, lambda wb, _token: add_action(wb, ActionDraft(worst, WORST)), None)
    settle(qtbot, session)
    qtbot.waitUntil(lambda: workspace.undo.undo_action.isEnabled())
    assert interpreted() == []
    workspace.undo.undo()
    settle(qtbot, session)
    assert interpreted() == []
    assert any("<b>bold</b>" in record.text for record in window.toasts.records)


def test_access_keys_are_marks_and_two_are_a_letter():
    assert [words_of(text) for text in ("&Save", "Save &as", "Smith && Sons", "a&&&b", "&")] == [
        "Save", "Save as", "Smith & Sons", "a&b", "&",
    ]  # fmt: skip


def test_questions_show_paths_as_they_are(qtbot, session: Session):
    box = make_question(session.workspace.theme, session.window, f"Delete {WORST}?", WORST, "Delete")
    qtbot.addWidget(box)
    box.show()
    assert interpreted() == []
    box.hide()
