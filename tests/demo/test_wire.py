"""Trees to bytes and back."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.demo import wire

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES)
def test_json_comes_back_as_it_went(tree: Any) -> None:
    assert json.loads(wire.to_json(tree), parse_float=Decimal) == tree


@pytest.mark.parametrize("text", ["1.10", "0.1000000000000000055", "12345678901234567890", "-0.0", "1E+2"])
def test_numbers_keep_their_spelling(text: str) -> None:
    assert wire.to_json(wire.from_json(f'{{"n":{text}}}'.encode())) == f'{{"n":{text}}}'.encode()


def test_a_lone_surrogate_leaves_as_an_escape() -> None:
    assert wire.to_json(wire.from_json(rb'"\ud800"')) == rb'"\ud800"'
