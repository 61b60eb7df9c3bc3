"""From the first start to a saved draft, on the tenant inside the program."""

from __future__ import annotations

import json


async def test_from_first_start_to_a_saved_draft(program, tmp_path):
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
