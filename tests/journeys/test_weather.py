"""Every fault of the table in a real window: told rightly, nothing lost, the window alive, the next fetch good.

The short form is part of the suite; `FAULTS=all` in the environment walks through the whole table and holds the window
to 100 ms.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from time import perf_counter

import httpx
import pytest
from PySide6.QtCore import Qt, QTimer

from inspector.domain.errors import ServerTrouble
from inspector.services.superoffice import retrying, wire
from inspector.ui.troubles import explain
from tests.faults import FAULTS, LOADS, Weather
from tests.journeys.program import Program
from tests.journeys.test_soak import resident
from tests.services.faulty import serving

ALL = os.environ.get("FAULTS") == "all"
SHORT = (
    *("status 401", "status 421", "status 503", "null", "HTML", "50,000 levels deep", "duplicate keys"),
    *("wrong types in every rights field", "gzip bomb of 80 MB", "hang", "reset within the headers"),
    *("redirect to another origin", "a byte now and then"),
)
LONGEST_GAP = 0.1 if ALL else 0.5
"""Seconds. The promise is 0.1; a busy test machine gets more."""


MOST_MEMORY = 200 << 20
"""Bytes that the program may have grown by: the largest answer it takes in is 64 MiB."""


class Watch:
    def __init__(self) -> None:
        self.before = resident()
        self.timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=5)
        self.timer.timeout.connect(self.tick)
        self.last, self.longest = perf_counter(), 0.0
        self.timer.start()

    def tick(self) -> None:
        now = perf_counter()
        self.longest, self.last = max(self.longest, now - self.last), now

    def stop(self) -> float:
        """The longest time that the window stood still, in seconds."""
        self.tick()
        self.timer.stop()
        assert resident() - self.before < MOST_MEMORY
        return self.longest


@pytest.fixture
def weather(monkeypatch: pytest.MonkeyPatch) -> Iterator[Weather]:
    monkeypatch.setattr(retrying, "PAUSES", (0.01, 0.02))
    monkeypatch.setattr(wire, "TIMEOUT", httpx.Timeout(1.0))
    made = Weather()
    with serving(made.reply) as place:
        made.root = place.root
        yield made


def told(code: str, **facts: str) -> str:
    """The beginning of what must be read, before any fact that is not given."""
    text = explain(ServerTrouble(code, **facts))
    return re.escape(re.split(r" \(|: |, so", text)[0].split(". ")[0].rstrip("."))[:60]


@pytest.mark.parametrize("name", FAULTS if ALL else SHORT)
async def test_bad_weather(program: Program, weather: Weather, name: str) -> None:
    fault = FAULTS[name]
    await program.sign_in(weather.root, "tom", "hemmelig")
    await program.filled()
    await program.edit("Title", "Mine")
    weather.fault = fault
    watch = Watch()
    await program.press("F5")
    await program.answer("Don't Save")
    if fault.code == LOADS:
        await program.until(lambda: program.value("Title") != "Mine", "the new defaults")
    else:
        await program.reads(f"could not be fetched.*{told(fault.code)}")
        await program.until(lambda: not program.says("^Fetching"), "rest")
        assert program.value("Title") == "Mine"
        assert program.title.startswith("*")
        await program.reads("Not fetched; what you see is from before: .* just now")
        await program.click("Details")
        await program.control("Copy details")
    gap = watch.stop()
    weather.fault = None
    await program.press("F5")
    if fault.code != LOADS:
        await program.answer("Don't Save")
    await program.reads("^Fetched ")
    await program.until(lambda: program.value("OwnedBy") == "Tim Høyland", "good weather")
    assert gap < LONGEST_GAP, f"the window stood still for {1000 * gap:.0f} ms"
