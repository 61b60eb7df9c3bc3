import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inspector.domain import exact_json
from inspector.domain.document import Document, Edit, Insert, Node, Remove, SetValue
from inspector.domain.exact_json import Run
from tests.domain import strategies
from tests.present import present


@pytest.fixture(autouse=True, scope="module", params=["cut at once", "cut in runs"])
def cutting(request: pytest.FixtureRequest) -> Iterator[None]:
    """Everything holds for large objects too, which are cut into runs; here every object is large."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "cut in runs":
            leaves = exact_json._LEAVES.pattern.replace(b"{512}", b"{2}")
            patch.setattr(exact_json, "_LEAVES", re.compile(leaves))
            patch.setattr(exact_json, "LARGE", 0)
            patch.setattr(exact_json, "RUN", 2)
        yield


def many() -> int:
    """Members of a large object: enough for one, as large as they have to be just now."""
    return 100_000 if exact_json.LARGE else 1_000


def all_nodes(root: Node) -> list[Node]:
    found = [root]
    for node in found:
        found.extend(node)
    return found


def random_edit(data: st.DataObject, document: Document) -> Edit:
    node = data.draw(st.sampled_from(all_nodes(document.root)))
    if not node.is_container or data.draw(st.booleans()):
        return SetValue(node.path, bytes(node.raw), data.draw(strategies.values).encode())
    if len(node) and data.draw(st.booleans()):
        child = data.draw(st.sampled_from(list(node)))
        return Remove(node.path, child.row, child.key, bytes(child.raw))
    row = data.draw(st.integers(0, len(node)))
    key = data.draw(strategies.keys) if node.kind == "{" else row
    return Insert(node.path, row, key, data.draw(strategies.values).encode())


def test_rows_are_found_by_folded_names() -> None:
    members = ",".join(f'"X{number}":{number}' for number in range(2_000))
    root = Document(f'{{"Many":{{{members}}},"List":[1]}}'.encode()).root
    assert present(root.get("Many")).rows_folded({"x7", "x1999", "x2000", "X8"}) == [7, 1999]
    assert present(root.get("List")).rows_folded({"x7"}) == []


def test_a_path_that_leads_nowhere_finds_nothing() -> None:
    document = Document(b'{"OwnedBy":{"Name":"x"},"Tags":[1]}')
    for keys in (("OwnedBy", "None", "deeper"), ("Tags", 1), ("Tags", "x"), ("OwnedBy", 0)):
        assert document.find(keys) is None


@given(st.data(), strategies.objects)
def test_undoing_every_edit_gives_the_first_text(data: st.DataObject, text: str) -> None:
    document = Document(text.encode())
    before, done = document.to_bytes(), []
    for _ in range(data.draw(st.integers(0, 8))):
        edit = random_edit(data, document)
        document.apply(edit)
        done.append(edit)
        rows = all_nodes(document.root)
        assert all(child.row == row for node in rows for row, child in enumerate(node))
        assert all(child.key == child.row for node in rows if node.kind == "[" for child in node)
    after = document.to_bytes()
    assert bytes(Document(after).root.raw) == bytes(document.root.raw)
    for edit in reversed(done):
        document.apply(edit.inverse)
    assert document.to_bytes() == before
    assert not document.root.is_modified
    for edit in done:
        document.apply(edit)
    assert document.to_bytes() == after


def test_only_what_was_edited_is_modified_and_the_rest_stays_as_served() -> None:
    document = Document(b'{"Big": 12345678901234567890, "Owner": {"Id": 1.10, "Name": "x"}, "Tags": [1, 2]}')
    document.apply(SetValue((1, 1), b'"x"', b'"y"'))
    assert [node.pointer for node in all_nodes(document.root) if node.is_modified] == [
        "",
        "/Owner",
        "/Owner/Name",
    ]
    assert (
        bytes(document.root.raw)
        == b'{"Big":12345678901234567890,"Owner":{"Id":1.10,"Name":"y"},"Tags":[1,2]}'
    )
    document.apply(SetValue((1, 1), b'"y"', b'"x"'))
    assert not document.root.is_modified


def test_what_is_derived_is_forgotten_when_something_below_changes() -> None:
    document = Document(b'{"a": {"b": 1}}')
    seen = []
    node = document.node((0,))

    def count(found: Node) -> int:
        seen.append(found)
        return len(seen)

    assert node.derived(count) == node.derived(count) == 1
    document.apply(SetValue((0, 0), b"1", b"2"))
    assert node.derived(count) == 2


def test_pointers_are_escaped_and_nodes_found_by_name() -> None:
    document = Document(b'{"a/b": [{"~": 1}]}')
    node = document.find(("a/b", 0, "~"))
    assert node is not None
    assert node.pointer == "/a~1b/0/~0"
    assert document.find(("a/b", 1)) is None
    assert document.find(("a/b", 0, "~", 3)) is None


def test_a_key_that_occurs_twice_is_shown_twice_and_saved_twice() -> None:
    document = Document(b'{"a": 1, "a": 2}')
    assert document.root.names() == ["a", "a"]
    document.apply(SetValue((0,), b"1", b"3"))
    assert bytes(document.root.raw) == b'{"a":3,"a":2}'
    found = document.root.get("a")
    assert found is not None
    assert found.value == exact_json.Number("2")


@pytest.mark.parametrize("kind", ["object", "array"])
def test_a_hundred_thousand_children_are_not_made_before_they_are_looked_at(kind: str) -> None:
    body = (
        "[" + "1," * 99_999 + "1]"
        if kind == "array"
        else "{" + ",".join(f'"{n}":1' for n in range(100_000)) + "}"
    )
    root = Document(body.encode()).root
    assert len(root) == 100_000
    assert not any(isinstance(item, Node) for item in root._cut())
    assert root.child(70_000).row == 70_000


LEAVES = [*map(json.dumps, ('a,"', "\\", '","x":"')), "1.10", "-0", "true", "null", '""', '"å{["']


@pytest.mark.parametrize(
    "odd", ["", '"odd":{"a":[1,2]},', '"odd":[],', '"x1":2,', '"\\u0041":1,', '"s":"\\ud800",']
)
def test_a_large_object_comes_out_whole_whatever_is_in_it(odd: str) -> None:
    count = many()
    members = [f'"x{number}":{LEAVES[number % len(LEAVES)]}' for number in range(count)]
    third, last = count // 3, f"x{count - 1}"
    text = "{" + ",".join(members[:third]) + "," + odd + ",".join(members[third:]) + "}"
    assert len(text) > exact_json.LARGE
    node = Node("", exact_json.raw(text.encode()))
    assert len(node) == count + bool(odd)
    parts: list[tuple[list[str], list[Any]]] = []
    for stretch in Node("", node.raw).stretches():
        parts += map(Run.members, stretch) if isinstance(stretch, list) else [stretch]
    assert [key for keys, _ in parts for key in keys] == Node("", node.raw).names()
    assert sum(len(pieces) for _, pieces in parts) == len(node)
    assert node.rows_named((last, "x1", "A")) == [
        row for row, name in enumerate(Node("", node.raw).names()) if name in (last, "x1", "A")
    ]
    assert node.child(len(node) - 1).key == last
    node.child(7).replace(b"false")
    changed = text.replace(f'"x7":{members[7].partition(":")[2]},', '"x7":false,', 1)
    assert bytes(node.raw).decode() == changed
    assert node.is_modified
    node.insert(3, "new", b"1")
    assert node.child(8).key == "x7"
    node.remove(3)
    assert bytes(node.raw).decode() == changed


def test_names_are_found_before_and_after_everything_was_cut() -> None:
    count = many()
    text = "{" + ",".join(f'"x{number}":{number}' for number in range(count)) + ',"x7":"again"}'
    node = Node("", exact_json.raw(text.encode()))
    assert present(node.get(f"x{count - 1}")).row == count - 1
    assert present(node.get("x7")).value == "again"
    assert node.get("nowhere") is None
    assert node.child(5).key == "x5"
    assert len(node.names()) == count + 1
    assert present(node.get("x8")).row == 8
    assert present(node.get("x7")).row == count


def test_the_innermost_modified_nodes_are_told() -> None:
    document = Document(b'{"a":{"b":1,"c":[1,2]},"d":2}')
    assert list(document.modified()) == []
    document.apply(SetValue((0, 0), b"1", b"3"))
    document.apply(Remove((0, 1), 0, 0, b"1"))
    assert [node.pointer for node in document.modified()] == ["/a/b", "/a/c"]
    document.apply(SetValue((0, 0), b"3", b"1"))
    assert [node.pointer for node in document.modified()] == ["/a/c"]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 99), st.integers(0, 99)), max_size=12))
def test_moved_and_returned_elements_are_as_served(steps: list[tuple[int, int, int]]) -> None:
    """Taking away and putting back, here or elsewhere, makes nothing that was served look new."""
    body = b'{"l":[{"a":1},{"a":2},[3],"4"],"d":{"x":1,"y":{"z":2}}}'
    document = Document(body)
    done: list[Edit] = []
    for what, where, to in steps:
        holder = document.root.child(where % 2)
        if not len(holder):
            continue
        row = where % len(holder)
        edits: list[Edit]
        match what:
            case 0:
                edits = [Remove.of(holder.child(row))]
            case 1:
                gone = Remove.of(holder.child(row))
                place = to % len(holder)
                key = place if holder.kind == "[" else gone.key
                edits = [gone, Insert(gone.path, place, key, gone.value, gone.served)]
            case 2:
                edits = [Insert(holder.path, row, row if holder.kind == "[" else f"n{len(done)}", b"5")]
            case _:
                node = holder.child(row)
                edits = [SetValue(node.path, bytes(node.raw), b'{"a":6}')]
        for edit in edits:
            document.apply(edit)
            done.append(edit)
        for node in holder:
            assert node.is_modified == (node.served is None or bytes(node.served) != bytes(node.raw))
    for edit in reversed(done):
        document.apply(edit.inverse)
    assert bytes(document.root.raw) == body
    assert not document.root.is_modified
    assert list(document.modified()) == []


@given(strategies.objects, strategies.objects)
def test_a_draft_is_compared_with_what_it_was_made_from(mine: str, theirs: str) -> None:
    document, default = Document(mine.encode()), Document(theirs.encode())
    assume(len(set(document.root.names())) == len(document.root))
    document.compare_with(theirs.encode())
    assert document.to_bytes() == Document(mine.encode()).to_bytes(), "what is in the file stays"
    assert document.root.is_modified == (document.root.raw != default.root.raw)
    told = {node.keys for node in document.modified()}
    for node in document.root:
        before = default.root.get(str(node.key))
        differs = before is None or before.raw != node.raw
        assert node.is_modified == differs
        assert any(keys[:1] == node.keys for keys in told) == differs
        assert node.served == (None if before is None else before.raw)


def test_only_what_differs_inside_counts_as_changed() -> None:
    document = Document(b'{"A":{"B":1,"C":[1,2]},"D":3}')
    document.compare_with(b'{"A":{"B":1,"C":[1,3]},"D":3}')
    assert [node.keys for node in document.modified()] == [("A", "C", 1)]
    node = present(document.find(("A", "C", 1)))
    document.apply(SetValue(node.path, bytes(node.raw), bytes(present(node.served))))
    assert list(document.modified()) == []
