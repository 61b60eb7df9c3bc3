"""Details says where a default comes from and what a date means; what moves is found; all of it goes to the admin."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView
from starlette.applications import Starlette

from inspector.ui.defaults import moving
from tests.journeys.clock import Clock
from tests.journeys.program import Program
from tests.journeys.recorded import Recorded
from tests.present import present


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """When the server is quietly asked again."""
    monkeypatch.setattr(Program, "asks_quietly", True)
    return Clock(monkeypatch, moving)


async def marked(program: Program, clock: Clock) -> None:
    """Let the quiet question be asked, and wait for its answer."""
    await program.until(clock.is_awaited, "the quiet question")
    clock.pass_by()
    await program.until(lambda: "moves by itself" in program.rows()["CreatedAt"][2], "the mark")


async def explains(program: Program, pattern: str) -> re.Match[str]:
    """Wait until Details says so."""
    return await program.until(lambda: re.search(pattern, program._window.details.text(), re.M), pattern)


async def test_defaults_tell_where_they_come_from(demo: Program) -> None:
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


@pytest.mark.parametrize(
    ("number", "told"), [(0, "A file: whether it was a default"), (48213, "An existing request")]
)
async def test_a_file_that_nobody_knows_is_no_default(
    program: Program, tmp_path: Path, number: int, told: str
) -> None:
    draft = {"TicketId": number, "Title": "Old", "Slevel": "External", "Deadline": "2026-11-30T12:00:00"}
    (tmp_path / "draft.json").write_text(json.dumps(draft))
    await program.menu("File", "Open Draft…")
    await program.give_path(tmp_path / "draft.json")
    await program.filled()
    for name in ("Slevel", "Deadline"):
        await program.select(name)
        await explains(program, told)
        await explains(program, "In the file: ")
        assert "Settings and maintenance" not in program._window.details.text()


async def test_a_draft_that_was_saved_here_still_tells_where_its_defaults_come_from(
    demo: Program, tmp_path: Path
) -> None:
    await demo.edit("Title", "Mine")
    await demo.press("Ctrl+S")
    await demo.give_path(tmp_path / "draft.json")
    await demo.reads("^Saved ")
    await demo.menu("File", "Open Draft…")
    await demo.give_path(tmp_path / "draft.json")
    await demo.reads("^Opened ")
    await demo.select("Slevel")
    await explains(demo, "Probably the preference “External access level as default”")
    await demo.select("Title")
    await explains(demo, "You changed it in this draft.")


async def test_what_moves_is_found_quietly_and_on_demand(demo: Program, clock: Clock) -> None:
    await marked(demo, clock)
    assert "moves" not in demo.rows()["Title"][2]
    await demo.fill("Filter", "@volatile")
    await demo.until(lambda: "CreatedAt" in demo.names() and "Title" not in demo.names(), "only what moves")
    await demo.press("Escape")
    await demo.menu("Connection", "Find Values That Move")
    await demo.reads(r"\d+ values moved by themselves")
    await demo.select("CreatedAt")
    await explains(demo, "The server's clock: the value moved when the server was asked again")
    demo.shoot("moves")


async def test_a_date_is_told_in_zones_and_as_a_distance(demo: Program) -> None:
    await demo.select("Deadline")
    await explains(demo, "The server sent none, so the exact moment is not known")
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


async def test_the_message_to_the_admin(program: Program) -> None:
    program._workspace.features.demo.connection.user = "trainee"
    await program.menu("Connection", "Try the Demo Tenant")
    await program.filled()
    await program.select("Priority")
    await program.press("Ctrl+Shift+X")
    text = QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()
    await program.click("Copy as Text")
    await program.until(lambda: QGuiApplication.clipboard().text() == text, "the same by the button")
    program.shoot("message")
    lines = dict(line.split(": ", 1) for line in text.split("\n"))
    assert lines["Field"].startswith("Priority")
    assert lines["Tenant"] == "Demo tenant"
    assert lines["Asked by"]
    assert lines["What I may do"] == "You may read it. Your role lacks the right to change it."
    assert lines["Why"]
    assert "administrator" in lines["To change that"]


async def test_what_is_found_quietly_takes_nothing_from_whoever_types(demo: Program, clock: Clock) -> None:
    await marked(demo, clock)
    await demo.select("Deadline")
    await demo.press("F2")
    await demo.press("Ctrl+A")
    await demo.type("2027-01-02")
    demo._workspace.bench.ticket.set_moving(frozenset({("Deadline",)}))
    await demo.press("Return")
    await demo.until(lambda: "2 Jan 2027" in demo.value("Deadline"), "what was typed")


async def fetches_again(program: Program, recorded: Recorded) -> int:
    """Press F5 and wait for the answer; returns how many fetches there were by then."""
    before = len(recorded.fetches())
    await program.press("F5")
    await program.until(lambda: len(recorded.fetches()) > before, "a fetch")
    await program.filled()
    return len(recorded.fetches())


async def test_a_fetch_goes_before_what_is_asked_quietly(
    signed_in: Program, recorded: Recorded, clock: Clock
) -> None:
    before = await fetches_again(signed_in, recorded)
    await signed_in.until(clock.is_awaited, "the quiet question")
    assert await fetches_again(signed_in, recorded) == before + 1
    await marked(signed_in, clock)
    assert len(recorded.fetches()) == before + 2, "the quiet question before it was not asked"

    assert await fetches_again(signed_in, recorded) == before + 3
    assert "moves by itself" in signed_in.rows()["CreatedAt"][2], "what moves goes on moving"
    assert not clock.is_awaited(), "a connection is asked quietly only once"


@pytest.mark.parametrize("shape", ["error", "null"])
async def test_what_fails_quietly_is_not_told(
    signed_in: Program, recorded: Recorded, tenant: Starlette, shape: str, clock: Clock
) -> None:
    before = await fetches_again(signed_in, recorded)
    await signed_in.until(clock.is_awaited, "the quiet question")
    tenant.state.weather = type(tenant.state.weather).forecast(fail=shape)
    clock.pass_by()
    await signed_in.until(lambda: len(recorded.fetches()) > before, "the quiet question")
    await signed_in.until(lambda: not signed_in._workspace.bench.tasks.is_running("quietly"), "its end")
    assert not signed_in._window.notice.isVisible()
    assert "moves" not in signed_in.rows()["CreatedAt"][2]
    await signed_in.menu("Connection", "Find Values That Move")
    await signed_in.reads("could not be asked again")
    tenant.state.weather = type(tenant.state.weather)()


async def test_a_rebase_says_what_moves_by_itself(demo: Program, clock: Clock) -> None:
    await marked(demo, clock)
    await demo.menu("Connection", "Rebase onto New Defaults…")
    table = await demo.control("Differences", QTableView)
    model = table.model()
    decisions = {model.index(row, 0).data(): model.index(row, 4).data() for row in range(model.rowCount())}
    assert decisions["CreatedAt"] == "take the new · the default moved; it moves by itself"
    demo.shoot("rebase")
    await demo.press("Escape")


async def test_ctrl_f_finds_in_details_while_the_keyboard_is_there(demo: Program) -> None:
    await demo.select("Category")
    await demo.press("Ctrl+F")
    await demo.until(lambda: present(demo.find("Filter")).hasFocus(), "the keyboard in the Filter")
    present(demo.find("Copy as Text")).setFocus()
    await demo.press("Ctrl+F")
    await demo.type("subject")
    await demo.reads("^1 of ")
    assert demo.value("Category"), "nothing was filtered"
    await demo.press("Escape")
    assert present(demo.find("Copy as Text")).hasFocus()


async def test_find_in_details_looks_on_in_the_property_that_is_chosen_next(demo: Program) -> None:
    await demo.select("Category")
    await demo.press("Ctrl+Shift+F")
    await demo.type("administrator")
    await demo.select("CreatedBy")
    await demo.reads("^(1 of |not found)")
    await demo.press("Ctrl+Shift+F")
    await demo.type("created")
    await demo.reads("^1 of ")
