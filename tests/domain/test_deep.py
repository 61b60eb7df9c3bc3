"""Nothing recurses with the data's depth: all is done at the deepest level there may be, near the end of the stack."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator

import pytest

from inspector.domain import (
    blank,
    checks,
    entity,
    exact_json,
    origins,
    outline,
    patches,
    pointers,
    rebase,
    rights,
    search,
    tags,
    values,
    volatile,
)
from inspector.domain.deep import Task, done
from inspector.domain.document import Document, Node, SetValue
from tests.domain.test_search import find
from tests.present import present

LEVELS = exact_json.DEEPEST - 3
CALLS = 120
"""Calls within calls that are allowed; C's parsers, which count levels against the same limit, are asked before."""


def nested(leaf: str, inner: str = '{"a":%s}') -> bytes:
    begin, end = inner.split("%s")
    body = begin * LEVELS + leaf + end * LEVELS
    return b'{"TicketId":0,"Title":"","Author":"","X":%b}' % body.encode()


def innermost(root: Node) -> Node:
    node = present(root.get("X"))
    for _ in range(LEVELS):
        node = node.child(len(node) - 1)
    return node


@pytest.fixture
def shallow() -> Iterator[None]:
    """Little of Python's stack is left."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + LEVELS + CALLS)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.parametrize("inner", ['{"a":%s}', "[%s]", '{"FieldProperties":{"a":{}},"a":%s}'])
def test_the_innermost_property_is_told_of_and_edited(shallow: None, inner: str) -> None:
    document = entity.open_ticket(nested('"needle"', inner))
    node = innermost(document.root)
    assert len(node.keys) == len(node.path) == LEVELS + 1
    assert document.find(node.keys) is node
    assert document.node(node.path) is node
    assert pointers.follow(document.root, tuple(map(str, node.keys)))[0] is node
    assert pointers.parse(pointers.dotted(node.keys)) == tuple(map(str, node.keys))
    assert entity.type_of(node).name == "string"
    assert rights.hint_of(node).editable
    assert values.kind_of(node).name == "string"
    assert not blank.holds_elements(node)
    edit = SetValue(node.path, b'"needle"', b'"thread"')
    document.apply(edit)
    assert document.root.is_modified
    assert list(document.modified()) == [node]
    assert bytes(document.root.raw) == nested('"thread"', inner)
    assert checks.problems(document) == []
    assert origins.origin_of(node, origins.Evidence()) == "edited"
    lines = document.to_bytes().decode().splitlines()
    assert '"thread"' in lines[outline.line_of(lines, node.path)]
    assert outline.path_at(lines, outline.line_of(lines, node.path)) == node.path
    document.apply(edit.inverse)
    assert not document.root.is_modified


@pytest.mark.parametrize("inner", ['{"a":%s}', "[%s]"])
def test_two_are_compared(shallow: None, inner: str) -> None:
    one, other = Document(nested("1", inner)), Document(nested("2", inner))
    (step,) = patches.operations(one.root.raw, other.root.raw)
    assert step.value in (b"2", b"[2]")
    assert patches.merge_patch(one.root.raw, other.root.raw)[1] == []
    assert patches.without_rights(one.root.raw) == nested("1", inner)
    found = rebase.differences(one.root, one.root, other.root)
    assert len(found) == 1
    assert rebase.rebased(bytes(other.root.raw), found, {})[0].root.raw == other.root.raw
    assert len(volatile.moved(one.root, other.root)) == 1
    assert rebase.differences(one.root, None, Document(nested("1.0", inner)).root) == []


@pytest.mark.parametrize("inner", ['{"a":%s}', "[%s]", '{"FieldProperties":{"a":{}},"a":%s}'])
def test_it_is_found(shallow: None, inner: str) -> None:
    document = Document(nested('"needle"', inner))
    found = find(document, "needle")
    node, rows = document.root, found.rows
    assert found.hits == 1
    for row in innermost(document.root).path:
        assert row in present(rows).rows
        rows = present(rows).below(row)
    assert tags.by_rights(document.root).keys() <= {"@readonly", "@hidden", "@mandatory"}
    assert search.rows_at(found.rows, node.path) is found.rows


def test_a_task_returns_what_its_inner_tasks_returned(shallow: None) -> None:
    def count(number: int) -> Task[int]:
        return 0 if number == 0 else 1 + (yield count(number - 1))

    assert done(count(5 * LEVELS)) == 5 * LEVELS


def test_what_an_inner_task_raises_comes_out() -> None:
    def fail(number: int) -> Task[None]:
        if number == 0:
            raise KeyError
        yield fail(number - 1)

    with pytest.raises(KeyError):
        done(fail(3))
