"""The watch over a draft's file, on a bench: what is told of it, when, and what may be done then."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.services import files
from inspector.ui.bench.bench import Bench
from inspector.ui.bench.source import Source
from inspector.ui.bench.ticket import DraftFile
from inspector.ui.drafts import file_watch
from inspector.ui.drafts.file_watch import FileWatch
from tests.drafts import Draft
from tests.ui.conftest import Told
from tests.waiting import until


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "draft.json"
    path.write_text("as it was left", "utf-8")
    return path


@pytest.fixture
def watch(bench: Bench, file: Path, draft: Draft, monkeypatch: pytest.MonkeyPatch) -> FileWatch:
    """Over the file of what is open."""
    monkeypatch.setattr(file_watch, "SETTLING", 0.0)
    return FileWatch(bench, bench.ticket)


async def opened(bench: Bench, draft: Draft, file: Path) -> None:
    fingerprint = files.fingerprint(file)
    assert fingerprint is not None
    bench.ticket.show(draft(), Source("file"), DraftFile(file, fingerprint))
    await bench.tasks.finish("watch")


async def test_a_change_is_told_and_can_be_looked_at(
    bench: Bench, watch: FileWatch, file: Path, draft: Draft, told: Told
) -> None:
    await opened(bench, draft, file)
    assert told.notices == []
    file.write_text("changed", "utf-8")
    await until(lambda: told.notices, "a notice")
    assert told.notices[0].startswith("draft.json was changed by another program.")
    wanted: list[Path] = []
    watch.reload_wanted.connect(wanted.append)
    bench.voice.act()
    assert wanted == [file]


async def test_a_file_that_goes_is_told(
    bench: Bench, watch: FileWatch, file: Path, draft: Draft, told: Told
) -> None:
    await opened(bench, draft, file)
    file.unlink()
    await until(lambda: told.notices, "a notice")
    assert told.notices[0].startswith("draft.json was moved or deleted.")


async def test_a_file_that_was_changed_before_anybody_watched_is_told(
    bench: Bench, watch: FileWatch, file: Path, draft: Draft, told: Told
) -> None:
    bench.ticket.show(draft(), Source("file"), DraftFile(file, "of something else"))
    await bench.tasks.finish("watch")
    assert len(told.notices) == 1


async def test_while_an_error_is_on_show_it_waits(
    bench: Bench, watch: FileWatch, file: Path, draft: Draft, told: Told
) -> None:
    bench.voice.tell("Something failed.", "error")
    bench.ticket.show(draft(), Source("file"), DraftFile(file, "of something else"))
    await bench.tasks.finish("watch")
    assert told.notices == ["Something failed."]
    bench.voice.note_closed()
    await bench.tasks.finish("watch")
    assert told.notices[1:] != []


async def test_a_file_that_is_no_longer_this_draft_s_is_nobody_s_business(
    bench: Bench, watch: FileWatch, file: Path, draft: Draft, told: Told
) -> None:
    await opened(bench, draft, file)
    bench.ticket.show(draft(), Source("server"))
    assert watch._watcher.files() == []
