"""For how long the window stands still over what is far too long or far too many.

A process of its own: `python -m tests.benchmarks.hostile [NAME…]` prints the longest standstill of each case in
seconds, as JSON by its name: the ticket is opened, its worst property selected, shown with every style of names and
looked for. `a ticket` is what they are compared with. With `-v` each step is told.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from inspector.demo.tenant import app as tenant
from tests.benchmarks.bodies import SEED
from tests.benchmarks.running import Watch
from tests.benchmarks.visiting import rest, visit
from tests.journeys.program import Program
from tests.servers import serve

ORDINARY = "a ticket"
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


def _items(count: int) -> bytes:
    one = '{"Id":%d,"Name":"Colleague %d","ExtraInfo":"c%d"}'
    return f"[{','.join(one % (number, number, number) for number in range(count))}]".encode()


LISTS = {
    "a million associates": ("MDOList/associate", lambda: _items(1_000_000)),
    "an associate's name of 5 MB": (
        "MDOList/associate",
        lambda: json.dumps([{"Id": 1, "Name": "x" * 5 * MB, "ToolTip": "y" * 5 * MB}]).encode(),
    ),
    "200,000 languages": ("MDOList/language", lambda: _items(200_000)),
}


async def _list(program: Program, case: tuple[str, Callable[[], bytes]]) -> float:
    """Signing in, and the picker of a colleague: opened, a letter typed, closed."""
    part, body = case[0], case[1]()
    true = tenant()

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and part in scope["path"]:
            await Response(body, media_type="application/json")(scope, receive, send)
        else:
            await true(scope, receive, send)

    watch = Watch()
    with serve(served) as root:
        await program.sign_in(f"{root}/SuperOffice", name=part)
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


async def measure(program: Program) -> dict[str, float]:
    """The cases that the arguments name, or all."""
    names: Iterable[str] = [one for one in sys.argv[1:] if one != "-v"] or [*TICKETS, *LISTS]
    found = {}
    with tempfile.TemporaryDirectory() as home:
        for number, name in enumerate(names):
            if name in LISTS:
                found[name] = await _list(program, LISTS[name])
            else:
                found[name] = await _ticket(program, TICKETS[name], Path(home) / f"{number} {name}.json")
    return found


if __name__ == "__main__":
    visit(measure)
