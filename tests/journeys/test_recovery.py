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
from dataclasses import dataclass
from pathlib import Path

import pytest

from inspector.domain.document import Document, SetValue
from inspector.services import files, recovery
from inspector.services.recovery import About, Journal
from tests.journeys.program import Start
from tests.present import present

KILLS = int(os.environ.get("KILLS", "20"))
TOGETHER = 4
SAVE_OFTEN = 3
"""Edits between two savings, in every second run; the others have nothing but the journal."""
LONGEST_LIFE = 2.0
"""Seconds from the first edit to the kill; well above LAST_SECOND, or nothing would be sure."""
DRAFT = b'{\n  "TicketId": 0,\n  "Title": "edit 0",\n  "OwnedBy": null,\n  "Tags": []\n}\n'
LAST_SECOND = 1.0


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """What an earlier run left: two edits of a draft that was never saved."""
    place = tmp_path / "settings" / "recovery"
    served = b'{"TicketId":0,"Title":"","OwnedBy":null,"Tags":[]}'
    journal = Journal(About("New ticket", connection="Work"), served, place)
    journal.write(SetValue((1,), b'""', b'"Half"'))
    journal.write(SetValue((1,), b'"Half"', b'"Half a thought"'))
    journal._file.close()
    return place


async def test_what_was_left_is_restored(left: Path, start: Start, tmp_path: Path) -> None:
    program = await start()
    await program.reads(r"ended before 2 changes to “New ticket” on Work could be saved")
    program.shoot("offered")
    await program.click("Restore")
    await program.until(lambda: program.value("Title") == "Half a thought", "the draft")
    await program.reads("2 changes restored")
    assert program.title.startswith("*"), "it is in no file yet"
    await program.until(lambda: program.find("Restore") is None, "rest")
    (again,) = left.glob("*.journal")
    await program.edit("Title", "Half a thought, thought on")
    await program.press("Ctrl+S")
    await program.give_path(tmp_path / "saved.json")
    await program.reads("^Saved ")
    await program.until(lambda: not again.exists(), "the end of the journal")
    assert json.loads((tmp_path / "saved.json").read_text("utf-8"))["Title"] == "Half a thought, thought on"


def left_of_a_file(tmp_path: Path, at_first: bytes, title: str) -> Path:
    """A file as it was when the program last read or wrote it, and one edit more that was not saved."""
    path = tmp_path / "draft.json"
    path.write_bytes(at_first)
    about = About(path.name, str(path), present(files.fingerprint(path)))
    journal = Journal(about, bytes(Document(at_first).root.raw), tmp_path / "settings" / "recovery")
    journal.write(SetValue((1,), b'"edit 0"', json.dumps(title).encode()))
    journal._file.close()
    return path


async def test_what_is_restored_does_not_overwrite_what_others_wrote_since(
    start: Start, tmp_path: Path
) -> None:
    path = left_of_a_file(tmp_path, DRAFT, "mine")
    path.write_bytes(DRAFT.replace(b"edit 0", b"theirs"))
    program = await start()
    await program.click("Restore")
    await program.reads("draft.json was changed by another program")
    await program.press("Ctrl+S")
    await program.answer("Cancel")
    assert b"theirs" in path.read_bytes()


async def test_what_was_saved_just_before_the_end_is_not_called_unsaved(start: Start, tmp_path: Path) -> None:
    path = left_of_a_file(tmp_path, DRAFT, "mine")
    path.write_bytes(DRAFT.replace(b"edit 0", b"mine"))
    program = await start()
    await program.click("Restore")
    await program.until(lambda: program.value("Title") == "mine", "the draft")
    assert not program.title.startswith("*")
    await program.until(lambda: not list((tmp_path / "settings" / "recovery").iterdir()), "no journal")


async def test_the_offer_follows_the_theme(left: Path, start: Start) -> None:
    program = await start()
    await program.control("Restore")
    card = program._window.recovery
    await program.menu("View", "Light")
    light = card._icon.pixmap().toImage()
    await program.menu("View", "Dark")
    await program.until(lambda: card._icon.pixmap().toImage() != light, "the dark theme's amber")


