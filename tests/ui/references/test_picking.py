"""Picking references, on a bench: who may pick, what is offered, and what the draft then says."""

from __future__ import annotations

import asyncio

import pytest

from inspector.domain import references
from inspector.domain.context import RequestContext
from inspector.domain.document import Node
from inspector.domain.errors import ServerTrouble
from inspector.domain.exact_json import Number
from inspector.domain.references import Entry
from inspector.services.superoffice.answers import Answer
from inspector.services.superoffice.lists import Offer
from inspector.ui.bench.bench import Bench
from inspector.ui.bench.place import Signed
from inspector.ui.defaults.answer import read_answer
from inspector.ui.references import picking as picking_module
from inspector.ui.references.dialog import ReferencePicker
from inspector.ui.references.picking import Picking
from tests.drafts import Draft
from tests.present import present
from tests.ui.conftest import Told, WatchedView, asked, node_at, press, show
from tests.waiting import until


@pytest.fixture
def picking(bench: Bench, view: WatchedView) -> Picking:
    bench.place.context = RequestContext("en")
    return Picking(bench, view)


@pytest.fixture
def priority(bench: Bench, view: WatchedView, served: dict[str, bytes]) -> Node:
    """That of the ticket that the demo tenant serves."""
    show(view.entity_model(), read_answer(served["admin"]))
    return node_at(view.entity_model(), "Priority")


async def picker() -> ReferencePicker:
    """The dialog, with what it offers."""
    dialog = await asked()
    assert isinstance(dialog, ReferencePicker)
    await until(dialog.model.total, "entries")
    return dialog


def choose(dialog: ReferencePicker, typed: str) -> int:
    """Take the first entry that fits; its number."""
    dialog.field.setText(typed)
    dialog.view.setCurrentIndex(dialog.model.index(0, 0))
    press(dialog, "Choose")
    return present(dialog.picked).id


def number(reference: Node) -> object:
    value = present(reference.get("TicketPriorityId")).value
    return int(value.text) if isinstance(value, Number) else value


async def test_what_is_picked_is_one_step_and_is_told(
    bench: Bench, picking: Picking, view: WatchedView, priority: Node, signed: Signed, told: Told
) -> None:
    bench.place.enter(signed)
    before, before_names = number(priority), priority.names()
    view.pick_wanted.emit(priority)
    picked = choose(await picker(), "high")
    await bench.tasks.finish("pick")
    assert number(priority) == picked != before
    assert told.doings[-2:] == ["Asking for High…", ""], "there is nothing more to say of it"
    assert (present(priority.get("Deadline")).value, priority.names()) == (Number("240"), before_names)
    assert bench.remembered.settings.recent_choices == {"work:ticketpriority": [str(picked)]}
    bench.ticket.stack.undo()
    assert number(priority) == before


async def test_the_same_again_is_no_step(
    bench: Bench, picking: Picking, priority: Node, signed: Signed
) -> None:
    bench.place.enter(signed)
    picking.pick(priority)
    press(await picker(), "Choose")  # what is current is selected
    await bench.tasks.finish("pick")
    assert bench.ticket.stack.count() == 0


async def test_whoever_picks_while_defaults_are_awaited_is_refused(
    bench: Bench, picking: Picking, view: WatchedView, priority: Node
) -> None:
    bench.ticket.set_stale(True)
    view.pick_wanted.emit(priority)
    assert not bench.tasks.is_running("pick")


async def test_what_may_not_be_changed_is_explained(
    bench: Bench, picking: Picking, view: WatchedView, draft: Draft
) -> None:
    show(view.entity_model(), draft('"Priority": {"TicketPriorityId": 1}', Priority="Read"))
    view.pick_wanted.emit(node_at(view.entity_model(), "Priority"))
    assert view.told["locked"] == ["Priority"]
    assert not bench.tasks.is_running("pick")


async def test_a_pick_for_what_is_no_longer_open_changes_nothing(
    bench: Bench, picking: Picking, view: WatchedView, priority: Node, signed: Signed
) -> None:
    bench.place.enter(signed)
    picking.pick(priority)
    dialog = await picker()
    show(view.entity_model(), read_answer(present(bench.ticket.document).to_bytes()))
    choose(dialog, "high")
    await bench.tasks.finish("pick")
    assert bench.ticket.stack.count() == 0
    assert not priority.is_modified


