"""Rebasing, on a bench: what the person decides becomes one step, and nothing changes where they would rather not."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from starlette.applications import Starlette

from inspector.demo.weather import Weather
from inspector.domain.context import RequestContext
from inspector.ui.bench.bench import Bench
from inspector.ui.bench.place import Signed
from inspector.ui.bench.source import Source
from inspector.ui.defaults.answer import read_answer
from inspector.ui.defaults.rebasing import Rebasing
from tests.drafts import make_draft
from tests.present import present
from tests.ui.conftest import Told, answered, asked, press

OLD = make_draft('"Title": "Printer on fire", "Postit": ""').to_bytes()
NEW = make_draft('"Title": "Printer on fire", "Postit": "from the server"').to_bytes()
NEWER = Source("server", context=RequestContext("en"))


@pytest.fixture
def rebasing(bench: Bench, qtbot: QtBot) -> Rebasing:
    window = QWidget()
    qtbot.addWidget(window)
    return Rebasing(bench, window)


@pytest.fixture
def opened(bench: Bench) -> Source:
    """What was served once, and has another title since."""
    source = Source("server")
    bench.ticket.show(read_answer(OLD), source)
    retitle(bench, "Mine")
    return source


def retitle(bench: Bench, text: str) -> None:
    bench.ticket.set_value(present(present(bench.ticket.document).find(("Title",))), text)


def values(bench: Bench) -> list[object]:
    document = present(bench.ticket.document)
    return [present(document.find((name,))).value for name in ("Title", "Postit")]


async def test_what_the_person_agrees_to_is_one_step_to_undo(
    bench: Bench, rebasing: Rebasing, opened: Source, told: Told
) -> None:
    work = asyncio.ensure_future(rebasing.onto(NEW, NEWER))
    press(await asked(), "Apply")
    assert await work
    assert values(bench) == ["Mine", "from the server"]
    assert bench.ticket.source is NEWER
    assert told.doings[-1] == "1 of your values was kept"
    bench.ticket.stack.undo()
    assert values(bench) == ["Mine", ""]
    assert bench.ticket.source is opened


async def test_whoever_would_rather_not_keeps_the_draft(
    bench: Bench, rebasing: Rebasing, opened: Source
) -> None:
    before = bench.ticket.document
    work = asyncio.ensure_future(rebasing.onto(NEW, NEWER))
    press(await asked(), "Cancel")
    assert not await work
    assert (bench.ticket.document, bench.ticket.source) == (before, opened)


async def test_the_board_is_not_wider_than_the_screen(
    rebasing: Rebasing, opened: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As at 200 %, where a screen has half as many logical pixels."""
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: QRect(0, 0, 960, 500))
    work = asyncio.ensure_future(rebasing.onto(NEW, NEWER))
    board = await asked()
    assert (board.width(), board.height()) == (944, 452), "within a frame"
    press(board, "Cancel")
    assert not await work


async def test_whoever_works_on_meanwhile_is_asked_anew(
    bench: Bench, rebasing: Rebasing, opened: Source
) -> None:
    work = asyncio.ensure_future(rebasing.onto(NEW, NEWER))
    first = await asked()
    retitle(bench, "Mine, later")
    press(first, "Apply")
    press(await asked(first), "Apply")
    assert await work
    assert values(bench) == ["Mine, later", "from the server"]


async def test_where_nothing_differs_nobody_is_asked(
    bench: Bench, rebasing: Rebasing, opened: Source, told: Told
) -> None:
    bench.ticket.stack.undo()
    assert await rebasing.onto(OLD, NEWER)
    assert bench.ticket.source is opened
    assert told.doings[-1] == "Your draft already matches the defaults"


async def test_another_ticket_takes_the_question_away(
    bench: Bench, rebasing: Rebasing, opened: Source, signed: Signed
) -> None:
    urgent = []
    rebasing.asking.connect(lambda: urgent.append(True))
    rebasing.start()
    assert not bench.tasks.is_running("rebase"), "there is nobody to be asked"
    bench.place.enter(signed)
    rebasing.start()
    await asked()
    bench.ticket.clear()
    await answered()
    assert not bench.tasks.is_running("rebase")
    assert urgent == [True]


async def test_where_the_server_fails_the_draft_stays(
    bench: Bench, rebasing: Rebasing, opened: Source, signed: Signed, tenant: Starlette, told: Told
) -> None:
    bench.place.enter(signed)
    tenant.state.weather = Weather(status=500)
    rebasing.start()
    await bench.tasks.finish("rebase")
    assert told.buttons == ["Try Again"]
    assert bench.ticket.source is opened
