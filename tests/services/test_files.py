import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.errors import FileTrouble
from inspector.services import files
from inspector.services.files import read_draft, write_draft

posix = pytest.mark.skipif("sys.platform == 'win32'", reason="POSIX modes and links")


def only(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


@pytest.mark.parametrize("data", [b"", b"{}\n", os.urandom(3_000_000)])
def test_what_was_written_is_read(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "draft æ日.json"
    write_draft(path, b"earlier")
    write_draft(str(path), data)
    assert read_draft(path) == data
    assert only(tmp_path) == [path.name]


def test_a_name_as_long_as_they_get(tmp_path: Path) -> None:
    write_draft(tmp_path / ("x" * 250), b"{}")
    assert only(tmp_path) == ["x" * 250]


@posix
def test_a_new_file_gets_the_usual_mode_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    path = tmp_path / "draft.json"
    write_draft(path, b"{}")
    assert path.stat().st_mode == usual.stat().st_mode
    path.chmod(0o640)
    write_draft(path, b"[]")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@posix
@pytest.mark.parametrize("exists", [True, False])
def test_a_link_stays_and_its_target_is_written(tmp_path: Path, exists: bool) -> None:
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "draft.json", tmp_path / "link.json"
    if exists:
        target.write_bytes(b"earlier")
    link.symlink_to("there/draft.json")
    write_draft(link, b"{}")
    assert link.is_symlink()
    assert target.read_bytes() == b"{}"
    assert only(tmp_path / "there") == ["draft.json"]


def test_a_protected_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "draft.json"
    path.write_bytes(b"earlier")
    path.chmod(0o444)
    with pytest.raises(FileTrouble, match="read_only"):
        write_draft(path, b"{}")
    assert path.read_bytes() == b"earlier"
    assert only(tmp_path) == ["draft.json"]
    path.chmod(0o644)


@pytest.mark.parametrize("when", ["fsync", "replace"])
def test_a_failure_keeps_the_old_file_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "draft.json"
    path.write_bytes(b"earlier")
    monkeypatch.setattr(*(os, "fsync", full) if when == "fsync" else (Path, "replace", full))
    with pytest.raises(FileTrouble) as caught:
        write_draft(path, b"{}")
    assert caught.value.code == "disk_full"
    assert caught.value.facts == {"path": str(path), "reason": os.strerror(errno.ENOSPC)}
    assert path.read_bytes() == b"earlier"
    assert only(tmp_path) == ["draft.json"]


Hold = Callable[[str, int], None]


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Hold:
    """As on Windows: another program that has a file open is in the way `times` times, then it lets go."""
    monkeypatch.setattr(files, "CAN_BE_HELD", True)
    monkeypatch.setattr(files, "PATIENCE", 0.1)

    def hold(method: str, times: int) -> None:
        act, left = getattr(Path, method), [times]

        def refuse_first(path: Path, *given: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] >= 0:
                raise PermissionError(errno.EACCES, "held")
            return act(path, *given, **named)

        monkeypatch.setattr(Path, method, refuse_first)

    return hold


@pytest.mark.parametrize("method", ["replace", "read_bytes", "unlink"])
def test_what_is_held_for_a_moment_is_waited_for(tmp_path: Path, held: Hold, method: str) -> None:
    path = tmp_path / "draft.json"
    path.write_bytes(b"earlier")
    held(method, 2)
    write_draft(path, b"{}")
    assert read_draft(path) == b"{}"
    files.remove(path)
    assert only(tmp_path) == []


def test_what_stays_held_is_told_and_left_as_it_was(tmp_path: Path, held: Hold) -> None:
    path = tmp_path / "draft.json"
    path.write_bytes(b"earlier")
    held("replace", 10**6)
    with pytest.raises(FileTrouble) as caught:
        write_draft(path, b"{}")
    assert (caught.value.code, caught.value.facts["path"]) == ("in_use", str(path))
    assert path.read_bytes() == b"earlier"
    assert only(tmp_path) == ["draft.json"]


@pytest.mark.skipif("sys.platform != 'win32'", reason="only Windows keeps others off an open file")
def test_a_file_that_is_really_open_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.1)
    path = tmp_path / "draft.json"
    path.write_bytes(b"earlier")
    with path.open("rb"), pytest.raises(FileTrouble, match="in_use"):
        write_draft(path, b"{}")
    assert only(tmp_path) == ["draft.json"]
    write_draft(path, b"{}")
    assert read_draft(path) == b"{}"


@posix
def test_a_disk_that_really_takes_no_more(tmp_path: Path) -> None:
    path = tmp_path / "draft.json"
    path.write_bytes(b"earlier")
    program = f"""
import resource
from inspector.domain.errors import FileTrouble
from inspector.services.files import write_draft
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_draft({str(path)!r}, b"x" * 5000)
except FileTrouble as trouble:
    print(trouble.code)
"""
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "disk_full"
    assert path.read_bytes() == b"earlier"
    assert only(tmp_path) == ["draft.json"]


@posix
@pytest.mark.skipif("getattr(os, 'geteuid', lambda: 1)() == 0", reason="root may write anywhere")
def test_a_protected_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(FileTrouble, match="read_only"):
        write_draft(tmp_path / "draft.json", b"{}")
    tmp_path.chmod(0o755)


def test_places_nothing_can_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    places: list[tuple[Path | str, str]] = [
        (tmp_path, "is_folder"),
        (tmp_path / "no" / "draft.json", "no_folder"),
        (tmp_path / "file" / "draft.json", "no_folder"),
        (tmp_path / ("x" * 300), "failed"),
        (str(tmp_path / "a\0b"), "failed"),
    ]
    for path, code in places:
        with pytest.raises(FileTrouble) as caught:
            write_draft(path, b"{}")
        assert caught.value.code == code, path
        assert caught.value.facts["path"] == str(path)
    assert only(tmp_path) == ["file"]


def test_places_nothing_can_be_read_from(tmp_path: Path) -> None:
    places: list[tuple[Path | str, str]] = [
        (tmp_path, "is_folder"),
        (tmp_path / "draft.json", "not_found"),
        (str(tmp_path / "a\0b"), "failed"),
    ]
    for path, code in places:
        with pytest.raises(FileTrouble) as caught:
            read_draft(path)
        assert caught.value.code == code, path


@posix
def test_what_never_ends_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", "/dev/zero"):
        with pytest.raises(FileTrouble, match="not a regular file"):
            read_draft(path)


def test_a_mistaken_giant_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "film.json"
    with path.open("wb") as file:
        file.truncate(files.LARGEST + 1)  # sparse
    with pytest.raises(FileTrouble, match="too_large"):
        read_draft(path)