async def test_a_new_element_is_picked_into_its_list(
    bench: Bench, picking: Picking, view: WatchedView, signed: Signed, draft: Draft
) -> None:
    bench.place.enter(signed)
    show(view.entity_model(), draft('"Tags": []'))
    tags = node_at(view.entity_model(), "Tags")
    picking.add_to(tags)
    picked = choose(await picker(), "")
    await bench.tasks.finish("pick")
    assert len(tags) == 1
    assert str(picked).encode() in bytes(tags.raw)
    assert present(view.current_node()).keys == ("Tags", 0)


async def test_where_nobody_is_signed_in_and_nothing_is_kept_it_says_so(
    bench: Bench, picking: Picking, priority: Node
) -> None:
    picking.pick(priority)
    dialog = await asked()
    assert isinstance(dialog, ReferencePicker)
    await until(lambda: dialog.told.text().startswith("Sign in to see what the tenant offers"), "the words")
    assert not dialog.choose.isEnabled()
    press(dialog, "Cancel")
    await bench.tasks.finish("pick")
    assert not priority.is_modified


@pytest.mark.parametrize("name", ["Person", "Sale", "Priority", "Category"])
async def test_the_picker_opens_on_what_is_set_and_return_changes_nothing(
    bench: Bench, picking: Picking, view: WatchedView, priority: Node, signed: Signed, name: str
) -> None:
    bench.place.enter(signed)
    picking.pick(node_at(view.entity_model(), name))
    dialog = await picker()
    await until(lambda: dialog.view.currentIndex().isValid(), "what is set")
    press(dialog, "Choose")
    await bench.tasks.finish("pick")
    assert bench.ticket.stack.count() == 0


async def test_where_nothing_is_set_nothing_is_chosen_for_anybody(
    bench: Bench, picking: Picking, view: WatchedView, signed: Signed, draft: Draft
) -> None:
    bench.place.enter(signed)
    show(view.entity_model(), draft('"Priority": null'))
    picking.pick(node_at(view.entity_model(), "Priority"))
    dialog = await picker()
    assert not dialog.choose.isEnabled()
    dialog.accept()
    assert dialog.isVisible()
    dialog.field.setText("high")
    assert dialog.choose.isEnabled()
    dialog.reject()


async def test_what_no_entry_fits_is_said(
    bench: Bench, picking: Picking, priority: Node, signed: Signed
) -> None:
    bench.place.enter(signed)
    picking.pick(priority)
    dialog = await picker()
    dialog.field.setText("no such thing")
    assert dialog.told.text() == "nothing matches"
    assert not dialog.choose.isEnabled()
    dialog.reject()


async def test_what_is_in_the_list_already_is_said_and_not_added_again(
    bench: Bench, picking: Picking, view: WatchedView, signed: Signed, draft: Draft, told: Told
) -> None:
    bench.place.enter(signed)
    show(view.entity_model(), draft('"Tags": []'))
    tags = node_at(view.entity_model(), "Tags")
    for _ in range(2):
        picking.add_to(tags)
        choose(await picker(), "")
        await bench.tasks.finish("pick")
    assert len(tags) == 1
    assert told.doings[-1].endswith(" is there already")
    assert present(view.current_node()).keys == ("Tags", 0)


@pytest.mark.parametrize(
    "answer", [b"null", b"<html>", b"[]", b'{"TicketPriorityId": 1}', b'{"Name": 5}', None]
)
async def test_where_the_carrier_can_t_be_had_only_what_is_known_is_written_and_that_is_said(
    bench: Bench,
    picking: Picking,
    priority: Node,
    signed: Signed,
    told: Told,
    monkeypatch: pytest.MonkeyPatch,
    answer: bytes | None,
) -> None:
    async def asked_for(_carrier: str, _number: int) -> bytes:
        if answer is None:
            raise ServerTrouble("forbidden")
        return answer

    monkeypatch.setattr(bench.place, "carrier", asked_for)
    bench.place.enter(signed)
    picking.pick(priority)
    picked = choose(await picker(), "high")
    await bench.tasks.finish("pick")
    assert number(priority) == picked
    written = [name for name in priority.names() if name not in ("TableRight", "FieldProperties")]
    assert written == ["TicketPriorityId", "Name"], "nothing else is known"
    assert references.is_sparse(priority)
    assert told.doings[-1].startswith("High: number and name are set;")


