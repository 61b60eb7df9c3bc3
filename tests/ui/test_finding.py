"""What the Filter finds is what a look at each property by itself would find, whatever was read how, and before."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from inspector.domain import entity, exact_json, search, sheets, tags, trees
from inspector.domain.document import Document, Node
from inspector.ui import texts
from inspector.ui.finding import new_index

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
    *(
        "2026-01-31T12:15:00+02:00",
        "2026-01-31",
        "0001-01-01T00:00:00",
        "2026-02-30",
        " 2026-12-24T00:00:01Z ",
    ),
    *(
        "[D:01/02/2020]",
        "[DT:12/31/2019 23:59:00]",
        "[D:01/01/0001]",
        "[D:13/13/2020]",
        "[I:3]",
        "[F:1.5]",
        "[T:12:00]",
    ),
    *("Mail/Sub Cat", "Tim Høyland", "Update, Delete", "0", "None", "2147483647"),
)
NUMBERS = ("0", "-0", "7", "1.10", "1e5", "2147483647", "12345678901234567890123")
NAMES = (
    *(
        "Title",
        "CreatedAt",
        "OwnedBy",
        "CreatedBy",
        "Category",
        "Priority",
        "NonDates",
        "Messages",
        "MessageHeaders",
    ),
    *(
        "Author",
        "PersonFullName",
        "Name",
        "FullName",
        "Fullname",
        "Id",
        "AssociateId",
        "TicketCategoryId",
        "Tags",
    ),
    *(
        "Tag",
        "Person",
        "CustomFields",
        "ExtraFields",
        "FieldProperties",
        "TableRight",
        "Mask",
        "HasAttachment",
        "",
    ),
    *("New", "straßeName", "XMLName", "a b", "a\nb"),
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
        '"',
        ",",
        "[d:",
        "\\",
    ),
    *("@empty", "@type:", "@type:date", "@type:te", "@reference", "@custom", "@cus", "@type:fields"),
)


@st.composite
def values(draw: st.DrawFn, depth: int = 3) -> str:
    """One JSON text, compact."""
    kind = draw(st.sampled_from("tttnl" + "ooaar" * (depth > 0)))
    if kind == "t":
        text = draw(st.sampled_from(TEXTS))
        return json.dumps(text) if draw(st.booleans()) else exact_json.spell(text).decode()
    if kind == "n":
        return draw(st.sampled_from(NUMBERS))
    if kind == "l":
        return draw(st.sampled_from(("true", "false", "null")))
    inner = values(depth=depth - 1)
    if kind == "a":
        return "[" + ",".join(draw(st.lists(inner, max_size=3))) + "]"
    if kind == "r":  # objects that are alike, as in real lists
        names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4))
        rows = draw(st.lists(st.tuples(*(inner for _ in names)), min_size=3, max_size=6))
        return "[" + ",".join(spelled(zip(names, row, strict=True)) for row in rows) + "]"
    return spelled(draw(st.lists(st.tuples(st.sampled_from(NAMES), inner), max_size=4)))


def spelled(members: Iterable[tuple[str, str]]) -> str:
    return "{" + ",".join(f"{json.dumps(name)}:{value}" for name, value in members) + "}"


tickets = st.lists(st.tuples(st.sampled_from(NAMES), values()), max_size=4).map(spelled)


def said(node: Node) -> str:
    """What a person may look for in a node."""
    label = texts.readable(node.key) if isinstance(node.key, str) else ""
    served = "" if node.is_container else str(getattr(node.value, "text", node.value))
    return f"{node.key} {label} {texts.value_words(node).text} {served}".casefold()


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
        if not all(fits(node, part) for part in text.casefold().split()):
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
    parts = []
    for _ in range(draw(st.integers(1, 2))):
        lines = [said(node) for node in walk(root)] or [""]
        word = draw(st.sampled_from(draw(st.sampled_from(lines)).split() or ["x"]))
        start = draw(st.integers(0, len(word) - 1))
        parts.append(
            draw(st.sampled_from(NEEDLES)) if draw(st.booleans()) else word[start:][: draw(st.integers(1, 6))]
        )
    return " ".join(parts)


@contextmanager
def read_by(small: int, a_slice: int, alike: int, run: int) -> Iterator[None]:
    """Read large and small, alone and together, at sizes that a test can have."""
    leaves = re.compile(exact_json._LEAVES.pattern.replace(b"{512}", b"{%d}" % run))
    with (
        mock.patch.multiple(trees, SMALL=small, SLICE=a_slice),
        mock.patch.multiple(exact_json, LARGE=small, RUN=run, _LEAVES=leaves),
        mock.patch.object(sheets, "ALIKE", alike),
    ):
        yield


@given(
    st.lists(tickets, min_size=1, max_size=3),
    st.fixed_dictionaries(
        {
            "small": st.sampled_from((1, 20, 100, 10_000)),
            "a_slice": st.sampled_from((1, 100)),
            "alike": st.sampled_from((1, 2, 4)),
            "run": st.sampled_from((1, 2, 512)),
        }
    ),
    st.data(),
)
def test_the_filter_finds_what_a_look_at_each_property_finds(
    bodies: list[str], sizes: dict[str, int], data: st.DataObject
) -> None:
    index = new_index()
    before: search.Matches | None = search.Matches.of({7: None})
    for body in bodies:  # what is known of one before must not matter
        root = Document(body.encode()).root
        text = data.draw(questions(root), label="text")
        with read_by(**sizes):
            index.update(search.Snapshot.of(root))
            found = index.find(text)
            other = new_index()
            other.update(search.Snapshot.of(root))
        assert (found.hits, found.total, written_out(found.rows)) == expected(root, text)
        assert found.rows == other.find(text).rows
        assert found.rows != before or written_out(found.rows) == written_out(before)
        before = found.rows
