"""How numbers are written by the language of the interface and by the computer; dates are in test_dates.py."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from inspector import resources
from inspector.domain import numbers
from inspector.domain.errors import InvalidValue
from inspector.words import habits, language


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    before = QLocale()
    yield
    language.speak("en")
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("spoken", "computer", "typed", "meant"),
    [
        *(
            ("de", "en_US", "1.234,5", "1234.5"),
            ("de", "en_US", "1,234.5", "1234.5"),
            ("de", "C", "1,5", "1.5"),
        ),
        *(
            ("en", "de_DE", "1,5", "1.5"),
            ("en", "nb_NO", "1\u00a0234,50", "1234.50"),
            ("de", "de_CH", "1.5", "1.5"),
        ),
        *(("de", "en_US", "1,234", None), ("en", "de_DE", "1.234", None), ("en", "de_DE", "01.234", "1.234")),
        *(
            ("en", "de_DE", "1234", "1234"),
            ("de", "de_DE", "1,234", "1.234"),
            ("en", "en_US", "1,234", "1234"),
        ),
    ],
)
def test_numbers_are_read_in_the_language_of_the_interface_and_as_the_computer_has_them(
    spoken: str, computer: str, typed: str, meant: str | None
) -> None:
    language.speak(spoken)
    QLocale.setDefault(QLocale(computer))
    if meant is None:
        with pytest.raises(InvalidValue, match="ambiguous"):
            numbers.read(typed, habits.notation())
    else:
        assert numbers.read(typed, habits.notation()) == meant


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_each_language_has_words_for_the_same(code: str) -> None:
    words = tomllib.loads(resources.path("everyday.toml").read_text("utf-8"))
    assert words.keys() == language.LANGUAGES.keys()
    assert words[code].keys() == words["en"].keys()
    assert words[code]["units"].keys() == words["en"]["units"].keys()
    assert set(words[code]["days"].values()) == set(words["en"]["days"].values())
    units = [word for each in words[code]["units"].values() for word in each]
    assert len(units) == len(set(units))
