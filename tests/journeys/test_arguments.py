"""The program as a process of its own: it delivers what the command line asks for, and ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtGui import QImage

from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[2]
SEED = ROOT / "tests" / "fixtures" / "seed_ticket.json"


class Run(Protocol):
    """Runs `python -m inspector` with these arguments until it ends."""

    def __call__(self, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def inspector(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-W", "error::ResourceWarning", "-m", "inspector", *map(str, arguments)],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDEVMODE": "1"} | environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    return inspector


def _complaints(stderr: str) -> list[str]:
    """Without those that a busy machine gives rise to: in development mode, asyncio tells what took long."""
    return [line for line in stderr.splitlines() if not line.endswith(" seconds")]


def _looks_filled(png: Path) -> bool:
    """Whether the picture is of a window with many things in it, not of an empty one."""
    image = QImage(str(png))
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    return (image.width(), image.height()) == (1280, 800) and len(colours) > 50


@pytest.mark.parametrize(("argument", "code"), [("--version", 0), ("--help", 0), ("--nonsense", 2)])
def test_without_any_output_as_windows_starts_a_windowed_program(argument: str, code: int) -> None:
    program = f"""
import sys
from inspector.app import main
sys.stdout = sys.stderr = None
sys.exit(main([{argument!r}]))
"""
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)  # noqa: S603 - our own words
    assert ended.returncode == code


def test_the_demo_as_picture_and_draft(run: Run, tmp_path: Path) -> None:
    ended = run("--demo", "--screenshot", "window.png", "--save-draft", "draft.json")
    assert (ended.returncode, _complaints(ended.stderr)) == (0, [])
    assert _looks_filled(tmp_path / "window.png")
    draft = json.loads((tmp_path / "draft.json").read_bytes())
    assert draft["OwnedBy"]["FullName"] == "Tim Høyland"


def test_without_a_display(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    ended = run("--demo", "--screenshot", "window.png", "--save-draft", "draft.json")
    assert ended.returncode == 0
    if sys.platform == "linux":
        assert ended.stderr.startswith("There is no display, so the window is drawn off screen.\n")
    assert "Traceback" not in ended.stderr
    assert _looks_filled(tmp_path / "window.png")
    assert json.loads((tmp_path / "draft.json").read_bytes())["TicketId"] == 0


def test_a_draft_from_a_file_goes_through_unchanged(run: Run, tmp_path: Path) -> None:
    ended = run(SEED, "--screenshot", "window.png", "--save-draft", "again.json")
    assert (ended.returncode, _complaints(ended.stderr)) == (0, [])
    assert _looks_filled(tmp_path / "window.png")
    assert json.loads((tmp_path / "again.json").read_bytes()) == json.loads(SEED.read_bytes())


@pytest.mark.parametrize(("content", "words"), [("[]", "not a ticket draft"), (None, "not there")])
def test_what_can_t_be_opened_is_told_and_the_exit_code_says_so(
    run: Run, tmp_path: Path, content: str | None, words: str
) -> None:
    if content is not None:
        (tmp_path / "other.json").write_text(content)
    ended = run("other.json", "--save-draft", "draft.json")
    assert ended.returncode == 1
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "draft.json").exists()


def test_a_place_that_can_t_be_written(run: Run, tmp_path: Path) -> None:
    ended = run("--demo", "--save-draft", tmp_path / "no" / "draft.json")
    assert ended.returncode == 1
    assert "folder" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("trouble", ["no folder", "damaged", "misfit"])
def test_it_delivers_whatever_is_wrong_with_the_settings(run: Run, tmp_path: Path, trouble: str) -> None:
    place = tmp_path / "config"
    if trouble == "no folder":
        place.write_bytes(b"a file")
    else:
        place.mkdir()
        (place / "settings.json").write_text("{" if trouble == "damaged" else '{"connections": {}}', "utf-8")
    ended = run("--demo", "--save-draft", "draft.json", TICKET_INSPECTOR_CONFIG=str(place))
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr
    assert json.loads((tmp_path / "draft.json").read_bytes())["TicketId"] == 0
    assert trouble == "no folder" or len(list(place.glob("settings.broken-*"))) == 1


def test_no_name_gives_orders_to_the_terminal(run: Run) -> None:
    ended = run("a\33]0;title\7\33[31m\u202eb.json", "--save-draft", "draft.json")
    assert ended.returncode == 1
    assert r"a\u001b]0;title\u0007\u001b[31m\u202eb.json" in ended.stderr


PACKED = """
import os, sys
from pathlib import Path
sys.frozen, sys.executable = True, sys.argv[1]
from inspector.app import main
main(["--demo", "--save-draft", "draft.json"])
from inspector.services import settings
print(settings.folder(), settings.data_folder())
"""


def test_a_packed_program_with_a_data_folder_remembers_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TICKET_INSPECTOR_CONFIG", raising=False)
    for folder in ("stick/data", "installed"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "stick" / "data" / "portable.txt").touch()
    (tmp_path / "installed" / "data").mkdir()  # somebody else's

    def remembers(folder: str, **environment: str) -> list[str]:
        command = [sys.executable, "-c", PACKED, str(tmp_path / folder / "ticket-inspector")]
        home = {"PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(tmp_path / "home"), **environment}
        told = subprocess.run(  # noqa: S603
            command, cwd=tmp_path, env=os.environ | home, capture_output=True, text=True, check=True
        )
        return told.stdout.split()

    beside = str(tmp_path / "stick" / "data")
    assert remembers("stick") == [beside, beside]
    assert str(tmp_path / "installed") not in "".join(remembers("installed"))
    assert remembers("stick", TICKET_INSPECTOR_CONFIG=str(tmp_path))[0] == str(tmp_path), (
        "what the variable says goes first"
    )
