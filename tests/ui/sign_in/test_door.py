"""How a connection's server is reached, on a bench, and what is kept of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from inspector.app import DemoTenant
from inspector.domain.context import RequestContext
from inspector.domain.errors import ServerTrouble
from inspector.services import redaction
from inspector.services.settings import Connection
from inspector.ui.bench.bench import Bench
from inspector.ui.sign_in.demo_tenant import PASSWORD, Demo
from inspector.ui.sign_in.dialog import SignInRequest
from inspector.ui.sign_in.door import Door
from inspector.words import language


@pytest.fixture
def demo(bench: Bench, qtbot: QtBot) -> Demo:
    menu = QMenu()
    qtbot.addWidget(menu)
    return Demo(bench, DemoTenant(), menu)


@pytest.fixture
def door(bench: Bench, demo: Demo) -> Door:
    return Door(bench, demo, lambda _page: None, lambda _connection, _grant: None)


async def test_only_the_demo_tenant_is_inside_the_program(bench: Bench, door: Door, demo: Demo) -> None:
    assert (await door.way(demo.connection)).transport is not None
    way = await door.way(Connection("1", "Work", certificate="PEM"))
    assert way.transport is None
    assert way.certificate == "PEM"
    assert way.journal is bench.place.journal
    bench.remembered.settings.largest_body = 7
    assert way.largest_body() == 7, "what the person allowed meanwhile"


async def test_whoever_knows_the_password_gets_in_and_it_is_in_no_text(door: Door, demo: Demo) -> None:
    with pytest.raises(ServerTrouble, match="sign_in_refused"):
        await door.reach(SignInRequest(demo.connection, "a wrong password"))
    assert redaction.redact("it is: a wrong password") == "it is: •••"
    session = await door.reach(SignInRequest(demo.connection, PASSWORD))
    await session.client.aclose()
    assert session.principal is not None


async def test_a_new_connection_gets_an_id_of_its_own(door: Door) -> None:
    asked_for = Connection(name="Work", url="https://crm.example.com")
    kept = door.keep(asked_for)
    assert kept.id
    assert kept == replace(asked_for, id=kept.id, context=RequestContext("en"))


@pytest.mark.parametrize(("spoken", "asked"), [("en", "en"), ("de", "de"), ("nb", "no")])
async def test_a_new_connection_begins_in_the_language_of_the_interface(
    bench: Bench, door: Door, qtbot: QtBot, spoken: str, asked: str
) -> None:
    language.speak(spoken)
    try:
        menu = QMenu()
        qtbot.addWidget(menu)
        assert Demo(bench, DemoTenant(), menu).connection.context == RequestContext(asked)
        assert door.keep(Connection(name="Work", url="https://crm.example.com")).context == RequestContext(
            asked
        )
    finally:
        language.speak("en")


async def test_a_known_one_is_changed_in_place_but_for_what_the_form_does_not_decide(
    bench: Bench, door: Door
) -> None:
    known = Connection("1", "Work", user="old", context=RequestContext("no"), color="red")
    bench.remembered.settings.connections.append(known)
    assert door.keep(Connection("1", "Lab", user="new")) is known
    assert (known.name, known.user, known.color) == ("Lab", "new", "")
    assert known.context == RequestContext("no")


async def test_of_the_demo_tenant_only_the_user_is_kept(door: Door, demo: Demo) -> None:
    kept = door.keep(replace(demo.connection, user="agent", name="Renamed"))
    assert kept is demo.connection
    assert (kept.user, kept.name) == ("agent", "Demo tenant")
