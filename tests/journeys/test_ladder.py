"""Where defaults come from, asked for by people with different rights, and told to others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from PySide6.QtGui import QGuiApplication
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from inspector.demo.tenant import app
from tests.journeys.program import Program
from tests.journeys.recorded import Recorded
from tests.servers import serve, tls_context

ASKS = "Where does this come from?"


class Refusing:
    """The demo tenant, for somebody who is answered like this wherever a path begins so."""

    def __init__(self, status: int, *paths: str) -> None:
        self._app, self._status, self._paths = app(), status, paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and any(f"/v1/{path}" in scope["path"] for path in self._paths):
            page = Response("<html>no</html>", self._status, media_type="text/html")
            await page(scope, receive, send)
            return
        await self._app(scope, receive, send)


async def rungs(program: Program, name: str) -> list[str]:
    """The ladder of a property, as it is spoken; it is asked for where it was not yet."""
    await program.select(name)
    await program.menu("View", "Where Does This Come From?")
    ladder = program._window.details.where_from._ladder
    await program.until(lambda: not ladder.isHidden(), "the ladder")
    return ladder.accessibleDescription().split("; ")


def screen(program: Program) -> str:
    """What else may act on a new request, as far as it is in sight."""
    sheet = program._window.details.where_from._screen
    return sheet.toPlainText() if sheet.isVisible() else ""


async def test_one_lives_by_habit(signed_in: Program, recorded: Recorded) -> None:
    program = signed_in
    await program.rest()
    before = len(recorded.asked)
    told = await rungs(program, "Category")
    assert "Last used by Tim: Support › Hardware › Heat pumps, decided" in told
    assert "Setting of Tim: Support" in told
    asked = len(recorded.asked) - before
    assert asked <= 6
    for name in ("Status", "OwnedBy", "Slevel", "Priority", "TicketType", "Deadline"):
        assert any("decided" in one for one in await rungs(program, name)), name
    await program.rest()
    assert len(recorded.asked) - before == asked, "it is kept for the session"
    await program.click("What else may the request screen show?")
    await program.until(lambda: "before the screen opens" in screen(program), "the scripts")
    await program.menu("Edit", "Copy as Text")
    text = QGuiApplication.clipboard().text()
    assert "→ The priority's own deadline (worked out): " in text
    assert "Fill in the site address (before the screen opens)" in text


async def test_a_date_says_in_which_time_zone_it_is_told(signed_in: Program) -> None:
    program = signed_in
    await program.select("CreatedAt")
    await program.control("Which time zone is this?")
    told = await rungs(program, "CreatedAt")
    assert told[0] == "Time zone that was asked for: sets none"
    assert told[1].startswith("Time zone of Tim: ")
    assert told[1].endswith(", decided")
    assert len(told) == 3
    await program.menu("Edit", "Copy as Text")
    assert "Time zone of the date: \n· Time zone that was asked for" in QGuiApplication.clipboard().text()


async def test_another_by_what_she_once_chose(server: str, program: Program) -> None:
    await program.sign_in(f"{server}/SuperOffice", "agent")
    await program.filled()
    told = await rungs(program, "Category")
    assert "Last used by Ingrid: sets none" in told
    assert any(one.startswith("Setting of Ingrid") and one.endswith("decided") for one in told)
    await program.click("What else may the request screen show?")
    await program.until(lambda: "before the screen opens" in screen(program), "the scripts")


async def test_a_trainee_hears_what_may_not_be_read_and_who_could(server: str, program: Program) -> None:
    await program.sign_in(f"{server}/SuperOffice", "trainee")
    await program.filled()
    told = await rungs(program, "Category")
    assert "Setting of Jonas: not readable for your role" in told
    assert program.says_here("An administrator of Service, signed in here, could see")
    assert "Not known" in program._window.details.text()
    await program.click("What else may the request screen show?")
    await program.until(
        lambda: "Which scripts act on a new request: not readable for your role" in screen(program), "why not"
    )


async def test_somebody_else_begins_anew(server: str, program: Program) -> None:
    await program.sign_in(f"{server}/SuperOffice")
    await program.filled()
    await rungs(program, "Category")
    await program.menu("File", "Sign In…")
    await program.sign_in(f"{server}/SuperOffice", "agent", name="Other")
    await program.filled()
    await program.select("Category")
    await program.control(ASKS)
    assert any("Ingrid" in one for one in await rungs(program, "Category"))


async def test_a_file_and_a_property_without_a_ladder_are_told_so(demo: Program, tmp_path: Path) -> None:
    await demo.select("TicketId")
    await demo.menu("View", "Where Does This Come From?")
    await demo.reads("Of this property no more is known than Details say")
    file = tmp_path / "draft.json"
    file.write_text('{"TicketId": 0, "Title": "From a file", "Category": {"TicketCategoryId": 3}}')
    demo._workspace.features.drafts.open_path(file)
    await demo.until(lambda: demo.rows()["Title"][0] == "From a file", "the draft")
    await demo.select("Category")
    await demo.menu("View", "Where Does This Come From?")
    await demo.reads("Sign in and fetch a default: then the tenant can be asked where it comes from")


PATHS = ("Archive", "Agents/CustomerService", "Agents/List", "TriggerScript", "MDOList/ejcategory")


@pytest.fixture(params=[403, 404, 500])
def refusing(request: pytest.FixtureRequest, authority: trustme.CA) -> Iterator[str]:
    with serve(Refusing(request.param, *PATHS), tls_context(authority)) as root:
        yield f"{root}/SuperOffice"


async def test_a_server_that_tells_nothing_leaves_the_tree_alone(refusing: str, program: Program) -> None:
    await program.sign_in(refusing)
    await program.filled()
    rows = program.rows()
    told = await rungs(program, "Category")
    assert len(told) == 3
    assert not any("decided" in one for one in told)
    assert any("decided" in one for one in await rungs(program, "Status")), "the answer itself tells"
    await program.click("What else may the request screen show?")
    await program.until(lambda: "Which mail boxes there are:" in screen(program), "the gaps")
    assert program.rows() == rows
