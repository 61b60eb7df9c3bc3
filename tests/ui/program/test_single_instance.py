"""Where a second start finds the first, and who may listen there."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from inspector.ui.program import single_instance
from inspector.ui.program.single_instance import Listener, hand_over, name
from tests.present import present
from tests.waiting import wait_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there it is a pipe, with rights of its own")


@pytest.fixture
def short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where temporary files are; the path that pytest gives, and has to have given before, is too long for a socket."""
    with tempfile.TemporaryDirectory(prefix="t", dir="/tmp") as made:
        monkeypatch.setattr(tempfile, "tempdir", made)
        monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
        yield Path(made)


def test_the_runtime_folder_is_taken_if_it_is_ones_own(short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runtime = short / "run"
    runtime.mkdir(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    assert Path(present(name())).parent == runtime
    for mode in (0o755, 0o701):
        runtime.chmod(mode)
        assert Path(present(name())).parent == short / f"ticket-inspector-{os.geteuid()}"
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short / ("x" * 90)))
    (short / ("x" * 90)).mkdir(0o700)
    assert len(present(name())) < 100


def test_else_a_folder_of_its_own_that_nobody_else_may_enter(short: Path) -> None:
    place = Path(present(name())).parent
    assert place.stat().st_mode & 0o777 == 0o700
    assert name() == name()


@pytest.mark.parametrize("trick", ["open", "link", "file", "another's"])
def test_what_somebody_else_put_there_is_not_trusted(short: Path, tmp_path: Path, trick: str) -> None:
    place = short / f"ticket-inspector-{os.geteuid()}"
    match trick:
        case "open":
            place.mkdir()
            place.chmod(0o777)
        case "link":
            (tmp_path / "private").mkdir(0o700)
            place.symlink_to(tmp_path / "private")
        case "file":
            place.touch(0o600)
        case _:
            if os.geteuid():
                pytest.skip("only root may give a folder away")
            place.mkdir(0o700)
            os.chown(place, 12001, 12001)
    assert name() is None
    assert not Listener().listen()
    assert not hand_over(None)


def test_a_start_that_finds_nobody_goes_on_alone(short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single_instance, "STARTING", 0.1)
    assert not hand_over(None)


def test_nothing_that_is_said_there_does_harm(short: Path, qapp: QApplication) -> None:
    import socket

    heard: list[Path | None] = []
    listener = Listener(qapp)
    listener.started.connect(heard.append)
    assert listener.listen()
    said = [
        b"{}\n",
        b"[]\n",
        b"[" * 20_000 + b"\n",
        b"\xff\n",
        b'{"open": 7}\n',
        b"x" * 70_000,
        b'{"open": "/a"}\n',
    ]
    for words in said:
        with socket.socket(socket.AF_UNIX) as one:
            one.connect(present(name()))
            one.sendall(words)
            one.setblocking(False)
            answer = b""

            def answered(one: socket.socket = one) -> bool:
                nonlocal answer
                qapp.processEvents()
                try:
                    answer = one.recv(10)
                except BlockingIOError:
                    return False
                except ConnectionError:
                    return True
                return True

            wait_for(answered, "an answer")
        assert (answer == b"ok\n") == (words == said[-1])
    assert heard == [Path("/a")]
    listener.close()
    listener.deleteLater()
