"""Values that move, on a bench: what is known of a connection, who is asked again, and who makes way."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette

from inspector.demo.weather import Weather
from inspector.domain.context import RequestContext
from inspector.ui.bench.bench import Bench
from inspector.ui.bench.place import Signed
from inspector.ui.bench.source import Source
from inspector.ui.defaults import moving as module
from inspector.ui.defaults.answer import read_answer
from inspector.ui.defaults.moving import Moving
from tests.drafts import Draft
from tests.ui.conftest import Told
from tests.waiting import PATIENCE

CLOCKS = {("CreatedAt",), ("LastChanged",)}


@pytest.fixture
def moving(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Moving:
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    bench.remembered.settings.look_for_volatile = False
    return Moving(bench, bench.ticket)


async def fetch(bench: Bench, signed: Signed) -> None:
    """What that server answers becomes what is open."""
    answer = await signed.session.client.default_ticket(RequestContext("en"))
    bench.ticket.show(read_answer(answer.body), signed.source(RequestContext("en")))


async def test_what_moved_is_told_and_known_of_the_connection_from_then_on(
    bench: Bench, moving: Moving, signed: Signed, draft: Draft, told: Told
) -> None:
    bench.place.enter(signed)
    await fetch(bench, signed)
    moving.look()
    await bench.tasks.finish("volatile")
    assert bench.ticket.moving == CLOCKS
    assert told.doings[-1] == "2 values moved by themselves"
    bench.ticket.show(draft(), Source("file"))
    assert bench.ticket.moving == set()
    await fetch(bench, signed)
    assert bench.ticket.moving == CLOCKS


async def test_only_whoever_sent_it_can_be_asked_again(
    bench: Bench, moving: Moving, signed: Signed, draft: Draft
) -> None:
    bench.place.enter(signed)
    await fetch(bench, signed)
    assert moving.can_ask_again()
    bench.place.leave()
    assert not moving.can_ask_again()
    bench.place.enter(signed)
    bench.ticket.show(draft(), Source("file"))
    assert not moving.can_ask_again()


async def test_the_server_is_quietly_asked_once(
    bench: Bench, moving: Moving, signed: Signed, told: Told
) -> None:
    bench.remembered.settings.look_for_volatile = True
    bench.place.enter(signed)
    await fetch(bench, signed)
    await bench.tasks.finish("quietly")
    assert bench.ticket.moving == CLOCKS
    await fetch(bench, signed)
    assert not bench.tasks.is_running("quietly")
    assert told.doings == []


async def test_where_the_quiet_question_fails_nobody_is_told_and_it_is_not_asked_again(
    bench: Bench, moving: Moving, signed: Signed, tenant: Starlette, told: Told
) -> None:
    bench.remembered.settings.look_for_volatile = True
    bench.place.enter(signed)
    await fetch(bench, signed)
    tenant.state.weather = Weather(status=500)
    await bench.tasks.finish("quietly")
    tenant.state.weather = Weather()
    await fetch(bench, signed)
    assert not bench.tasks.is_running("quietly")
    assert told.notices == told.doings == []


@pytest.mark.parametrize("comes", ["another ticket", "a sign-out"])
async def test_it_makes_way(
    bench: Bench, moving: Moving, signed: Signed, tenant: Starlette, draft: Draft, comes: str
) -> None:
    bench.place.enter(signed)
    await fetch(bench, signed)
    tenant.state.weather = Weather(delay=PATIENCE)
    moving.look()
    if comes == "another ticket":
        bench.ticket.show(draft(), Source("file"))
    else:
        bench.place.sign_out()
    assert not bench.tasks.is_running("volatile")
    assert bench.voice.doing == ""
