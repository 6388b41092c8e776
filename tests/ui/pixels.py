"""Reading of pictures that tests take of widgets."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget


def picture(widget: QWidget) -> QImage:
    """Give what the widget looks like now."""
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def colors(image: QImage) -> Counter[str]:
    """Give how many pixels there are of each colour, as `#RRGGBB`."""
    return Counter(f"#{image.pixel(x, y) & 0xFFFFFF:06X}" for y in range(image.height()) for x in range(image.width()))


def changed(one: QImage, other: QImage) -> int:
    """Give how many pixels differ between two pictures of one size."""
    assert one.size() == other.size()
    return sum(one.pixel(x, y) != other.pixel(x, y) for y in range(one.height()) for x in range(one.width()))
