import errno
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.services import locking
from tests.present import present

CODE = "import sys, pathlib, inspector.services.locking as l; print(l.claim(pathlib.Path(sys.argv[1])) is not None)"


def claimed_by_another(path: Path) -> bool:
    command = [sys.executable, "-c", CODE, str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path.cwd())  # noqa: S603
    return said.stdout == "True\n"


def test_one_has_it_until_it_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "new" / "held"
    held = present(locking.claim(path))
    assert not claimed_by_another(path)
    held.close()
    assert claimed_by_another(path), "that process has ended, which lets go by itself:"
    assert claimed_by_another(path)


def test_whoever_had_to_wait_for_it_writes_where_the_file_was(tmp_path: Path) -> None:
    held = present(locking.claim(tmp_path / "held"))
    with (tmp_path / "held").open("r+b", buffering=0) as file:
        file.write(b"before")
        assert not locking.hold(file)
        held.close()
        assert locking.hold(file)
        assert file.tell() == len(b"before")


def test_a_place_that_can_not_hold_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(OSError, match="no locks"):
        locking.claim(tmp_path / "held")
