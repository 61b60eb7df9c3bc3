"""What the Filter finds is what a look at each property by itself finds, whatever was read how, and before.

And, on a bench: what the rows, the count and the person at the field get to see of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple
from unittest import mock

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from inspector.domain import custom_fields, entity, exact_json, folding, search, sheets, tags, trees
from inspector.domain.document import Document, Node
from inspector.ui.bench.bench import Bench
from inspector.ui.find import finding
from inspector.ui.find.filter_box import FilterBox, filter_box
from inspector.ui.find.finding import Finding, new_index
from inspector.ui.kit.theme import Theme
from inspector.words.names import readable
from inspector.words.values import plain_words
from tests.drafts import make_draft
from tests.present import present
from tests.ui.conftest import WatchedView, node_at, show

DATES = (
    *(
        "2026-01-31T12:15:00+02:00",
        "2026-01-31",
        "0001-01-01T00:00:00",
        "2026-02-30",
        " 2026-12-24T00:00:01Z ",
    ),
    *("", " ", "soon"),
)
TEXTS = (
    *(
        "",
        " ",
        "\n",
        "a\nb",
        "Empty",
        "null",
        "Straße",
        "STRASSE",
        "İd",
        "ﬁx",
        "ΣΑΣ",
        "\ud800",
        "😀",
        'q"\\',
        "</a>",
    ),
    *("[D:01/02/2020]", "[DT:12/31/2019 23:59:00]", "[D:01/01/0001]", "[D:13/13/2020]"),
    *("[I:3]", "[F:1.5]", "[T:12:00]", "Mail/Sub Cat", "Tim Høyland", "Update, Delete", "0", "2147483647"),
)
NUMBERS = ("0", "-0", "7", "1.10", "1e5", "2147483647", "12345678901234567890123")
ENTRIES = (
    "x_a",
    "X_Å",
    "Title",
    "OwnedBy",
    "ExtraFields",
    "TableRight",
    "FieldProperties",
    "",
    "a b",
    "a\nb",
)
NEEDLES = (
    *(
        "ss",
        "i̇",
        "fi",
        "σας",
        "jan",
        "2020",
        "12:15",
        "·",
        "›",
        "empty",
        "null",
        "none",
        "yes",
        "true",
        "number",
        "1",
    ),
    *(
        "owner",
        "created",
        "createdat",
        "sub",
        "mail/sub",
        "item",
        "entr",
        "field",
        "0",
        "e",
        "a",
        "nobody",
        "assigns",
    ),
    *(
        '"',
        ",",
        "[d:",
        "\\",
        "nothing",
        "@empty",
        "@type:",
        "@type:date",
        "@type:te",
        "@reference",
        "@custom",
    ),
)


def listed(items: Iterable[str]) -> str:
    return "[" + ",".join(items) + "]"


def spelled(members: Iterable[tuple[str, str]]) -> str:
    return "{" + ",".join(f"{json.dumps(name)}:{value}" for name, value in members) + "}"


texts_as_json = st.sampled_from(TEXTS).flatmap(
    lambda text: st.sampled_from((json.dumps(text), exact_json.spell(text).decode()))
)
leaves = st.one_of(
    texts_as_json,
    st.sampled_from(DATES).map(json.dumps),
    st.sampled_from(NUMBERS),
    st.sampled_from(("true", "false", "null")),
)
anything = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3).map(listed)
        | st.lists(st.tuples(st.sampled_from(ENTRIES), inner), max_size=3).map(spelled)
    ),
    max_leaves=5,
)


@st.composite
def values(draw: st.DrawFn, spelling: str, depth: int) -> str:
    """One JSON text, most times of the type that the schema spells so."""
    kind = entity.spelled(spelling)
    if depth == 0 or draw(st.integers(0, 7)) == 0:
        return draw(anything)
    match kind.name:
        case "date-time":
            return draw(st.sampled_from(DATES).map(json.dumps))
        case "array":
            names = draw(keys(kind.of)) if entity.spelled(kind.of).is_carrier else []
            element = carriers(kind.of, depth - 1, names) if names else values(kind.of, depth - 1)
            odd = values(kind.of, depth - 1)
            return listed(draw(st.lists(st.one_of(element, element, odd), min_size=2, max_size=5)))
        case "dict":
            entry = st.tuples(st.sampled_from(ENTRIES), values(kind.of, depth - 1))
            return spelled(draw(st.lists(entry, max_size=4)))
    return draw(carriers(kind.name, depth - 1) if kind.is_carrier else leaves)


def keys(carrier: str) -> st.SearchStrategy[list[str]]:
    """Some of its properties, above all those that tell what it is called."""
    named = {"Mask", entity.REFERENCE_KEYS.get(carrier, ""), *entity.REFERENCE_NAMES.get(carrier, ("Name",))}
    telling = sorted(named & entity.properties(carrier).keys()) or ["New"]
    name = st.sampled_from(telling) | st.sampled_from([*entity.properties(carrier), *ENTRIES])
    return st.lists(name, min_size=1, max_size=5)


@st.composite
def carriers(draw: st.DrawFn, carrier: str, depth: int, names: Sequence[str] = ()) -> str:
    properties = entity.properties(carrier)
    return spelled(
        (name, draw(values(properties.get(name, "string"), depth))) for name in names or draw(keys(carrier))
    )


FIRST = (
    *(
        "CustomFields",
        "ExtraFields",
        "OwnedBy",
        "CreatedBy",
        "Category",
        "Messages",
        "Tags",
        "Priority",
        "Title",
    ),
    *("CreatedAt", "TableRight", "FieldProperties", "New"),
)
tickets = st.lists(st.sampled_from(FIRST), min_size=1, max_size=6).flatmap(
    lambda names: carriers(entity.ROOT, 4, names)
)


def said(node: Node) -> str:
    """What a person may look for in a node."""
    label = readable(node.key) if isinstance(node.key, str) else ""
    served = "" if node.is_container else str(getattr(node.value, "text", node.value))
    return folding.folded(f"{node.key} {label} {plain_words(node).text} {served}")


def fits(node: Node, part: str) -> bool:
    if part.startswith("@"):
        return any(tag.startswith(part) for tag in tags.of_value(node).split())
    return part in said(node)


def walk(node: Node) -> Iterator[Node]:
    for child in node:
        yield child
        if child.key not in entity.RIGHTS_PROPERTIES:
            yield from walk(child)


def expected(root: Node, text: str) -> tuple[int, int, dict[int, Any]]:
    """Hits, properties in all, and the rows that lead there, found one by one."""
    nodes, hits = list(walk(root)), 0
    rows: dict[int, Any] = {}
    for node in nodes:
        if not all(fits(node, part) for part in folding.words(text)):
            continue
        hits += 1
        below = rows
        for row in node.path[:-1]:
            if below.get(row) is None:
                below[row] = {}
            below = below[row]
        below.setdefault(node.row, None)
    return hits, len(nodes), rows


def written_out(matches: search.Matches | None) -> dict[int, Any]:
    return {row: written_out(matches.below(row)) or None for row in matches.rows} if matches else {}


@st.composite
def questions(draw: st.DrawFn, root: Node) -> str:
    """A word or two, most times such as stand in the ticket, or a part of them."""
    parts = []
    lines = [said(node) for node in walk(root)] or ["x"]
    for _ in range(draw(st.integers(1, 2))):
        word = draw(st.sampled_from(draw(st.sampled_from(lines)).split() or ["x"]))
        start = draw(st.integers(0, len(word) - 1))
        part = word[start:][: draw(st.integers(1, 12))]
        parts.append(draw(st.sampled_from((part, draw(st.sampled_from(NEEDLES))))))
    return " ".join(parts)


@contextmanager
def read_by(small: int, a_slice: int, alike: int, run: int, together: int) -> Iterator[None]:
    """Read large and small, alone and together, at sizes that a test can have."""
    members = re.compile(exact_json._LEAVES.pattern.replace(b"{512}", b"{%d}" % run))
    with (
        mock.patch.multiple(trees, SMALL=small, SLICE=a_slice, TOGETHER=together),
        mock.patch.multiple(exact_json, LARGE=small, RUN=run, _LEAVES=members),
        mock.patch.object(sheets, "ALIKE", alike),
    ):
        yield


SIZES = {
    "small": st.sampled_from((1, 20, 100, 10_000)),
    "a_slice": st.sampled_from((1, 100, 1000)),
    "alike": st.sampled_from((1, 2, 3)),
    "run": st.sampled_from((1, 2, 512)),
    "together": st.sampled_from((1, 2, 8)),
}


@given(st.lists(tickets, min_size=1, max_size=2), st.fixed_dictionaries(SIZES), st.booleans(), st.data())
def test_the_filter_finds_what_a_look_at_each_property_finds(
    bodies: list[str], sizes: dict[str, int], cut_before: bool, data: st.DataObject
) -> None:
    index = new_index()
    before: search.Matches | None = search.Matches.of({})
    for body in bodies:  # what is known of one before must not matter
        root, fetched = Document(body.encode()).root, Document(body.encode()).root
        with read_by(**sizes):
            for child in fetched if cut_before else ():
                len(child)
            index.update(search.Snapshot.of(fetched))
        for _ in range(3):
            text = data.draw(questions(root), label="text")
            found = index.find(text)
            assert (found.hits, found.total, written_out(found.rows)) == expected(root, text)
            assert found.rows != before or written_out(found.rows) == written_out(before)
            before = found.rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("nobody", {0: None}),
        ("assigns", {1: None}),
        ("chosen", {2: None}),
        ("tim", {4: {0: None}}),
        ("without", {5: None}),
        ("jan", {7: None, 10: {0: {0: None}}}),
        ("@custom @empty", {8: {0: None}}),
        ("@empty", {0: None, 2: None, 3: {0: None}, 6: None, 8: {0: None}}),
        ("update", {9: None}),
    ],
)
def test_what_only_the_window_says_is_found(text: str, rows: dict[int, Any]) -> None:
    document = Document(
        b'{"OwnedBy":{"AssociateId":0},"OwnedBy":{"AssociateId":2147483647,"FullName":"X"},'
        b'"CreatedBy":{"AssociateId":0},"CreatedBy":{"AssociateId":null,"FullName":"X"},'
        b'"CreatedBy":{"FullName":"Tim"},"Category":{"TicketCategoryId":2},"Title":" ",'
        b'"CreatedAt":"2026-01-31T12:15:00Z","CustomFields":{"x":" "},"TableRight":{"Mask":"Update"},'
        b'"New":{"ExtraFields":{"x":"[D:01/31/2026]"}}}'
    )
    index = new_index()
    index.update(search.Snapshot.of(document.root))
    found = index.find(text)
    assert written_out(found.rows) == rows
    assert (found.hits, found.total, rows) == expected(document.root, text)


def test_a_name_that_many_bear_is_theirs_only_with_what_is_chosen() -> None:
    people = ((7, "Tim"), (7, "Tim"), (0, "Tim"), (8, "Tim"), (9, ""), (2147483647, "Ann"), (1, "Ann"))
    persons = [{"PersonId": key, "FullName": name} for key, name in people]
    document = Document(json.dumps({"SecondaryPersons": persons}).encode())
    index = new_index()
    index.update(search.Snapshot.of(document.root))
    for text in ("tim", "ann", "without", "@empty", "@reference tim"):
        found = index.find(text)
        assert (found.hits, found.total, written_out(found.rows)) == expected(document.root, text)


@pytest.mark.parametrize("odd", ["[D:01/31/2026]", " ", "\n", "2026-01-31T12:15:00Z", "0001-01-01", "x"])
def test_one_text_among_many_is_said_as_it_is_alone(odd: str) -> None:
    fields = {f"x_{number}": ("", "Tim", odd)[number % 3] for number in range(9)}
    messages = [{"CreatedAt": text, "Author": text} for text in fields.values()]
    document = Document(
        json.dumps({"CustomFields": fields, "ExtraFields": {"x": odd}, "Messages": messages}).encode()
    )
    index = new_index()
    index.update(search.Snapshot.of(document.root))
    for text in ("jan", "not", "empty", "tim", "15:00z", "@empty", "@type:date", "31", "x"):
        found = index.find(text)
        assert (found.hits, found.total, written_out(found.rows)) == expected(document.root, text)


# -- on a bench ----------------------------------------------------------------------------------------

MEMBERS = '"Title": "Printer on fire", "Postit": "call back", "ExtraFields": {"a": "fire"}'


class Field(NamedTuple):
    """The widgets that the filter is given."""

    box: FilterBox
    counted: QLabel
    no_hits: QLabel


@pytest.fixture
def field(theme: Theme, qtbot: QtBot) -> Field:
    made = Field(filter_box(theme), QLabel(), QLabel())
    for widget in made:
        qtbot.addWidget(widget)
    return made


@pytest_asyncio.fixture
async def finder(
    bench: Bench, view: WatchedView, field: Field, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Finding]:
    monkeypatch.setattr(finding, "PATIENCE", 0.0)
    made = Finding(bench, view, *field)
    yield made
    made.close()


async def type_in(bench: Bench, field: Field, text: str) -> None:
    field.box.setText(text)
    await bench.tasks.finish("find")


def shown(view: WatchedView) -> list[str]:
    """The names in the rows, but for those below."""
    model = view.entity_model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


async def test_what_is_typed_leaves_its_hits_and_opens_what_leads_to_them(
    bench: Bench, finder: Finding, view: WatchedView, field: Field
) -> None:
    show(view.entity_model(), make_draft(MEMBERS))
    await bench.tasks.finish("find")
    assert field.counted.text() == "8 properties, 9 with inner ones"
    everything = shown(view)
    await type_in(bench, field, "fire")
    assert shown(view) == ["Title", "ExtraFields"]
    assert field.counted.text() == "2 of 9"
    assert view.expanded_keys() == [("ExtraFields",)]
    await type_in(bench, field, "")
    assert shown(view) == everything
    assert view.expanded_keys() == [], "as it was before"


async def test_where_nothing_fits_it_says_so_in_place_of_the_tree(
    bench: Bench, finder: Finding, view: WatchedView, field: Field
) -> None:
    show(view.entity_model(), make_draft(MEMBERS))
    await type_in(bench, field, "nonsense")
    assert (field.no_hits.isHidden(), view.isHidden()) == (False, True)
    finder.clear()
    assert (field.no_hits.isHidden(), view.isHidden()) == (True, False)
    assert field.box.text() == ""


async def test_an_edit_is_found_and_so_is_another_ticket(
    bench: Bench, finder: Finding, view: WatchedView, field: Field
) -> None:
    show(view.entity_model(), make_draft(MEMBERS))
    await type_in(bench, field, "fire")
    bench.ticket.set_value(node_at(view.entity_model(), "Postit"), "fire too")
    await bench.tasks.finish("find")
    assert shown(view) == ["Title", "Postit", "ExtraFields"]
    show(view.entity_model(), make_draft('"Title": "Paper jam", "Postit": "fire"'))
    await bench.tasks.finish("find")
    assert shown(view) == ["Postit"]


async def test_what_the_window_knows_is_found_by_its_tag(
    bench: Bench, finder: Finding, view: WatchedView, field: Field
) -> None:
    show(view.entity_model(), make_draft(MEMBERS))
    bench.ticket.set_value(node_at(view.entity_model(), "Title"), "mine")
    bench.ticket.set_moving(frozenset({("Postit",), ("NotThere",)}))
    for tag, name in (("@modified", "Title"), ("@volatile", "Postit")):
        await type_in(bench, field, tag)
        assert shown(view) == [name]


async def test_the_only_hit_is_selected(
    bench: Bench, finder: Finding, view: WatchedView, field: Field
) -> None:
    show(view.entity_model(), make_draft('"Title": "a", "ExtraFields": {"one": "x", "other": "unique"}'))
    view.select(("Title",))
    await type_in(bench, field, "unique")
    node = view.current_node()
    assert node is not None
    assert node.keys == ("ExtraFields", "other")
    await type_in(bench, field, "")
    assert view.current_node() is node


@pytest.mark.parametrize("text", ["@wrong", "title @wrong"])
async def test_a_tag_that_there_is_not_is_said(
    bench: Bench, finder: Finding, view: WatchedView, field: Field, text: str
) -> None:
    show(view.entity_model(), make_draft(MEMBERS))
    await type_in(bench, field, text)
    assert field.no_hits.text().startswith("There is no tag @wrong; there are @mandatory")
    await type_in(bench, field, "@pinned nothing")
    assert field.no_hits.text().startswith("No property matches")


async def test_a_field_of_the_tenants_own_is_found_by_what_it_is_called(
    bench: Bench, finder: Finding, view: WatchedView, field: Field
) -> None:
    show(view.entity_model(), make_draft(MEMBERS))
    await type_in(bench, field, "spare part")
    assert view.isHidden()
    name = present(present(bench.ticket.document).root.get("ExtraFields")).child(0).key
    bench.ticket.learn(
        custom_fields.read([{"FieldName": name, "DisplayName": 'US:"Spare part";NO:"Reservedel"'}])
    )
    await bench.tasks.finish("find")
    assert shown(view) == ["ExtraFields"]
    assert field.counted.text() == "1 of 9"
    await type_in(bench, field, "@mandatory")
    assert view.isHidden()
    bench.ticket.learn(custom_fields.read([{"FieldName": name, "IsMandatory": True}]))
    await bench.tasks.finish("find")
    assert shown(view) == ["ExtraFields"]
