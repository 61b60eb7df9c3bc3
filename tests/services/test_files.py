import errno
import os
import socket
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


def refuse(monkeypatch: pytest.MonkeyPatch, method: str, code: int) -> None:
    """This method of Path fails from now on, and so does nothing else."""

    def fail(*_given: object, **_named: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, method, fail)


@posix
@pytest.mark.parametrize("mode", [0o600, 0o666])
def test_where_no_mode_can_be_set_the_file_itself_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    path = tmp_path / "draft.json"
    path.write_bytes(b"earlier")
    path.chmod(mode)
    refuse(monkeypatch, "chmod", errno.EPERM)
    for data in (b"[]", b"longer than before"):
        write_draft(path, data)
        assert path.read_bytes() == data
        assert stat.S_IMODE(path.stat().st_mode) == mode
    assert only(tmp_path) == ["draft.json"]


@posix
@pytest.mark.parametrize("code", [errno.EPERM, errno.EBUSY, errno.EROFS])
def test_a_file_that_nothing_can_take_the_place_of_is_written_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    path = tmp_path / "draft.json"
    path.write_bytes(b"earlier")
    refuse(monkeypatch, "replace", code)
    write_draft(path, b"{}")
    assert path.read_bytes() == b"{}"
    assert only(tmp_path) == ["draft.json"]


@posix
@pytest.mark.skipif("getattr(os, 'geteuid', lambda: 1)() == 0", reason="root may write anywhere")
def test_a_file_in_a_protected_folder_may_be_writable_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "draft.json"
    path.write_bytes(b"earlier")
    tmp_path.chmod(0o555)
    write_draft(path, b"{}")
    tmp_path.chmod(0o755)
    assert path.read_bytes() == b"{}"


def test_the_other_names_of_a_file_see_what_was_saved(tmp_path: Path) -> None:
    path, other = tmp_path / "draft.json", tmp_path / "other.json"
    path.write_bytes(b"earlier")
    os.link(path, other)
    write_draft(path, b"{}")
    assert other.read_bytes() == b"{}"
    assert only(tmp_path) == ["draft.json", "other.json"]


@pytest.mark.skipif("getattr(os, 'geteuid', lambda: 1)() != 0", reason="only root may give files away")
def test_owner_and_group_stay(tmp_path: Path) -> None:
    path = tmp_path / "draft.json"
    path.write_bytes(b"earlier")
    os.chown(path, 1000, 1001)
    path.chmod(0o664)
    write_draft(path, b"{}")
    found = path.stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (1000, 1001, 0o664)


@pytest.mark.skipif("not hasattr(os, 'setxattr')", reason="Python knows them on Linux only")
@pytest.mark.parametrize("settable", [True, False])
def test_extended_attributes_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settable: bool) -> None:
    path = tmp_path / "draft.json"
    path.write_bytes(b"earlier")
    try:
        os.setxattr(path, "user.tag", b"red")
    except OSError as error:
        pytest.skip(str(error))

    def fail(*_given: object) -> None:
        raise OSError(errno.EPERM, "not here")

    if not settable:
        monkeypatch.setattr(os, "setxattr", fail)
    write_draft(path, b"{}")
    assert path.read_bytes() == b"{}"
    assert os.getxattr(path, "user.tag") == b"red"


def test_what_is_not_as_it_was_left_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "draft.json"
    write_draft(path, b"mine", over="of a file that is not there")
    known = files.fingerprint_of(b"mine")
    write_draft(path, b"mine, later", over=known)
    with pytest.raises(FileTrouble, match="changed"):
        write_draft(path, b"mine again", over=known)
    assert path.read_bytes() == b"mine, later"
    os.link(path, tmp_path / "other.json")
    with pytest.raises(FileTrouble, match="changed"):
        write_draft(path, b"mine again", over=known)
    assert path.read_bytes() == b"mine, later"


