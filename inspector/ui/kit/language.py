"""The language of the interface: the person's choice, else the system's; English where a text has no translation.

It is not the language that SuperOffice is asked for, nor the culture of dates: those are pickers in the context bar.
`translations/CODE.json` maps our English texts to others, `help/fields.CODE.toml` says what properties mean.
"""

from __future__ import annotations

import json

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from inspector import resources

SYSTEM = "system"
LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "nb": "Norsk bokmål",
}
"""By ISO 639-1 code, each in its own language."""
_NORWEGIAN = ("nb", "nn", "no")
QT_TEXTS = frozenset(
    {"OK", "Cancel", "Close", "&Yes", "&No", "Open", "Save", "Discard", "Apply", "Reset", "&Undo", "&Redo"}
    | {"Cu&t", "&Copy", "&Paste", "Delete", "Select All"}
)
"""What Qt itself says in our dialogs and fields; a catalogue has it where Qt has no translation (Bokmål)."""

_spoken = "en"
_taught: list[QTranslator] = []
_catalogue: dict[str, str] = {}


def tr(text: str) -> str:
    """Translated for the person at the screen."""
    return _catalogue.get(text, text)


def spoken() -> str:
    """The code of the language that is spoken."""
    return _spoken


def speak(chosen: str) -> None:
    """Speak this language from now on; `SYSTEM` asks the system. What is on the screen already stays as it is."""
    global _spoken  # noqa: PLW0603 - a program speaks one language, and every module of the window asks for it
    _spoken = chosen if chosen in LANGUAGES else _of_system()
    _catalogue.clear()
    while _taught:
        QCoreApplication.removeTranslator(_taught.pop())
    if _spoken != "en":
        _catalogue.update(json.loads(resources.path(f"translations/{_spoken}.json").read_text("utf-8")))
        _teach_qt()


def _of_system() -> str:
    for name in QLocale.system().uiLanguages():
        code = name.replace("_", "-").partition("-")[0]
        code = "nb" if code in _NORWEGIAN else code
        if code in LANGUAGES:
            return code
    return "en"


def _teach_qt() -> None:
    """Qt's own buttons and menus: in its own translation where it has one, else in ours."""
    app = QCoreApplication.instance()
    if app is None:
        return
    place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    theirs = QTranslator(app)
    translator = theirs if theirs.load(f"qtbase_{_spoken}", place) else _Ours(app)
    app.installTranslator(translator)
    _taught.append(translator)


class _Ours(QTranslator):
    """Our catalogue, for Qt's own texts in a language that Qt has no translation for (Bokmål)."""

    def translate(self, _context: str, source: str, _comment: str = "", _n: int = -1) -> str:  # type: ignore[override]
        return _catalogue.get(source, "")

    def isEmpty(self) -> bool:
        return False
