"""Every fault of the table in a real window: told rightly, nothing lost, the window alive, the next fetch good.

The short form is part of the suite; `FAULTS=all` in the environment walks through the whole table. For how long the
window stands still meanwhile is measured by `python -m tests.benchmarks --only faults`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import httpx
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from inspector.domain.errors import ServerTrouble
from inspector.services.superoffice import retrying, wire
from inspector.words.troubles import explain
from tests.faults import FAULTS, LOADS, Weather
from tests.journeys.program import Program
from tests.journeys.test_soak import resident
from tests.services.faulty import Asked, Handler, serving
from tests.waiting import PATIENCE, wait_for

ALL = os.environ.get("FAULTS") == "all"
SHORT = (
    *("status 401", "status 421", "status 503", "null", "HTML", "50,000 levels deep", "duplicate keys"),
    *("wrong types in every rights field", "gzip bomb of 80 MB", "hang", "reset within the headers"),
    *("redirect to another origin", "a byte now and then"),
)
MOST_MEMORY = 200 << 20
"""Bytes that the program may have grown by: the largest answer it takes in is 64 MiB."""
SIGNS_OF_LIFE = 5


class Heart:
    """Beats with the window: once in a turn of its event loop."""

    def __init__(self) -> None:
        self.beats = 0
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        self.beats += 1


class WatchfulWeather(Weather):
    """Lets a fault loose only when it has seen the window live on while it waits for the answer."""

    def __init__(self, heart: Heart) -> None:
        super().__init__()
        self._heart = heart
        self.saw_it_alive = False

    def reply(self, asked: Asked, handler: Handler) -> bytes | None:
        if self.fault is not None and asked.path.split("?")[0].endswith("CreateDefaultTicketEntity"):
            enough = self._heart.beats + SIGNS_OF_LIFE
            wait_for(lambda: self._heart.beats >= enough, "a sign of life")
            self.saw_it_alive = True
        return super().reply(asked, handler)


@pytest.fixture
def weather(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[WatchfulWeather]:
    monkeypatch.setattr(retrying, "PAUSES", (0.01, 0.02))
    made = WatchfulWeather(Heart())
    with serving(made.reply) as place:
        made.root = place.root
        yield made


def told(code: str, **facts: str) -> str:
    """The beginning of what must be read, before any fact that is not given."""
    text = explain(ServerTrouble(code, **facts))
    return re.escape(re.split(r" \(|: |, so", text)[0].split(". ")[0].rstrip("."))[:60]


@pytest.mark.parametrize("name", FAULTS if ALL else SHORT)
async def test_bad_weather(
    program: Program, weather: WatchfulWeather, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = FAULTS[name]
    monkeypatch.setattr(wire, "TIMEOUT", httpx.Timeout(PATIENCE, read=2.0 if fault.patient else PATIENCE))
    await program.sign_in(weather.root, "tom", "hemmelig")
    await program.filled()
    await program.edit("Title", "Mine")
    weather.fault = fault
    before = resident()
    await program.press("F5")
    await program.answer("Discard and Fetch")
    if fault.code == LOADS:
        await program.until(lambda: program.value("Title") != "Mine", "the new defaults")
    else:
        await program.reads(f"could not be fetched.*{told(fault.code)}")
        await program.until(lambda: not program.says("^Fetching"), "rest")
        assert program.value("Title") == "Mine"
        assert program.title.startswith("*")
        await program.reads("Not fetched; what you see was fetched earlier: .* just now")
        await program.click("Details")
        await program.control("Copy details")
    assert weather.saw_it_alive, "the window stood still"
    assert resident() - before < MOST_MEMORY
    weather.fault = None
    await program.press("F5")
    if fault.code != LOADS:
        await program.answer("Discard and Fetch")
    await program.reads("^Fetched ")
    await program.until(lambda: program.value("OwnedBy") == "Tim Høyland", "good weather")
