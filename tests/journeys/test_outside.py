"""What happens outside the window: files change under the draft, files are dropped, the program is started again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl, qVersion
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from inspector.services import files
from tests.journeys.program import Program
from tests.waiting import PATIENCE, wait_for

DRAFT = {"TicketId": 0, "Title": "from the file", "OwnedBy": None, "Tags": []}


def write(path: Path, **more: str) -> Path:
    path.write_text(json.dumps({**DRAFT, **more}), "utf-8")
    return path


async def opened(program: Program, path: Path) -> None:
    program._workspace.features.drafts.open_path(path)
    await program.until(lambda: program.title.startswith(path.name), "the draft")


async def looked_at(program: Program, change: Callable[[], object]) -> None:
    """Change the file that the program watches, and wait until it has looked what is in it now."""
    is_looking = program._workspace.bench.tasks.is_running
    await program.until(lambda: not is_looking("watch"), "rest")
    change()
    await program.until(lambda: is_looking("watch"), "a look at the file")
    await program.until(lambda: not is_looking("watch"), "the end of it")


async def test_what_another_program_wrote_is_not_overwritten_silently(
    program: Program, tmp_path: Path
) -> None:
    path = write(tmp_path / "draft.json")
    await opened(program, path)
    await program.edit("Title", "mine")
    write(path, Title="theirs")
    await program.reads("draft.json was changed by another program")
    program.shoot("changed")
    await program.press("Ctrl+S")
    await program.reads("was changed by another program since you opened or saved it")
    await program.click("Cancel")
    assert json.loads(path.read_bytes())["Title"] == "theirs"
    await program.press("Ctrl+S")
    await program.answer("Save As…")
    await program.give_path(tmp_path / "mine.json")
    await program.reads("^Saved .*mine.json")
    assert json.loads((tmp_path / "mine.json").read_bytes())["Title"] == "mine"
    assert json.loads(path.read_bytes())["Title"] == "theirs"


async def test_a_notice_goes_when_it_is_not_so_any_more(program: Program, tmp_path: Path) -> None:
    path = write(tmp_path / "draft.json")
    await opened(program, path)
    before = path.read_bytes()
    await looked_at(program, path.unlink)
    assert program.says("draft.json was moved or deleted")
    path.write_bytes(before)
    program._workspace.features.drafts._watch._stirred("")  # a file that is gone is not watched
    await program.until(lambda: not program._workspace.bench.tasks.is_running("watch"), "a look")
    assert not program.says("draft.json was moved or deleted")


async def test_reload_and_replace(program: Program, tmp_path: Path) -> None:
    path = write(tmp_path / "draft.json")
    await opened(program, path)
    write(path, Title="theirs")
    await program.click("Reload")
    await program.until(lambda: program.value("Title") == "theirs", "what they wrote")
    await program.edit("Title", "mine")
    write(path, Title="theirs again")
    await program.press("Ctrl+S")
    await program.answer("Overwrite")
    await program.reads("^Saved ")
    assert json.loads(path.read_bytes())["Title"] == "mine"
    await program.edit("Title", "mine again")
    await program.press("Ctrl+S")
    await program.until(
        lambda: json.loads(path.read_bytes())["Title"] == "mine again", "no question about own writing"
    )


async def test_what_others_wrote_is_taken_instead_of_saving(program: Program, tmp_path: Path) -> None:
    path = write(tmp_path / "draft.json")
    await opened(program, path)
    await program.edit("Title", "mine")
    write(path, Title="theirs")
    await program.press("Ctrl+S")
    await program.answer("Reload")
    await program.until(lambda: program.value("Title") == "theirs", "what they wrote")
    assert not program._window.isWindowModified()
    assert json.loads(path.read_bytes())["Title"] == "theirs"
    await program.edit("Title", "mine after theirs")
    await program.press("Ctrl+S")
    await program.until(
        lambda: json.loads(path.read_bytes())["Title"] == "mine after theirs", "no question any more"
    )


async def test_an_error_is_read_before_a_change_is_told(program: Program, tmp_path: Path) -> None:
    path = write(tmp_path / "draft.json")
    await opened(program, path)
    (tmp_path / "broken.json").write_text("{", "utf-8")
    program._workspace.features.drafts.open_path(tmp_path / "broken.json")
    await program.reads("broken.json was not opened")
    await looked_at(program, lambda: write(path, Title="theirs"))
    assert program.says("broken.json was not opened")
    await program.click("Close notice")
    await program.reads("draft.json was changed by another program")


async def test_quitting_with_a_conflict_does_not_end_before_it_is_settled(
    program: Program, tmp_path: Path
) -> None:
    path = write(tmp_path / "draft.json")
    await opened(program, path)
    await program.edit("Title", "mine")
    write(path, Title="theirs")
    await program.press("Ctrl+Q")
    await program.answer("Save")
    await program.reads("was changed by another program since you opened or saved it")
    await program.answer("Cancel")
    await program.gone()
    assert not program.has_ended
    assert program.value("Title") == "mine"


async def test_a_file_that_went_away_is_told_and_written_anew(program: Program, tmp_path: Path) -> None:
    path = write(tmp_path / "draft.json")
    await opened(program, path)
    path.unlink()
    await program.reads("draft.json was moved or deleted")
    await program.edit("Title", "kept")
    await program.press("Ctrl+S")
    await program.until(path.exists, "the file")


async def test_a_file_that_somebody_keeps_locked_is_not_called_deleted(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "draft.json")
    await opened(program, path)
    with monkeypatch.context() as patched:
        patched.setattr(files, "fingerprint", lambda _path: None)
        await looked_at(program, lambda: write(path, Title="theirs"))
        assert not program.says("moved or deleted")
    write(path, Title="theirs, and open again")
    await program.reads("draft.json was changed by another program")


@pytest.mark.skipif(
    "sys.platform != 'win32'", reason="elsewhere, names that differ in case are different files"
)
async def test_a_draft_under_a_name_of_another_case_is_the_same(program: Program, tmp_path: Path) -> None:
    path = write(tmp_path / "draft.json")
    await opened(program, path)
    await opened(program, tmp_path / "DRAFT.json")
    assert program._workspace.bench.remembered.settings.recent_files == [str(tmp_path / "DRAFT.json")]


async def test_files_are_dropped(program: Program, tmp_path: Path) -> None:
    paths = [write(tmp_path / "one.json", Title="one"), write(tmp_path / "two.json")]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, button, key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place: Any = QPointF(9, 9)  # before Qt 6.12 only a whole point will do, which is deprecated there
    if qVersion().startswith("6.11."):
        place = place.toPoint()
    entering = QDragEnterEvent(place, copy, data, button, key)
    QApplication.sendEvent(program._window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(program._window, QDropEvent(QPointF(9, 9), copy, data, button, key))
    await program.until(lambda: program.value("Title") == "one", "the first")
    other = await program.other_window()
    await other.until(lambda: other.value("Title") == "from the file", "the second")


class Run(Protocol):
    """Starts the program as a process of its own, without waiting."""

    def __call__(
        self, *arguments: str | Path, how: tuple[str, str] = ("-m", "inspector")
    ) -> subprocess.Popen[bytes]: ...


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    children = []

    def start(*arguments: str | Path, how: tuple[str, str] = ("-m", "inspector")) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "TICKET_INSPECTOR_CONFIG": str(tmp_path / "config")}
        environment |= {"PYTHONPATH": str(Path(__file__).parents[2]), "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, *how, *map(str, arguments)]
        children.append(subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL))  # noqa: S603 - ours
        return children[-1]

    yield start
    for child in children:
        child.kill()
        child.wait()


def recent(tmp_path: Path) -> list[str]:
    file = tmp_path / "config" / "settings.json"
    found: list[str] = json.loads(file.read_bytes()).get("recent_files", []) if file.exists() else []
    return found


def test_a_second_start_hands_its_draft_to_the_first(run: Run, tmp_path: Path) -> None:
    first = run()
    wait_for((tmp_path / "config" / "running.lock").exists, "the first listens")
    path, another, last = (write(tmp_path / f"{name}.json") for name in ("with spaces æ", "another", "last"))
    second = run(path)
    assert second.wait(PATIENCE) == 0
    wait_for(lambda: recent(tmp_path) == [str(path)], "the first opened it")
    assert first.poll() is None
    third = run("--new-instance", another)
    wait_for(lambda: str(another) in recent(tmp_path), "the third opened it")
    assert third.poll() is None, "it is a program of its own"
    first.kill()
    first.wait()
    fourth = run(last)
    wait_for(lambda: str(last) in recent(tmp_path), "the fourth opened it")
    assert fourth.poll() is None, "what a crash left behind is in nobody's way"


AS_MACOS_DOES = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QFileOpenEvent
from inspector.app import main
from inspector.ui.program import application

at_start, later, sign = sys.argv[1:]

class Application(application.Application):
    def __init__(self, arguments):
        super().__init__(arguments)
        self.open_file(at_start)
        self.timer = QTimer(self, interval=20, timeout=self.look)
        self.timer.start()

    def open_file(self, name):
        self.postEvent(self, QFileOpenEvent(QUrl.fromLocalFile(name)))

    def look(self):
        if Path(sign).exists():
            self.timer.stop()
            self.open_file(later)

application.Application = Application
sys.exit(main([]))
"""
"""The program, to which the system hands a draft before its loop runs, and another on a signal."""


def test_files_double_clicked_on_macos_are_opened_at_the_start_and_later(run: Run, tmp_path: Path) -> None:
    first, second = (write(tmp_path / f"{name} æ.ticketdraft") for name in ("one", "two"))
    child = run(first, second, tmp_path / "sign", how=("-c", AS_MACOS_DOES))
    wait_for(lambda: recent(tmp_path) == [str(first)], "the one that it was started for")
    (tmp_path / "sign").touch()
    wait_for(lambda: recent(tmp_path) == [str(second), str(first)], "the one that came later")
    assert child.poll() is None


def test_of_two_starts_at_once_one_takes_both_drafts(run: Run, tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{name}.json") for name in ("one", "two")]
    children = [run(path) for path in paths]
    wait_for(lambda: [child.poll() for child in children].count(0) == 1, "the end of one")
    wait_for(lambda: sorted(recent(tmp_path)) == sorted(map(str, paths)), "both opened by the other")
