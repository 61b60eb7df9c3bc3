"""JSON read with all that lies in it: nothing is lost, and what is too deep for that is left to be cut."""

from __future__ import annotations

from unittest import mock

from inspector.domain import exact_json, trees
from inspector.domain.document import Node
from inspector.domain.trees import Doubled, Spelled


def test_what_is_too_deep_to_be_read_at_once_is_left_a_node() -> None:
    """As a ticket may be that was edited into the deep; how deep that is, each Python has its own mind of."""
    pieces = [exact_json.raw(b"[[1]]"), exact_json.raw(b"true")]
    with mock.patch.object(trees, "_read", side_effect=RecursionError):
        assert isinstance(trees.read(pieces[0]), Node)
        assert all(isinstance(one, Node) for one in trees.read_all(pieces))


def test_numbers_keep_their_spelling() -> None:
    number = trees.read(exact_json.raw(b"1.10"))
    assert isinstance(number, Spelled)
    assert number.text == "1.10"


def test_of_a_key_that_is_there_twice_only_the_last_is_found_by_its_name() -> None:
    found = trees.read(exact_json.raw(b'{"a":"x","b":null,"a":true}'))
    assert isinstance(found, Doubled)
    assert list(found.values()) == ["x", None, True]
    assert found["a"] is True
    first, _, last = found
    assert (first == "a") is False
    assert (first == trees._Again("a")) is False
    assert str(last) == "a"
