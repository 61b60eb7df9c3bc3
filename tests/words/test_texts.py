"""Which part of a text in several languages is shown, and what is said of that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from inspector.domain.choices import LANGUAGES
from inspector.domain.rights import Hint, Lock
from inspector.words import language
from inspector.words.rights import mandatory_sentence, reason_sentence
from inspector.words.texts import language_name, own_language, shown, untranslated_words
from inspector.words.values import value_words
from tests.drafts import make_draft

TEXT = 'NO:"Lovlig";US:"Legal";GE:"Erlaubt"'


@pytest.fixture(autouse=True)
def _speak_english() -> Iterator[None]:
    language.speak("en")
    yield
    language.speak("en")


@pytest.mark.parametrize(("spoken", "seen"), [("en", "Legal"), ("de", "Erlaubt"), ("nb", "Lovlig")])
def test_the_part_in_the_language_of_the_interface_is_shown(spoken: str, seen: str) -> None:
    language.speak(spoken)
    assert shown(TEXT) == seen
    assert shown("Legal") == "Legal"


def test_superoffice_can_be_asked_for_each_language_of_the_interface() -> None:
    asked = []
    for code in language.LANGUAGES:
        language.speak(code)
        asked.append(own_language())
    assert asked == ["en", "de", "no"]
    assert set(asked) <= {choice.code for choice in LANGUAGES}
    assert [language_name(code) for code in asked] == ["English", "Deutsch", "Norsk"]


def test_values_and_references_are_shown_so_and_stay_as_they_came() -> None:
    served = 'US:\\"Support/Hardware\\";NO:\\"Hjelp/Utstyr\\"'
    draft = make_draft(
        f'"Title": "{served}", "Category": {{"TicketCategoryId": 1, "Fullname": "{served}"}}, "Postit": "US:\\"\\""'
    )
    title, category, postit = map(draft.root.child, (3, 4, 5))
    assert value_words(title).text == "Support/Hardware"
    assert value_words(category).text == "Support › Hardware"
    assert (value_words(postit).text, value_words(postit).quiet) == ("empty", True)
    assert value_words(title, stored=True).text == 'US:"Support/Hardware";NO:"Hjelp/Utstyr"'
    assert value_words(category, stored=True).text == 'US:"Support › Hardware";NO:"Hjelp › Utstyr"'
    assert served.encode() in draft.to_bytes()


def test_reasons_are_shown_so() -> None:
    assert reason_sentence(Hint(Lock.NO_RIGHT, reason=TEXT)) == "Reason given: “Legal”."
    assert reason_sentence(Hint(Lock.TABLE, table_reason=TEXT)) == "Reason given for the table: “Legal”."
    assert mandatory_sentence(Hint(mandatory=True, reason=TEXT)) == "It must be filled in: “Legal”."
    assert (
        mandatory_sentence(Hint(mandatory=True, reason="[SR_MANDATORY_FIELD_1281]"))
        == "It must be filled in."
    )


@pytest.mark.parametrize(
    ("spoken", "text", "said"),
    [
        ("en", TEXT, "all languages; English is shown."),
        ("de", TEXT, "gezeigt wird: Deutsch."),
        ("nb", TEXT, "det som vises, er Norsk."),
        ("de", 'NO:"Lovlig";US:"Legal"', "gezeigt wird: English."),
        ("de", 'DA:"Lovlig";XX:"?"', "gezeigt wird: Dansk."),
        ("en", "[SR_YES]", "as numbers, such as [SR_YES]."),
    ],
)
def test_what_is_said_of_them_is_what_is_seen(spoken: str, text: str, said: str) -> None:
    language.speak(spoken)
    assert untranslated_words(text).endswith(said)