def test_a_file_is_known_by_all_its_names(tmp_path: Path) -> None:
    path, link, hard, none = (tmp_path / name for name in ("draft.json", "link", "hard", "none"))
    assert files.same(tmp_path / "." / "none", [path, none]) == none
    path.touch()
    os.link(path, hard)
    if sys.platform != "win32":
        link.symlink_to(path)
        assert files.same(link, [none, path]) == path
    assert files.same(hard, [none, path]) == path
    assert files.same(none, [path]) is None
    assert files.same("a\0b", [path]) is None


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
@pytest.mark.parametrize("names", [1, 2])
def test_a_disk_that_really_takes_no_more(tmp_path: Path, names: int) -> None:
    path = tmp_path / "draft.json"
    path.write_bytes(b"earlier")
    for name in ["draft.json", "other.json"][1:names]:
        os.link(path, tmp_path / name)
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
    assert only(tmp_path) == ["draft.json", "other.json"][:names]


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


@posix
def test_a_private_file_is_for_its_owner_only_from_its_first_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    really = files._rename

    def rename(temporary: Path, target: Path, path: str | Path) -> None:
        seen.append(stat.S_IMODE(temporary.stat().st_mode))
        really(temporary, target, path)

    monkeypatch.setattr(files, "_rename", rename)
    path = tmp_path / "settings.json"
    for before in (None, 0o644):
        if before is not None:
            path.chmod(before)
        write_draft(path, b"{}", private=True)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert seen == [0o600, 0o600]


def test_what_a_killed_run_left_is_cleared_away_and_nothing_else(tmp_path: Path) -> None:
    old = tmp_path / f"{files.TEMPORARY}0123456789ab.tmp"
    young = tmp_path / f"{files.TEMPORARY}ba9876543210.tmp"
    others = [tmp_path / ".0123456789ab.tmp", tmp_path / "draft.tmp"]
    for file in (old, young, *others):
        file.write_bytes(b"{")
    for file in (old, *others):
        os.utime(file, (0, 0))
    write_draft(tmp_path / "draft.json", b"{}")
    assert only(tmp_path) == sorted(file.name for file in (young, *others, tmp_path / "draft.json"))


@posix
@pytest.mark.skipif("os.geteuid() != 0", reason="only root may make links in another's name")
def test_a_link_of_somebody_else_in_a_shared_folder_is_not_followed(tmp_path: Path) -> None:
    shared, target = tmp_path / "shared", tmp_path / "mine.json"
    shared.mkdir()
    shared.chmod(0o1777)
    target.write_bytes(b"mine")
    link = shared / "draft.json"
    link.symlink_to(target)
    write_draft(link, b"by my own link")
    os.chown(link, 12001, 12001, follow_symlinks=False)
    with pytest.raises(FileTrouble, match="read_only") as caught:
        write_draft(link, b"by another's")
    assert "somebody else" in str(caught.value.facts["reason"])
    assert target.read_bytes() == b"by my own link"
    shared.chmod(0o777)
    write_draft(link, b"where nobody's things are safe anyway")


@posix
@pytest.mark.parametrize("kind", ["pipe", "socket", "loop", "device"])
def test_what_is_no_file_is_not_replaced(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "draft.json"
    match kind:
        case "pipe":
            os.mkfifo(place)
        case "socket":
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(str(place))
        case "loop":
            place.symlink_to(place)
        case _:
            place = Path("/dev/null")
    before = place.lstat()
    with pytest.raises(FileTrouble):
        write_draft(place, b"{}")
    with pytest.raises(FileTrouble):
        read_draft(place)
    assert (place.lstat().st_mode, place.lstat().st_ino) == (before.st_mode, before.st_ino)


@pytest.mark.skipif("sys.platform != 'linux'", reason="a file of the system that says it is empty")
def test_a_file_that_says_it_is_empty_is_read_as_far_as_one_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_draft("/proc/self/status").startswith(b"Name:")
    monkeypatch.setattr(files, "LARGEST", 100)
    with pytest.raises(FileTrouble, match="too_large"):
        read_draft("/proc/self/status")
