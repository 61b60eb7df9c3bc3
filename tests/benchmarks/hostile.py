"""For how long the window stands still over what is far too long or far too many.

A process of its own: `python -m tests.benchmarks.hostile [NAME…]` prints the longest standstill of each case in
seconds, as JSON by its name: the ticket is opened, its worst property selected, shown with every style of names and
looked for; the list is opened in its picker. They are compared with `a ticket` and `a list`. With `-v` each step is
told.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from inspector.ui.kit.garbage import Collector
from tests.benchmarks import children, lists
from tests.benchmarks.bodies import SEED
from tests.benchmarks.running import Watch
from tests.benchmarks.visiting import rest, visit
from tests.journeys.program import Program

ORDINARY = "a ticket"
COLLECTED = "collecting garbage while nobody is there"
KB, MB = 1_000, 1_000_000
Served = dict[str, Any]


@dataclass(frozen=True)
class Ticket:
    """What a draft holds, and the property to look at."""

    make: Callable[[], Served]
    look: tuple[str | int, ...] = ("Title",)


def _mask(text: str, reason: str = "") -> Served:
    return {"FieldProperties": {"Title": {"FieldRight": {"Mask": text, "Reason": reason}}}}


def _keyed(length: int) -> Ticket:
    return Ticket(lambda: {"CustomFields": {"x" * length: "1"}}, ("CustomFields", "x" * length))


def _mandatory(count: int) -> Served:
    names = [f"x_{number}" for number in range(count)]
    rights = {f"CustomFields.{name}": {"FieldRight": {"Mask": "FULL, UIHintMandatory"}} for name in names}
    return {"CustomFields": dict.fromkeys(names, ""), "FieldProperties": rights}


TICKETS = {
    ORDINARY: Ticket(dict),
    "a key of 100 kB": _keyed(100 * KB),
    "a key of 1 MB": _keyed(MB),
    "a reason of 1 MB": Ticket(lambda: _mask("Read", "because " * (MB // 8))),
    "a reason of 1 MB without a blank": Ticket(lambda: _mask("Read", "x" * MB)),
    "a mask of 5 MB": Ticket(lambda: _mask("Read, x" * (5 * MB // 7))),
    "a mask of 5 MB in one word": Ticket(lambda: _mask("x" * 5 * MB)),
    "a title of 1 MB": Ticket(lambda: {"Title": "x" * MB}),
    "a title of 1 MB in lines": Ticket(lambda: {"Title": "line\n" * (MB // 5)}),
    "an owner's name of 5 MB": Ticket(
        lambda: {"OwnedBy": {"AssociateId": 5, "FullName": "x" * 5 * MB}}, ("OwnedBy",)
    ),
    "100,000 properties at the root": Ticket(
        lambda: {f"Property{number}": number for number in range(100_000)}
    ),
    "50,000 problems": Ticket(lambda: _mandatory(50_000)),
    "100,000 entries of FieldProperties": Ticket(
        lambda: {"FieldProperties": {f"Field{n}": {"FieldRight": {"Mask": "Read"}} for n in range(100_000)}}
    ),
}


async def _ticket(program: Program, case: Ticket, file: Path) -> float:
    served = json.loads(SEED.read_bytes()) | case.make()
    file.write_text(json.dumps(served))
    window, features = program._window, program._workspace.features
    watch = Watch()
    told: dict[str, float] = {}

    before = program._workspace.bench.ticket.document

    async def step(name: str, act: Callable[[], object]) -> None:
        QApplication.sendEvent(window.windowHandle(), _move())  # somebody is there
        watch.restart()
        act()
        await program.until(lambda: program._workspace.bench.ticket.document is not before, "the ticket")
        await rest(program)
        window.grab()
        await rest(program)
        watch._tick()
        told[name] = max(told.get(name, 0), watch.longest)

    await step("open", partial(features.drafts.open_path, file))
    await step("select", partial(features.selection.go_to, case.look))
    for style in ("names_label", "names_both", "names_api", "group", "group", "pin", "pin"):
        await step(style, window.actions_by_name[style].trigger)
    await step("filter", partial(window.filter_box.setText, "x"))
    await step("clear", window.filter_box.clear)
    await step("away", partial(features.selection.go_to, ("TicketId",)))
    if "-v" in sys.argv:
        print(file.name, {name: round(1000 * took) for name, took in told.items()}, file=sys.stderr)
    watch.stop()
    return max(told.values())


async def _list(program: Program, name: str, home: Path) -> float:
    """Signing in, and the picker of a colleague: opened, a letter typed, closed."""
    watch = Watch()
    with children.started("lists", name, home=home) as server:
        assert server.stdout is not None
        root = await asyncio.to_thread(server.stdout.readline)
        await program.sign_in(f"{root.strip()}/SuperOffice", name=name)
        watch.restart()
        await program.filled()
        await rest(program)
        program._workspace.features.selection.go_to(("OwnedBy",))
        program._window.actions_by_name["edit"].trigger()
        await program.control("Search")
        await program.until(lambda: program.is_free_of("list"), "the entries")
        await program.type("x")
        await program.press("Escape")
        program._workspace.features.signing_in.sign_out()
        await rest(program)
        return watch.stop()


def _move() -> QMouseEvent:
    place, none = QPointF(1, 1), Qt.MouseButton.NoButton
    return QMouseEvent(QEvent.Type.MouseMove, place, place, none, none, Qt.KeyboardModifier.NoModifier)


def _collected() -> float:
    """How long the window stands still when nobody has done anything for a while."""
    app = QApplication.instance()
    collector = app.findChild(Collector) if app else None
    assert collector is not None
    collector.look_at_all()
    began = perf_counter()
    collector.look_at_all()
    return perf_counter() - began


async def measure(program: Program) -> dict[str, float]:
    """The cases that the arguments name, or all; and the longest search for garbage after one of them."""
    names: Iterable[str] = [one for one in sys.argv[1:] if one != "-v"] or [*TICKETS, *lists.LISTS]
    found = {COLLECTED: 0.0}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for number, name in enumerate(names):
            if name in lists.LISTS:
                found[name] = await _list(program, name, home)
            else:
                found[name] = await _ticket(program, TICKETS[name], home / f"{number} {name}.json")
            found[COLLECTED] = max(found[COLLECTED], _collected())
    return found


if __name__ == "__main__":
    visit(measure)
