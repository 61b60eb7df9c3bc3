"""What is said on the screen follows the language: see `Words` in words/language.py.

Qt keeps a text and not what it was made of. Whoever shows words of ours lets them be said here; labels do so by
themselves. Whatever is worked out anew each time, as by a model, listens to `speech`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from inspector.ui.kit import qt_texts
from inspector.words import language
from inspector.words.language import Words, again


class _Speech(QObject):
    changed = Signal()
    """Another language is spoken from now on. What was said by `say` has been said in it."""


speech = _Speech()
"""A program speaks one language."""


class _Said:
    """What one object says, by the name of the method that is told."""

    def __init__(self) -> None:
        self.words: dict[str, Words] = {}


class _Texted(Protocol):
    def setText(self, text: str) -> None: ...


Speaker = TypeVar("Speaker", bound=_Texted)
_KEPT = "said"
"""The name under which an object keeps it; what Python has of a button that Qt made may not outlive the line."""


def say(setter: Callable[[str], object], text: str) -> None:
    """Have a method of a QObject set the text, and again in each language that is spoken later.

    Only the last text counts for each method; one that is not made of words of ours stays as it is.
    """
    setter(text)
    note(setter.__self__, setter.__name__, text)  # type: ignore[attr-defined]


def note(thing: QObject, setter: str, text: str) -> None:
    """What `say` notes, for a method that does it by itself."""
    kept = thing.property(_KEPT)
    if isinstance(text, Words):
        if kept is None:
            kept = _Said()
            thing.setProperty(_KEPT, kept)
        kept.words[setter] = text
    elif kept is not None:
        kept.words.pop(setter, None)


def said(thing: Speaker, text: str) -> Speaker:
    """The same button, box or menu entry, now with this text."""
    say(thing.setText, text)
    return thing


def speak(chosen: str) -> None:
    """Speak this language from now on, everywhere on the screen, and have Qt speak it."""
    before = language.spoken()
    language.speak(chosen)
    if language.spoken() == before:
        return
    qt_texts.translate()
    # Qt's own buttons hear of it first: some of them bear words of ours
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange.value)
    for thing, kept in list(_speakers()):
        for setter, words in list(kept.words.items()):
            if isValid(thing):  # what another has just said may have done away with it
                getattr(thing, setter)(again(words))
    speech.changed.emit()


def _speakers() -> Iterator[tuple[QObject, _Said]]:
    for top in QApplication.topLevelWidgets():
        for thing in (top, *top.findChildren(QWidget), *top.findChildren(QAction)):
            kept = thing.property(_KEPT)
            if isinstance(kept, _Said):
                yield thing, kept
