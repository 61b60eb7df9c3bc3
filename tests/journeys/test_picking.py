"""References are picked from the tenant's lists, by keyboard alone, with and without the tenant."""

from __future__ import annotations

import json
import time

import pytest
import pytest_asyncio
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

from inspector.domain.references import Entry
from inspector.ui.reference_picker import EntriesModel


@pytest_asyncio.fixture
async def demo(program):
    await program.menu("Connection", "Try the Demo Tenant")
    await program.filled()
    return program


def ticket(program):
    return json.loads(program._workspace.model.document.to_bytes())


async def pick(program, name, typed, wanted):
    await program.select(name)
    await program.press("F2")
    view = await program.control("Entries", QListView)
    await program.until(lambda: view.model().rowCount() > 0, "entries")
    await program.type(typed)
    await program.until(lambda: wanted in str(view.currentIndex().data()), f"{wanted} to be selected")
    program.shoot(f"choose-{name}")
    await program.press("Return")
    await program.gone()


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
async def test_a_reference_is_picked_by_typing(demo, name, typed, wanted, key):
    before = demo._workspace.model.document.to_bytes()
    rights = ticket(demo)[name]["FieldProperties"]
    await pick(demo, name, typed, wanted)
    now = ticket(demo)[name]
    assert now[key] != json.loads(before)[name][key]
    assert now["FieldProperties"] == rights, "its rights still explain it"
    assert demo._workspace.undo_stack.undoText() == f"Change {name}"
    if wanted == "Assign by category":
        assert demo.value(name) == "as the category assigns"
    else:
        assert wanted.casefold() in demo.value(name).casefold()
    await demo.press("Ctrl+Z")
    assert demo._workspace.model.document.to_bytes() == before


async def test_what_is_null_is_picked_and_tags_are_added(demo):
    before = len(ticket(demo)["Tags"])
    await demo.select("Sale")
    await demo.menu("Edit", "Set to Null")
    assert ticket(demo)["Sale"] is None
    await demo.press("F2")
    view = await demo.control("Entries", QListView)
    await demo.until(lambda: view.model().rowCount() > 0, "sales")
    await demo.press("Return")
    await demo.gone()
    await demo.until(lambda: ticket(demo)["Sale"] is not None, "a sale")
    await demo.select("Tags")
    await demo.press("Ins")
    view = await demo.control("Entries", QListView)
    await demo.until(lambda: view.model().rowCount() > 0, "tags")
    await demo.press("Down")
    await demo.press("Return")
    await demo.gone()
    await demo.until(lambda: len(ticket(demo)["Tags"]) == before + 1, "the tag")
    assert ticket(demo)["Tags"][-1]["Id"] > 0


async def test_away_from_the_tenant_the_cache_is_offered(demo, tmp_path):
    await pick(demo, "Priority", "low", "Low")
    await demo.press("Ctrl+S")
    await demo.give_path(tmp_path / "draft.json")
    await demo.reads("^Saved ")
    await demo.menu("Connection", "Sign Out")
    demo._workspace.drafts.open_path(tmp_path / "draft.json")
    await demo.until(lambda: demo.value("Priority") == "Low", "the draft")
    await demo.select("Priority")
    await demo.press("F2")
    await demo.reads("from the cache, as of")
    view = await demo.control("Entries", QListView)
    assert "Low" in view.model().index(0, 0).data(), "what was picked last is on top"
    await demo.press("Escape")
    await demo.gone()
    await demo.select("Status")
    await demo.press("F2")
    await demo.reads("Sign in to see what the tenant offers")


async def test_a_locked_reference_says_why(program):
    program._workspace.connecting._demo.user = "trainee"
    await program.menu("Connection", "Try the Demo Tenant")
    await program.filled()
    await program.select("OwnedBy")
    await program.press("F2")
    await program.reads("OwnedBy can't be edited. .* Your role lacks the right")


def test_ten_thousand_entries_are_filtered_between_two_keys(qapp):
    model = EntriesModel()
    model.set_entries(
        [Entry(n, f"Person {n} of Company {n % 97}", f"mail{n}@example.com") for n in range(10_000)]
    )
    slowest = 0.0
    for text in ("p", "pe", "person 9", "person 99 comp", "zzz", ""):
        started = time.perf_counter()
        model.filter(text)
        slowest = max(slowest, time.perf_counter() - started)
    assert model.rowCount() == 10_000
    assert slowest < 0.1
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("Person 0")
