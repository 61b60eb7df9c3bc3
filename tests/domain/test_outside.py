import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain import outside


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[" * 100_000, b'{"a":' * 100_000, b"1" * 5000, b"\xff", b"nul", b'"\xed\xa0', b"\xff\xfe{"],
    ids=range(9),
)
def test_what_is_no_json_is_a_value_error(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        outside.parsed(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_json_is_read_in_every_encoding_that_it_may_have(encoding: str) -> None:
    assert outside.parsed('{"a": "ø"}'.encode(encoding)) == {"a": "ø"}


ELEMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(
    st.lists(ELEMENTS.map(json.dumps), max_size=5), st.sampled_from(["", " ", "\n\t\r "]), st.integers(0, 6)
)
def test_the_first_elements_are_those_of_the_whole_array(values: list[str], blank: str, most: int) -> None:
    text = f"{blank}[{blank}{f'{blank},{blank}'.join(values)}{blank}]{blank}".encode()
    assert repr(outside.first_elements(text, most)) == repr(outside.parsed(text)[:most])


def test_what_comes_after_the_first_elements_is_not_looked_at() -> None:
    assert outside.first_elements(b"[1, 2, " + b"[" * 100_000, 2) == [1, 2]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"7",
        b'{"a": 1}',
        b"[",
        b"[1",
        b"[1,",
        b"[1,]",
        b"[,1]",
        b"[1 2]",
        b"[1] x",
        b"[1]]",
        b"[" * 100_000,
        b"[\xff]",
    ],
    ids=range(13),
)
def test_what_is_no_array_is_a_value_error(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        outside.first_elements(text, 10)
