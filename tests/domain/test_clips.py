import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain import clips, exact_json
from inspector.domain.clips import as_value
from inspector.domain.entity import Type

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
