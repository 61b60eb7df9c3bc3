"""The defaults move while a draft is open: nothing is lost, nothing happens silently, and it is one step."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtWidgets import QTableView

from inspector.domain.context import RequestContext
from tests.journeys.program import Program
from tests.present import present


def rows(table: QTableView) -> dict[str, list[str]]:
    model = table.model()
    cells = ([model.index(row, column).data() for column in range(5)] for row in range(model.rowCount()))
    return {name: rest for name, *rest in cells}


async def test_edits_are_kept_when_new_defaults_come(demo: Program) -> None:
    await demo.edit("Title", "Mine")
    before = present(demo._workspace.bench.ticket.document).to_bytes()
    await demo.pick("Language", "German (de)")
    await demo.answer("Keep My Edits")
    table = await demo.control("Differences", QTableView)
    found = rows(table)
    assert found["Title"][0] == "Mine"
    assert found["Title"][3] == "keep mine · your edit"
    assert found["Priority.Name"][1:] == ["Medium", "Mittel", "take the new · the default moved"]
    demo.shoot("board")
    await demo.click("Apply")
    await demo.gone()
    await demo.until(lambda: demo.rows().get("Priority", [""])[0] == "Mittel", "the new default")
    assert demo.ticket()["Title"] == "Mine"
    title = present(present(demo._workspace.bench.ticket.document).find(("Title",)))
    assert title.is_modified
    assert demo._workspace.bench.ticket.stack.undoText() == "Rebase onto New Defaults"
    await demo.menu("Edit", "Undo")
    assert present(demo._workspace.bench.ticket.document).to_bytes() == before
    await demo.menu("Edit", "Undo")
    assert demo.ticket()["Title"] == "", "and the steps before can be undone as well"
    await demo.menu("Edit", "Redo")
    await demo.menu("Edit", "Redo")
    assert demo.value("Priority") == "Mittel"
    await demo.select("Title")
    await demo.menu("Edit", "Reset to Default")
    assert demo.ticket()["Title"] == "", "the default is the new one"


async def test_a_draft_from_a_file_is_put_onto_the_current_defaults(demo: Program, tmp_path: Path) -> None:
    await demo.edit("Title", "Saved")
    await demo.press("Ctrl+S")
    await demo.give_path(tmp_path / "draft.json")
    await demo.reads("^Saved ")
    draft = json.loads((tmp_path / "draft.json").read_bytes())
    (tmp_path / "draft.json").write_text(json.dumps(draft | {"AlertLevel": 3}), "utf-8")
    demo._workspace.features.drafts.open_path(tmp_path / "draft.json")
    await demo.until(lambda: demo.value("AlertLevel") == "3", "the draft")
    await demo.menu("Connection", "Rebase onto New Defaults…")
    table = await demo.control("Differences", QTableView)
    await demo.reads("The defaults that this draft was made from are not known")
    found = rows(table)
    assert found["AlertLevel"][3].startswith("keep mine")
    table.selectRow(list(found).index("AlertLevel"))
    await demo.click("Take the New")
    assert rows(table)["AlertLevel"][3].startswith("take the new")
    await demo.click("Apply")
    await demo.gone()
    await demo.until(lambda: demo.value("AlertLevel") != "3", "the decision")
    assert demo.ticket()["Title"] == "Saved"
    assert demo.title.startswith("*")


async def test_a_saved_draft_knows_what_it_was_made_from(demo: Program, tmp_path: Path) -> None:
    await demo.edit("Title", "Saved")
    await demo.press("Ctrl+S")
    await demo.give_path(tmp_path / "draft.json")
    await demo.reads("^Saved ")
    (tmp_path / "draft.json").rename(tmp_path / "renamed.json")
    demo._workspace.features.drafts.open_path(tmp_path / "renamed.json")
    await demo.reads("^Opened ")
    await demo.edit("Title", "Saved again")
    await demo.press("Ctrl+S")
    await demo.reads("^Saved ")
    demo._workspace.features.drafts.open_path(tmp_path / "renamed.json")
    await demo.reads("^Opened ")
    demo._workspace.bench.place.context = RequestContext("de")
    await demo.menu("Connection", "Rebase onto New Defaults…")
    found = rows(await demo.control("Differences", QTableView))
    assert found["Title"] == ["Saved again", "empty", "empty", "keep mine · your edit"], "mine, old, new"
    assert found["Priority.Name"] == ["Medium", "Medium", "Mittel", "take the new · the default moved"]
    demo.shoot("board-of-a-file")
    await demo.click("Apply")
    await demo.gone()
    await demo.until(lambda: demo.value("Priority") == "Mittel", "the new default")
    assert demo.ticket()["Title"] == "Saved again"
    assert json.loads(bytes(present(present(demo._workspace.bench.ticket.document).default)))["Title"] == ""


async def test_declining_leaves_the_draft_as_it_was(demo: Program) -> None:
    await demo.edit("Title", "Mine")
    before = present(demo._workspace.bench.ticket.document).to_bytes()
    await demo.press("F5")
    await demo.answer("Keep My Edits")
    await demo.control("Differences", QTableView)
    await demo.press("Escape")
    await demo.gone()
    assert present(demo._workspace.bench.ticket.document).to_bytes() == before
    await demo.until(lambda: not demo._workspace.bench.is_busy, "rest")
    await demo.edit("Title", "Still at work")
