"""Another request type, on a bench: what stays as it was is told, and its defaults are one call and one step."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from starlette.applications import Starlette

from inspector.demo.weather import Weather
from inspector.domain.context import RequestContext
from inspector.domain.document import Node
from inspector.ui.bench.bench import Bench
from inspector.ui.bench.place import Signed
from inspector.ui.bench.source import Source
from inspector.ui.defaults.answer import read_answer
from inspector.ui.defaults.rebase_board import RebaseBoard
from inspector.ui.defaults.rebasing import Rebasing
from inspector.ui.defaults.retyping import Retyping
from tests.drafts import make_draft
from tests.present import present
from tests.ui.conftest import Told, answered, asked, press

OUTAGE = b'{"TicketTypeId":2,"Name":"Outage"}'
STAYS = "The request type is “Outage” now. Left as they came with “Request”: "


@pytest.fixture
def retyping(bench: Bench, qtbot: QtBot) -> Retyping:
    window = QWidget()
    qtbot.addWidget(window)
    made = Retyping(bench, window, Rebasing(bench, window).onto)
    made.setParent(bench.ticket)
    return made


@pytest.fixture
def opened(bench: Bench, signed: Signed, served: dict[str, bytes]) -> Signed:
    """What the demo tenant serves, open where we are signed in."""
    bench.place.enter(signed)
    bench.ticket.show(read_answer(served["admin"]), signed.source(RequestContext("en", time_zone="NO")))
    return signed


def node(bench: Bench, name: str) -> Node:
    return present(present(bench.ticket.document).find((name,)))


def name_of(bench: Bench, name: str) -> object:
    return present(node(bench, name).get("Name")).value


def pick_outage(bench: Bench, retyping: Retyping) -> None:
    bench.ticket.set_raw(node(bench, "TicketType"), OUTAGE, "Change TicketType")
    retyping.offer()


async def test_what_stays_is_told_and_the_defaults_are_offered(
    bench: Bench, retyping: Retyping, opened: Signed, told: Told
) -> None:
    pick_outage(bench, retyping)
    assert told.notices == [STAYS + "Status Open, Priority Medium, Slevel External."]
    assert told.buttons == ["Take This Type's Defaults"]


async def test_what_the_person_changed_is_not_said_to_stay(
    bench: Bench, retyping: Retyping, opened: Signed, told: Told
) -> None:
    bench.ticket.set_raw(node(bench, "Priority"), b'{"TicketPriorityId":1,"Name":"Low"}', "Change Priority")
    pick_outage(bench, retyping)
    assert told.notices == [STAYS + "Status Open, Slevel External."]


async def test_its_defaults_are_one_call_and_one_step(
    bench: Bench, retyping: Retyping, opened: Signed, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    contexts: list[RequestContext] = []
    ask = opened.session.client.default_ticket

    async def noted(context: RequestContext) -> object:
        contexts.append(context)
        return await ask(context)

    monkeypatch.setattr(opened.session.client, "default_ticket", noted)
    before = present(bench.ticket.document).to_bytes()
    bench.ticket.set_value(node(bench, "Title"), "Mine")
    pick_outage(bench, retyping)
    bench.voice.act()
    board = await asked()
    assert isinstance(board, RebaseBoard)
    assert board.windowTitle() == "Take the Defaults of Outage"
    names = {one.keys[0] for one in board.model._found}
    assert {"Priority", "Slevel"} <= names
    assert "TicketType" not in names, "it was picked already"
    assert ("CreatedAt",) in board.model._volatile, "the clock's doing, not the type's"
    press(board, "Apply")
    await bench.tasks.finish("rebase")
    assert contexts == [RequestContext("en", time_zone="NO", request_type="2")]
    assert (name_of(bench, "Priority"), name_of(bench, "TicketType")) == ("No power", "Outage")
    assert node(bench, "Title").value == "Mine"
    assert present(present(bench.ticket.source).context).request_type == "2"
    assert bench.ticket.stack.undoText() == "Take the Defaults of Outage"
    bench.ticket.stack.undo()
    bench.ticket.stack.undo()
    bench.ticket.stack.undo()
    assert present(bench.ticket.document).to_bytes() == before
    assert present(present(bench.ticket.source).context).request_type is None


async def test_whoever_would_rather_not_keeps_the_draft(
    bench: Bench, retyping: Retyping, opened: Signed, told: Told
) -> None:
    pick_outage(bench, retyping)
    before = present(bench.ticket.document).to_bytes()
    bench.voice.act()
    press(await asked(), "Cancel")
    await answered()
    await bench.tasks.finish("rebase")
    assert present(bench.ticket.document).to_bytes() == before
    assert told.doings[-1] == ""


async def test_a_failure_is_told_and_can_be_tried_again(
    bench: Bench, retyping: Retyping, opened: Signed, told: Told, tenant: Starlette
) -> None:
    pick_outage(bench, retyping)
    tenant.state.weather = Weather(status=404)
    retyping.take()
    await bench.tasks.finish("rebase")
    assert told.notices[-1].startswith(
        "The defaults could not be fetched. The server has no defaults for this"
    )
    assert told.buttons[-1] == "Try Again"
    assert not bench.tasks.is_running("rebase")


async def test_the_offer_goes_with_the_type(bench: Bench, retyping: Retyping, opened: Signed) -> None:
    hushed: list[int] = []
    bench.voice.hushed.connect(lambda: hushed.append(1))
    pick_outage(bench, retyping)
    bench.ticket.set_value(node(bench, "Title"), "still of that type")
    assert hushed == []
    bench.ticket.stack.undo()
    bench.ticket.stack.undo()
    assert hushed == [1]


async def test_where_nobody_is_signed_in_it_is_only_told(
    bench: Bench, retyping: Retyping, told: Told, served: dict[str, bytes]
) -> None:
    bench.ticket.show(read_answer(served["admin"]), Source("file"))
    pick_outage(bench, retyping)
    assert told.notices[-1].startswith(STAYS)
    assert told.buttons == [""]
    retyping.take()
    assert not bench.tasks.is_running("rebase")


async def test_nothing_is_told_of_what_is_no_other_type(
    bench: Bench, retyping: Retyping, opened: Signed, told: Told
) -> None:
    retyping.offer()
    bench.ticket.set_null(node(bench, "TicketType"))
    retyping.offer()
    bench.ticket.clear()
    retyping.offer()
    assert told.notices == []


async def test_a_ticket_that_came_without_a_type_has_nothing_to_be_told_of_it(
    bench: Bench, retyping: Retyping, opened: Signed, told: Told
) -> None:
    document = make_draft('"Slevel": "External", "TicketType": null')
    bench.ticket.show(document, Source("file"))
    pick_outage(bench, retyping)
    assert told.notices == ["The request type is “Outage” now."]
