"""Drafts outlive the program: killed at any moment, it offers at its next start what was not saved.

KILLS=200 in the environment is the long form.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from inspector.domain.document import SetValue
from inspector.services import recovery
from inspector.services.recovery import About, Journal
from tests.journeys.dying import PACE

KILLS = int(os.environ.get("KILLS", "20"))
TOGETHER = 2
DRAFT = b'{\n  "TicketId": 0,\n  "Title": "edit 0",\n  "OwnedBy": null,\n  "Tags": []\n}\n'
LAST_SECOND = 1.0


@pytest.fixture
def left(tmp_path):
    """What an earlier run left: two edits of a draft that was never saved."""
    place = tmp_path / "settings" / "recovery"
    served = b'{"TicketId":0,"Title":"","OwnedBy":null,"Tags":[]}'
    journal = Journal(About("New ticket", "", "Work"), served, place)
    journal.write(SetValue((1,), b'""', b'"Half"'))
    journal.write(SetValue((1,), b'"Half"', b'"Half a thought"'))
    journal._file.close()
    return place


async def test_what_was_left_is_restored(left, start, tmp_path):
    program = await start()
    await program.reads(r"ended before 2 changes to “New ticket” on Work could be saved")
    program.shoot("offered")
    await program.click("Restore")
    await program.until(lambda: program.value("Title") == "Half a thought", "the draft")
    await program.reads("2 changes restored")
    assert program.title.startswith("*"), "it is in no file yet"
    assert program.find("Restore") is None
    (again,) = left.glob("*.journal")
    await program.edit("Title", "Half a thought, thought on")
    await program.press("Ctrl+S")
    await program.give_path(tmp_path / "saved.json")
    await program.reads("^Saved ")
    await program.until(lambda: not again.exists(), "the end of the journal")
    assert json.loads((tmp_path / "saved.json").read_text("utf-8"))["Title"] == "Half a thought, thought on"


async def test_what_was_left_is_discarded(left, start):
    program = await start()
    await program.click("Discard")
    await program.until(lambda: program.find("Discard") is None, "rest")
    assert list(left.iterdir()) == []
    assert not program.rows()


async def test_a_draft_that_was_given_up_leaves_nothing(start, tmp_path):
    program = await start()
    await program.menu("Connection", "Try the Demo Tenant")
    await program.filled()
    place = tmp_path / "settings" / "recovery"
    await program.edit("Title", "x")
    await program.until(lambda: list(place.glob("*.journal")), "a journal")
    await program.press("Ctrl+Q")
    await program.answer("Don't Save")
    await program.until(lambda: program.has_ended, "the end")
    assert list(place.glob("*.journal")) == []


async def test_a_disk_that_is_full_is_told_once_and_hinders_nothing(start, tmp_path):
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "recovery").write_text("a file where the folder should be", "utf-8")
    program = await start()
    await program.menu("Connection", "Try the Demo Tenant")
    await program.filled()
    await program.edit("Title", "x")
    await program.reads("can't be kept safe against a crash")
    await program.click("Close notice")
    await program.edit("Title", "y")
    assert program.value("Title") == "y"
    assert program.find("Close notice") is None


def kill_at_random(place: Path, chance: random.Random) -> subprocess.Popen:
    place.mkdir()
    draft = place / "draft.json"
    draft.write_bytes(DRAFT)
    environment = {**os.environ, "TICKET_INSPECTOR_CONFIG": str(place / "config")}
    environment |= {"PYTHONPATH": str(Path(__file__).parents[2]), "QT_QPA_PLATFORM": "offscreen"}
    child = subprocess.Popen(  # noqa: S603 - ours
        [sys.executable, "-m", "tests.journeys.dying", str(draft)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    child.place, child.life = place, chance.random()
    return child


def check(child: subprocess.Popen) -> int:
    """Kill it in its time; how many edits it told of."""
    child.stdout.readline()
    time.sleep(child.life)
    child.kill()
    told = [1, *map(int, child.communicate()[0].split())]
    saved = json.loads((child.place / "draft.json").read_bytes())
    assert list(saved) == ["TicketId", "Title", "OwnedBy", "Tags"], "whole, old or new"
    in_file = int(saved["Title"].removeprefix("edit "))
    found = recovery.leftovers(child.place / "config" / "recovery")
    assert len(found) <= 1
    restored = in_file
    if found:
        restored = int(found[0].document().find(("Title",)).value.removeprefix("edit "))
        numbers = [json.loads(edit.new) for edit in found[0].edits if edit.path]
        first = int(numbers[0].removeprefix("edit ")) if numbers else restored
        assert numbers == [f"edit {first + step}" for step in range(len(numbers))], "one after the other"
    # one more may have been made than told: the kill came between
    assert told[-1] - LAST_SECOND / PACE <= max(restored, in_file) <= told[-1] + 1
    return told[-1]


@pytest.mark.skipif("sys.platform == 'win32'", reason="kills as POSIX does")
def test_killed_at_any_moment_it_loses_at_most_the_last_second(tmp_path):
    chance = random.Random(os.environ.get("SEED", "4711"))  # noqa: S311 - the same moments every time
    told = []
    for start in range(0, KILLS, TOGETHER):
        children = [kill_at_random(tmp_path / str(start + n), chance) for n in range(TOGETHER)]
        told += [check(child) for child in children]
    assert len(told) >= KILLS
    assert max(told) > 7, "some lived long enough to save"
