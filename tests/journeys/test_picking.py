"""References are picked from the tenant's lists, by keyboard alone, with and without the tenant."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import QTreeView

from tests.journeys.program import Program
from tests.present import present


async def pick(program: Program, name: str, typed: str, wanted: str) -> None:
    await program.pick_reference(name, typed, wanted)
    await picked(program)


async def picked(program: Program) -> None:
    """The tenant has told what the carrier holds, and it is in the draft."""
    tasks = program._workspace.bench.tasks
    await program.until(lambda: not tasks.is_running("pick"), "the carrier")


@pytest.mark.parametrize(
    ("name", "typed", "wanted", "key"),
    [
        ("OwnedBy", "ingrid", "Ingrid Solbakken", "AssociateId"),
        ("OwnedBy", "category rules", "Assign by category", "AssociateId"),
        ("Priority", "hi", "High", "TicketPriorityId"),
        ("Status", "clos", "Closed", "TicketStatusId"),
        ("Person", "an", "an", "PersonId"),
    ],
)
async def test_a_reference_is_picked_by_typing(
    demo: Program, name: str, typed: str, wanted: str, key: str
) -> None:
    before = present(demo._workspace.bench.ticket.document).to_bytes()
    rights = demo.ticket()[name]["FieldProperties"]
    await pick(demo, name, typed, wanted)
    now = demo.ticket()[name]
    assert now[key] != json.loads(before)[name][key]
    assert now["FieldProperties"] == rights, "its rights still explain it"
    assert demo._workspace.bench.ticket.stack.undoText() == f"Change {name}"
    if wanted == "Assign by category":
        assert demo.value(name) == "as the category assigns"
    else:
        assert wanted.casefold() in demo.value(name).casefold()
    await demo.press("Ctrl+Z")
    assert present(demo._workspace.bench.ticket.document).to_bytes() == before


async def test_a_category_is_picked_from_a_tree(demo: Program) -> None:
    await demo.select("Category")
    await demo.press("F2")
    view = await demo.control("Entries", QTreeView)
    await demo.until(lambda: view.model().rowCount() > 0, "categories")
    current = view.currentIndex()
    assert current.data() in demo.value("Category"), "what is chosen is in sight"
    shown = {view.model().index(row, 0).data() for row in range(view.model().rowCount())}
    assert not any("›" in name for name in shown)
    demo.shoot("choose-category-tree")
    tree = [entry for entry in _walk(view.model()) if entry.parent().parent().isValid()]
    deep = next(entry for entry in tree if entry != current)
    name, path = deep.data(), deep.data(Qt.ItemDataRole.ToolTipRole)
    await demo.type(name)
    await demo.until(lambda: view.currentIndex().data() == name, f"{name} to be selected")
    assert view.isExpanded(view.currentIndex().parent())
    demo.shoot("choose-category-typed")
    await demo.press("Return")
    await demo.gone()
    await picked(demo)
    assert demo.ticket()["Category"]["Name"] == name
    assert path.startswith(demo.value("Category"))


def _walk(model: QAbstractItemModel, parent: QModelIndex = QModelIndex()) -> Iterator[QModelIndex]:  # noqa: B008
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        yield index
        yield from _walk(model, index)


async def test_picking_the_same_again_changes_nothing(demo: Program) -> None:
    before = present(demo._workspace.bench.ticket.document).to_bytes()
    await demo.select("Priority")
    await demo.press("F2")
    view = await demo.control("Entries", QTreeView)
    await demo.until(lambda: view.model().rowCount() > 0, "entries")
    await demo.press("Return")
    await demo.gone()
    assert present(demo._workspace.bench.ticket.document).to_bytes() == before
    assert demo._workspace.bench.ticket.stack.isClean()


async def test_what_is_null_is_picked_and_tags_are_added(demo: Program) -> None:
    before = len(demo.ticket()["Tags"])
    await demo.select("Sale")
    await demo.menu("Edit", "Set to Null")
    assert demo.ticket()["Sale"] is None
    await demo.press("F2")
    view = await demo.control("Entries", QTreeView)
    await demo.until(lambda: view.model().rowCount() > 0, "sales")
    await demo.press("Down")
    await demo.press("Return")
    await demo.gone()
    await demo.until(lambda: demo.ticket()["Sale"] is not None, "a sale")
    await demo.select("Tags")
    await demo.press("Ins")
    view = await demo.control("Entries", QTreeView)
    await demo.until(lambda: view.model().rowCount() > 0, "tags")
    await demo.press("Down", times=2)
    await demo.press("Return")
    await demo.gone()
    await demo.until(lambda: len(demo.ticket()["Tags"]) == before + 1, "the tag")
    assert demo.ticket()["Tags"][-1]["Id"] > 0


async def test_away_from_the_tenant_the_cache_is_offered(demo: Program, tmp_path: Path) -> None:
    await pick(demo, "Priority", "low", "Low")
    await demo.press("Ctrl+S")
    await demo.give_path(tmp_path / "draft.json")
    await demo.reads("^Saved ")
    await demo.menu("Connection", "Sign Out")
    demo._workspace.features.drafts.open_path(tmp_path / "draft.json")
    await demo.until(lambda: demo.value("Priority") == "Low", "the draft")
    await demo.select("Priority")
    await demo.press("F2")
    await demo.reads("from the cache, as of")
    view = await demo.control("Entries", QTreeView)
    assert "Low" in view.model().index(0, 0).data(), "what was picked last is on top"
    await demo.press("Escape")
    await demo.gone()
    await demo.select("Status")
    await demo.press("F2")
    await demo.reads("Sign in to see what the tenant offers")


async def test_a_locked_reference_says_why(program: Program) -> None:
    program._workspace.features.demo.connection.user = "trainee"
    await program.menu("Connection", "Try the Demo Tenant")
    await program.filled()
    await program.select("OwnedBy")
    await program.press("F2")
    await program.reads("OwnedBy can't be edited. .* Your role lacks the right")
