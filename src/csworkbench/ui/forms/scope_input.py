"""Which check-ins of a series are meant: this one, this and later ones, or all that are planned."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from csworkbench.domain.series import SCOPES

TEXTS = ("T&his one", "This and &later", "&All")
TIPS = (
    "Only this check-in; the series stays as it is",
    "This check-in and those of the series after it",
    "All check-ins of the series that are still planned",
)


class ScopeInput(QWidget):
    """Three choices in a row, chosen by arrow keys or Alt with their letter; its value is one of `SCOPES`."""

    def __init__(self) -> None:
        """Start at this one."""
        super().__init__()
        self.setAccessibleName("Which ones")
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(16)
        for place, (text, tip) in enumerate(zip(TEXTS, TIPS, strict=True)):
            radio = QRadioButton(text)
            radio.setAccessibleName(f"Which ones: {text.replace('&', '')}")
            radio.setToolTip(tip)
            self._group.addButton(radio, place)
            row.addWidget(radio)
        row.addStretch(1)
        self._group.button(0).setChecked(True)
        self.setFocusProxy(self._group.button(0))

    @property
    def radios(self) -> tuple[QRadioButton, ...]:
        """The choices in the order of `SCOPES`."""
        return tuple(one for one in self._group.buttons() if isinstance(one, QRadioButton))

    def value(self) -> str:
        """Give the scope that is chosen."""
        return SCOPES[max(0, self._group.checkedId())]

    def set_value(self, value: Any) -> None:
        """Choose a scope; an unknown one leaves this one."""
        self._group.button(SCOPES.index(value) if value in SCOPES else 0).setChecked(True)
