"""The question about unsaved changes, on a bench: who is asked, and what comes of each answer."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.bench.bench import Bench
from inspector.ui.bench.source import Source
from inspector.ui.bench.ticket import OpenTicket
from inspector.ui.drafts.leaving import Leaving
from tests.drafts import Draft
from tests.present import present
from tests.ui.conftest import asked, press


class Disk:
    """Where a draft is saved, or is not."""

    def __init__(self, ticket: OpenTicket) -> None:
        self._ticket = ticket
        self.takes, self.asked = True, 0

    async def save(self) -> bool:
        self.asked += 1
        if self.takes:
            self._ticket.stack.setClean()
        return self.takes


@pytest.fixture
def disk(ticket: OpenTicket) -> Disk:
    return Disk(ticket)


@pytest.fixture
def leaving(bench: Bench, disk: Disk, draft: Draft, qtbot: QtBot) -> Leaving:
    """Away from what is open and saved."""
    window = QWidget()
    qtbot.addWidget(window)
    bench.ticket.show(draft(), Source("file"))
    return Leaving(bench, window, disk.save)


def edit(bench: Bench) -> None:
    bench.ticket.set_value(present(present(bench.ticket.document).find(("Title",))), "changed")


async def test_where_nothing_would_be_lost_nobody_is_asked(bench: Bench, leaving: Leaving) -> None:
    assert await leaving.may_leave()
    assert await leaving.may_fetch() == "leave"
    edit(bench)
    bench.ticket.stack.undo()
    assert await leaving.may_leave()


async def test_what_is_typed_would_be_lost_too(bench: Bench, leaving: Leaving) -> None:
    bench.ticket.typed_wanted.connect(lambda: edit(bench))
    work = asyncio.ensure_future(leaving.may_leave())
    press(await asked(), "Cancel")
    assert not await work


@pytest.mark.parametrize(
    ("pressed", "takes", "saves", "leaves"),
    [
        ("Save", True, 1, True),
        ("Save", False, 1, False),
        ("Don't Save", True, 0, True),
        ("Cancel", True, 0, False),
    ],
)
async def test_each_answer(
    bench: Bench, leaving: Leaving, disk: Disk, pressed: str, takes: bool, saves: int, leaves: bool
) -> None:
    edit(bench)
    disk.takes = takes
    work = asyncio.ensure_future(leaving.may_leave())
    press(await asked(), pressed)
    assert await work is leaves
    assert disk.asked == saves


async def test_before_new_defaults_the_edits_may_be_kept(bench: Bench, leaving: Leaving) -> None:
    edit(bench)
    work = asyncio.ensure_future(leaving.may_fetch())
    press(await asked(), "Keep My Edits")
    assert await work == "keep"


@pytest.mark.parametrize(
    ("pressed", "saves", "decided"),
    [("Save and Fetch", 1, "leave"), ("Discard and Fetch", 0, "leave"), ("Cancel", 0, "stay")],
)
async def test_before_new_defaults_each_button_says_what_it_does(
    bench: Bench, leaving: Leaving, disk: Disk, pressed: str, saves: int, decided: str
) -> None:
    edit(bench)
    work = asyncio.ensure_future(leaving.may_fetch())
    box = await asked()
    assert isinstance(box, QMessageBox)
    assert box.text().endswith("has one change that is not saved. What is to become of it?")
    assert "lost" not in box.informativeText()
    assert present(box.defaultButton()).text() == "Keep My Edits"
    press(box, pressed)
    assert await work == decided
    assert disk.asked == saves


async def test_a_save_under_way_is_waited_for(bench: Bench, leaving: Leaving) -> None:
    edit(bench)
    written = asyncio.Event()

    async def save() -> None:
        await written.wait()
        bench.ticket.stack.setClean()

    bench.tasks.start("save", save(), again="refuse")
    work = asyncio.ensure_future(leaving.may_leave())
    await asyncio.sleep(0)
    assert not work.done()
    written.set()
    assert await work, "there is nothing left to ask"
