"""Details says where a default comes from and what a date means; what moves is found; all of it goes to the admin."""

from __future__ import annotations

import re

import pytest
import pytest_asyncio
from PySide6.QtGui import QGuiApplication

from inspector.ui import explaining
from tests.journeys.program import Program


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(explaining, "PATIENCE", 0.1)
    monkeypatch.setattr(Program, "asks_quietly", True)


@pytest_asyncio.fixture
async def demo(program):
    await program.menu("Connection", "Try the Demo Tenant")
    await program.filled()
    return program


async def explains(program, pattern):
    """Wait until Details says so."""
    return await program.until(lambda: re.search(pattern, program._window.details.text(), re.M), pattern)


async def test_defaults_tell_where_they_come_from(demo):
    for name, told in (
        ("OwnedBy", "You: it is the user who asked"),
        ("TicketId", "the ticket does not exist yet"),
        ("Title", "Nothing: the server left it empty"),
        ("Slevel", "Probably the preference “External access level as default”"),
        ("Slevel", "Settings and maintenance › Preferences › Global preferences"),
        ("Deadline", "Settings and maintenance › Requests › Priorities"),
        ("Origin", "Set by the server; origin unknown."),
    ):
        await demo.select(name)
        await explains(demo, told)
    await demo.select("Priority")
    await explains(
        demo,
        "The default priority of the request type(.|\\n)*Settings and maintenance › Requests › Request types",
    )
    await demo.edit("Title", "Mine")
    await explains(demo, "You changed it in this draft")
    demo.shoot("origin")


async def test_what_moves_is_found_quietly_and_on_demand(demo):
    await demo.until(lambda: "moves by itself" in demo.rows()["CreatedAt"][2], "the mark")
    assert "moves" not in demo.rows()["Title"][2]
    await demo.fill("Filter", "@volatile")
    await demo.until(lambda: "CreatedAt" in demo.rows() and "Title" not in demo.rows(), "only what moves")
    await demo.press("Escape")
    await demo.menu("Connection", "Find Values That Move")
    await demo.reads(r"\d+ values moved by themselves")
    await demo.select("CreatedAt")
    await explains(demo, "The server's clock: it moved when asked again")
    demo.shoot("moves")


async def test_a_date_is_told_in_zones_and_as_a_distance(demo):
    await demo.select("Deadline")
    await explains(demo, "None was served, so the instant is not known")
    await demo.pick("Time zone", "Norway (NO)")
    await demo.reads("^Fetched ")
    await demo.select("Deadline")
    await explains(demo, "Norway.*, as asked for")
    await explains(demo, r"^Distance: (in \d+ (hours|minutes)|now|.* ago)$")
    await demo.click("Include offset")
    await demo.reads("^Fetched ")
    await demo.select("Deadline")
    await explains(demo, "In UTC")
    demo.shoot("zones")
    await demo.select("ReadByOwner")
    assert "In UTC" not in demo._window.details.text(), "year 1 is never shifted"


async def test_the_message_to_the_admin(program):
    program._workspace.connecting._demo.user = "trainee"
    await program.menu("Connection", "Try the Demo Tenant")
    await program.filled()
    await program.select("Priority")
    await program.press("Ctrl+Shift+X")
    text = QGuiApplication.clipboard().text()
    lines = dict(line.split(": ", 1) for line in text.split("\n"))
    assert lines["Field"].startswith("Priority")
    assert lines["Tenant"] == "Demo tenant"
    assert lines["Asked by"]
    assert lines["What I may do"] == "You may read it. Your role lacks the right to change it."
    assert lines["Why"]
    assert "administrator" in lines["To change that"]
