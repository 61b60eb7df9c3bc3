"""A text of Details in which spots can be marked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from inspector.domain.visible import in_lines
from inspector.ui.kit.labels import Label, escaped
from inspector.ui.kit.theme import Theme

Spot = tuple[int, int]
"""Where something stands in a text, and for how many characters."""


def marked_colours(theme: Theme, *, is_here: bool) -> tuple[QColor, QColor]:
    """The ground and the ink of a spot, of the one that is looked at or of another."""
    ground = QColor(theme.colour("accent" if is_here else "amber"))
    ground.setAlpha(255 if is_here else 56)
    return ground, theme.colour("on_accent" if is_here else "text")


class StoryLabel(Label):
    """A label with a beginning that may be strong, and spots that may be marked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._theme = theme
        self._told, self._strong = "", 0
        self._spots: Sequence[Spot] = ()
        self._here: Spot | None = None
        theme.changed.connect(self._write)

    def tell(self, text: str, strong: str = "") -> None:
        """Show this text, after another that stands out."""
        self._strong = len(in_lines(strong))
        self._told = " ".join(filter(None, (in_lines(strong), in_lines(text))))
        self._spots, self._here = (), None
        self._write()

    def told(self) -> str:
        """What it shows, as text."""
        return self._told

    def mark(self, spots: Sequence[Spot], here: Spot | None) -> None:
        """Mark these spots, and `here` as the one that is looked at."""
        if (self._spots, self._here) != (spots, here):
            self._spots, self._here = spots, here
            self._write()

    def place_of(self, _spot: Spot) -> QRect:
        """Where a spot is, as far as a label knows."""
        return self.rect()

    def _write(self) -> None:
        is_rich = bool(self._strong or self._spots)
        self.setTextFormat(Qt.TextFormat.RichText if is_rich else Qt.TextFormat.PlainText)
        self.setText("".join(map(self._run, *self._runs())) if is_rich else self._told)

    def _runs(self) -> tuple[list[int], list[int]]:
        """Where the text changes its look: the beginnings and ends of what looks alike."""
        cuts = {0, self._strong, len(self._told)}
        cuts.update(edge for at, length in self._spots for edge in (at, at + length))
        pairs = list(pairwise(sorted(cuts)))
        return [start for start, _ in pairs], [end for _, end in pairs]

    def _run(self, start: int, end: int) -> str:
        text = escaped(self._told[start:end])
        if any(at <= start < at + length for at, length in self._spots):
            is_here = self._here is not None and self._here[0] <= start < sum(self._here)
            ground, ink = marked_colours(self._theme, is_here=is_here)
            look = (
                f"background:rgba{ground.getRgb()};color:{ink.name()};"
                "text-decoration:underline;white-space:pre-wrap"  # colour alone is not seen by all
            )
            text = f'<span style="{look}">{text}</span>'
        return f"<b>{text}</b>" if start < self._strong else text