async def test_a_carrier_is_asked_for_once_a_session(
    bench: Bench, picking: Picking, priority: Node, signed: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for: list[int] = []
    ask = signed.session.client.carrier

    async def counted(carrier: str, number: int, context: RequestContext) -> Answer:
        asked_for.append(number)
        return await ask(carrier, number, context)

    monkeypatch.setattr(signed.session.client, "carrier", counted)
    bench.place.enter(signed)
    for typed in ("high", "low", "high"):
        picking.pick(priority)
        choose(await picker(), typed)
        await bench.tasks.finish("pick")
    assert len(asked_for) == 2
    bench.place.enter(signed)
    picking.pick(priority)
    choose(await picker(), "low")
    await bench.tasks.finish("pick")
    assert len(asked_for) == 3


async def test_what_is_changed_while_the_carrier_is_awaited_is_not_overwritten(
    bench: Bench,
    picking: Picking,
    view: WatchedView,
    priority: Node,
    signed: Signed,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go_on = asyncio.Event()

    async def slow(_carrier: str, _number: int) -> bytes:
        await go_on.wait()
        return b"null"

    monkeypatch.setattr(bench.place, "carrier", slow)
    bench.place.enter(signed)
    picking.pick(priority)
    choose(await picker(), "high")
    show(view.entity_model(), read_answer(present(bench.ticket.document).to_bytes()))
    go_on.set()
    await bench.tasks.finish("pick")
    assert bench.ticket.stack.count() == 0


def below(dialog: ReferencePicker) -> dict[str, list[str]]:
    """The entries, and what stands below them."""
    model = dialog.model
    rows = [model.index(row) for row in range(model.rowCount())]
    return {
        str(row.data()): [str(model.index(at, 0, row).data()) for at in range(model.rowCount(row))]
        for row in rows
    }


async def test_what_the_request_type_does_not_allow_is_folded_away(
    bench: Bench, picking: Picking, view: WatchedView, priority: Node, signed: Signed
) -> None:
    bench.place.enter(signed)
    kind = node_at(view.entity_model(), "TicketType")
    bench.ticket.set_raw(kind, b'{"TicketTypeId":2,"Name":"Outage"}', "Change")
    picking.pick(priority)
    dialog = await picker()
    found = below(dialog)
    assert [name for name, rest in found.items() if not rest] == ["High", "No power"]
    assert found["Not for this type"][:2] == ["Low", "Medium"]
    assert not dialog.view.isExpanded(dialog.model.index(2)) or dialog.view.currentIndex().parent().isValid()
    dialog.reject()
    await bench.tasks.finish("pick")
    picking.pick(node_at(view.entity_model(), "Status"))
    dialog = await picker()
    found = below(dialog)
    assert "Deleted   ·  deleted" in found["Not for this type"]
    assert "Postponed" in found["Not for this type"]
    dialog.reject()


@pytest.mark.parametrize(
    ("entry", "hint"),
    [
        (Entry(5, "Linked", known={"Status": "Merged"}), "linked"),
        (Entry(4, "Deleted", known={"Status": "Deleted"}), "deleted"),
        (Entry(9, "Old", "was used until 2020", deleted=True), "deleted · was used until 2020"),
        (Entry(3, "Postponed", known={"Status": "Postponed"}), ""),
    ],
)
def test_what_is_more_than_not_for_the_type_is_marked(entry: Entry, hint: str) -> None:
    assert picking_module._marked(entry).hint == hint


async def test_where_nobody_knows_what_the_type_allows_all_are_offered(
    bench: Bench, picking: Picking, priority: Node, signed: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = bench.place.entries

    async def only_whole(source: references.Source) -> Offer:
        if source.additional:
            raise ServerTrouble("server_error")
        return await ask(source)

    monkeypatch.setattr(bench.place, "entries", only_whole)
    bench.place.enter(signed)
    picking.pick(priority)
    dialog = await picker()
    assert "Not for this type" not in below(dialog)
    dialog.reject()


async def test_another_request_type_is_told_to_whoever_offers_its_defaults(
    bench: Bench, picking: Picking, view: WatchedView, priority: Node, signed: Signed
) -> None:
    picked: list[int] = []
    picking.type_picked.connect(lambda: picked.append(1))
    bench.place.enter(signed)
    picking.pick(priority)
    choose(await picker(), "high")
    await bench.tasks.finish("pick")
    picking.pick(node_at(view.entity_model(), "TicketType"))
    choose(await picker(), "outage")
    await bench.tasks.finish("pick")
    assert picked == [1]
    kind = node_at(view.entity_model(), "TicketType")
    assert "TicketStatuses" not in kind.names()
    assert not references.is_sparse(kind)
