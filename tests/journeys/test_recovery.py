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
from tests.waiting import PATIENCE

KILLS = int(os.environ.get("KILLS", "8"))
TOGETHER = 4
SAVE_OFTEN = 3
"""Edits between two saves, in every second run; the others have nothing but the journal."""
LONGEST_LIFE = 50
"""Edits from the first to the kill."""
DRAFT = b'{\n  "TicketId": 0,\n  "Title": "edit 0",\n  "OwnedBy": null,\n  "Tags": []\n}\n'


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
    """A file as it was when the program last read or wrote it, and one more edit that was not saved."""
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
    assert not program.names()


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


async def test_a_disk_that_is_full_is_told_once_and_stops_nothing(start: Start, tmp_path: Path) -> None:
    (tmp_path / "settings").mkdir(exist_ok=True)
    (tmp_path / "settings" / "recovery").write_text("a file where the folder should be", "utf-8")
    program = await start()
    await program.menu("Connection", "Try the Demo Tenant")
    await program.filled()
    await program.edit("Title", "x")
    await program.reads("can't be protected against a crash")
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
    """Somebody at work, until so many edits are made."""

    child: subprocess.Popen[bytes]
    place: Path
    edits: int


def begin(place: Path, often: int, life: int) -> Life:
    """Somebody types, and saves so often, until so many edits are made; see dying.py."""
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
    """Kill each after so many edits, wherever it is just then."""
    end = time.monotonic() + PATIENCE
    while lives:
        assert time.monotonic() < end, "they type no more"
        for one in lives[:]:
            assert one.child.poll() is None, "it ended by itself"
            if (one.place / "told").read_bytes().count(b"made") >= one.edits:
                one.child.kill()
                one.child.wait()
                lives.remove(one)
        time.sleep(0.001)


def check(life: Life) -> tuple[bool, int]:
    """Whether it had saved, and how many edits were kept. What is on the disk is whole, and misses none of those."""
    lines = [line.split() for line in (life.place / "told").read_bytes().split(b"\n")[:-1]]
    made, kept = (
        max((int(number) for what, number in lines if what == kind), default=0) for kind in (b"made", b"kept")
    )
    saved = json.loads((life.place / "draft.json").read_bytes())
    assert list(saved) == ["TicketId", "Title", "OwnedBy", "Tags"], "whole, old or new"
    in_file = int(saved["Title"].removeprefix("edit "))
    found = recovery.look(life.place / "config" / "recovery").leftovers
    assert len(found) <= 1
    restored = 0
    for leftover in found:
        title = present(leftover.document().find(("Title",))).value
        restored = int(str(title).removeprefix("edit "))
        edits = [edit for edit in leftover.edits if isinstance(edit, SetValue)]
        numbers = [json.loads(edit.new) for edit in edits if edit.path]
        first = int(numbers[0].removeprefix("edit ")) if numbers else restored
        assert numbers == [f"edit {first + step}" for step in range(len(numbers))], "one after the other"
        # a journal that began at a save holds first of all what was changed while that was being written
        whole = [json.loads(edit.new)["Title"] for edit in edits if not edit.path]
        base = int(whole[0].removeprefix("edit ")) if whole else in_file
        assert first <= base + 1, "no gap between the file and the journal"
        leftover.release()
    # one more may have been made than was told: the kill came in between
    assert kept <= max(restored, in_file) <= made + 1
    return in_file > 0, kept


@pytest.mark.skipif("sys.platform == 'win32'", reason="kills as POSIX does")
def test_killed_at_any_moment_it_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    chance = random.Random(os.environ.get("SEED", "4711"))  # noqa: S311 - the same moments every time
    saved = kept = 0
    for start in range(0, KILLS, TOGETHER):
        lives = [
            begin(
                tmp_path / str(number), often=SAVE_OFTEN * (number % 2), life=chance.randint(1, LONGEST_LIFE)
            )
            for number in range(start, start + TOGETHER)
        ]
        kill_in_time(lives[:])
        for had_saved, were_kept in map(check, lives):
            saved += had_saved
            kept += were_kept > 0
    assert saved, "some lived long enough to save"
    assert kept >= KILLS / 2, "the journal is written while one types"
