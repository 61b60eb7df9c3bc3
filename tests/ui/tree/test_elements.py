"""The verbs that add, take away, move and rename elements, on a bench."""

from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QInputDialog

from inspector.domain.document import Node
from inspector.ui.bench.bench import Bench
from inspector.ui.tree.elements import Elements
from tests.drafts import Draft
from tests.present import present
from tests.ui.conftest import WatchedView, asked, show

MEMBERS = (
    '"Title": "Printer on fire", "Tags": [], "ExtraFields": {"a": "1", "b": "2"},'
    ' "Messages": [{"TicketMessageId": 1}, {"TicketMessageId": 2}]'
)


@pytest.fixture
def elements(bench: Bench, view: WatchedView, draft: Draft) -> Elements:
    show(view.entity_model(), draft(MEMBERS))
    return Elements(bench, view)


def value(bench: Bench, name: str) -> object:
    return json.loads(present(bench.ticket.document).to_bytes())[name]


def numbers(bench: Bench) -> list[object]:
    messages = value(bench, "Messages")
    assert isinstance(messages, list)
    return [one["TicketMessageId"] for one in messages]


async def name_it(text: str, *before: QInputDialog) -> QInputDialog:
    """Answer the question for a name."""
    dialog = await asked(*before)
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue(text)
    dialog.accept()
    return dialog


async def test_each_verb_is_one_step_and_its_element_is_current_then(
    bench: Bench, elements: Elements, view: WatchedView
) -> None:
    view.select(("Messages", 0))
    elements.duplicate()
    assert numbers(bench) == [1, 1, 2]
    elements.move(+1)
    assert numbers(bench) == [1, 2, 1]
    assert present(view.current_node()).keys == ("Messages", 2)
    elements.move(+1)
    assert bench.ticket.stack.count() == 2, "the last one does not move down"
    elements.remove()
    assert numbers(bench) == [1, 2]
    assert present(view.current_node()).keys == ("Messages", 1)
    for count in (2, 1, 0):
        bench.ticket.stack.undo()
        assert bench.ticket.stack.index() == count
    assert numbers(bench) == [1, 2]


async def test_a_list_of_references_asks_for_one_and_others_get_a_blank_element(
    bench: Bench, elements: Elements, view: WatchedView
) -> None:
    wanted: list[Node] = []
    elements.reference_wanted.connect(wanted.append)
    view.select(("Tags",))
    elements.add()
    assert [node.keys for node in wanted] == [("Tags",)]
    view.select(("Messages",))
    elements.add()
    assert len(numbers(bench)) == 3


async def test_a_name_that_is_taken_is_asked_for_again(
    bench: Bench, elements: Elements, view: WatchedView
) -> None:
    view.select(("ExtraFields", "a"))
    elements.rename_key()
    first = await name_it("b")
    second = await name_it("c", first)
    assert second.labelText().startswith("There is a “b” already.")
    await bench.tasks.finish("ask")
    assert value(bench, "ExtraFields") == {"c": "1", "b": "2"}
    assert bench.ticket.stack.count() == 1


@pytest.mark.parametrize("verb", ["add", "rename_key"])
async def test_a_name_for_what_is_no_longer_open_changes_nothing(
    bench: Bench, elements: Elements, view: WatchedView, draft: Draft, verb: str
) -> None:
    view.select(("ExtraFields",) if verb == "add" else ("ExtraFields", "a"))
    getattr(elements, verb)()
    await asked()
    show(view.entity_model(), draft(MEMBERS))
    await name_it("c")
    await bench.tasks.finish("ask")
    assert value(bench, "ExtraFields") == {"a": "1", "b": "2"}


async def test_what_may_not_be_changed_says_so_and_what_is_stale_waits(
    bench: Bench, elements: Elements, view: WatchedView, draft: Draft
) -> None:
    show(view.entity_model(), draft(MEMBERS, Messages="Read"))
    view.select(("Messages", 0))
    elements.remove()
    assert view.told["locked"] == ["Messages"]
    show(view.entity_model(), draft(MEMBERS))
    bench.ticket.set_stale(True)
    view.select(("Messages", 0))
    elements.remove()
    assert numbers(bench) == [1, 2]
    assert view.told["locked"] == ["Messages"]


async def test_all_goes_back_to_what_was_served_in_one_step(
    bench: Bench, elements: Elements, view: WatchedView
) -> None:
    served = present(bench.ticket.document).to_bytes()
    view.select(("Messages", 0))
    elements.remove()
    bench.ticket.set_value(present(present(bench.ticket.document).find(("Title",))), "mine")
    changed = present(bench.ticket.document).to_bytes()
    elements.reset_all()
    assert present(bench.ticket.document).to_bytes() == served
    bench.ticket.stack.undo()
    assert present(bench.ticket.document).to_bytes() == changed
