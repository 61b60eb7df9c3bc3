"""Server text is text: no widget, tip, box, title, menu or spoken name takes what a server says for more than that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest
from starlette.applications import Starlette

from tests.attacks import looking
from tests.attacks.hostile_tenant import HOSTILE, HostileTenant, spoilt_body
from tests.journeys.program import Program
from tests.journeys.test_every_verb import SEED, Walk, no_browser  # noqa: F401 - a fixture
from tests.present import present
from tests.servers import serve


@pytest.fixture
def hostile(tenant: Starlette) -> Iterator[str]:
    with serve(HostileTenant(tenant)) as root:
        yield root


@dataclass
class Look(Walk):
    """A person who opens everything once, and looks at it."""

    seen: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    async def everything(self) -> None:
        await self.prepare()
        for name in [*self._entries(), *self._buttons(self.program._window)]:
            await self._press(name, 0)

    async def open(self, act: Callable[[], object]) -> None:
        """Whatever opens then is looked at and closed again."""
        await self.program._do(act)
        await self.program.until(self._in_front, "a dialog")
        await self.program.until(lambda: self.program.is_free_of("list"), "its entries")
        await self._opened()
        self.opened.append(type(self._in_front()).__name__)
        await self.tidy()

    async def _opened(self) -> None:
        await super()._opened()
        self.seen += [one for one in looking.faults() if one not in self.seen]


async def test_nothing_on_the_screen_takes_a_text_for_more(program: Program, hostile: str) -> None:
    await program.sign_in(f"{hostile}/SuperOffice", name="A&B [*]")
    await program.filled()
    bench = program._workspace.bench
    with bench.remembered.edit() as settings:
        one = settings.connections[0]
        hidden = HOSTILE.encode("utf-8", "replace").decode()
        settings.connections[0] = replace(
            one, name=one.name + hidden, user=one.user + hidden, tag=f"T{hidden}"
        )

    async def prepare() -> None:
        bench.ticket.stack.setClean()

    walk, verbs = Look(program, prepare), program._window.actions_by_name
    go_to = program._workspace.features.selection.go_to
    custom = f"x_{HOSTILE}"
    for keys in (("Title",), ("CustomFields", custom), ("FieldProperties", f"CustomFields.{custom}")):
        go_to(keys)
        await walk._opened()
    for name in ("OwnedBy", "Category", "Person", "Priority", "TicketType"):  # their pickers
        go_to((name,))
        await walk.open(verbs["edit"].trigger)
        assert "ReferencePicker" in walk.opened
        walk.opened.clear()
    go_to(("Tags",))
    await walk.open(verbs["add"].trigger)
    bench.ticket.set_raw(present(present(bench.ticket.document).find(("Title",))), b'"Mine"', "Edit")
    await walk.open(verbs["rebase"].trigger)
    assert "RebaseBoard" in walk.opened
    await walk.everything()
    draft = program._shots / "A&Xyz [*]\n\u202egnol.json"
    draft.write_bytes(spoilt_body(SEED.read_bytes()))
    program._workspace.features.drafts.open_path(draft)
    await program.reads("^Opened ")
    await walk._opened()
    assert not walk.seen, "\n".join(walk.seen)
    assert len(walk.pressed) > 70
