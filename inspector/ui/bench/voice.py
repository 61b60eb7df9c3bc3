"""How the person is told: a notice that stays until it is read or superseded, and a line for what is being done."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, Signal

from inspector.ui.kit.saying import speech
from inspector.words import failures, troubles
from inspector.words.language import again, worded

Level = Literal["info", "warning", "error"]


def _nothing() -> None:
    """What a notice without a button does."""


class Voice(QObject):
    """What is said; the window shows it. One notice at a time."""

    told = Signal(object, str, object, object)
    """A notice: text, Level, what its button says, further lines to be shown on demand. Empty where there is none."""
    hushed = Signal()
    """There is nothing left to say."""
    closed = Signal()
    """The notice went, whoever took it away."""
    progressed = Signal(object)
    """What is being done, or how things stand."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.doing = ""
        """What was done last, or is being done."""
        self.is_error = False
        """Whether an error is on show: what does not answer something the person did waits until it is closed."""
        self._is_over = False
        """Whether `doing` is about something that is done."""
        self._act: Callable[[], None] = _nothing
        self._about = ""
        self._text = ""
        speech.changed.connect(self._say_again)

    def _say_again(self) -> None:
        """Whoever shows it does so by itself; others compare what is said."""
        self.doing = again(self.doing)

    def tell(  # noqa: PLR0913 - all of it is one notice
        self,
        text: str,
        level: Level = "info",
        button: str = "",
        act: Callable[[], None] = _nothing,
        *,
        details: str = "",
        about: str = "",
    ) -> None:
        """Show a notice; `act` is what its button does, `details` are lines to be shown on demand.

        `about` names what makes it untrue one day: see `settle` and `withdraw`.
        """
        self._act, self._about, self.is_error, self._text = act, about, level == "error", text
        self.told.emit(text, level, button, details)

    def tell_besides(self, text: str, about: str) -> None:
        """Warn of one more thing: what is on show about the same stays, above it."""
        before = self._text if self._about == about else ""
        both = worded(lambda: f"{again(before)}\n{again(text)}")
        self.tell(both if before else text, "warning", about=about)

    def fail(
        self,
        error: BaseException,
        doing: str = "",
        button: str = "",
        act: Callable[[], None] = _nothing,
        *,
        about: str = "",
    ) -> None:
        """Tell of an error, in words; `doing` says what was tried, the button what to do now.

        `about` is as for `tell`.
        """
        if not hasattr(error, "code"):
            logging.getLogger("inspector").error("unforeseen", exc_info=error)
        why = troubles.explain(error)
        text = worded(lambda: " ".join(filter(None, (again(doing), again(why)))))
        self.tell(text, "error", button, act, details=failures.write(error, doing), about=about)

    def settle(self, about: str) -> None:
        """What was told about this is over, and what was no error; another error waits until it is read."""
        if self._about == about or not self.is_error:
            self.hush()

    def withdraw(self, about: str) -> None:
        """What was told about this is not so any more; whatever else is on show stays."""
        if self._about == about:
            self.hush()

    def hush(self) -> None:
        """Take the notice away, whatever it says."""
        self.is_error, self._about = False, ""
        self.hushed.emit()

    def progress(self, text: str) -> None:
        """Say what is being done, or how things stand."""
        self._is_over = False
        self.doing = text
        self.progressed.emit(text)

    def done(self, text: str) -> None:
        """Say what was done: it stands until something else is done."""
        self.progress(text)
        self._is_over = True

    def forget(self) -> None:
        """Something else was done, or undone."""
        if self._is_over:
            self.progress("")

    # -- for whoever shows it -------------------------------------------------------------------------

    def act(self) -> None:
        """The notice's button was pressed."""
        self._act()

    def note_closed(self) -> None:
        """The notice is gone."""
        self.is_error, self._about = False, ""
        self.closed.emit()
