"""The language of the interface: the person's choice, else the system's; English where a text has no translation.

It is not the language that SuperOffice is asked for, nor the culture of dates: those are pickers in the context bar.
`translations/CODE.json` maps our English texts to others, `help/fields.CODE.toml` says what properties mean.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeVar

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

T = TypeVar("T")

_spoken = "en"
_catalogue: dict[str, str] = {}


class Words(str):
    """A text in the language that is spoken, which knows how it is made: `again` says it in another one.

    What is put in by `format` is said again as well. Whatever else is made of it is a text like any other; where that
    has to follow the language, `worded` makes it.
    """

    __slots__ = ("how",)
    how: Callable[[], str]

    def __new__(cls, how: Callable[[], str]) -> Words:
        """What `how` makes now."""
        words = super().__new__(cls, how())
        words.how = how
        return words

    def format(self, *args: object, **named: object) -> str:
        """With these put in for what stands in braces."""
        return worded(
            lambda: str.format(
                again(self), *map(again, args), **{name: again(one) for name, one in named.items()}
            )
        )


def tr(text: str) -> str:
    """Translated for the person at the screen."""
    return Words(lambda: _catalogue.get(text, text))


def worded(how: Callable[[], str]) -> str:
    """A text that is made so, in whichever language."""
    return Words(how)


def again(text: T) -> T:
    """The same in the language that is spoken now; what is no text of ours is given back."""
    return Words(text.how) if isinstance(text, Words) else text  # type: ignore[return-value]


def through(change: Callable[[str], str], text: str) -> str:
    """The text, changed so; still one of ours where it is one."""
    return worded(lambda: change(again(text))) if isinstance(text, Words) else change(text)


def counted(count: int, one: str, many: str, none: str) -> str:
    """`none`, `one`, or `many` with the number in it."""
    return {0: none, 1: one}.get(count, many.format(n=QLocale().toString(count)))


def spoken() -> str:
    """The code of the language that is spoken."""
    return _spoken


def speak(chosen: str) -> None:
    """Speak this language from now on; `SYSTEM` asks the system. For what is on the screen see ui/kit/saying.py."""
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
