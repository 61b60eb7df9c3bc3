"""Texts with all their languages in them."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inspector.demo import localise
from inspector.domain import multilingual
from inspector.domain.choices import CULTURES, LANGUAGES
from inspector.domain.multilingual import code_of, fitting, is_resource, parts, untranslated_in

WORDS = st.text(max_size=12) | st.text('";: AUSNO', max_size=12)
PARTS = st.dictionaries(
    st.sampled_from(sorted(set(multilingual.CODES.values()))), WORDS, min_size=1, max_size=5
)


def spelled(found: dict[str, str], end: str = "") -> str:
    return ";".join(f'{code}:"{text}"' for code, text in found.items()) + end


def test_parts_are_told_apart_in_any_order_with_and_without_the_last_semicolon() -> None:
    wanted = {"US": "Legal", "NO": "Lovlig"}
    assert parts('US:"Legal";NO:"Lovlig"') == wanted
    assert parts('NO:"Lovlig";US:"Legal";') == wanted


@given(PARTS, st.sampled_from(["", ";"]))
def test_quotes_and_separators_may_stand_in_a_text(found: dict[str, str], end: str) -> None:
    assume(not any(re.search(r'";\s*[A-Z]{2}:"', f'{text}"') for text in found.values()))  # nobody could tell
    *_, last = found.values()
    assume(not re.search(r'";?\s*\Z', last))  # the same, of the last
    assert parts(spelled(found, end)) == found


@given(PARTS, st.data())
def test_what_does_not_end_as_it_should_is_left_alone(found: dict[str, str], data: st.DataObject) -> None:
    whole = spelled(found)
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    assume(not re.search(r'";?\s*\Z', cut))
    assert parts(cut) == {}
    assert fitting(cut, ["en"]) == cut


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Legal",
        'US:"Legal',
        'US:"Legal" and so on',
        'US:"Legal";NO:"Lovlig',
        'US:"Legal";NO:Lovlig',
        'Us:"Legal"',
        'NB:"Please read"',
        'see US:"Legal"',
        "US:",
    ],
)
def test_a_text_as_people_write_it_is_none_of_them(text: str) -> None:
    assert parts(text) == {}
    assert fitting(text, ["no", "en"]) == text


def test_a_language_that_is_newer_than_we_are_is_taken_beside_one_that_is_known() -> None:
    assert parts('XX:"?";US:"Legal"') == {"XX": "?", "US": "Legal"}


@pytest.mark.parametrize(
    ("languages", "shown"),
    [
        (["de", "en"], "Legal"),
        (["no", "en"], "Lovlig"),
        (["nb-NO"], "Lovlig"),
        (["sv"], "Legal"),
        (["fi"], "Legal"),
        ([], "Legal"),
    ],
)
def test_the_fitting_part_is_that_of_the_first_language_that_has_words(
    languages: list[str], shown: str
) -> None:
    assert fitting('US:"Legal";SW:"";NO:"Lovlig"', languages) == shown


def test_where_no_part_has_words_there_are_none() -> None:
    assert fitting('US:"";NO:"";', ["no"]) == ""


def test_every_language_and_culture_on_offer_has_a_code() -> None:
    assert all(code_of(choice.code) for choice in (*LANGUAGES, *CULTURES))
    assert (code_of("de_CH"), code_of("de-AT"), code_of("tlh"), code_of("")) == ("CH", "GE", "", "")


def test_the_demo_tenant_knows_the_same_codes() -> None:
    assert set(multilingual.CODES.values()) == set(localise._SO_CODES.values())


def test_the_number_of_a_text_is_told_from_a_text() -> None:
    assert is_resource("[SR_YES]")
    assert not any(map(is_resource, ("[SR_YES] / [SR_NO]", "[I:3]", "SR_YES", "[SR_]x")))


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b'{"a": "US:\\"Yes\\";NO:\\"Ja\\""}', 'US:"Yes";NO:"Ja"'),
        (b'{"a":"US:\\u0022Yes\\u0022;NO:\\u0022J\xc3\xa5\\u0022;"}', 'US:"Yes";NO:"Jå";'),
        (b'["[SR_NO]", "[SR_YES]"]', "[SR_NO]"),
        (b'["[SR_NO]", "US:\\"Yes\\""]', 'US:"Yes"'),
        (b'{"a": "US:\\"Yes", "b": "[SR_", "c": "NB:\\"x\\""}', ""),
        (b'{"a": "US:\\"\xff\\""}', ""),
        (b"{}", ""),
        (b"", ""),
    ],
)
def test_an_untranslated_text_is_found_in_an_answer(body: bytes, found: str) -> None:
    assert untranslated_in(body) == found


def test_it_is_found_far_behind_in_a_large_one() -> None:
    body = json.dumps(["x" * 1000] * 1000 + ['US:"Yes"']).encode()
    assert untranslated_in(body) == 'US:"Yes"'
