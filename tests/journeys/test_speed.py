"""Whatever is asked of a ticket with 10,000 properties is there within 100 ms, from the key to the painted answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest_asyncio
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView

from inspector.ui.exporting import shapes
from tests.benchmarks.bodies import realistic
from tests.benchmarks.running import Watch
from tests.journeys.program import Program
from tests.present import present

PROPERTIES = 10_000
TARGET = 0.1
"""Seconds."""
TRIES = 5
"""The fastest counts: what else the machine has to do is not measured."""


@pytest_asyncio.fixture
async def large(program: Program, tmp_path: Path) -> Program:
    """The demo tenant's ticket in size XL, fetched: a large default is shown and its filter's index stands."""
    file = tmp_path / "large.json"
    file.write_bytes(realistic(PROPERTIES))
    program._window.resize(1280, 800)
    await program.menu("Connection", "Try the Demo Tenant")
    await program.filled()
    program._workspace.drafts.open_path(file)
    await program.reads("^Opened ")
    await program.until(lambda: not program._workspace.is_busy, "rest")
    return program


async def seconds(program: Program, act: Callable[[], object], ready: Callable[[], bool]) -> float:
    """From the act until its answer is painted; or how long the window stood still afterwards, where that is longer."""
    await asyncio.sleep(0.02)
    watch = Watch()
    began = time.perf_counter()
    act()
    while not ready():  # noqa: ASYNC110 - several conditions, no one event
        await asyncio.sleep(0.001)
    await asyncio.sleep(0)
    program._window.grab()  # paints everything that is visible
    took = time.perf_counter() - began
    await program.until(lambda: not program._workspace.is_busy, "rest")
    return max(took, watch.stop())


async def fastest(
    program: Program,
    act: Callable[[], object],
    ready: Callable[[], bool] = lambda: True,
    back: Callable[[], object] | None = None,
) -> float:
    found = []
    for _ in range(TRIES):
        found.append(await seconds(program, act, ready))
        if back is not None:
            back()
            await asyncio.sleep(0.05)
        await program.until(lambda: not program._workspace.is_busy, "rest")
        if found[-1] < TARGET:
            break
    return min(found)


def trigger(program: Program, verb: str) -> Callable[[], None]:
    return program._window.actions_by_name[verb].trigger


async def measure(program: Program) -> AsyncIterator[tuple[str, float]]:
    """Every verb that looks at, changes or looks through the ticket: its name and the seconds it takes."""
    workspace, window, tree = program._workspace, program._window, program._window.tree
    model, undo = workspace.model, workspace.undo_stack.undo
    clipboard = QGuiApplication.clipboard()
    busy = workspace.tasks.is_running

    def at(*keys: str | int) -> None:
        workspace.selection.go_to(keys)

    yield "nothing (painting)", await fastest(program, lambda: None)
    yield "select", await fastest(program, lambda: at("OwnedBy"), back=lambda: at("Title"))
    yield "select deep", await fastest(program, lambda: at("Messages", 40, "Id"), back=lambda: at("Title"))
    yield (
        "type a value",
        await fastest(
            program,
            lambda: model.set_value(present(present(model.document).root.get("Title")), "x"),
            back=undo,
        ),
    )
    model.set_value(present(present(model.document).root.get("Title")), "mine")
    yield "undo", await fastest(program, undo, back=workspace.undo_stack.redo)
    undo()
    at("Messages", 3)
    for verb in ("duplicate", "remove", "move_up", "move_down"):
        at("Messages", 3)
        yield verb, await fastest(program, trigger(program, verb), back=undo)
    at("Messages")
    yield "add", await fastest(program, trigger(program, "add"), back=undo)
    at("Messages", 3)
    trigger(program, "copy_json")()
    at("Messages", 4)
    yield "paste", await fastest(program, trigger(program, "paste"), back=undo)
    for verb in ("copy_json", "copy_value", "copy_text", "copy_path"):
        at("OwnedBy")
        yield verb, await fastest(program, trigger(program, verb))
    assert clipboard.text()
    tree.setFocus()
    tree.selectAll()
    yield "copy all rows", await fastest(program, trigger(program, "copy_value"))
    at("Title")
    for verb in ("expand", "collapse"):
        at("Messages")
        yield verb, await fastest(program, trigger(program, verb))
    for verb in ("pin", "group"):
        yield verb, await fastest(program, trigger(program, verb), back=trigger(program, verb))
    for verb in ("names_label", "names_both", "names_api"):
        yield verb, await fastest(program, trigger(program, verb))
    trigger(program, "history")()
    model.set_value(present(present(model.document).root.get("Title")), "mine")
    yield "reset all", await fastest(program, trigger(program, "reset_all"), back=undo)
    undo()
    trigger(program, "history")()
    at("Title")
    yield "raw JSON", await fastest(program, trigger(program, "raw_json"), back=trigger(program, "raw_json"))
    trigger(program, "raw_json")()
    yield "select beside raw JSON", await fastest(program, lambda: at("OwnedBy"), back=lambda: at("Title"))
    yield (
        "select deep beside raw JSON",
        await fastest(program, lambda: at("Messages", 40, "Id"), back=lambda: at("Title")),
    )
    yield (
        "type beside raw JSON",
        await fastest(
            program,
            lambda: model.set_value(present(present(model.document).root.get("Title")), "x"),
            back=undo,
        ),
    )
    trigger(program, "raw_json")()
    box = window.filter_box

    def found() -> bool:
        return not busy("find")

    for text in (
        "e",
        "invoice",
        "@modified",
        "@mandatory",
        "@empty",
        "@readonly",
        "@hidden",
        "@reference",
        "@custom",
        "@volatile",
        "@problem",
        "@pinned",
        "@type:date",
        "@type:date 20",
    ):
        yield f"filter {text}", await fastest(program, partial(box.setText, text), found, box.clear)


async def test_every_verb_answers_within_a_tenth_of_a_second(large: Program) -> None:
    slow = {}
    async for name, took in measure(large):
        print(f"{name}: {took * 1000:.0f} ms")
        if took >= TARGET:
            slow[name] = round(took, 3)
    assert not slow


async def longest_gap(program: Program, coroutine: Awaitable[object]) -> float:
    """How long the window stood still while something was made beside it."""
    watch = Watch()
    await coroutine
    return watch.stop()


async def test_the_window_goes_on_while_an_export_is_made(large: Program) -> None:
    source = present(large._workspace.exporting._source())
    gaps = {
        shape.name: min([await longest_gap(large, asyncio.to_thread(shape.make, source)) for _ in range(3)])
        for shape in shapes()
    }
    print({name: f"{gap * 1000:.0f} ms" for name, gap in gaps.items()})
    assert {name: gap for name, gap in gaps.items() if gap >= TARGET} == {}


async def test_the_window_goes_on_while_a_draft_is_rebased(large: Program) -> None:
    program, workspace = large, large._workspace
    body = realistic(PROPERTIES).replace(b'"AlertLevel":1', b'"AlertLevel":2')
    await program.edit("Title", "Mine")
    watch = Watch()
    done = asyncio.ensure_future(workspace.rebasing.onto(body))
    await program.control("Differences", QTableView)
    compared = watch.stop()
    watch.restart()
    await program.click("Apply")
    assert await done
    applied = watch.stop()
    watch.restart()
    workspace.undo_stack.undo()
    program._window.grab()
    undone = watch.stop()
    print(
        f"compared {compared * 1000:.0f} ms, applied {applied * 1000:.0f} ms, undone {undone * 1000:.0f} ms"
    )
    assert max(compared, applied, undone) < TARGET
