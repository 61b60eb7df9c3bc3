"""The language of the interface: the person's choice, else the system's; English where a text has no translation.

It is not the language that SuperOffice is asked for, nor the culture of dates: those are pickers in the context bar.
`translations/CODE.json` maps our English texts to others, `help/fields.CODE.toml` says what properties mean.
"""

from __future__ import annotations

import json

from PySide6.QtCore import QLocale

from inspector import resources

SYSTEM = "system"
LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "nb": "Norsk bokmål",
}
"""By ISO 639-1 code, each in its own language."""
_NORWEGIAN = ("nb", "nn", "no")

_spoken = "en"
_catalogue: dict[str, str] = {}


def tr(text: str) -> str:
    """Translated for the person at the screen."""
    return _catalogue.get(text, text)


def counted(count: int, one: str, many: str, none: str) -> str:
    """`none`, `one`, or `many` with the number in it."""
    return {0: none, 1: one}.get(count, many.format(n=QLocale().toString(count)))


def spoken() -> str:
    """The code of the language that is spoken."""
    return _spoken


def speak(chosen: str) -> None:
    """Speak this language from now on; `SYSTEM` asks the system. What is on the screen already stays as it is."""
    global _spoken  # noqa: PLW0603 - a program speaks one language, and every module with words asks for it
    _spoken = chosen if chosen in LANGUAGES else _of_system()
    _catalogue.clear()
    if _spoken != "en":
        _catalogue.update(json.loads(resources.path(f"translations/{_spoken}.json").read_text("utf-8")))


def _of_system() -> str:
    for name in QLocale.system().uiLanguages():
        code = name.replace("_", "-").partition("-")[0]
        code = "nb" if code in _NORWEGIAN else code
        if code in LANGUAGES:
            return code
    return "en"
