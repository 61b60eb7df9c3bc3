"""The program's event loop holds where qasync's does not: on new Pythons, and with generators dropped half-way."""

import asyncio
import contextvars
import os
import subprocess
import sys
import threading
from collections.abc import AsyncIterator

import pytest
from PySide6.QtWidgets import QApplication

from inspector.ui.kit.event_loop import EventLoop
from tests.waiting import PATIENCE

WHERE = contextvars.ContextVar("WHERE", default="nowhere")


async def test_it_needs_nothing_that_python_3_16_takes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(asyncio, "iscoroutinefunction")
    loop = asyncio.get_running_loop()
    heard: list[str] = []
    loop.call_soon(heard.append, "soon")
    loop.call_soon_threadsafe(heard.append, "from a thread")
    await asyncio.sleep(0.01)
    assert heard == ["soon", "from a thread"]
    assert await asyncio.to_thread(sum, [1, 2]) == 3


def test_it_warns_of_nothing_from_beginning_to_end() -> None:
    """A process of its own: what the end of a loop is warned of, nobody could catch otherwise."""
    program = (
        "import asyncio\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from inspector.ui.kit.event_loop import EventLoop\n"
        "app = QApplication([])\n"
        "with asyncio.Runner(loop_factory=lambda: EventLoop(app)) as runner:\n"
        "    runner.run(asyncio.to_thread(print, 'ran'))\n"
    )
    command = [sys.executable, "-W", "error", "-W", "ignore::ImportWarning", "-c", program]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    told = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, env=environment, timeout=PATIENCE, check=False
    )
    assert (told.stdout, told.stderr, told.returncode) == ("ran\n", "", 0)


def test_a_task_that_is_left_over_takes_no_step_until_its_loop_runs_again(qapp: QApplication) -> None:
    loop = EventLoop(qapp)
    ran: list[object] = []

    async def work() -> None:
        ran.append("begun")
        await asyncio.sleep(0)
        ran.append(asyncio.get_running_loop())

    async def begin() -> asyncio.Task[None]:
        return asyncio.ensure_future(work())

    left = loop.run_until_complete(begin())
    qapp.processEvents()
    assert loop not in ran
    loop.run_until_complete(left)
    assert ran == ["begun", loop]
    loop.close()


def test_between_two_runs_a_task_waits_and_is_not_lost(qapp: QApplication) -> None:
    """Others go through Qt's events as well: pytest-qt does it after each fixture."""

    async def begin() -> asyncio.Task[None]:
        return asyncio.create_task(asyncio.to_thread(came.set))

    async def end(task: asyncio.Task[None]) -> None:
        async with asyncio.timeout(PATIENCE):
            await task

    came = threading.Event()
    with asyncio.Runner(loop_factory=lambda: EventLoop(qapp)) as runner:
        task = runner.run(begin())
        assert came.wait(PATIENCE)
        for _ in range(5):
            qapp.processEvents()
        assert not task.done()
        runner.run(end(task))


def test_the_end_waits_for_what_is_cancelled_and_for_no_more(qapp: QApplication) -> None:
    ended: list[str] = []

    async def live() -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            await asyncio.to_thread(ended.append, "tidied up")

    async def begin() -> None:
        for _ in range(20):
            asyncio.create_task(live())  # noqa: RUF006
        await asyncio.sleep(0)

    with asyncio.Runner(loop_factory=lambda: EventLoop(qapp)) as runner:
        runner.run(begin())
    assert ended == ["tidied up"] * 20


class Listening(asyncio.Protocol):
    """One end of a connection that remembers what it read, and where."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self.read = b""
        self.where: set[str] = set()
        self.ended: asyncio.Future[Exception | None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.read += data
        self.where.add(WHERE.get())

    def connection_lost(self, error: Exception | None) -> None:
        self.ended.set_result(error)


class Echo(Listening):
    """The other end, which returns all that comes."""

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self.transport.write(data)

    def eof_received(self) -> None:
        self.transport.close()


@pytest.mark.parametrize("size", [5, 5_000_000], ids=["at once", "more than fits into the socket"])
async def test_connections_carry_both_ways(size: int) -> None:
    loop, sent = asyncio.get_running_loop(), os.urandom(size)
    server = await loop.create_server(Echo, "127.0.0.1")
    WHERE.set("here")
    _, client = await loop.create_connection(Listening, *server.sockets[0].getsockname())
    WHERE.set("elsewhere")
    client.transport.write(sent)
    client.transport.write_eof()
    try:
        async with asyncio.timeout(PATIENCE):
            assert await client.ended is None
    finally:
        server.close()
    assert client.read == sent
    if sys.version_info >= (3, 15):
        assert client.where == {"here"}, "the context that the connection was made in"


async def test_a_generator_that_is_dropped_is_closed() -> None:
    closed = asyncio.Event()

    async def numbers() -> AsyncIterator[int]:
        try:
            while True:
                yield 1
        finally:
            await asyncio.sleep(0)
            closed.set()

    async def take_one() -> None:
        async for _ in numbers():
            break

    await take_one()
    async with asyncio.timeout(PATIENCE):
        await closed.wait()
