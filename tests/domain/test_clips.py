import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain import clips

cell = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\x00")).filter(
    lambda text: text[:1] not in "=+-@\t" or not text
)


@given(st.lists(st.lists(cell, min_size=2, max_size=3), min_size=1))
def test_a_spreadsheet_reads_the_cells_as_they_were(rows: list[list[str]]) -> None:
    read = csv.reader(io.StringIO(clips.as_table(rows), newline=""), dialect="excel-tab")
    assert list(read) == rows


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "-2+3+cmd", "\tx", "+a"])
def test_no_formula_gets_through(text: str) -> None:
    assert clips.as_table([[text]]).strip('"').startswith("'")


@pytest.mark.parametrize("text", ["-1", "+47", "-1.5", "-0,5"])
def test_numbers_stay_numbers(text: str) -> None:
    assert clips.as_table([[text]]) == text


def test_pasted_json_keeps_its_spelling() -> None:
    assert clips.as_json(' {"a": 1.10, "b": "\\u0041"} ') == b'{"a":1.10,"b":"\\u0041"}'
    assert clips.as_json("no json") is None
    assert clips.as_json("") is None
