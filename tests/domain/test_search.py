import gc
import json
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain import entity, exact_json, folding, search
from inspector.domain.document import Document, Node, SetValue
from tests.domain import strategies
from tests.present import present

WORDS = {"t": "true", "f": "false", "n": "null"}


def value_words(node: Node) -> str:
    return "" if node.is_container else WORDS.get(node.kind) or str(getattr(node.value, "text", node.value))


def new_index() -> search.Index:
    return search.Index(search.Wording(value_words, lambda date: ""))


def find(document: Document, text: str) -> search.Found:
    index = new_index()
    index.update(search.Snapshot.of(document.root))
    return index.find(text)


def shown(root: Node, matches: search.Matches | None) -> list[str]:
    """The pointers that a tree would show, all branches open."""
    found = []
    for node in root:
        if matches is None or node.row in matches.rows:
            found.append(node.pointer)
            found += shown(node, search.rows_at(matches, (node.row,)) if matches is not None else None)
    return found


TICKET = {
    "TicketId": 0,
    "Title": "Printer on fire",
    "OwnedBy": {"AssociateId": 7, "FullName": "Tim Høyland"},
    "Tags": [{"Id": 1, "Name": "VIP"}, {"Id": 2, "Name": "Printer"}],
    "FieldProperties": {"Title": {"FieldRight": None}},
}


def test_hits_come_with_what_they_lie_in() -> None:
    document = Document(json.dumps(TICKET).encode())
    found = find(document, "printer")
    assert (found.hits, found.total) == (2, 13)
    assert shown(document.root, found.rows) == ["/Title", "/Tags", "/Tags/1", "/Tags/1/Name"]


def test_a_branch_that_is_a_hit_itself_shows_all_that_is_in_it() -> None:
    document = Document(json.dumps(TICKET).encode())
    assert shown(document.root, find(document, "OWNEDBY").rows) == [
        "/OwnedBy",
        "/OwnedBy/AssociateId",
        "/OwnedBy/FullName",
    ]


def test_every_word_must_be_there_and_rights_are_left_out() -> None:
    document = Document(json.dumps(TICKET).encode())
    assert shown(document.root, find(document, "name vip").rows) == ["/Tags", "/Tags/0", "/Tags/0/Name"]
    assert find(document, "title").hits == 1
    assert not find(document, "nowhere").rows
    assert find(document, "  ").rows is None


def test_answers_are_equal_where_the_same_rows_lead_to_hits() -> None:
    rows = [
        find(Document(b'{"Tags":%b}' % tags), "3").rows
        for tags in (b"[[1,2],[3]]", b"[[1],[2,3]]", b"[[9,2],[3]]")
    ]
    assert rows[0] != rows[1]
    assert rows[0] == rows[2]


@pytest.mark.parametrize("asked", ["köln", "ko\u0308ln", "ＫÖＬＮ", "strasse", "STRASSE\u00a0köln"])
def test_text_is_found_as_people_see_it(asked: str) -> None:
    alike = [{"Name": name} for name in ("K\u00f6ln Straße", "Bonn", "Ko\u0308ln STRASSE", "Ｋöｌｎ straße")]
    document = Document(json.dumps({"Tags": alike, "Ko\u0308ln Stra\u00dfe": 1, "Bonn": 2}).encode())
    assert find(document, asked).hits == 4


def test_an_edit_is_found_after_an_update() -> None:
    document = Document(json.dumps(TICKET).encode())
    index = new_index()
    index.update(search.Snapshot.of(document.root))
    document.apply(SetValue((1,), b'"Printer on fire"', b'"Toner"'))
    index.update(search.Snapshot.of(document.root))
    assert index.find("toner").hits == 1
    assert index.find("fire").hits == 0


words = st.sampled_from("abcé1{") | st.text(max_size=2).filter(
    lambda text: "@" not in text
)  # which begins a tag


@given(strategies.objects, words)
def test_the_index_finds_what_a_walk_finds(text: str, needle: str) -> None:
    document = Document(text.encode())
    nodes = list(document.root)
    for node in nodes:
        nodes.extend(node if node.key not in entity.RIGHTS_PROPERTIES else [])
    found = find(document, needle)
    parts = folding.words(needle)
    assert found.hits == sum(
        all(part in folding.folded(f"{node.key} {value_words(node)}") for part in parts) for node in nodes
    )
    assert found.total == len(nodes)


