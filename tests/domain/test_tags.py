"""What rights tell is found where it is, however few of a dictionary's entries are looked at."""

import re
from collections.abc import Iterable, Iterator
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from inspector.domain import entity, exact_json, tags
from inspector.domain.document import Document, Node

MASKS = ("None", "Read", "Update", "Update, UIHintMandatory", "Read, UIHintReadOnly")
NAMES = ("Title", "x_a", "X_A", "x_é", "X_É", "ſtraße", "strasse", "TableRight", "FieldProperties")
PREFIXES = ("", "CustomFields.", "customfields.", "Person.", "Person.CustomFields.", "OwnedBy.CustomFields.")


def spelled(members: Iterable[tuple[str, str]]) -> str:
    return "{" + ",".join(f"{exact_json.spell(name).decode()}:{value}" for name, value in members) + "}"


rights = st.lists(
    st.tuples(
        st.builds(str.__add__, st.sampled_from(PREFIXES), st.sampled_from(NAMES)),
        st.sampled_from(MASKS).map('{{"FieldRight":{{"Mask":"{}"}}}}'.format),
    ),
    max_size=3,
).map(spelled)
leaves = st.sampled_from(
    ("1", "null", '"FieldProperties"', '{"Mask":"Read"}', '{"TableRight":{"Mask":"None"}}')
)
entries = st.lists(st.tuples(st.sampled_from(NAMES), leaves | rights), max_size=4).map(spelled)
carriers = st.tuples(entries, rights, st.sampled_from(("null", '{"Mask":"Read"}'))).map(
    lambda parts: spelled(zip(("CustomFields", "FieldProperties", "TableRight"), parts, strict=True))
)
tickets = st.tuples(carriers, carriers).map(lambda both: '{"OwnedBy":' + both[0] + "," + both[1][1:])


def all_spoken_of(owner: Node) -> Iterator[Node]:
    for node in owner:
        if node.key in entity.RIGHTS_PROPERTIES:
            continue
        yield node
        speaks = node.is_container and tags._SPEAKS.search(bytes(node.raw))
        if speaks or (node.is_container and entity.type_of(node).name == "dict"):
            yield from all_spoken_of(node)


@given(tickets, st.booleans(), st.integers(10, 60))
def test_no_right_is_passed_by(text: str, in_runs: bool, a_megabyte: int) -> None:
    leaves = re.compile(exact_json._LEAVES.pattern.replace(b"{512}", b"{2}"))
    with mock.patch.object(tags, "_spoken_of", all_spoken_of):
        expected = tags.by_rights(Document(text.encode()).root)
    large = 1 if in_runs else exact_json.LARGE
    with (
        mock.patch.multiple(exact_json, LARGE=large, RUN=2, _LEAVES=leaves),
        mock.patch.object(tags, "MEGABYTE", a_megabyte),
    ):
        assert tags.by_rights(Document(text.encode()).root) == expected
