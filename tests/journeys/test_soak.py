"""A long day: fetch after fetch, with random faults, cancels and changes of connection. SOAK=1000 is the long form."""

from __future__ import annotations

import asyncio
import gc
import os
import random
import threading
from pathlib import Path

import httpx
import pytest
from PySide6.QtWidgets import QPushButton

from inspector.services.superoffice import retrying, wire
from tests.faults import FAULTS, Weather
from tests.journeys.program import Program
from tests.services.faulty import serving
from tests.waiting import PATIENCE

FETCHES = int(os.environ.get("SOAK", "60"))
SETTLED = min(50, FETCHES // 2)
GROWTH = 20 << 20
"""Bytes."""
RARELY = {"gzip bomb of 80 MB", "hang", "slow start", "a byte now and then"}


def resident() -> int:
    """Bytes of memory in use; 0 where /proc does not tell."""
    gc.collect()
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if told.exists() else 0


def sockets() -> int:
    return sum(os.path.realpath(file).startswith("/proc") for file in Path("/proc/self/fd").iterdir())


@pytest.mark.skipif("sys.platform != 'linux'", reason="counts what /proc tells")
async def test_a_long_day(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrying, "PAUSES", (0.001, 0.002))
    monkeypatch.setattr(wire, "TIMEOUT", httpx.Timeout(PATIENCE))
    chance, weather = random.Random(11), Weather()  # noqa: S311 - the same day every time
    faults = [name for name in FAULTS if name not in RARELY]
    with serving(weather.reply) as here, serving(weather.reply) as there:
        await program.sign_in(here.root, "tom", "hemmelig", "Here")
        await program.filled()
        for number in range(FETCHES):
            if number == SETTLED:
                before = resident(), len(asyncio.all_tasks()), threading.active_count(), sockets()
            if number % 10 == 9:
                gc.collect()  # as the program itself does; the fixture keeps the servers' threads from it
            if number % 25 == 24:
                weather.fault = None
                place, name = ((here, "Here"), (there, "There"))[number // 25 % 2]
                await program.menu("File", "Sign In…")
                await program.sign_in(place.root, "tom", "hemmelig", name)
                await program.filled()
            weather.fault = FAULTS[chance.choice(faults)] if chance.random() < 0.5 else None
            await program.press("F5")
            if chance.random() < 0.2:
                await asyncio.sleep(chance.random() * 0.02)
                if (cancel := program.find("Cancel", QPushButton)) and cancel.isEnabled():
                    cancel.click()
            await program.until(lambda: not program._workspace.bench.is_busy, f"rest after fetch {number}")
        weather.fault = None
        await program.press("F5")
        await program.reads("^Fetched ")
        assert program.value("OwnedBy") == "Tim Høyland"
        await program.until(lambda: not program._workspace.bench.is_busy, "rest")
        await program.until(
            lambda: (
                len(asyncio.all_tasks()) <= before[1]
                and threading.active_count() <= before[2] + 1  # a server thread may be ending
                and sockets() <= before[3] + 2  # a connection may be kept alive
            ),
            f"no more tasks, threads and sockets than {before[1:]}",
        )
        after = resident(), len(asyncio.all_tasks()), threading.active_count(), sockets()
    print(f"{FETCHES} fetches: {(after[0] - before[0]) / (1 << 20):+.1f} MB, {before[1:]} -> {after[1:]}")
    assert after[0] - before[0] < GROWTH
