"""Drafts, on a bench: what is opened, what is written, and who may keep it from happening."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from inspector.services import files
from inspector.ui.bench.bench import Bench
from inspector.ui.bench.place import Others
from inspector.ui.bench.source import Source
from inspector.ui.bench.turns import Turns
from inspector.ui.drafts.drafts import Drafts
from tests.drafts import Draft, make_draft
from tests.present import present
from tests.ui.conftest import Says, Told, asked, give_path, press


@pytest.fixture
def drafts(bench: Bench, qtbot: QtBot) -> Drafts:
    window, menu = QWidget(), QMenu()
    for widget in (window, menu):
        qtbot.addWidget(widget)
    return Drafts(bench, window, menu)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "draft.json"
    path.write_bytes(make_draft().to_bytes())
    return path


def edit(bench: Bench, text: str = "changed") -> None:
    bench.ticket.set_value(present(present(bench.ticket.document).find(("Title",))), text)


def title_in(file: Path) -> object:
    return json.loads(file.read_bytes())["Title"]


async def opened(bench: Bench, drafts: Drafts, file: Path) -> None:
    drafts.open_path(file)
    await bench.tasks.finish("open")


async def test_a_draft_is_opened_with_its_file_and_is_the_latest(
    bench: Bench, drafts: Drafts, file: Path, told: Told
) -> None:
    await opened(bench, drafts, file)
    ticket = bench.ticket
    assert present(ticket.source).kind == "file"
    assert present(ticket.file).path == file
    assert present(ticket.file).fingerprint == files.fingerprint(file)
    assert not ticket.is_unsaved
    assert bench.remembered.settings.recent_files == [str(file)]
    assert told.doings == [f"Opened {file}"]


@pytest.mark.parametrize("content", [None, b"[]", b"{"])
async def test_what_cannot_be_opened_is_told_and_what_is_open_stays(
    bench: Bench, drafts: Drafts, tmp_path: Path, draft: Draft, told: Told, content: bytes | None
) -> None:
    bench.ticket.show(before := draft(), Source("file"))
    bad = tmp_path / "bad.json"
    if content is not None:
        bad.write_bytes(content)
    await opened(bench, drafts, bad)
    assert len(told.notices) == 1
    assert bench.ticket.document is before
    assert bench.remembered.settings.recent_files == []


async def test_a_guard_that_says_stay_keeps_the_draft(
    bench: Bench, drafts: Drafts, file: Path, draft: Draft
) -> None:
    bench.ticket.show(before := draft(), Source("file"))
    bench.ticket.guard = Says("stay")
    await opened(bench, drafts, file)
    assert bench.ticket.document is before


async def test_what_another_window_has_is_not_opened_twice(bench: Bench, drafts: Drafts, file: Path) -> None:
    bench.place.others = Others(lambda _connection: False, lambda path: path == file, list, Turns())
    await opened(bench, drafts, file)
    assert bench.ticket.document is None


async def test_of_several_that_are_dropped_each_other_gets_its_window(
    bench: Bench, drafts: Drafts, file: Path
) -> None:
    wanted: list[Path] = []
    drafts.window_wanted.connect(wanted.append)
    drafts.open_dropped([file, Path("second.json"), Path("third.json")])
    await bench.tasks.finish("open")
    assert present(bench.ticket.file).path == file
    assert wanted == [Path("second.json"), Path("third.json")]


async def test_saving_writes_what_is_open_and_what_is_typed(
    bench: Bench, drafts: Drafts, file: Path, told: Told
) -> None:
    await opened(bench, drafts, file)
    bench.ticket.typed_wanted.connect(lambda: edit(bench, "typed"))
    drafts.save()
    await bench.tasks.finish("save")
    assert title_in(file) == "typed"
    assert not bench.ticket.is_unsaved
    assert present(bench.ticket.file).fingerprint == files.fingerprint(file)
    assert told.doings[-1] == f"Saved {file}"


async def test_a_draft_without_a_file_is_asked_where_it_goes(
    bench: Bench, drafts: Drafts, tmp_path: Path, draft: Draft
) -> None:
    bench.ticket.show(draft(), Source("server"))
    edit(bench)
    drafts.save()
    await give_path(tmp_path / "new.json")
    await bench.tasks.finish("save")
    assert bench.ticket.name == "new.json"
    assert title_in(tmp_path / "new.json") == "changed"


@pytest.mark.parametrize(
    ("pressed", "held", "open_", "unsaved"),
    [
        ("Overwrite", "mine", "mine", False),
        ("Reload", "theirs", "theirs", False),
        ("Cancel", "theirs", "mine", True),
    ],
)
async def test_what_another_program_wrote_is_not_overwritten_without_a_question(
    bench: Bench, drafts: Drafts, file: Path, pressed: str, held: str, open_: str, unsaved: bool
) -> None:
    await opened(bench, drafts, file)
    edit(bench, "mine")
    file.write_bytes(make_draft('"Title": "theirs"').to_bytes())
    drafts.save()
    press(await asked(), pressed)
    await bench.tasks.finish("save")
    assert title_in(file) == held
    assert present(present(bench.ticket.document).find(("Title",))).value == open_
    assert bench.ticket.is_unsaved is unsaved


async def test_where_it_cannot_be_written_the_edits_stay(
    bench: Bench, drafts: Drafts, file: Path, told: Told
) -> None:
    await opened(bench, drafts, file)
    edit(bench)
    file.unlink()
    file.mkdir()
    assert not await drafts.write()
    assert told.notices[-1].startswith("The draft was not saved.")
    assert bench.ticket.is_unsaved
