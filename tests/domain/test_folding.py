"""Comparing text as people see it."""

import sys
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inspector.domain.folding import folded, spots, traced, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Köln", "Ko\u0308ln"),
        ("Ｔｉｔｌｅ １２３", "title 123"),
        ("ｶﾞ", "ガ"),
        ("STRASSE", "Straße"),
        ("ΟΔΟΣ", "οδος"),
        ("ﬁn", "fin"),
        ("\u212b", "å"),
        ("10\u00a0000", "10 000"),
        ("\u1112\u1161\u11ab", "한"),
    ],
)
def test_what_looks_alike_is_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("Köln", "Koln"), ("ı", "i"), ("ü", "ue"), ("１", "2")])
def test_other_letters_stay_others(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_words_are_parted_by_any_space() -> None:
    assert words("Ａ\u00a0b\u3000c\u2003d") == ["a", "b", "c", "d"]


@given(st.text())
@example("\u0345\u0301α")
@example("İ")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_composed_and_decomposed_are_one(text: str) -> None:
    assert folded(normalize("NFD", text)) == folded(normalize("NFC", text)) == folded(text)


def test_lines_stay_lines() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1) if chr(code) != "\n"]
    assert folded("\n".join(every)).split("\n") == [folded(sign) for sign in every]


@given(st.text())
def test_each_folded_character_comes_from_somewhere(text: str) -> None:
    found, origins = traced(text)
    assert len(origins) == len(found) + 1
    assert origins == sorted(origins)
    assert origins[-1] == len(text)
    assert set(origins) <= set(range(len(text) + 1))


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Z", "Mn"])))
def test_letter_by_letter_comes_to_the_same(text: str) -> None:
    assert traced(text)[0] == folded(text)


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Heat pump, heat", ("heat",), [(0, 4), (11, 4)]),
        ("TicketPriority", ("ti", "priority", "i"), [(0, 2), (6, 8)]),
        ("a+b (c)", ("+", "("), [(1, 1), (4, 1)]),
        ("Heizung", (), []),
        ("Straße am See", ("see",), [(10, 3)]),
        ("Straße", ("ss",), [(4, 1)]),
        ("Straße", ("s", "ra"), [(0, 1), (2, 2), (4, 1)]),
        ("Ko\u0308ln", ("köln",), [(0, 5)]),
        ("Ko\u0308ln", ("ln",), [(3, 2)]),
        ("Ｔｉｔｌｅ", ("it",), [(1, 2)]),
        ("STRØM", ("strøm",), [(0, 5)]),
    ],
)
def test_every_place_is_marked(text: str, words: tuple[str, ...], found: list[tuple[int, int]]) -> None:
    assert spots(text, words) == found
