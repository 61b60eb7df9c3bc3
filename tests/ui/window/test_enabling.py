"""When a verb may: over every situation that its row speaks of, and every kind of property."""

from __future__ import annotations

from itertools import combinations
from typing import get_args

import pytest

from inspector.domain.document import Document
from inspector.ui.bench.bench import Bench
from inspector.ui.bench.source import Source
from inspector.ui.window import enabling
from inspector.ui.window.enabling import Fact
from inspector.ui.window.verbs import Verb, verbs
from tests.drafts import Draft
from tests.present import present

FACTS = frozenset(get_args(Fact))
ROWS = {verb.name: verb for verb in verbs()}
MEMBERS = (
    '"Title": "Printer on fire", "Deadline": null, "OwnedBy": null, "Tags": [{"Id": 1}, {"Id": 2}, {"Id": 3}], '
    '"ExtraFields": {"a": "1"}'
)


def test_every_word_of_a_row_is_a_fact() -> None:
    for verb in ROWS.values():
        assert set(verb.needs.split()) <= FACTS, verb.name
        assert not verb.ticked or verb.ticked in FACTS, verb.name


@pytest.mark.parametrize("verb", ROWS.values(), ids=lambda verb: str(verb.name))
def test_a_verb_may_when_all_that_it_needs_holds_and_never_otherwise(verb: Verb) -> None:
    needs: list[Fact] = [fact for fact in get_args(Fact) if fact in verb.needs.split()]
    for size in range(len(needs) + 1):
        for held in combinations(needs, size):
            assert bool(enabling.enabled([verb], set(held))) is (size == len(needs)), held
    assert enabling.enabled([verb], set(get_args(Fact))) == {verb.name}


IDLE_ONLY = {name for name, verb in ROWS.items() if "idle" in verb.needs.split()}


def test_nothing_is_edited_that_an_answer_would_sweep_away() -> None:
    edits = {
        *(
            "undo",
            "redo",
            "edit",
            "edit_large",
            "paste",
            "reset",
            "reset_all",
            "set_null",
            "add",
            "duplicate",
        ),
        *("remove", "move_up", "move_down", "rename_key", "fetch", "rebase", "volatile"),
    }
    assert edits == IDLE_ONLY
    everything: set[Fact] = set(get_args(Fact))
    while_waiting = enabling.enabled(ROWS.values(), everything - {"idle"})
    assert not while_waiting & edits
    assert {"cancel", "save", "copy_value", "quit"} <= while_waiting


@pytest.mark.parametrize(
    ("keys", "facts"),
    [
        (("Title",), "value text filled"),
        (("Deadline",), "value"),
        (("OwnedBy",), "value"),
        (("Tags",), "filled holder"),
        (("Tags", 0), "value filled holder element in_list not_last"),
        (("Tags", 1), "value filled holder element in_list not_first not_last"),
        (("Tags", 2), "value filled holder element in_list not_first"),
        (("Tags", 0, "Id"), "value filled"),
        (("ExtraFields",), "filled holder"),
        (("ExtraFields", "a"), "value text filled holder element named"),
        (("FieldProperties",), "filled"),
    ],
    ids=str,
)
def test_what_holds_of_a_property(draft: Draft, keys: tuple[str | int, ...], facts: str) -> None:
    node = present(draft(MEMBERS).find(keys))
    assert enabling.of_property(node, editable=False) == {"property", *facts.split()}
    assert enabling.of_property(node, editable=True) == {"property", "editable", *facts.split()}


LOOKS: set[Fact] = {"names_api", "system"}


def test_what_holds_where_nothing_is_open(bench: Bench) -> None:
    assert enabling.facts(bench, None) == {"idle", *LOOKS}


def test_what_holds_of_what_is_open(bench: Bench) -> None:
    ticket = bench.ticket
    ticket.show(Document(b'{"Title":"a"}'), Source("file"))
    node = present(present(ticket.document).find(("Title",)))
    served = {"ticket", "idle", "property", "editable", "value", "text", "filled", *LOOKS}
    assert enabling.facts(bench, node) == served
    ticket.set_value(node, "b")
    assert enabling.facts(bench, node) == served | {"modified", "undo", "changed"}
    ticket.stack.undo()
    assert enabling.facts(bench, node, pinned=True, askable=True) == served | {"redo", "pinned", "askable"}
    ticket.set_stale(True)
    assert enabling.facts(bench, node) == (served | {"redo", "waiting"}) - {"idle"}


def test_what_holds_of_the_look(bench: Bench) -> None:
    bench.memory.name_style, bench.memory.appearance, bench.memory.is_grouped = "both", "dark", True
    assert enabling.facts(bench, None) == {"idle", "readable", "names_both", "dark", "grouped"}
