"""From the first start to a saved draft, on the tenant inside the program."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from tests.journeys.program import Program
from tests.present import present


async def test_from_first_start_to_a_saved_draft(program: Program, tmp_path: Path) -> None:
    await program.click("Try the demo tenant")
    await program.until(lambda: program.value("Title") == "empty", "the defaults")
    await program.reads("^1 thing left")
    assert program.title == "New ticket – Demo tenant – Ticket Draft Inspector"
    program.shoot("filled")

    await program.edit("Title", "Heat pump makes a noise")
    await program.until(lambda: program.value("Title") == "Heat pump makes a noise", "the new title")
    assert program.title.startswith("*New ticket")
    await program.reads("^Ready")
    program.shoot("edited")

    await program.menu("File", "Save Draft As…")
    await program.give_path(tmp_path / "pump.json")
    await program.reads("^Saved ")
    assert program.title == "pump.json – Demo tenant – Ticket Draft Inspector"
    assert json.loads((tmp_path / "pump.json").read_bytes())["Title"] == "Heat pump makes a noise"

    await program.press("Ctrl+Q")
    await program.until(lambda: program.has_ended, "the end, with no question")


async def test_looking_around_with_filter_details_and_problems(program: Program) -> None:
    await program.click("Try the demo tenant")
    await program.filled()
    place = (await program.control("Filter")).y()
    await program.press("Ctrl+F")
    await program.type("heat pump")
    await program.reads(r"^\d+ of 4\d\d$")
    assert "Category" in program.names()
    assert "Title" not in program.names()
    await program.fill("Filter", "no such thing")
    await program.reads("No property matches. Press Esc")
    program.shoot("no-hits")
    assert present(program.find("Filter")).y() == place, "it stays where it was"
    await program.press("Esc")
    await program.reads(r"^61 properties, 4\d\d with inner ones$")

    await program.select("TicketId")
    await program.reads("SuperOffice gives the number itself")
    await program.press("Return")
    await program.reads("TicketId can't be edited")
    assert present(program.find("Problems")).isVisible()


async def test_a_lock_of_the_screens_may_be_overridden_knowingly(program: Program) -> None:
    await program.click("Try the demo tenant")
    await program.filled()
    await program.select("CreatedAt", double=True)
    await program.reads("CreatedAt can't be edited. .*screens lock it")
    program.shoot("locked")
    await program.click("Unlock for This Draft")
    await program.edit("CreatedAt", "2026-03-31 14:30")
    assert program.value("CreatedAt").startswith("31 Mar 2026 14:30")
    assert "unlocked by you" in program.rows()["CreatedAt"][2]
    await program.press("Ctrl+Z")
    assert not program.title.startswith("*")
    await program.press("Ctrl+Shift+Z")
    assert program.title.startswith("*")
    await program.press("Delete")
    assert not program.value("CreatedAt").startswith("31 Mar")


async def test_asking_for_fields_by_what_they_are(program: Program) -> None:
    await program.click("Try the demo tenant")
    await program.filled()
    await program.press("Ctrl+F")
    await program.type("@mand")
    await program.press("Down")
    await program.press("Return")
    assert (await program.control("Filter", QLineEdit)).text() == "@mandatory"
    await program.until(lambda: 0 < len(program.rows()) < 10, "the mandatory fields")
    others = {name for name, rest in program.rows().items() if "mandatory" not in rest[2]}
    assert others == {"Person", "Sale", "CustomFields"}, "branches that hold what is mandatory"
    assert "mandatory" in program.rows()["Title"][2]
    await program.edit("Title", "Heat pump")
    await program.fill("Filter", "@modified")
    await program.until(lambda: program.names() == ["Title"], "what was modified")
    await program.menu("Edit", "Undo")  # Ctrl+Z is the box's own
    await program.reads("^0 of ")
    assert program.names() == ["Title"], "it stays in sight until something else is looked for"
    await program.fill("Filter", "@modified ")
    await program.until(lambda: not program.names(), "nothing is modified any more")


async def test_bad_weather_on_purpose(program: Program) -> None:
    await program.click("Try the demo tenant")
    await program.filled()
    await program.menu("Connection", "Demo Weather", "Not Available (503)")
    await program.press("F5")
    await program.reads("could not be fetched.*not available just now")
    await program.menu("Connection", "Demo Weather", "Slow: 3 Seconds")
    await program.press("F5")
    await program.reads(r"^Fetching… \d")
    await program.click("Cancel")
    await program.reads("^Cancelled; what you see was fetched earlier")
    await program.menu("Connection", "Demo Weather", "Fair")
    await program.press("F5")
    await program.reads("^Fetched ")


async def test_escape_in_the_tree_shows_every_property_again(demo: Program) -> None:
    await demo.fill("Filter", "owner")
    await demo.until(lambda: "Title" not in demo.names(), "the hits")
    await demo.press("Down")
    await demo.press("Escape")
    await demo.until(lambda: "Title" in demo.names(), "every property")
