"""Going to a property by its path, and the draft's text beside the tree."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QListView

from inspector.domain import exact_json
from inspector.domain.document import Keys
from inspector.ui.panes import raw_json
from tests.journeys.program import Program, Start
from tests.present import present


def current(program: Program) -> Keys:
    return present(program._window.tree.current_node()).keys


def lines(view: QListView) -> Sequence[str]:
    model = view.model()
    assert isinstance(model, raw_json.LinesModel)
    return model.lines


async def test_go_to_a_path_and_back_up_its_steps(demo: Program) -> None:
    await demo.press("Ctrl+G")
    await demo.control("Go to path")
    await demo.press("Ctrl+A")
    await demo.type("OwnedBy.Nonsense")
    await demo.press("Return")
    await demo.reads("There is no “Nonsense” in OwnedBy")
    await demo.press("Ctrl+A")
    await demo.type("/OwnedBy/FullName")
    await demo.press("Return")
    assert current(demo) == ("OwnedBy", "FullName")
    await demo.menu("Edit", "Copy Path as Dotted")
    assert QGuiApplication.clipboard().text() == "OwnedBy.FullName"
    await demo.menu("Edit", "Copy Path as Python")
    assert QGuiApplication.clipboard().text() == 'ticket["OwnedBy"]["FullName"]'
    demo.shoot("path")
    await demo.click("OwnedBy")
    assert current(demo) == ("OwnedBy",)
    await demo.press("Ctrl+G")
    await demo.press("Escape")
    assert demo._window.tree.hasFocus()


async def test_names_are_completed_as_people_see_them(demo: Program) -> None:
    await demo.press("Ctrl+G")
    field = await demo.control("Go to path", QLineEdit)
    await demo.press("Ctrl+A")
    await demo.type("ownedBy.ｆｕｌｌ")
    offered = present(present(field.completer()).popup())
    await demo.until(offered.isVisible, "names")
    await demo.press("Down")
    assert field.text() == "OwnedBy.FullName"


async def test_the_raw_json_is_in_step_both_ways(demo: Program) -> None:
    await demo.press("Ctrl+J")
    view = await demo.control("Raw JSON text", QListView)
    await demo.until(lambda: view.model().rowCount() > 50, "the text")
    text = "\n".join(view.model().index(row, 0).data() for row in range(view.model().rowCount()))
    assert json.loads(text)["OwnedBy"]["FullName"] == "Tim Høyland"
    await demo.select("OwnedBy")
    await demo.until(lambda: view.currentIndex().data() == '  "OwnedBy": {', "the line of OwnedBy")
    demo.shoot("raw")
    rows = range(view.model().rowCount())
    index = next(
        view.model().index(row, 0) for row in rows if '"Slevel"' in view.model().index(row, 0).data()
    )
    view.scrollTo(index)
    await demo._do(lambda: demo._click(view.viewport(), view.visualRect(index).topLeft() + QPoint(40, 8)))
    assert current(demo) == ("Slevel",)
    await demo.edit("Title", "Seen at once")
    await demo.until(lambda: view.currentIndex().data() == '  "Title": "Seen at once",', "the edit")
    await demo.select("OwnedBy")
    await demo.click("Selected branch only")
    await demo.until(lambda: 1 < view.model().rowCount() < 60, "a branch")
    assert json.loads("\n".join(lines(view)))["FullName"] == "Tim Høyland"


async def test_names_as_in_the_api_as_people_say_and_both(demo: Program) -> None:
    assert "OwnedBy" in demo.names()
    await demo.menu("View", "Readable Labels")
    assert "Owner" in demo.names()
    assert "OwnedBy" not in demo.names()
    await demo.menu("View", "Both Names")
    assert "OwnedBy · Owner" in demo.names()
    demo.shoot("names")
    await demo.menu("View", "API Names")
    assert "OwnedBy" in demo.names()


async def test_what_was_looked_for_is_marked(demo: Program) -> None:
    tree = demo._window.tree
    before = tree.grab().toImage()
    await demo.fill("Filter", "tim høy")
    await demo.until(lambda: tree._delegate.hits == ("tim", "høy"), "the marks")
    demo.shoot("hits")
    await demo.press("Escape")
    await demo.until(lambda: tree._delegate.hits == (), "no marks")
    assert not before.isNull()


async def test_pins_stand_on_top_and_are_kept(demo: Program, start: Start) -> None:
    await demo.select("Deadline")
    await demo.press("Ctrl+Shift+P")
    await demo.reads("Deadline is pinned")
    assert next(iter(demo.rows())) == "Pinned"
    assert "Deadline" in demo.names(), "and where it was"
    await demo.fill("Filter", "@pinned")
    await demo.until(lambda: len(demo.rows()) == 2, "the pinned only")
    await demo.press("Escape")
    demo.shoot("pinned")
    await demo.press("Ctrl+Q")
    await demo.until(lambda: demo.has_ended, "the end")
    again = await start()
    await again.menu("Connection", "Try the Demo Tenant")
    await again.filled()
    assert next(iter(again.rows())) == "Pinned"
    await again.select("Deadline")
    await again.press("Ctrl+Shift+P")
    assert "Pinned" not in again.names()


async def test_the_ticket_in_groups(demo: Program) -> None:
    served = demo.names()
    await demo.press("Ctrl+Shift+G")
    assert demo.names() == [
        *("Identity", "People", "Status", "Times", "Text analysis", "Links", "Custom fields", "Rights")
    ]
    demo._workspace.features.selection.go_to(("OwnedBy",))
    await demo.reads("The user in charge")
    demo.shoot("groups")
    await demo.press("Ctrl+Shift+G")
    assert demo.names() == served


async def test_of_a_huge_draft_the_raw_json_shows_what_is_selected_and_says_so(
    demo: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raw_json, "LARGEST", 2000)
    await demo.press("Ctrl+J")
    view = await demo.control("Raw JSON text", QListView)
    await demo.select("Title")
    await demo.reads("this is the selected branch")
    await demo.until(lambda: lines(view) == ['""'], "nothing but the title")
    await demo.select("FieldProperties")
    await demo.reads("Select something in it")
    assert view.model().rowCount() == 0
    await demo.select("Status")
    await demo.until(lambda: view.model().rowCount() > 3, "the status")
    assert "StatusId" in "".join(lines(view))


async def test_a_pin_is_taken_out_from_its_own_group_by_keys(demo: Program) -> None:
    await demo.select("Deadline")
    await demo.press("Ctrl+Shift+P")
    await demo.reads("Deadline is pinned")
    await demo.press("Home")
    assert demo._window.tree.current_node() is None
    await demo.press("Return", times=2)
    await demo.press("Down")
    assert current(demo) == ("Deadline",)
    await demo.press("Ctrl+Shift+P")
    await demo.reads("Deadline is no longer pinned")
    assert "Pinned" not in demo.names()


async def test_the_innermost_of_what_is_nested_as_deeply_as_may_be(program: Program, tmp_path: Path) -> None:
    pairs = (exact_json.DEEPEST - 1) // 2
    inner = '{"a":[' * pairs + '"needle"' + "]}" * pairs
    (tmp_path / "deep.json").write_text('{"TicketId":0,"Title":"","Author":"","X":' + inner + "}")
    await program.menu("File", "Open Draft…")
    await program.give_path(tmp_path / "deep.json")
    await program.filled()
    await program.press("Ctrl+G")
    field = await program.control("Go to path", QLineEdit)
    field.setText("X" + ".a[0]" * pairs)
    await program.press("Return")
    assert len(current(program)) == 2 * pairs + 1
    await program.press("F2")
    await program.type("thread")
    await program.press("Return")
    document = present(program._workspace.bench.ticket.document)
    assert bytes(document.root.raw).count(b"thread") == 1
    await program.press("Ctrl+F")
    await program.type("thread")
    await program.reads(r"^1 of ")
    assert current(program)[0] == "X"
    await program.press("Escape", 2)
    await program.press("Ctrl+Z")
    assert not program._workspace.bench.ticket.is_unsaved


async def test_what_is_edited_stays_in_sight_until_something_else_is_looked_for(demo: Program) -> None:
    await demo.press("Ctrl+F")
    await demo.type("@empty")
    await demo.reads(r"^\d+ of ")
    await demo.edit("Title", "Now filled")
    await demo.rest()
    assert "Title" in demo.names()
    assert current(demo) == ("Title",)
    await demo.press("Ctrl+F")
    await demo.type("@emp")
    await demo.until(lambda: "Title" not in demo.names(), "the rest")
    await demo.fill("Filter", "Now filled")
    await demo.until(lambda: list(demo.names()) == ["Title"], "the only hit")
    await demo.edit("Title", "Another")
    await demo.rest()
    assert list(demo.names()) == ["Title"]
