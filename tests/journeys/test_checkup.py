"""The setup is checked by people with different rights, on servers that tell all of it, some of it, or nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QListWidget
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from inspector.demo.tenant import app
from tests.journeys.program import Program, Start
from tests.journeys.recorded import Recorded
from tests.servers import serve

KEYS = "Ctrl+Shift+K"


class Answering:
    """The demo tenant, but for paths that begin so: those get this."""

    def __init__(self, status: int, body: bytes, *paths: str) -> None:
        self._app, self._status, self._body, self._paths = app(), status, body, paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and any(f"/v1/{path}" in scope["path"] for path in self._paths):
            answer = Response(self._body, self._status, media_type="application/json")
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)


def lines(program: Program) -> list[str]:
    """What the list says, as far as it is in sight."""
    rows = program.find("Findings", QListWidget)
    return [rows.item(row).text() for row in range(rows.count())] if rows is not None else []


async def checked(program: Program) -> list[str]:
    """Check the setup, and wait for what is told."""
    await program.press(KEYS)
    await program.until(lambda: lines(program), "what was found")
    return lines(program)


async def choose(program: Program, words: str) -> None:
    """Select the row that says this, by keys, from the top."""
    rows = await program.control("Findings", QListWidget)
    at = next(row for row, line in enumerate(lines(program)) if words in line)
    await program.until(rows.hasFocus, "the keyboard in the list")
    await program.press("Home")
    await program.press("Down", at)
    await program.until(lambda: rows.currentRow() == at, "the row")


async def test_an_administrator_hears_what_is_wrong(signed_in: Program, recorded: Recorded) -> None:
    program = signed_in
    await program.rest()
    before = len(recorded.asked)
    found = await checked(program)
    for line in (
        "Fault: The request type Installation offers only some priorities, and has no default priority.",
        "Fault: The request type Meter reading begins with the status Waiting for parts, which it does not offer.",
        "Fault: The request type Meter reading begins with the priority Very low, which was deleted.",
        "Warning: 2 priorities are the default: Medium, High.",
        "Warning: No status is the default of the internal status Postponed.",
        "Warning: The request type Praise is visible to no user group.",
        "Warning: New requests in the category Billing › Refund begin as Closed.",
    ):
        assert line in found
    assert found == sorted(found, key=lambda line: ("Fault", "Warning", "Note").index(line.partition(":")[0]))
    assert any("Support › Hardware › Heat pumps, of which you are no member" in line for line in found)
    await choose(program, "2 priorities are the default")
    assert program.says_here("^Settings and maintenance › Requests › Priorities$")
    assert program.says_here(r"^docs\.superoffice\.com/en/request/admin/priority/create$")
    asked = len(recorded.asked) - before
    assert asked <= 13
    await program.press(KEYS)
    await program.until(lambda: not lines(program), "the end of the pane")
    await checked(program)
    await program.rest()
    assert len(recorded.asked) - before == asked, "it is kept for the session"
    await program.click("Check Again")
    await program.until(lambda: len(recorded.asked) - before == 2 * asked, "the same once more")
    program.shoot("found")


async def test_an_agent_hears_what_concerns_her(server: str, program: Program) -> None:
    await program.sign_in(f"{server}/SuperOffice", "agent")
    await program.filled()
    found = await checked(program)
    assert not any("you are no member" in line for line in found)
    assert any("Praise" in line for line in found)
    assert not any(line.startswith("Not checked") for line in found)


async def test_a_trainee_hears_what_could_not_be_checked_and_why(server: str, program: Program) -> None:
    await program.sign_in(f"{server}/SuperOffice", "trainee")
    await program.filled()
    found = await checked(program)
    assert [line for line in found if line.startswith("Not checked")] == [
        "Not checked: Members of categories: not readable for your role",
        "Not checked: Your own settings: not readable for your role",
        "Not checked: Preferences: not readable for your role",
    ]
    assert program.says_here(r"things found · 3 parts not checked$")
    await choose(program, "Your own settings")
    assert program.says_here("So nobody looked for: a category of yours of which you are no member; ")
    assert program.says_here("An administrator of Service, signed in here, could see")
    program.shoot("gaps")


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (403, b"{}", "not readable for your role"),
        (404, b"<html>", "this server does not tell"),
        (500, b"<html>", "could not be asked"),
        (200, b"null", "could not be asked"),
        (200, b"<html>", "could not be asked"),
        (200, json.dumps([{"Name": 3}] * 10_000).encode(), "not told"),
    ],
)
async def test_whatever_a_server_answers_the_ticket_stays_as_it_is(
    program: Program, status: int, body: bytes, reason: str
) -> None:
    with serve(
        Answering(status, body, "Agents/List/GetTicketTypes", "Agents/List/GetTicketStatuses")
    ) as root:
        await program.sign_in(f"{root}/SuperOffice")
        await program.filled()
        before = program.rows()
        found = await checked(program)
        assert f"Not checked: Request types: {reason}" in found
        assert f"Not checked: Request status: {reason}" in found
        assert "Warning: 2 priorities are the default: Medium, High." in found, "the others told"
        assert program.rows() == before
        assert not program._window.notice.isVisible()


async def test_a_rule_is_muted_with_a_reason_for_this_connection(start: Start, tmp_path: Path) -> None:
    program = await start()
    await program.menu("Connection", "Try the Demo Tenant")
    await program.filled()
    found = await checked(program)
    await choose(program, "2 priorities are the default")
    await program.click("Mute…")
    await program.fill("Reason", "agreed with the desk")
    await program.click("Mute")
    await program.until(lambda: len(lines(program)) == len(found) - 1, "one less")
    await program.control("Show Muted (1)")
    await program.click("Show Muted (1)")
    assert lines(program)[-1] == "Muted: 2 priorities are the default: Medium, High."
    await program.click("Copy as Markdown")
    text = QGuiApplication.clipboard().text()
    assert (
        "## Muted (1)\n\n- 2 priorities are the default: Medium, High. – agreed with the desk"
        in text.replace("\\", "")
    )
    await program.rest()
    kept = json.loads((Path(os.environ["TICKET_INSPECTOR_CONFIG"]) / "settings.json").read_text())
    assert list(kept["muted_rules"].values()) == [{"priority_two": "agreed with the desk"}]
    program.shoot("muted")


async def test_whoever_is_signed_in_nowhere_is_told_to_sign_in(program: Program) -> None:
    await program.press(KEYS)
    await program.reads("^Sign in: then the tenant's setup can be checked")
    await program.menu("Connection", "Try the Demo Tenant")
    await program.filled()
    await program.reads("^The setup of this tenant was not checked yet")
    await program.click("Check Now")
    await program.until(lambda: lines(program), "what was found")
    await program.menu("Connection", "Sign Out")
    await program.reads("^Sign in: then the tenant's setup can be checked")
