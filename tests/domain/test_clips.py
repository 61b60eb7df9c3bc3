import csv
import io
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain import clips, exact_json
from inspector.domain.clips import as_value
from inspector.domain.entity import Type

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


TEXT, NUMBER, DATE, LIST = Type("string"), Type("int32"), Type("date-time"), Type("array", "string")
ACCESS = Type("enum", "TicketSecurityLevel")


@given(st.text() | st.sampled_from(['"Urgent"', "null", "123", "[1]", " a ", "\u0085", "\ud800", "\r\n"]))
def test_a_text_comes_back_as_it_was(text: str) -> None:
    piece = exact_json.spell(text)
    assert as_value(text, piece, TEXT) == piece
    assert as_value(text, None, TEXT) == piece, "from another program, too"


@pytest.mark.parametrize(
    ("text", "copied", "kind", "found"),
    [
        ("5", b"5", TEXT, b'"5"'),
        ("true", b"true", TEXT, b'"true"'),
        ("null", b"null", TEXT, b"null"),
        ("null", b'"null"', NUMBER, None),
        ("null", b'"null"', LIST, None),
        ("null", None, NUMBER, b"null"),
        ("12", b'"12"', NUMBER, b"12"),
        ("twelve", b'"twelve"', NUMBER, None),
        ("1.10", b"1.10", Type("double"), b"1.10"),
        ("true", b'"true"', Type("bool"), b"true"),
        ("External", b'"External"', ACCESS, b'"External"'),
        ("external", None, ACCESS, b'"External"'),
        ("Everybody", b'"Everybody"', ACCESS, None),
        ("Low", b'"Low"', DATE, None),
        ("x", b'"2026-11-27T03:32:31.4402707Z"', DATE, b'"2026-11-27T03:32:31.4402707Z"'),
        ("2026-11-27", None, DATE, b'"2026-11-27T00:00:00"'),
        ("x", b'"0001-01-01T00:00:00"', DATE, b'"0001-01-01T00:00:00"'),
        ("[I:7]", b'"[I:7]"', Type("encoded", "I"), b'"[I:7]"'),
        ("[F:7]", b'"[F:7]"', Type("encoded", "I"), None),
        ("seven", b'"seven"', Type("encoded", "I"), None),
        ('["a"]', b'"[\\"a\\"]"', LIST, b'["a"]'),
        ("a", b'"a"', Type("Associate"), None),
    ],
)
def test_what_is_copied_in_one_type_is_read_in_another_or_refused(
    text: str, copied: bytes | None, kind: Type, found: bytes | None
) -> None:
    assert as_value(text, copied, kind, "[I:3]" if kind.name == "encoded" else None) == found
