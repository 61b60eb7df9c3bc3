"""What Qt itself says in our dialogs and fields, in the language of the interface (see words/language.py)."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from inspector.words import language

QT_TEXTS = frozenset(
    {"OK", "Cancel", "Close", "&Yes", "&No", "Open", "Save", "Discard", "Apply", "Reset", "&Undo", "&Redo"}
    | {"Cu&t", "&Copy", "&Paste", "Delete", "Select All"}
)
"""What our own catalogue has of it, for a language that Qt has no translation for (Bokmål)."""

_installed: list[QTranslator] = []


def translate() -> None:
    """Have Qt speak the language that is spoken: by its own translation where it has one, else by our catalogue."""
    while _installed:
        QCoreApplication.removeTranslator(_installed.pop())
    app, code = QCoreApplication.instance(), language.spoken()
    if app is None or code == "en":
        return
    place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    theirs = QTranslator(app)
    translator = theirs if theirs.load(f"qtbase_{code}", place) else _Ours(app)
    app.installTranslator(translator)
    _installed.append(translator)


class _Ours(QTranslator):
    """Our catalogue as Qt asks for it."""

    def translate(self, _context: str, source: str, _comment: str = "", _n: int = -1) -> str:  # type: ignore[override]
        return language.tr(source)  # not "": Qt would show that

    def isEmpty(self) -> bool:
        return False
