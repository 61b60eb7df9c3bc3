"""The draft in other shapes, from the menu to the file."""

from __future__ import annotations

import json
from pathlib import Path

import jsonpatch
import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialog

from tests.journeys.program import Program


async def test_what_was_changed_and_a_portrait(program: Program, tmp_path: Path) -> None:
    await program.click("Try the demo tenant")
    await program.filled()
    await program.menu("File", "Save Draft As…")
    await program.give_path(tmp_path / "draft.json")
    await program.reads("^Saved ")
    served = json.loads((tmp_path / "draft.json").read_bytes())
    await program.edit("Title", "Kettle 7")

    async def export(entry: str, name: str) -> bytes:
        await program.menu("File", "Export", entry)
        await program.give_path(tmp_path / name)
        await program.reads(f"^Exported .*{name}")
        return (tmp_path / name).read_bytes()

    patch = json.loads(await export("Changes as JSON Patch…", "changes.json"))
    assert patch == [{"op": "replace", "path": "/Title", "value": "Kettle 7"}]
    assert jsonpatch.apply_patch(served, patch)["Title"] == "Kettle 7"
    assert json.loads(await export("Changes as Merge Patch…", "merge.json")) == {"Title": "Kettle 7"}
    ticket = await export("Ticket without Rights…", "ticket.json")
    assert b"FieldProperties" not in ticket
    assert b"Kettle 7" in ticket
    curl = (await export("Requests for curl…", "requests.sh")).decode()
    assert "{{base64 of user:password}}" in curl
    assert "demo:" not in curl
    assert "Kettle 7" in (await export("Requests as .http File…", "requests.http")).decode()
    html = (await export("Portrait as HTML…", "portrait.html")).decode()
    assert "A request needs a title" in html
    assert "Tim Høyland" in html
    assert "System administrator" in html
    assert "One of: Low, Medium, High, No power" in html
    assert "empty → Kettle 7" in html
    assert (await export("Portrait as PDF…", "portrait.pdf")).startswith(b"%PDF-")
    await program.menu("File", "Export", "Mask Personal Data in Portraits")
    masked = (await export("Portrait as CSV…", "portrait.csv")).decode()
    assert "Tim Høyland" not in masked
    assert "Kettle 7" in masked
    await program.menu("File", "Export", "Show Your Edits in Portraits")
    assert "Kettle 7" not in (await export("Portrait as CSV…", "defaults.csv")).decode(), "it is no default"
    assert "| Title |" in (await export("Portrait as Markdown…", "portrait.md")).decode()
    assert program.title.startswith("*"), "an export is not a save"


async def test_what_a_merge_patch_cannot_say_is_told(program: Program, tmp_path: Path) -> None:
    await program.click("Try the demo tenant")
    await program.filled()
    await program.select("Title")
    await program.menu("Edit", "Set to Null")
    await program.menu("File", "Export", "Changes as Merge Patch…")
    await program.give_path(tmp_path / "merge.json")
    await program.reads("A Merge Patch can't set a value to null, so it leaves out: /Title")
    assert json.loads((tmp_path / "merge.json").read_bytes()) == {}


async def print_to(program: Program, path: Path) -> None:
    """Choose *Print Portrait…*, and this file."""
    await program.menu("File", "Export", "Print Portrait…")

    def in_front() -> QPrintDialog | None:
        found = QApplication.activeModalWidget()
        return found if isinstance(found, QPrintDialog) else None

    dialog = await program.until(in_front, "the dialog")
    await program._do(lambda: dialog.done(QDialog.DialogCode.Accepted))
    dialog.printer().setOutputFileName(str(path))


async def test_a_portrait_is_printed(demo: Program, tmp_path: Path) -> None:
    await print_to(demo, tmp_path / "printed.pdf")
    await demo.reads("^Printed")
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.no_qt_log  # Qt warns of it, too
async def test_what_can_not_be_printed_is_told(demo: Program, tmp_path: Path) -> None:
    await print_to(demo, tmp_path / "no folder" / "printed.pdf")
    await demo.reads("Nothing was printed")
    assert not demo.says("^Printed")
