"""Texts of SuperOffice's as they are shown: of those that came in all languages, the one for whoever sits here.

It is only shown so. In the document, in its file, in raw JSON and in an editor it stays as it came.
"""

from __future__ import annotations

from inspector.domain import multilingual
from inspector.domain.choices import LANGUAGES
from inspector.words.language import spoken, tr

_CODES = {"nb": "no"}
"""What SuperOffice calls a language of the interface, where it is not the same."""


def own_language() -> str:
    """The language that is spoken here, as SuperOffice is asked for it."""
    return _CODES.get(spoken(), spoken())


def shown(text: str) -> str:
    """The part of a text that fits: in the language that is spoken, else in English, else in the first it has."""
    return multilingual.fitting(text, (own_language(), "en"))


def language_name(code: str) -> str:
    """What its speakers call one of SuperOffice's languages."""
    choice = next(choice for choice in LANGUAGES if choice.code == code)
    return choice.also[0] if choice.also else choice.name


def untranslated_words(text: str) -> str:
    """That the server's texts, such as this one, came untranslated, and what is seen of them."""
    found = multilingual.parts(text)
    if not found:
        return tr("Some of the server's texts came as numbers, such as {text}.").format(text=text)
    code = multilingual.fitting_code(found, (own_language(), "en"))
    names = {multilingual.code_of(one.code): language_name(one.code) for one in LANGUAGES}
    return tr("The server's texts came in all languages; {language} is shown.").format(
        language=names.get(code, code)
    )