def test_an_index_that_was_given_up_is_made_no_further() -> None:
    index = new_index()
    index.stop()
    with pytest.raises(search.StoppedError):
        index.update(search.Snapshot.of(Document(json.dumps(TICKET).encode()).root))


def test_what_is_cut_already_is_not_cut_again() -> None:
    entries = {f"x_{number}": "Printer" for number in range(80_000)}
    document = Document(json.dumps({**TICKET, "CustomFields": entries}).encode())
    large = present(document.root.get("CustomFields"))
    assert len(large) == 80_000
    index = new_index()
    with mock.patch.object(exact_json, "_LEAVES", None):
        index.update(search.Snapshot.of(document.root))
    assert index.find("printer").hits == 80_002
    present(large.get("x_7")).replace(b'"Toner"')
    large.raw  # noqa: B018 - it is spelled anew
    assert large.cut_into is None
    index.update(search.Snapshot.of(document.root))
    assert index.find("printer").hits == 80_001


def test_marks_that_lead_nowhere_any_more_are_passed_by() -> None:
    index, root = new_index(), Document(b'{"TicketId":0,"OwnedBy":{"AssociateId":1,"Name":"x"}}').root
    index.update(search.Snapshot.of(root, {"@pinned": {(1, 0), (1, 1), (1, 7), (9,)}}))
    found = index.find("@pinned")
    assert found.hits == 2
    assert found.rows == search.Matches.of({1: {0: None, 1: None}})


def test_an_index_leaves_no_nodes_behind() -> None:
    document = Document(json.dumps(TICKET).encode())
    snapshot = search.Snapshot.of(document.root)
    gc.collect()
    before = sum(isinstance(one, Node) for one in gc.get_objects())
    gc.disable()
    try:
        index = new_index()
        index.update(snapshot)
        assert sum(isinstance(one, Node) for one in gc.get_objects()) == before
        assert index.find("printer").hits == 2
    finally:
        gc.enable()


RIGHTS = {
    "TicketId": 0,
    "Title": "",
    "Author": "tom",
    "Cost": 1,
    "CreatedAt": "2026-11-24T00:00:00",
    "OwnedBy": {"AssociateId": 0, "Name": ""},
    "CustomFields": {"x_room": "[I:3]", "x_note": ""},
    "FieldProperties": {
        "Title": {"FieldRight": {"Mask": "Update, UIHintMandatory", "Reason": ""}},
        "Author": {"FieldRight": {"Mask": "Read", "Reason": ""}},
        "Cost": {"FieldRight": {"Mask": "None", "Reason": ""}},
        "CustomFields.x_note": {"FieldRight": {"Mask": "Update, UIHintMandatory", "Reason": ""}},
    },
}


@pytest.mark.parametrize(
    ("asked", "pointers"),
    [
        ("@mandatory", ["/Title", "/CustomFields", "/CustomFields/x_note"]),
        ("@mand", ["/Title", "/CustomFields", "/CustomFields/x_note"]),
        ("@mandatory title", ["/Title"]),
        ("@mandatory @custom", ["/CustomFields", "/CustomFields/x_note"]),
        ("@READONLY", ["/TicketId", "/Author"]),
        ("@hidden", ["/Cost"]),
        ("@empty", ["/Title", "/OwnedBy", "/OwnedBy/Name", "/CustomFields", "/CustomFields/x_note"]),
        ("@reference", ["/OwnedBy", "/OwnedBy/AssociateId", "/OwnedBy/Name"]),
        ("@type:date", ["/CreatedAt"]),
        ("@type:number @type:text", []),
        ("@modified", ["/Author"]),
        ("@modified @problem", []),
        ("@nothing", []),
        ("mandatory", []),
    ],
)
def test_tags_ask_for_more_than_words(asked: str, pointers: list[str]) -> None:
    document = Document(json.dumps(RIGHTS).encode())
    index = new_index()
    index.update(search.Snapshot.of(document.root, {"@modified": {(2,)}, "@problem": {(1,)}}))
    found = index.find(asked)
    assert shown(document.root, found.rows) == pointers
    assert bool(found.hits) == bool(pointers)


def test_rights_are_looked_up_anew_after_an_edit() -> None:
    document = Document(json.dumps(RIGHTS).encode())
    index = new_index()
    index.update(search.Snapshot.of(document.root))
    for _ in range(2):
        assert index.find("@hidden").hits == 1
    present(document.find(("FieldProperties", "Cost", "FieldRight", "Mask"))).replace(b'"Update"')
    index.update(search.Snapshot.of(document.root))
    assert index.find("@hidden").hits == 0
