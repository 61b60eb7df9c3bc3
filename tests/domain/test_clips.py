import csv
import io
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain import clips

SIGNS = "=+-@＝＋－＠﹢⁺⁼"
cell = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\x00" + SIGNS))


@given(st.lists(st.lists(cell, min_size=2, max_size=3), min_size=1))
def test_a_spreadsheet_reads_the_cells_as_they_were(rows: list[list[str]]) -> None:
    read = csv.reader(io.StringIO(clips.as_table(rows), newline=""), dialect="excel-tab")
    assert list(read) == rows


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "@SUM(A1)", "-2+3+cmd", "+a", "-", "--1", "-1-1", "-１"),
        *(
            "\t=1+1",
            " =1+1",
            "\n=1+1",
            "\r\n=1+1",
            "\u00a0=1+1",
            "\u3000＝1+1",
            "\u200f=1+1",
            "\ufeff=1+1",
            "\x00=1+1",
        ),
        *("＝1+1", "＋1+1", "－1+1", "＠SUM(A1)", "﹢a", "⁺a"),
    ],
)
def test_no_formula_gets_through(text: str) -> None:
    assert clips.harmless(text) == f"'{text}"
    assert clips.as_table([[text]]).strip('"').startswith("'")


@pytest.mark.parametrize("text", ["-1", "+47", "-1.5", "-0,5", "-1.234,5", "-1e-05", "+1.5E+300"])
def test_numbers_stay_numbers(text: str) -> None:
    assert clips.as_table([[text]]) == text


@pytest.mark.parametrize(
    ("text", "cells"), [("a;=1+1", ["a", "'=1+1"]), ("-1; －a", ["-1", "' －a"]), (";", ["", ""])]
)
def test_none_comes_of_a_semicolon(text: str, cells: list[str]) -> None:
    assert clips.harmless(text).split(";") == cells


@given(st.text())
def test_nothing_else_is_changed(text: str) -> None:
    found = clips.harmless(text)
    assert found.replace("'", "") == text.replace("'", "")
    assert (
        found == text
        or any(sign in text for sign in SIGNS)
        or any(normalize("NFKC", sign)[:1] in SIGNS for sign in text)
    )


def test_pasted_json_keeps_its_spelling() -> None:
    assert clips.as_json(' {"a": 1.10, "b": "\\u0041"} ') == b'{"a":1.10,"b":"\\u0041"}'
    assert clips.as_json("no json") is None
    assert clips.as_json("") is None
