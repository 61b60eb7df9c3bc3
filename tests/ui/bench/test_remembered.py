"""What is remembered, one for all windows: told at once, and written behind in order."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from inspector.domain.errors import FileTrouble
from inspector.services import settings
from inspector.services.settings import Settings
from inspector.ui.bench.remembered import Remembered
from tests.waiting import PATIENCE


@pytest.fixture
def remembered(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Remembered]:
    monkeypatch.setenv("TICKET_INSPECTOR_CONFIG", str(tmp_path / "settings"))
    made = Remembered(Settings())
    yield made
    made.close()


async def test_a_change_is_told_at_once_and_written_behind(remembered: Remembered) -> None:
    told: list[str] = []
    remembered.changed.connect(lambda: told.append(remembered.settings.last_connection))
    with remembered.edit() as edited:
        edited.last_connection = "work"
    assert told == ["work"]
    await remembered.finish()
    assert settings.load().last_connection == "work"


async def test_the_latest_is_written_last_and_what_it_overtakes_not_at_all(
    remembered: Remembered, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, begun, write = threading.Event(), threading.Event(), settings.write
    written: list[bytes] = []

    def slow(data: bytes) -> None:
        begun.set()
        assert go_on.wait(PATIENCE)
        written.append(data)
        write(data)

    monkeypatch.setattr(settings, "write", slow)
    for name in ("first", "second", "third"):
        with remembered.edit() as edited:
            edited.last_connection = name
        assert begun.wait(PATIENCE)
    go_on.set()
    await remembered.finish()
    assert [b"first" in data for data in written] == [True, False]
    assert settings.load().last_connection == "third"


async def test_what_goes_wrong_within_the_block_is_not_kept(remembered: Remembered) -> None:
    told: list[bool] = []
    remembered.changed.connect(lambda: told.append(True))
    with pytest.raises(KeyError), remembered.edit():
        raise KeyError
    assert not told


async def test_a_file_that_cannot_be_written_is_told(
    remembered: Remembered, tmp_path: Path, qapp: QApplication
) -> None:
    (tmp_path / "settings").write_text("a file in place of the folder", "utf-8")
    failures: list[BaseException] = []
    remembered.failed.connect(failures.append)
    with remembered.edit() as edited:
        edited.last_connection = "work"
    await remembered.finish()
    qapp.processEvents()
    assert [type(one) for one in failures] == [FileTrouble]
    assert remembered.settings.last_connection == "work"
