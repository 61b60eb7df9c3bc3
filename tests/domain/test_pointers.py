import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain import pointers
from inspector.domain.document import Document
from inspector.domain.pointers import NotAPathError, dotted, follow, parse, pointer, python

KEYS = ("Messages", 0, "Id")
NAMES = st.sampled_from(
    ["", ".", "a.b", "a/b", "~1", "[0]", '"', "'", "\\", "ticket", "0", "SuperOffice:1", "æ ø"]
)
any_keys = st.lists(st.text() | NAMES | st.integers(0, 9999), max_size=6).map(tuple)


def test_the_three_forms() -> None:
    assert pointer(KEYS) == "/Messages/0/Id"
    assert dotted(KEYS) == "Messages[0].Id"
    assert python(KEYS) == 'ticket["Messages"][0]["Id"]'
    assert dotted(("CustomFields", "SuperOffice:1")) == 'CustomFields["SuperOffice:1"]'


@given(any_keys)
def test_each_is_read_back(keys: tuple[int | str, ...]) -> None:
    tokens = tuple(map(str, keys))
    assert parse(python(keys)) == tokens
    if tokens and tokens[0].startswith("#"):
        return
    assert parse(dotted(keys)) in (tokens, tokens[1:] if tokens[:1] == (pointers.PYTHON,) else tokens)


@given(any_keys)
def test_a_json_pointer_is_read_back_as_the_rfc_says(keys: tuple[int | str, ...]) -> None:
    if not str(keys[-1] if keys else "").endswith(tuple(" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0")):
        text = pointer(keys)
        if text == text.strip():
            assert parse(text) == tuple(map(str, keys))


@given(st.text())
def test_any_text_is_a_path_or_refused(text: str) -> None:
    with suppress(NotAPathError):
        assert all(isinstance(token, str) for token in parse(text))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", ()),
        ("OwnedBy.FullName", ("OwnedBy", "FullName")),
        (" /OwnedBy/FullName ", ("OwnedBy", "FullName")),
        ("#/OwnedBy", ("OwnedBy",)),
        ("ExtraFields['a.b']", ("ExtraFields", "a.b")),
        ("/a~1b/~01", ("a/b", "~1")),
    ],
)
def test_what_people_paste(text: str, tokens: tuple[str, ...]) -> None:
    assert parse(text) == tokens


@pytest.mark.parametrize("text", ["a..b", ".a", "a[", "a]", "a[b]", 'a["b]', "a[-1]", r'a["\q"]', r"a['\x']"])
def test_what_is_not_a_path(text: str) -> None:
    with pytest.raises(NotAPathError):
        parse(text)


def test_it_is_followed_as_far_as_it_leads() -> None:
    root = Document(json.dumps({"Messages": [{"Id": 7}], "Title": "x", "0": None}).encode()).root
    assert follow(root, ("messages", "0", "ID"))[0].keys == ("Messages", 0, "Id")
    node, rest = follow(root, ("Messages", "1", "Id"))
    assert (node.keys, rest) == (("Messages",), ("1", "Id"))
    node, rest = follow(root, ("Title", "x"))
    assert (node.keys, rest) == (("Title",), ("x",))
    assert follow(root, ("0",))[0].keys == ("0",)


def test_a_position_is_plain_digits_and_never_too_long_to_read() -> None:
    root = Document(b'{"Messages": [1, 2, 3]}').root
    for token in ("01", "9" * 5000, "+1", "²"):
        assert follow(root, ("Messages", token))[1] == (token,)


def test_a_name_is_followed_as_people_see_it() -> None:
    root = Document('{"X":{"gro\u0308\u00dfe":1,"Gr\u00f6\u00dfe":2}}'.encode()).root
    assert follow(root, ("ｘ", "GRÖSSE"))[0].key == "gro\u0308\u00dfe"
    assert follow(root, ("X", "Gr\u00f6\u00dfe"))[0].key == "Gr\u00f6\u00dfe"
