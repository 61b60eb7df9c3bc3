"""A verb is started while another is still at work: nothing is lost, nothing is asked or said that is not so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.journeys.program import Program
from tests.journeys.slow_disk import SlowDisk

DRAFT = {"TicketId": 0, "Title": "from the file", "OwnedBy": None, "Tags": []}


@pytest.fixture
async def opened(program: Program, slow_disk: SlowDisk, tmp_path: Path) -> Program:
    """The program, with a draft from a disk that can be slow."""
    path = tmp_path / "draft.json"
    path.write_text(json.dumps(DRAFT), "utf-8")
    await program.menu("File", "Open Draft…")
    await program.give_path(path)
    await program.filled()
    return program


def title_in(path: Path) -> str:
    found: str = json.loads(path.read_bytes())["Title"]
    return found


@pytest.mark.xfail(
    strict=True,
    reason="the second save asks “changed by another program… Overwrite?” of the first save's own file",
)
async def test_saving_again_while_it_is_being_saved_joins_in(
    opened: Program, slow_disk: SlowDisk, tmp_path: Path
) -> None:
    await opened.edit("Title", "Mine")
    with slow_disk.held("after"):
        await opened.press("Ctrl+S")
        await opened.until(lambda: slow_disk.waiting, "the write")
        await opened.press("Ctrl+S")
    await opened.until(lambda: opened.says("another program") or opened.says("^Saved "), "the end")
    assert not opened.says("another program")
    await opened.reads("^Saved ")
    assert slow_disk.begun == ["draft.json"], "once is enough"
    assert title_in(tmp_path / "draft.json") == "Mine"
    assert not opened.title.startswith("*")
