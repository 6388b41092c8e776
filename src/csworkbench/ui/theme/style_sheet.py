"""The style sheet on top of Fusion, made from tokens.

What widgets say about themselves by a dynamic property:
`kind` of a button: primary, danger, flat, link (secondary without one), and `narrow` where room is short; `tone` of a
label: muted, healthy, watch, at_risk, accent; `surface` of a frame: card, strip, quote, toast, past, line;
`invalid` of an input: true.
"""

from __future__ import annotations

from pathlib import Path
from string import Template

from csworkbench.ui.theme.tokens import Tokens, color, color_names

_SHEET = Template("""
QWidget { color: $text; }
QMainWindow, QDialog, QWidget[surface="page"] { background: $page; }
QLabel { background: transparent; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="healthy"] { color: $healthy; }
QLabel[tone="watch"] { color: $watch; }
QLabel[tone="at_risk"] { color: $at_risk; }
QLabel[tone="accent"] { color: $accent_text; }
QLabel:disabled { color: $strong_border; }
QFrame[surface="card"] { background: $card; border: 1px solid $border; border-radius: 10px; }
QFrame[surface="strip"] { background: $strip; border: none; }
QFrame[surface="quote"] { background: $strip; border: none; border-left: 3px solid $strong_border; }
QFrame[surface="toast"] { background: $card; border: 1px solid $strong_border; border-radius: 8px; }
QFrame[surface="past"] { background: $watch_ground; border: none; border-bottom: 1px solid $watch; }
QFrame[surface="line"] { background: $border; border: none; max-height: 1px; min-height: 1px; }

QPushButton { background: $card; border: 1px solid $strong_border; border-radius: 6px; padding: 5px 12px;
  min-height: ${line}px; font-weight: 600; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $accent_soft; color: $accent_text; border-color: $accent; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 11px; }
QPushButton:disabled { color: $strong_border; border-color: $border; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="primary"]:hover { background: $accent_text; border-color: $accent_text; }
QPushButton[kind="primary"]:pressed { background: $accent_text; }
QPushButton[kind="danger"] { color: $at_risk; border-color: $at_risk; }
QPushButton[kind="danger"]:hover { background: $at_risk_ground; }
QPushButton[kind="danger"]:focus { border-color: $accent; }
QPushButton[kind="primary"]:focus { border: 2px solid $accent; }
QPushButton[kind="primary"]:disabled { background: $border; color: $muted; border-color: $border; }
QPushButton[kind="flat"] { background: transparent; border: 1px solid transparent; padding: 5px 8px; }
QPushButton[kind="flat"]:hover { background: $hover; }
QPushButton[kind="flat"]:pressed { background: $selection; }
QPushButton[kind="flat"]:focus { border: 2px solid $accent; padding: 4px 7px; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; padding: 3px 6px;
  color: $accent_text; }
QPushButton[kind="link"]:hover { background: $accent_soft; }
QPushButton[kind="link"]:focus { border: 2px solid $accent; padding: 2px 5px; }
QPushButton[narrow="true"], QPushButton[narrow="true"]:focus { padding-left: 5px; padding-right: 5px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px;
  min-width: 18px; min-height: 18px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked, QToolButton:open { background: $accent_soft; }
QToolButton:focus { border: 2px solid $accent; padding: 3px; }
QLineEdit > QToolButton, QLineEdit > QToolButton:hover, QLineEdit > QToolButton:focus { min-width: 0px; min-height: 0px;
  padding: 0px; border: none; background: transparent; }
QToolButton::menu-indicator { image: none; width: 0px; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox { background: $card; border: 1px solid $strong_border;
  border-radius: 6px; padding: 0px 8px; placeholder-text-color: $muted; selection-background-color: $accent;
  selection-color: $on_accent; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: ${field}px; }
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit:focus {
  border: none; padding: 0px 6px; min-height: 0px; background: transparent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $accent; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { padding: 0px 7px; min-height: ${field_in}px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px 5px; }
QLineEdit[invalid="true"], QComboBox[invalid="true"], QPlainTextEdit[invalid="true"] { border-color: $at_risk; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { background: $strip; color: $strong_border;
  border-color: $border; }
QLineEdit:read-only, QPlainTextEdit:read-only, QTextEdit:read-only { background: $strip; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$icons/qss-arrow-$scheme.svg"); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: $card; border: 1px solid $strong_border; padding: 4px; outline: none; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { border: none;
  width: 0px; }
QCheckBox, QRadioButton { spacing: 8px; background: transparent; min-height: 24px; border: 2px solid transparent;
  border-radius: 6px; padding: 0px 4px 0px 2px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator, QGroupBox::indicator { width: 16px;
  height: 16px; border: 1px solid $strong_border; background: $card; border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QGroupBox::indicator:checked { background: $accent;
  border-color: $accent; image: url("$icons/qss-check-$scheme.svg"); }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 8px; height: 8px; background: $on_accent; }
QSlider::groove:horizontal { height: 4px; background: $grid; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -6px 0px; border-radius: 8px; background: $card;
  border: 2px solid $accent; }
QSlider::handle:horizontal:focus { background: $accent; }
QProgressBar { background: $grid; border: none; border-radius: 4px; min-height: 8px; max-height: 8px;
  color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }

QAbstractItemView { background: $card; alternate-background-color: $strip; border: none; outline: none;
  gridline-color: $border; selection-background-color: $selection; selection-color: $text; }
QAbstractItemView:focus { outline: none; }
QListView::item, QTreeView::item { min-height: 28px; padding: 0px 6px; }
QListView::item:hover, QTreeView::item:hover, QTableView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected { background: $selection; color: $text; }
QHeaderView { background: $strip; border: none; }
QHeaderView::section { background: $strip; color: $muted; border: none; border-bottom: 1px solid $border;
  padding: 0px 8px; min-height: 31px; font-weight: 600; }
QHeaderView::section:hover { color: $text; }
QTableCornerButton::section { background: $strip; border: none; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar { background: transparent; qproperty-drawBase: 0; qproperty-expanding: 0; }
QTabBar::tab { background: transparent; color: $muted; border: none; border-bottom: 2px solid transparent;
  padding: 6px 2px; margin-right: 16px; min-height: 20px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent_text; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:selected:focus { border: 2px solid $accent; border-radius: 4px; padding: 4px 0px; }

QMenuBar { background: $page; }
QMenuBar::item { padding: 4px 10px; background: transparent; }
QMenuBar::item:selected { background: $selection; }
QMenu { background: $card; border: 1px solid $strong_border; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; min-height: 16px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $strong_border; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QToolTip { background: $card; color: $text; border: 1px solid $strong_border; padding: 4px 6px; }
QStatusBar { background: $card; border-top: 1px solid $border; color: $muted; }
QStatusBar::item { border: none; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $border; }
QGroupBox { border: 1px solid $border; border-radius: 8px; margin-top: 10px; padding-top: 10px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 10px; padding: 0px 4px; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[surface="clear"] { background: transparent; }
QScrollBar { background: transparent; border: none; margin: 0px; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $strong_border; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 32px; margin: 2px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 2px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QCalendarWidget QWidget#qt_calendar_navigationbar { background: $strip; }
QCalendarWidget QToolButton { color: $text; font-weight: 600; }
QCalendarWidget QAbstractItemView { background: $card; alternate-background-color: $strip; color: $text;
  selection-background-color: $accent; selection-color: $on_accent; }
QCalendarWidget QAbstractItemView:disabled { color: $strong_border; }
""")


def make_style_sheet(tokens: Tokens, icons: Path, font_scale: float = 1.0) -> str:
    """Give the style sheet of the tokens; `icons` holds the two pictures that style sheets need as files."""
    values = {name: color(tokens, name) for name in color_names()}
    return _SHEET.substitute(
        values,
        icons=icons.as_posix(),
        scheme="dark" if tokens.is_dark else "light",
        line=round(20 * font_scale),
        field=round(20 * font_scale) + 8,
        field_in=round(20 * font_scale) + 6,
    )
