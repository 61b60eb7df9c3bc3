import json
import re
from decimal import Decimal
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain import exact_json
from inspector.domain.errors import InvalidJson
from inspector.domain.exact_json import Number
from tests.domain import strategies


def spaced(text: str) -> str:
    """The same JSON with white space wherever it may stand."""
    return re.sub(r'("(?:[^"\\]|\\.)*"|[{}\[\]:,])', r" \1 \n\t", text)


@given(strategies.values)
def test_what_was_written_comes_out_as_written(text: str) -> None:
    assert bytes(exact_json.tidy(spaced(text).encode())) == text.encode()


@given(strategies.values)
def test_a_pretty_file_is_the_same_json_in_the_standard_layout(text: str) -> None:
    piece = exact_json.tidy(text.encode())
    pretty = exact_json.pretty(piece).decode()
    assert bytes(exact_json.tidy(pretty.encode())) == text.encode()
    lexemes = json.loads(text, parse_int=str, parse_float=str, object_pairs_hook=tuple)
    assert json.loads(pretty, parse_int=str, parse_float=str, object_pairs_hook=tuple) == lexemes


def test_the_layout_is_two_spaces_and_empty_containers_stay_closed() -> None:
    piece = exact_json.tidy(b'{"a":[1.10,{}],"b":[],"c":{"d":"x"}}')
    by_hand = '{\n  "a": [\n    1.10,\n    {}\n  ],\n  "b": [],\n  "c": {\n    "d": "x"\n  }\n}'
    assert exact_json.pretty(piece).decode() == by_hand
    assert "".join(exact_json._lines(bytes(piece).decode())) == by_hand


@given(strategies.objects)
def test_members_are_cut_in_order_with_every_duplicate(text: str) -> None:
    keys, pieces = exact_json.members(exact_json.tidy(text.encode()))
    pairs = json.loads(text, parse_int=str, parse_float=str, object_pairs_hook=list)
    assert keys == [key for key, _ in pairs]
    assert (
        ",".join(
            json.dumps(key) + ":" + bytes(piece).decode() for key, piece in zip(keys, pieces, strict=True)
        )
        == text[1:-1]
    )


@given(st.lists(strategies.values, max_size=5))
def test_elements_are_cut_in_order(items: list[str]) -> None:
    pieces = exact_json.elements(exact_json.tidy(("[" + ",".join(items) + "]").encode()))
    assert [bytes(piece).decode() for piece in pieces] == items


@pytest.mark.parametrize(
    "text", ["1.10", "1E5", "-0", "1e400", "9007199254740993", "1" * 5000, '"\\ud800"', '"é\\/"']
)
def test_spellings_survive(text: str) -> None:
    assert bytes(exact_json.tidy(text.encode())) == text.encode()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"NaN", "syntax"),
        (b"[Infinity]", "syntax"),
        (b'["\\ud800", NaN]', "syntax"),
        (b"[" * 100_000, "too_deep"),
        (b'["\\ud800",' + b"[" * 100_000, "too_deep"),
        (b'{"a":1', "syntax"),
        (b"[1,]", "syntax"),
        (b"01", "syntax"),
        (b'"\\q"', "syntax"),
        (b'{"a":"\xff"}', "encoding"),
        (b"", "syntax"),
        (b"<html>", "syntax"),
    ],
)
def test_refused(body: bytes, code: str) -> None:
    with pytest.raises(InvalidJson) as caught:
        exact_json.tidy(body)
    assert caught.value.code == code


def levels(value: Any) -> int:
    return 1 + max(map(levels, value), default=0) if isinstance(value, list) else 0


def members(pairs: list[tuple[str, Any]]) -> list[Any]:
    """Those of an object, also where a key is there twice."""
    return [value for _key, value in pairs]


@given(strategies.values, st.integers(1, 20))
def test_depth_is_that_of_the_nesting_whatever_strings_hold(text: str, portion: int) -> None:
    with mock.patch.multiple(exact_json, _MEGABYTE=portion, _STRETCH=portion):
        assert exact_json.depth(text.encode()) == levels(
            json.loads(text, parse_int=str, object_pairs_hook=members)
        )


@pytest.mark.parametrize(("opened", "closed"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_every_python_takes_in_what_is_nested_as_deeply(opened: bytes, closed: bytes) -> None:
    def nested(many: int) -> bytes:
        return opened * many + b"0" + closed * many

    assert bytes(exact_json.tidy(nested(exact_json.DEEPEST))) == nested(exact_json.DEEPEST)
    for many in (exact_json.DEEPEST + 1, 100_000):
        with pytest.raises(InvalidJson, match="too_deep"):
            exact_json.tidy(nested(many))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32-be"])
def test_other_encodings_are_understood(encoding: str) -> None:
    assert bytes(exact_json.tidy('{"a": "é"}'.encode(encoding))) == '{"a":"é"}'.encode()


@given(st.none() | st.booleans() | strategies.texts | strategies.numbers.map(Number))
def test_a_leaf_is_read_as_it_was_spelled(value: bool | Number | str | None) -> None:
    assert exact_json.scalar(exact_json.raw(exact_json.spell(value))) == value


@given(st.binary(max_size=60))
def test_any_bytes_are_json_or_refused(body: bytes) -> None:
    try:
        piece = exact_json.tidy(body)
    except InvalidJson:
        return
    assert exact_json.size(piece) == len(bytes(piece)) > 0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e99999999999999999999", "Infinity"),
        ("-1e99999999999999999999", "-Infinity"),
        ("1e-99999999999999999999", "0"),
        ("0.0E99999999999999999999", "0"),
    ],
)
def test_an_exponent_beyond_all_counting_has_a_value(text: str, value: str) -> None:
    assert Number(text).value == Decimal(value)
