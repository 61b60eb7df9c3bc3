"""Request types, as an admin, an agent and a trainee meet them, and on a server that does not know them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from PySide6.QtWidgets import QComboBox, QTreeView
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from inspector.services import settings
from tests.journeys.program import Program, Start
from tests.journeys.recorded import Recorded
from tests.present import present
from tests.servers import serve, tls_context

FOR_TYPE = "/Agents/Ticket/CreateDefaultForTicketType"


async def pick(program: Program, name: str, typed: str, wanted: str) -> None:
    """Pick a reference by keyboard, and wait until it is in the draft."""
    await program.pick_reference(name, typed, wanted)
    await program.until(lambda: wanted in program.value(name), wanted)


async def sign_in_as(program: Program, user: str) -> None:
    program._workspace.features.demo.connection.user = user
    await program.menu("Connection", "Try the Demo Tenant")
    await program.filled()


async def test_an_admin_chooses_a_type_and_meets_it_everywhere(
    signed_in: Program, recorded: Recorded, start: Start, tmp_path: Path
) -> None:
    await signed_in.pick("Request type", "Outage (2)")
    await signed_in.until(lambda: signed_in.value("TicketType") == "Outage", "that type's defaults")
    await signed_in.filled()
    assert signed_in.value("Priority") == "No power"
    assert sum(path.endswith(FOR_TYPE) for path, _headers in recorded.asked) == 1
    assert "Outage (2)" in signed_in._window.whereabouts.text()
    await signed_in.select("TicketType")
    words = "the defaults were asked for with this request type"
    await signed_in.until(lambda: words in signed_in._window.details.text(), words)
    for entry, name, told in (
        ("Requests as .http File…", "requests.http", FOR_TYPE),
        ("Portrait as Markdown…", "portrait.md", "Outage (2)"),
    ):
        await signed_in.menu("File", "Export", entry)
        await signed_in.give_path(tmp_path / name)
        await signed_in.reads(f"^Exported .*{name}")
        assert told in (tmp_path / name).read_text("utf-8")
    await signed_in._workspace.bench.remembered.finish()
    kept = json.loads((settings.folder() / "settings.json").read_bytes())
    assert kept["connections"][0]["context"]["request_type"] == "2"


async def test_an_agent_picks_another_type_and_takes_its_defaults(program: Program) -> None:
    await sign_in_as(program, "agent")
    before = present(program._workspace.bench.ticket.document).to_bytes()
    await program.edit("Title", "Mine")
    await pick(program, "TicketType", "outage", "Outage")
    told = await program.reads("The request type is “Outage” now")
    assert "Priority Medium" in told
    program.shoot("another-type")
    await program.click("Take This Type's Defaults")
    await program.reads("differences")
    program.shoot("what-changes")
    await program.answer("Apply")
    await program.gone()
    await program.until(lambda: program.value("Priority") == "No power", "the defaults")
    assert program.value("Title") == "Mine"
    await program.press("Ctrl+Z")
    await program.until(lambda: program.value("Priority") == "Medium", "the undo")
    assert program.value("TicketType") == "Outage"
    await program.press("Ctrl+Z")
    await program.press("Ctrl+Z")
    assert present(program._workspace.bench.ticket.document).to_bytes() == before


async def test_what_the_type_does_not_allow_is_there_below_a_heading(demo: Program) -> None:
    await pick(demo, "TicketType", "outage", "Outage")
    await demo.select("Priority")
    await demo.press("F2")
    view = await demo.control("Entries", QTreeView)
    await demo.until(lambda: view.model().rowCount() == 3, "two priorities, and a heading")
    assert "Not for this type" in str(view.model().index(2, 0).data())
    demo.shoot("not-for-this-type")
    await demo.press("Escape")
    await demo.gone()
    await pick(demo, "Priority", "low", "Low")


async def test_a_type_that_is_not_for_one_says_why(demo: Program) -> None:
    box = await demo.control("Request type", QComboBox)
    await demo.until(lambda: box.findText("Meter reading (5)") > 0, "the tenant's types")
    await demo.click("Request type")
    await demo.press("Ctrl+A")
    await demo.type("meter")
    await demo.press("Return")
    await demo.reads("“meter” can't be chosen \\(not in \\+ New\\), so “As server” stays")
    assert box.currentText() == "As server"


async def test_a_trainee_may_ask_for_a_type_and_not_pick_one(program: Program) -> None:
    await sign_in_as(program, "trainee")
    await program.select("TicketType")
    await program.press("F2")
    await program.reads("TicketType can't be edited")
    await program.pick("Request type", "Complaint (3)")
    await program.until(lambda: program.value("TicketType") == "Complaint", "that type's defaults")


class Older:
    """A tenant of before 10.3.5."""

    def __init__(self, tenant: Starlette) -> None:
        self._tenant = tenant

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        if path.endswith(FOR_TYPE):
            answer = JSONResponse({"Message": "No HTTP resource was found"}, 404)
            await answer(scope, receive, send)
        elif path.lower().endswith("/api"):
            await JSONResponse({"NetServerVersion": "10.3.4.448", "Version": "v1"})(scope, receive, send)
        else:
            await self._tenant(scope, receive, send)


@pytest.fixture
def older(tenant: Starlette, authority: trustme.CA) -> Iterator[str]:
    with serve(Older(tenant), tls_context(authority)) as root:
        yield root


async def test_an_older_server_is_said_to_be_one_and_the_old_defaults_stay(
    older: str, program: Program
) -> None:
    await program.sign_in(f"{older}/SuperOffice")
    await program.filled()
    await program.pick("Request type", "Outage (2)")
    await program.reads("needs 10.3.5 or newer")
    assert program.value("TicketType") == "Request"
    await program.pick("Request type", "As server")
    await program.reads("^Fetched ")
    await program.filled()


@pytest.fixture(params=[403, 500])
def silent(request: pytest.FixtureRequest, tenant: Starlette, authority: trustme.CA) -> Iterator[str]:
    """A tenant that does not tell its request types."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if "/mdolist/tickettype" in str(scope.get("path", "")).lower():
            await JSONResponse({"Message": "no"}, request.param)(scope, receive, send)
        else:
            await tenant(scope, receive, send)

    with serve(app, tls_context(authority)) as root:
        yield root


async def test_where_the_tenant_does_not_tell_its_types_the_picker_has_none(
    silent: str, program: Program
) -> None:
    await program.sign_in(f"{silent}/SuperOffice")
    await program.filled()
    await program.rest()
    assert (await program.control("Request type", QComboBox)).count() == 1
