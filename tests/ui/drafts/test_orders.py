"""Saving, editing, undoing, exporting and other programs in any order, on disks that are slow or fail.

Each walk does a few of these things at random, looks at what came of it whenever all is at rest, and knows by itself
what has to be in the files, in the notice, and whether there is a star. WALKS=1000 in the environment is the long form.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import threading
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from inspector.domain.errors import FileTrouble
from inspector.services import files
from inspector.services.settings import Settings
from inspector.ui.bench.bench import Bench
from inspector.ui.bench.place import Place
from inspector.ui.bench.remembered import Remembered
from inspector.ui.bench.ticket import OpenTicket
from inspector.ui.bench.voice import Voice
from inspector.ui.drafts import drafts, file_watch, leaving
from inspector.ui.drafts.drafts import Drafts
from inspector.ui.export import exporting
from inspector.ui.export.exporting import Exporting
from inspector.ui.export.shapes import shapes
from inspector.ui.kit.memory import WindowMemory
from inspector.ui.kit.question import Button
from inspector.ui.kit.tasks import Tasks
from inspector.ui.kit.theme import Theme
from tests.journeys.slow_disk import SlowDisk
from tests.present import present
from tests.waiting import PATIENCE

WALKS = int(os.environ.get("WALKS", "30"))
STEPS = 14
AT_ONCE = 10
"""Walks of one test, so that a failure is found again soon."""
WITHOUT_RIGHTS = 2
"""Which of the shapes is exported: the ticket itself."""


def title_in(path: Path) -> str | None:
    """What the file says; None where there is none."""
    try:
        found: str = json.loads(path.read_bytes())["Title"]
    except FileNotFoundError:
        return None
    return found


@dataclass
class Walk:
    """One bench, a person who works on it, a disk, and another program."""

    bench: Bench
    drafts: Drafts
    exporting: Exporting
    disk: SlowDisk
    folder: Path
    dice: random.Random
    log: list[str] = field(default_factory=list)
    in_draft: dict[Path, str] = field(default_factory=dict)
    """By file: the title that was last saved there or read from it."""
    theirs: dict[Path, str | None] = field(default_factory=dict)
    """By file: what the other program wrote there and nobody has seen yet; None where it deleted the file."""
    exported: dict[Path, str] = field(default_factory=dict)
    agreed: set[Path] = field(default_factory=set)
    """Files that the person chose, or wants to be overwritten."""
    failures: int = 0
    errors: int = 0
    notice: str = ""
    place: Path | None = None
    """What the person answers to where to save or export."""
    count: int = 0
    held: ExitStack = field(default_factory=ExitStack)
    alone: threading.Lock = field(default_factory=threading.Lock)
    """Two programs do not write in the very same moment: nothing could tell them apart."""

    # -- what happens ---------------------------------------------------------------------------------

    def new_title(self) -> str:
        self.count += 1
        return f"title {self.count}"

    @property
    def title(self) -> str:
        """What is on screen."""
        return str(present(present(self.bench.ticket.document).find(("Title",))).value)

    def edit(self) -> None:
        ticket = self.bench.ticket
        ticket.set_value(present(present(ticket.document).find(("Title",))), self.new_title())

    def undo(self) -> None:
        self.bench.ticket.stack.undo()

    def redo(self) -> None:
        self.bench.ticket.stack.redo()

    def save(self) -> None:
        self.drafts.save()

    def save_as(self) -> None:
        self.place = self.folder / self.dice.choice(["a.json", "b.json"])
        self.drafts.save_as()

    def export(self) -> None:
        self.place = self.folder / self.dice.choice(["a.json", "b.json", "x.json"])
        self.exporting.export(shapes()[WITHOUT_RIGHTS])

    def open(self) -> None:
        self.drafts.open_path(self.folder / "a.json")

    def others_write(self) -> None:
        path = self.folder / self.dice.choice(["a.json", "b.json"])
        if self.alone.acquire(blocking=False):
            self.theirs[path] = self.new_title()
            self.exported.pop(path, None)
            write(self.folder.parent / "theirs.json", self.theirs[path]).replace(path)
            self.alone.release()

    def others_delete(self) -> None:
        path = self.folder / "b.json"
        if self.alone.acquire(blocking=False):
            self.theirs[path] = None
            self.exported.pop(path, None)
            path.unlink(missing_ok=True)
            self.alone.release()

    def close_notice(self) -> None:
        self.bench.voice.hush()

    def slow_down(self) -> None:
        self.held.enter_context(self.disk.held(self.dice.choice(("before", "after", "reading"))))

    def let_go(self) -> None:
        self.held.close()

    def fill_up(self) -> None:
        self.disk.full_for = {self.dice.choice(["a.json", "b.json", "x.json"])}

    def make_room(self) -> None:
        self.disk.full_for = set()

    # -- what is heard of it --------------------------------------------------------------------------

    def note_told(self, text: str, level: str, _button: str, _details: str) -> None:
        """The notice says this."""
        self.notice = text
        if level == "error" and "is the file of the draft itself" in text:
            assert any(str(path) in text for path in self.in_draft)
        elif level == "error":
            assert "no room" in text
            self.errors += 1

    def note_hushed(self) -> None:
        """The notice is gone."""
        self.notice = ""
        self.bench.voice.note_closed()

    def note_shown(self) -> None:
        """A draft is open."""
        path = present(self.bench.ticket.file).path
        self.in_draft[path] = self.title
        if self.theirs.get(path) == self.title:
            del self.theirs[path]

    def write(self, path: Path, data: bytes, **named: Any) -> None:
        """What the program writes; runs in its thread."""
        if path.parent != self.folder:
            write_draft(path, data, **named)
            return
        with self.alone:
            write_draft(path, data, **named)
            unseen = self.theirs.pop(path, None)
            title = json.loads(data)["Title"]
            self.exported.pop(path, None)
            if "over" in named:
                self.in_draft[path] = title
                assert unseen is None or path in self.agreed, "what nobody has seen was overwritten unasked"
                self.agreed.discard(path)
            else:
                self.exported[path] = title

    # -- what came of it ------------------------------------------------------------------------------

    async def walk(self) -> None:
        """Do this and that, and see."""
        for _ in range(STEPS):
            name = self.dice.choice(OFTEN if self.dice.random() < 0.6 else SELDOM)
            self.log.append(name)
            getattr(self, name)()
            for _ in range(self.dice.randrange(3)):
                await asyncio.to_thread(int)  # other threads come to their turn
            if self.dice.random() < 0.2:
                self.log.append("rest")
                await self.check()
        await self.check()

    async def rest(self) -> None:
        """Wait until all that was begun has ended."""
        self.let_go()
        end = asyncio.get_running_loop().time() + PATIENCE
        while self.bench.tasks._running:
            assert asyncio.get_running_loop().time() < end, "no end"
            await asyncio.to_thread(int)

    async def check(self) -> None:
        """Once all is at rest: the star, the notice and the files tell the truth."""
        await self.rest()
        ticket = self.bench.ticket
        path = present(ticket.file).path
        assert self.errors == self.failures, "each failure is told"
        assert ticket.is_unsaved == (self.title != self.in_draft[path]), "the star"
        for other, text in (self.theirs | self.exported).items():
            assert title_in(other) == text, "what is in another's file, or was exported"
        self.close_notice()
        self.drafts._watch._stirred("")  # as the watcher would in its time
        await self.rest()
        if path in self.theirs:
            assert ("was changed" if self.theirs[path] is not None else "was moved") in self.notice
        else:
            assert not self.notice
            assert title_in(path) == self.in_draft[path], "what is in the draft's file"


write_draft = files.write_draft
DRAFT = {"TicketId": 0, "Title": "at first", "OwnedBy": None, "Tags": []}
OFTEN = ("edit", "edit", "edit", "undo", "undo", "redo", "save", "save", "save", "slow_down", "let_go")
SELDOM = (
    "save_as",
    "export",
    "open",
    "others_write",
    "others_delete",
    "close_notice",
    "fill_up",
    "make_room",
)


def write(path: Path, title: str | None) -> Path:
    path.write_text(json.dumps({**DRAFT, "Title": title}), "utf-8")
    return path


class Person:
    """Answers what the program asks, by the dice of the walk."""

    walk: Walk

    async def choose(self, *_given: object) -> Path | None:
        self.walk.agreed.add(present(self.walk.place))
        return self.walk.place

    async def decide(self, *_given: object) -> int:
        return self._one_of(Button.Save, Button.Discard, Button.Cancel)

    async def settle(self, *_given: object) -> int:
        self.walk.place = self.walk.folder / self.walk.dice.choice(["a.json", "b.json"])
        chosen = self._one_of(Button.Save, Button.Yes, Button.Reset, Button.Cancel)
        if chosen == Button.Yes.value:
            self.walk.agreed.add(present(self.walk.bench.ticket.file).path)
        return chosen

    def _one_of(self, *buttons: Button) -> int:
        chosen = self.walk.dice.choice(buttons)
        self.walk.log.append(f"answer {chosen.name}")
        return chosen.value


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    made = Person()
    monkeypatch.setattr(file_watch, "SETTLING", 0.0)
    monkeypatch.setattr(os, "fsync", int)  # no power cut is tried here
    for module in (drafts, exporting):
        monkeypatch.setattr(module, "choose_place", made.choose)
    monkeypatch.setattr(drafts, "answer", made.settle)
    monkeypatch.setattr(leaving, "answer", made.decide)
    return made


async def begin(seed: int, theme: Theme, folder: Path, person: Person, patch: pytest.MonkeyPatch) -> Walk:
    """A walk whose draft is open."""
    folder.mkdir()
    window = QWidget()
    bench = Bench(
        OpenTicket(window),
        Place("", window),
        Remembered(Settings(), window),
        Voice(window),
        Tasks(window),
        theme,
        WindowMemory(),
    )
    patch.setattr(files, "write_draft", lambda *given, **named: person.walk.write(*given, **named))  # noqa: PLW0108 - made later
    disk = SlowDisk(patch, folder)
    slowly = files.write_draft

    def count(path: Path, data: bytes, **named: Any) -> None:
        try:
            slowly(path, data, **named)
        except FileTrouble as error:
            person.walk.failures += error.code == "disk_full"
            raise

    patch.setattr(files, "write_draft", count)
    made = Walk(
        bench,
        Drafts(bench, window, QMenu(window)),
        Exporting(bench, window, QMenu(window)),
        disk,
        folder,
        random.Random(seed),  # noqa: S311
    )
    person.walk = made
    bench.voice.told.connect(made.note_told)
    bench.voice.hushed.connect(made.note_hushed)
    bench.ticket.shown.connect(made.note_shown)
    made.drafts.open_path(write(folder / "a.json", "at first"))
    await made.rest()
    return made


@pytest.mark.parametrize("first", range(0, WALKS, AT_ONCE))
async def test_star_file_and_notice_tell_the_truth_in_every_order(
    qapp: QApplication, theme: Theme, tmp_path: Path, person: Person, first: int
) -> None:
    for seed in range(first, min(first + AT_ONCE, WALKS)):
        with pytest.MonkeyPatch.context() as patch:
            walk = await begin(seed, theme, tmp_path / str(seed), person, patch)
            try:
                await walk.walk()
            except AssertionError as error:
                error.add_note(f"walk {seed}: {', '.join(walk.log)}")
                raise
            finally:
                walk.let_go()
                await walk.bench.tasks.close()
                await walk.bench.remembered.finish()
                walk.bench.remembered.close()
                walk.bench.ticket.stack.clear()
                present(walk.bench.ticket.parent()).deleteLater()
