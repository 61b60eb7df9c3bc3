"""What is shown of a text: as much as a person reads, and nothing in it that is not seen."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.visible import clipped, in_line, in_lines, name_in_line, spelled_out

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"  # three persons, joined to one sign


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Søknad 日本 😀 a b", "Søknad 日本 😀 a b"),
        ("1\u00a0000\u202f000\u3000x", "1\u00a0000\u202f000\u3000x"),  # spaces are seen
        (f"{FAMILY} \u0645\u06cc\u200c\u062e", f"{FAMILY} \u0645\u06cc\u200c\u062e"),
        ("a\nb\r\t", r"a\u000ab\u000d\u0009"),
        ("\x1b[31m\u202e\u2028\ufeff\ud800", r"\u001b[31m\u202e\u2028\ufeff\ud800"),
        ("\U000e0041", r"\ue0041"),
    ],
)
def test_what_is_seen_stays_and_the_rest_is_named(text: str, shown: str) -> None:
    assert spelled_out(text) == shown


def test_a_break_is_a_sign_in_a_line_and_a_break_in_lines() -> None:
    assert in_line("a\nb\r\nc\rd\te\u2028") == r"a⏎b⏎c⏎d e\u2028"
    assert in_lines("a\nb\r\nc\rd\te\u2028") == "a\nb\nc\nd e\\u2028"


def test_what_nobody_reads_to_its_end_is_cut() -> None:
    assert clipped("x" * 2000) == "x" * 2000
    assert clipped("x" * 2001) == "x" * 2000 + "…"
    assert in_line("x " * 5_000_000) == ("x " * 1000).rstrip() + "…"
    assert name_in_line("n" * 101) == "n" * 100 + "…"


@given(st.text() | st.text(st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"])))
def test_whatever_it_is_it_is_seen(text: str) -> None:
    for shown in (spelled_out(text), in_line(text), in_lines(text).replace("\n", "")):
        kinds = {unicodedata.category(sign) for sign in shown}
        assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
        assert not {*"\u200b\u200e\u200f\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"} & {*shown}
