import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from inspector.domain import exact_json
from inspector.domain.document import Document, Node
from inspector.domain.outline import end_of, line_of, path_at

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "a{", "}", "] [", "line\nbreak", '"q"']),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=25,
)


def every_node(node: Node) -> Iterator[Node]:
    yield node
    if node.is_container:
        for child in node:
            yield from every_node(child)


@given(values)
def test_every_property_has_its_line_and_every_line_its_property(value: Any) -> None:
    root = Document(json.dumps({"x": value, "y": [value]}).encode()).root
    lines = exact_json.pretty(root.raw).decode().split("\n")
    covered = {}
    for node in every_node(root):
        line = line_of(lines, node.path)
        end = end_of(lines, line)
        text = "\n".join(lines[line : end + 1]).strip().rstrip(",")
        if isinstance(node.key, str) and node.parent is not None:
            text = text[text.index(": ", len(json.dumps(node.key, ensure_ascii=False))) + 2 :]
        assert json.loads(text) == json.loads(bytes(node.raw))
        assert path_at(lines, line) == path_at(lines, end) == node.path
        covered[line] = covered[end] = node.path
    assert len(covered) == len(lines), "every line belongs to a property"


def test_a_path_that_leads_nowhere_ends_where_it_can() -> None:
    lines = ["{", '  "a": [', "    1", "  ]", "}"]
    assert line_of(lines, (0, 5)) == 1
    assert line_of(lines, (7,)) == 0
    assert line_of(lines[:3], (0, 5)) == 1, "the text may break off"
