"""Everything that can be asked of a ticket, each in the whole window.

A process of its own: `python -m tests.benchmarks.verbs FILE TRIES` opens FILE and prints the seconds of each verb as
JSON, by its name: from the act to the painted answer, or how long the window stood still afterwards, where that is
longer. The fastest of the tries counts. `a repaint` is what the others are compared with: nothing is asked, and all is
painted.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from time import perf_counter

from PySide6.QtWidgets import QTableView

from inspector.ui.export.shapes import shapes
from inspector.ui.find import finding
from tests.benchmarks.running import Watch
from tests.benchmarks.visiting import longest_gap, rest, visit
from tests.journeys.program import Program

REPAINT = "a repaint"
FILTERS = (
    *("e", "invoice", "@modified", "@mandatory", "@empty", "@readonly", "@hidden", "@reference", "@custom"),
    *("@volatile", "@problem", "@pinned", "@type:date", "@type:date 20"),
)

Act = Callable[[], object]


class Verbs:
    """A ticket on screen, and whatever can be asked of it."""

    def __init__(self, program: Program, tries: int) -> None:
        self._program, self._tries = program, tries
        self._window, self._workspace = program._window, program._workspace
        self._undo = self._workspace.bench.ticket.stack.undo

    async def open(self, file: Path) -> None:
        """Show the draft beside the demo tenant's lists, and wait until its filter is ready."""
        self._window.resize(1280, 800)
        await self._program.menu("Connection", "Try the Demo Tenant")
        await self._program.filled()
        self._workspace.features.drafts.open_path(file)
        await self._program.reads("^Opened ")
        await rest(self._program)

    async def measure(self) -> AsyncIterator[tuple[str, float]]:
        """Each verb, and its seconds."""
        yield REPAINT, await self._fastest(lambda: None)
        for part in (
            self._select,
            self._edit,
            self._elements,
            self._copy,
            self._view,
            self._beside,
            self._find,
        ):
            async for name, seconds in part():
                yield name, seconds
        for part in (self._export, self._rebase):  # in a thread beside the window: only its standstill counts
            async for name, seconds in part():
                yield name, seconds

    # -- the verbs ------------------------------------------------------------------------------------

    async def _select(self) -> AsyncIterator[tuple[str, float]]:
        yield "select", await self._fastest(self._at("OwnedBy"), self._at("Title"))
        yield "select deep", await self._fastest(self._at("Messages", 4, "Id"), self._at("Title"))

    async def _edit(self) -> AsyncIterator[tuple[str, float]]:
        yield "type a value", await self._fastest(self._type, self._undo)
        self._type()
        yield "undo", await self._fastest(self._undo, self._workspace.bench.ticket.stack.redo)
        yield "reset all", await self._fastest(self._verb("reset_all"), self._undo)
        self._undo()

    async def _elements(self) -> AsyncIterator[tuple[str, float]]:
        for verb in ("duplicate", "remove", "move_up", "move_down"):
            self._at("Messages", 3)()
            yield verb, await self._fastest(self._verb(verb), self._undo)
        self._at("Messages")()
        yield "add", await self._fastest(self._verb("add"), self._undo)
        self._at("Messages", 3)()
        self._verb("copy_json")()
        self._at("Messages", 4)()
        yield "paste", await self._fastest(self._verb("paste"), self._undo)

    async def _copy(self) -> AsyncIterator[tuple[str, float]]:
        for verb in ("copy_json", "copy_value", "copy_text", "copy_path"):
            self._at("OwnedBy")()
            yield verb, await self._fastest(self._verb(verb))
        self._window.tree.setFocus()
        self._window.tree.selectAll()
        yield "copy all rows", await self._fastest(self._verb("copy_value"))
        self._at("Title")()

    async def _view(self) -> AsyncIterator[tuple[str, float]]:
        for verb in ("expand", "collapse"):
            self._at("Messages")()
            yield verb, await self._fastest(self._verb(verb))
        for verb in ("pin", "group"):
            yield verb, await self._fastest(self._verb(verb), self._verb(verb))
        for verb in ("names_label", "names_both", "names_api"):
            yield verb, await self._fastest(self._verb(verb))

    async def _beside(self) -> AsyncIterator[tuple[str, float]]:
        show = self._verb("raw_json")
        self._at("Title")()
        yield "raw JSON", await self._fastest(show, show)
        show()
        yield "select beside raw JSON", await self._fastest(self._at("OwnedBy"), self._at("Title"))
        yield (
            "select deep beside raw JSON",
            await self._fastest(self._at("Messages", 4, "Id"), self._at("Title")),
        )
        yield "type beside raw JSON", await self._fastest(self._type, self._undo)
        show()

    async def _find(self) -> AsyncIterator[tuple[str, float]]:
        box = self._window.filter_box
        for text in FILTERS:
            yield f"filter {text}", await self._fastest(partial(box.setText, text), box.clear)

    async def _export(self) -> AsyncIterator[tuple[str, float]]:
        source = self._workspace.features.exporting._subject()
        assert source is not None
        for shape in shapes():
            gaps = [await longest_gap(asyncio.to_thread(shape.make, source)) for _ in range(self._tries)]
            yield f"standstill: export as {shape.name}", min(gaps)

    async def _rebase(self) -> AsyncIterator[tuple[str, float]]:
        document, source = self._workspace.bench.ticket.document, self._workspace.bench.ticket.source
        assert document is not None
        assert source is not None
        body = document.to_bytes().replace(b'"AlertLevel":1', b'"AlertLevel":2')
        await self._program.edit("Title", "Mine")
        watch = Watch()
        done = asyncio.ensure_future(self._workspace.features.rebasing.onto(body, source))
        await self._program.control("Differences", QTableView)
        yield "standstill: compare with new defaults", watch.stop()
        watch.restart()
        await self._program.click("Apply")
        await done
        yield "standstill: rebase", watch.stop()
        yield "undo a rebase", await self._once(self._undo)

    # -- acting and measuring -------------------------------------------------------------------------

    def _at(self, *keys: str | int) -> Act:
        return lambda: self._workspace.features.selection.go_to(keys)

    def _verb(self, name: str) -> Act:
        return self._window.actions_by_name[name].trigger

    def _type(self) -> None:
        document = self._workspace.bench.ticket.document
        assert document is not None
        title = document.find(("Title",))
        assert title is not None
        self._workspace.bench.ticket.set_value(title, "x")

    async def _fastest(self, act: Act, back: Act | None = None) -> float:
        found = []
        for _ in range(self._tries):
            found.append(await self._once(act))
            if back is not None:
                back()
                await rest(self._program)
        return min(found)

    async def _once(self, act: Act) -> float:
        await asyncio.sleep(0.02)
        watch, began = Watch(), perf_counter()
        act()
        while self._workspace.bench.tasks.is_running("find"):  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.001)
        await asyncio.sleep(0)
        self._window.grab()  # paints everything that is visible
        took = perf_counter() - began
        await rest(self._program)
        return max(took, watch.stop())


async def measure(program: Program) -> dict[str, float]:
    """All verbs on the ticket that the arguments name; the Filter's wait on purpose after an edit does not count."""
    finding.PATIENCE = 0.0
    verbs = Verbs(program, int(sys.argv[2]))
    await verbs.open(Path(sys.argv[1]))
    return {name: seconds async for name, seconds in verbs.measure()}


if __name__ == "__main__":
    visit(measure)