async def test_what_was_left_is_discarded(left: Path, start: Start) -> None:
    program = await start()
    await program.click("Discard")
    await program.until(lambda: program.find("Discard") is None, "rest")
    assert list(left.iterdir()) == []
    assert not program.rows()


async def test_a_draft_that_was_given_up_leaves_nothing(start: Start, tmp_path: Path) -> None:
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


async def test_a_disk_that_is_full_is_told_once_and_hinders_nothing(start: Start, tmp_path: Path) -> None:
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
    (tmp_path / "settings" / "recovery").unlink()  # there is room again
    await program.edit("Title", "z")
    await program.until(lambda: list((tmp_path / "settings" / "recovery").glob("*.journal")), "a journal")
    assert program.find("Close notice") is None


@dataclass
class Life:
    """Somebody at work, for so many seconds from the first edit."""

    child: subprocess.Popen[bytes]
    place: Path
    seconds: float
    begun: float = 0.0
    killed: float = 0.0


def begin(place: Path, often: int, life: float) -> Life:
    """Somebody types, and saves so often, for so many seconds; see dying.py."""
    place.mkdir()
    draft = place / "draft.json"
    draft.write_bytes(DRAFT)
    environment = {**os.environ, "TICKET_INSPECTOR_CONFIG": str(place / "config")}
    environment |= {"PYTHONPATH": str(Path(__file__).parents[2]), "QT_QPA_PLATFORM": "offscreen"}
    with (place / "told").open("wb") as told:
        child = subprocess.Popen(  # noqa: S603 - ours
            [sys.executable, "-m", "tests.journeys.dying", str(draft), str(often)],
            stdout=told,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
    return Life(child, place, life)


def kill_in_time(lives: list[Life]) -> None:
    """Kill each so many seconds after its first edit; remember when."""
    while lives:
        now = time.monotonic()
        for one in lives[:]:
            assert one.child.poll() is None, "it ended by itself"
            if not one.begun and (one.place / "told").stat().st_size:
                one.begun = now
            if one.begun and now >= one.begun + one.seconds:
                one.killed = time.monotonic()
                one.child.kill()
                one.child.wait()
                lives.remove(one)
        time.sleep(0.001)


def check(life: Life) -> bool:
    """Whether it had saved. What is on the disk is whole, and misses the last second at most."""
    lines = (life.place / "told").read_bytes().split(b"\n")[:-1]
    told = {int(number): float(when) for number, when in map(bytes.split, lines)}
    sure = max((number for number, when in told.items() if when < life.killed - LAST_SECOND), default=0)
    saved = json.loads((life.place / "draft.json").read_bytes())
    assert list(saved) == ["TicketId", "Title", "OwnedBy", "Tags"], "whole, old or new"
    in_file = int(saved["Title"].removeprefix("edit "))
    found = recovery.leftovers(life.place / "config" / "recovery")
    assert len(found) <= 1
    restored = 0
    for leftover in found:
        title = present(leftover.document().find(("Title",))).value
        restored = int(str(title).removeprefix("edit "))
        edits = [edit for edit in leftover.edits if isinstance(edit, SetValue)]
        numbers = [json.loads(edit.new) for edit in edits if edit.path]
        first = int(numbers[0].removeprefix("edit ")) if numbers else restored
        assert numbers == [f"edit {first + step}" for step in range(len(numbers))], "one after the other"
        assert first <= in_file + 1, "no gap between the file and the journal"
        leftover.release()
    # one more may have been made than told: the kill came between
    assert sure <= max(restored, in_file) <= max(told) + 1
    return in_file > 0


@pytest.mark.skipif("sys.platform == 'win32'", reason="kills as POSIX does")
def test_killed_at_any_moment_it_loses_at_most_the_last_second(tmp_path: Path) -> None:
    chance = random.Random(os.environ.get("SEED", "4711"))  # noqa: S311 - the same moments every time
    saved = 0
    for start in range(0, KILLS, TOGETHER):
        lives = [
            begin(
                tmp_path / str(number), often=SAVE_OFTEN * (number % 2), life=chance.uniform(0, LONGEST_LIFE)
            )
            for number in range(start, start + TOGETHER)
        ]
        kill_in_time(lives[:])
        saved += sum(map(check, lives))
    assert saved, "some lived long enough to save"
