"""The part of Details that tells where a default comes from: on demand, as a ladder, with what else may act."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from inspector.ui.details.fact_sheet import FactSheet
from inspector.ui.details.ladder_view import LadderView
from inspector.ui.details.story_label import StoryLabel
from inspector.ui.kit.saying import said, say
from inspector.ui.kit.theme import Theme
from inspector.words.ladders import Facts, Row
from inspector.words.language import tr


@dataclass(frozen=True)
class Told:
    """What there is to show for one property."""

    rows: tuple[Row, ...] = ()
    """Empty until somebody asked."""
    could: str = ""
    """Who could look where the person may not."""
    may_ask: bool = False
    is_asking: bool = False
    screen: Facts | None = None
    """What else acts on a new request; None until somebody asked."""
    is_zone: bool = False
    """Whether it is not about the default but the time zone that a date is told in."""

    @property
    def heading(self) -> str:
        """What the ladder is about."""
        return tr("Time zone of the date") if self.is_zone else tr("Where the default comes from")

    @property
    def question(self) -> str:
        """What may be asked."""
        return tr("Which time zone is this?") if self.is_zone else tr("Where does this come from?")

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say, and nothing to ask."""
        return not (self.rows or self.may_ask or self.is_asking)


NOTHING = Told()


class WhereFrom(QWidget):
    """A button that asks, and what came of it."""

    ladder_wanted = Signal()
    screen_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = _link(NOTHING.question)
        self._ask.clicked.connect(self.ladder_wanted)
        self._heading = _muted(theme)
        self._ladder = LadderView(theme)
        self._could = _muted(theme)
        self._ask_screen = _link(tr("What else may the request screen show?"))
        self._ask_screen.clicked.connect(self.screen_wanted)
        self._screen_heading = StoryLabel(theme)
        self._screen_heading.tell(tr("The request screen may show something else"))
        self._screen_heading.setFont(theme.font(bold=True))
        self._screen_heading.setWordWrap(True)
        self._screen = FactSheet(theme, tr("The request screen may show something else"), with_headings=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._ask, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._heading, self._ladder, self._could):
            column.addWidget(part)
        column.addWidget(self._ask_screen, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._screen_heading)
        column.addWidget(self._screen)
        self.show_told(NOTHING)

    def show_told(self, told: Told) -> None:
        """Show this in place of what stood here."""
        self._ask.setVisible(not told.rows and (told.may_ask or told.is_asking))
        self._ask.setEnabled(told.may_ask and not told.is_asking)
        say(self._ask.setText, tr("Asking the server…") if told.is_asking else told.question)
        self._heading.tell(told.heading)
        self._heading.setVisible(bool(told.rows))
        self._ladder.show_rows(told.rows)
        self._could.tell(told.could)
        self._could.setVisible(bool(told.rows and told.could))
        self._ask_screen.setVisible(bool(told.rows) and told.screen is None and told.may_ask)
        self._screen_heading.setVisible(bool(told.rows) and told.screen is not None)
        self._screen.set_facts(told.screen or () if told.rows else ())
        self.setVisible(not told.is_empty)

    def parts(self) -> list[StoryLabel | FactSheet]:
        """The texts that are shown, in the order of reading."""
        if self.isHidden():
            return []
        all_of_it: list[StoryLabel | FactSheet] = [self._heading, *self._ladder.parts()]
        all_of_it += [self._could, self._screen_heading, self._screen]
        return [part for part in all_of_it if not part.isHidden()]


def _link(text: str) -> QPushButton:
    button = said(QPushButton(), text)
    button.setFlat(True)
    return button


def _muted(theme: Theme, text: str = "") -> StoryLabel:
    label = StoryLabel(theme)
    label.tell(text)
    label.setProperty("muted", True)
    label.setWordWrap(True)
    return label
