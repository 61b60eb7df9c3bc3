"""Elements come, go and move; branches travel over the clipboard; every step has a name and can be undone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTreeView, QUndoView

from tests.journeys.program import Program
from tests.present import present


def undo_name(program: Program) -> str:
    return program._workspace.bench.ticket.stack.undoText()


async def test_tags_are_added_moved_doubled_and_taken_away(demo: Program) -> None:
    before = present(demo._workspace.bench.ticket.document).to_bytes()
    await demo.select("Tags")
    count = len(demo.ticket()["Tags"])
    await demo.press("Ins")
    await demo.until(
        lambda: (found := demo.find("Entries", QTreeView)) and found.model().rowCount(), "the tenant's tags"
    )
    await demo.press("Down", times=2)  # the first is there already
    await demo.press("Return")
    await demo.until(lambda: len(demo.ticket()["Tags"]) == count + 1, "the tag")
    assert set(demo.ticket()["Tags"][-1]) >= {"Id", "Name"}
    assert undo_name(demo) == "Add to Tags"
    assert present(demo._window.tree.current_node()).keys == ("Tags", count)
    demo._window.tree.select(("Tags", count))
    await demo.press("Ctrl+D")
    assert len(demo.ticket()["Tags"]) == count + 2
    QGuiApplication.clipboard().setText('{"Id": 42, "Name": "pasted"}')
    await demo.press("Ctrl+V")
    assert demo.ticket()["Tags"][count + 1] == {"Id": 42, "Name": "pasted"}
    await demo.press("Ctrl+Shift+Up")
    assert demo.ticket()["Tags"][count]["Id"] == 42
    assert undo_name(demo) == f"Move Tags {count + 2} Up"
    demo.shoot("elements")
    await demo.press("Ctrl+Z")
    assert demo.ticket()["Tags"][count + 1]["Id"] == 42, "a move is one step"
    await demo.press("Ctrl+Del")
    await demo.menu("Edit", "Reset All to Default")
    assert present(demo._workspace.bench.ticket.document).to_bytes() == before
    assert not present(demo._workspace.bench.ticket.document).root.is_modified
    await demo.press("Ctrl+Z")
    assert len(demo.ticket()["Tags"]) == count + 1, "and so is taking everything back"


async def test_a_field_is_added_and_renamed(demo: Program) -> None:
    await demo.select("ExtraFields")
    await demo.press("Ins")
    await demo.fill("Name of the field", "x_new")
    await demo.press("Return")
    await demo.gone()
    await demo.until(lambda: demo.ticket()["ExtraFields"].get("x_new") == "", "the field")
    await demo.menu("Edit", "Rename Field…")
    await demo.fill("Name of the field", "x_other")
    await demo.press("Return")
    await demo.until(lambda: "x_other" in demo.ticket()["ExtraFields"], "the other name")
    assert "x_new" not in demo.ticket()["ExtraFields"]
    assert undo_name(demo) == "Rename x_new to x_other"


async def test_what_does_not_fit_is_refused_in_words(demo: Program) -> None:
    await demo.select("OwnedBy")
    QGuiApplication.clipboard().setText("[1, 2]")
    await demo.press("Ctrl+V")
    await demo.reads("does not fit into OwnedBy")
    QGuiApplication.clipboard().setText("no json")
    await demo.press("Ctrl+V")
    await demo.reads("The clipboard holds no JSON")
    await demo.select("Title")
    await demo.press("Ctrl+V")
    assert demo.ticket()["Title"] == "no json"
    await demo.select("TicketId")
    await demo.press("Ctrl+V")
    await demo.reads("TicketId can't be edited")


@pytest.mark.parametrize("text", ['"Urgent"', "null", "123", "a\u2028b\u00a0c"])
async def test_a_text_that_is_copied_is_pasted_as_it_was(demo: Program, tmp_path: Path, text: str) -> None:
    draft = demo.ticket() | {"Title": text, "Author": None}
    (tmp_path / "draft.json").write_text(json.dumps(draft), "utf-8")
    await demo.menu("File", "Open Draft…")
    await demo.give_path(tmp_path / "draft.json")
    await demo.until(lambda: demo.ticket()["Title"] == text, "the draft")
    await demo.select("Title")
    await demo.press("Ctrl+C")
    await demo.press("Ctrl+V")
    assert demo.ticket()["Title"] == text
    assert not demo._workspace.bench.ticket.is_unsaved
    await demo.select("Author")
    await demo.press("Ctrl+V")
    assert demo.ticket()["Author"] == text
    await demo.menu("Edit", "Set to Null")
    await demo.press("Ctrl+C")
    await demo.select("Title")
    await demo.press("Ctrl+V")
    assert demo.ticket()["Title"] is None
    await demo.select("NumReplies")
    await demo.press("Ctrl+C")
    await demo.select("Title")
    await demo.press("Ctrl+V")
    assert demo.ticket()["Title"] == "0"


async def test_rows_are_copied_for_a_spreadsheet_and_branches_as_json(demo: Program) -> None:
    await demo.edit("Title", '=HYPERLINK("x")')
    await demo.select("Title")
    await demo.press("Shift+Down", 2)
    await demo.press("Ctrl+C")
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "Property\tValue\tType\tRights"
    assert [line.split("\t")[0] for line in lines[1:]] == ["Title", "CreatedAt", "LastChanged"]
    assert "\"'=HYPERLINK(" in lines[1]
    await demo.select("OwnedBy")
    await demo.press("Ctrl+Alt+C")
    assert json.loads(QGuiApplication.clipboard().text())["FullName"] == "Tim Høyland"


async def test_the_history_leads_back(demo: Program) -> None:
    await demo.edit("Title", "One")
    await demo.edit("Title", "Two")
    await demo.press("Ctrl+H")
    steps = await demo.control("History", QUndoView)
    served, one, two = (steps.model().index(row, 0).data() for row in range(3))
    assert served == "As served"
    assert re.fullmatch(r"\d\d:\d\d  Change Title: empty → One", one)
    assert re.fullmatch(r"\d\d:\d\d  Change Title: One → Two", two)
    index = steps.model().index(1, 0)
    await demo._do(lambda: demo._click(steps.viewport(), steps.visualRect(index).center()))
    assert demo.value("Title") == "One"
    demo.shoot("history")
