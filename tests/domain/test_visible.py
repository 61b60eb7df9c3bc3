"""What can't be seen is spelled out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.visible import spelled_out


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Søknad 日本 😀 a b", "Søknad 日本 😀 a b"),
        ("a\nb\r\t", r"a\u000ab\u000d\u0009"),
        ("\x1b[31m\u202e\u2028\ufeff\ud800", r"\u001b[31m\u202e\u2028\ufeff\ud800"),
    ],
)
def test_what_is_seen_stays_and_the_rest_is_named(text: str, shown: str) -> None:
    assert spelled_out(text) == shown


@given(st.text())
def test_whatever_it_is_it_is_seen(text: str) -> None:
    assert spelled_out(text).isprintable()
