"""Coroutines started from the window, on Qt's own event loop."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from inspector.domain.errors import FileTrouble
from inspector.ui.kit.tasks import Again, Tasks, told
from tests.waiting import PATIENCE


class WatchedTasks(Tasks):
    """With what failed."""

    def __init__(self) -> None:
        super().__init__()
        self.failures: list[BaseException] = []
        self.failed.connect(self.failures.append)


@pytest.fixture
def tasks(qapp: QApplication) -> WatchedTasks:
    return WatchedTasks()


class Work:
    """A coroutine that tells how far it got."""

    def __init__(self, *, cleaning: float = 0.0, error: ValueError | None = None) -> None:
        self.state = "not begun"
        self._cleaning, self._error = cleaning, error
        self.go_on = asyncio.Event()

    async def __call__(self) -> None:
        self.state = "running"
        try:
            await self.go_on.wait()
            if self._error:
                raise self._error
            self.state = "done"
        except asyncio.CancelledError:
            self.state = "ending"
            await asyncio.sleep(self._cleaning)
            self.state = "cancelled"
            raise


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_they_run_on_qt_s_loop(qapp: QApplication) -> None:
    fired = asyncio.Event()
    QTimer.singleShot(1, fired.set)
    async with asyncio.timeout(PATIENCE):
        await fired.wait()


async def test_the_latest_of_a_name_wins(tasks: WatchedTasks) -> None:
    first, second, other = Work(), Work(), Work()
    tasks.start("fetch", first(), again="replace")
    tasks.start("find", other(), again="replace")
    await settle()
    tasks.start("fetch", second(), again="replace")
    await settle()
    assert (first.state, second.state, other.state) == ("cancelled", "running", "running")
    assert tasks.is_running("fetch")
    second.go_on.set()
    await settle()
    assert second.state == "done"
    assert not tasks.is_running("fetch")
    assert tasks.is_running("find")
    assert tasks.failures == []
    await tasks.close()


@pytest.mark.parametrize("again", ["join", "refuse"])
async def test_what_runs_goes_on_where_the_start_says_so(tasks: WatchedTasks, again: Again) -> None:
    first, second = Work(), Work()
    running = tasks.start("save", first(), again=again)
    await settle()
    assert tasks.start("save", second(), again=again) is (running if again == "join" else None)
    await settle()
    assert (first.state, second.state) == ("running", "not begun")
    first.go_on.set()
    await tasks.finish("save")
    assert (first.state, second.state) == ("done", "not begun")
    third = Work()
    tasks.start("save", third(), again=again)
    await settle()
    assert third.state == "running", "nothing runs any more"
    await tasks.close()
    assert tasks.failures == []


async def test_finish_waits_for_what_begins_meanwhile_too(tasks: WatchedTasks) -> None:
    first, second = Work(), Work()
    tasks.start("save", first(), again="join")
    waiting = asyncio.ensure_future(tasks.finish("save"))
    await settle()
    tasks.start("save", second(), again="replace")
    await settle()
    assert not waiting.done()
    second.go_on.set()
    await waiting
    assert second.state == "done"


async def test_fifty_starts_in_a_row_run_only_the_last(tasks: WatchedTasks) -> None:
    works = [Work() for _ in range(50)]
    for work in works:
        tasks.start("fetch", work(), again="replace")
    await settle()
    assert [work.state for work in works] == ["not begun"] * 49 + ["running"]
    await tasks.close()
    assert works[-1].state == "cancelled"


async def test_the_end_of_an_older_one_does_not_hide_the_newer(tasks: WatchedTasks) -> None:
    slow, newer = Work(cleaning=0.02), Work()
    tasks.start("fetch", slow(), again="replace")
    await settle()
    tasks.start("fetch", newer(), again="replace")
    await asyncio.sleep(0.05)
    assert slow.state == "cancelled"
    assert tasks.is_running("fetch")
    await tasks.close()


async def test_a_failure_is_told_once(tasks: WatchedTasks) -> None:
    error = ValueError("no")
    work = Work(error=error)
    tasks.start("fetch", work(), again="replace")
    work.go_on.set()
    await tasks.finish("fetch")
    await settle()
    assert tasks.failures == [error]
    assert not tasks.is_running("fetch")
    await tasks.close()
    assert tasks.failures == [error]


async def test_a_failure_while_it_is_given_up_is_told_too(tasks: WatchedTasks) -> None:
    async def clumsy() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise ValueError("fell over its own feet")

    tasks.start("fetch", clumsy(), again="replace")
    await settle()
    tasks.cancel("fetch")
    await settle()
    assert [str(error) for error in tasks.failures] == ["fell over its own feet"]


async def test_cancelling_is_not_a_failure_and_neither_is_having_nothing_to_cancel(
    tasks: WatchedTasks,
) -> None:
    work = Work()
    tasks.cancel("fetch")
    tasks.start("fetch", work(), again="replace")
    await settle()
    tasks.cancel("fetch")
    assert not tasks.is_running("fetch")
    await settle()
    assert work.state == "cancelled"
    assert tasks.failures == []


async def test_finish_waits_for_the_end_whatever_it_is(tasks: WatchedTasks) -> None:
    await tasks.finish("fetch")
    work = Work(error=ValueError())
    tasks.start("fetch", work(), again="replace")
    asyncio.get_running_loop().call_later(0.01, work.go_on.set)
    await tasks.finish("fetch")
    assert len(tasks.failures) == 1


async def test_giving_up_waiting_does_not_stop_what_was_waited_for(tasks: WatchedTasks) -> None:
    work = Work()
    tasks.start("save", work(), again="replace")
    tasks.start("watch", tasks.finish("save"), again="replace")
    await settle()
    tasks.cancel("watch")
    await settle()
    assert work.state == "running"
    work.go_on.set()
    await tasks.finish("save")
    assert work.state == "done"


async def test_close_waits_for_all_even_those_already_ending(tasks: WatchedTasks) -> None:
    running, ending = Work(cleaning=0.02), Work(cleaning=0.04)
    tasks.start("fetch", running(), again="replace")
    tasks.start("find", ending(), again="replace")
    await settle()
    tasks.cancel("find")
    await settle()
    assert ending.state == "ending"
    await tasks.close()
    assert (running.state, ending.state) == ("cancelled", "cancelled")
    assert tasks.failures == []


async def test_a_task_may_close_the_others_and_goes_on(tasks: WatchedTasks) -> None:
    other, ends = Work(), []

    async def end() -> None:
        await tasks.close()
        ends.append(other.state)

    tasks.start("fetch", other(), again="replace")
    await settle()
    tasks.start("close", end(), again="replace")
    await tasks.finish("close")
    assert ends == ["cancelled"]
    assert tasks.failures == []


async def test_what_has_just_ended_refuses_nothing(tasks: WatchedTasks) -> None:
    """Between the end of a task and its telling, a person may already have pressed the button again."""
    second = Work()

    async def first() -> None:
        asyncio.get_running_loop().call_soon(
            lambda: tasks.start("recovery", second(), again="refuse")
        )  # before the end is told

    tasks.start("recovery", first(), again="refuse")
    await settle()
    assert second.state == "running"
    second.go_on.set()
    await tasks.finish("recovery")


@pytest.mark.parametrize("error", [FileTrouble("disk_full"), RuntimeError("odd"), MemoryError()])
async def test_whoever_waits_is_told_of_whatever_ended_it(tasks: WatchedTasks, error: Exception) -> None:
    heard: list[Exception] = []

    async def work() -> None:
        with told(heard.append):
            raise error

    tasks.start("list", work(), again="replace")
    await tasks.finish("list")
    assert heard == [error]
    foreseen = isinstance(error, FileTrouble)
    assert tasks.failures == ([] if foreseen else [error]), "what nobody foresaw has details to be told"


async def test_whoever_stops_it_is_told_nothing(tasks: WatchedTasks) -> None:
    heard: list[Exception] = []
    inner = Work()

    async def work() -> None:
        with told(heard.append):
            await inner()

    tasks.start("list", work(), again="replace")
    await settle()
    tasks.cancel("list")
    await settle()
    assert inner.state == "cancelled"
    assert heard == []
