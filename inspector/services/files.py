"""Reading and writing a draft so that no file is ever left half-written; synchronous, for a thread."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, TypeVar

from inspector.domain.errors import FileTrouble

LARGEST = 256 * 1024 * 1024
"""Bytes. Far above any draft; what is larger was opened by mistake and would only fill the memory."""
CAN_BE_HELD = sys.platform == "win32"
"""Whether a file that another program has open can be neither replaced nor deleted, perhaps not even read."""
PATIENCE = 2.0
"""Seconds that such a program gets to let go of it: an antivirus or a backup looks at what was just written."""

TEMPORARY = ".ticketdraft-"
"""What the names of files begin with that are being written; they end in `.tmp`."""
ABANDONED = 3600.0
"""Seconds after which nobody writes such a file any more."""

T = TypeVar("T")

_CODES = {
    errno.ENOENT: "not_found",
    errno.ENOTDIR: "not_found",
    errno.EISDIR: "is_folder",
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "too_large",
    errno.EROFS: "read_only",
}


def read_draft(path: str | Path) -> bytes:
    """The bytes of a regular file. Raises FileTrouble."""
    try:
        found = Path(path).stat()
        if stat.S_ISDIR(found.st_mode):
            raise FileTrouble("is_folder", path=str(path))
        if not stat.S_ISREG(found.st_mode):  # a pipe or a device might never end
            raise FileTrouble("failed", path=str(path), reason="not a regular file")
        if found.st_size > LARGEST:
            raise FileTrouble("too_large", path=str(path))
        return _patiently(lambda: _read(Path(path), found.st_size))
    except (OSError, ValueError) as error:
        raise _trouble(error, path) from error


def _read(path: Path, size: int) -> bytes:
    """All of it, in one go where it is as large as it says; some files of the system say 0 and never end."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, flags), "rb", buffering=0) as file:
        pieces, room = [], LARGEST + 1
        while room and (piece := file.read(min(room, max(size + 1, 1 << 16)))):
            pieces.append(piece)
            room -= len(piece)
    if not room:
        raise FileTrouble("too_large", path=str(path))
    return b"".join(pieces)


def fingerprint(path: str | Path) -> str | None:
    """What tells one state of a file's contents from another; None where it can't be read. Raises nothing."""
    try:
        return fingerprint_of(read_draft(path))
    except FileTrouble:
        return None


def fingerprint_of(data: bytes) -> str:
    """The fingerprint of a file that holds this."""
    return hashlib.sha256(data).hexdigest()


def same(path: str | Path, others: Iterable[Path]) -> Path | None:
    """The first of the others that is this very file, by whatever name or link. Raises nothing."""
    return next((other for other in others if _is_same(Path(path), other)), None)


def _is_same(one: Path, other: Path) -> bool:
    with suppress(OSError, ValueError):  # neither need be there yet
        first, second = (os.path.normcase(os.path.realpath(path)) for path in (one, other))
        return first == second or one.samefile(other)
    return False


def aside(path: Path) -> Path:
    """A name beside it that is not taken yet, for what could not be understood: `settings.broken-<time>.json`."""
    name = f"{path.stem}.broken-{time.strftime('%Y%m%dT%H%M%S')}"
    numbers = ("", *(f"-{number}" for number in range(2, 100)))
    places = [path.with_name(f"{name}{number}{path.suffix}") for number in numbers]
    return next((place for place in places if not place.exists()), places[-1])


def write_draft(path: str | Path, data: bytes, *, over: str | None = None, private: bool = False) -> None:
    """Replace a file's contents, whole or not at all. Mode, owner, extended attributes and links stay.

    A `private` file is the program's own: only its owner may read it, whatever it was before.

    The new file is complete on the disk before it takes the old one's name, so that neither a full disk nor a
    power cut costs the old one. Where a new file would not be what the old one was, or can't be put in its place,
    the old one is written instead; only a power cut within that moment could cost it.

    Raises FileTrouble: `changed` where there is a file with another fingerprint than `over`.
    """
    if len(data) > LARGEST:
        raise FileTrouble("too_large", path=str(path))
    try:
        _refuse_strange_links(Path(path))
        target = Path(os.path.realpath(path))
        before = _to_be_replaced(target, path)

        def refuse_if_changed() -> None:
            if over is not None and fingerprint(target) not in (None, over):
                raise FileTrouble("changed", path=str(path))

        if before is None or before.st_nlink == 1:
            try:
                _replace(target, data, None if private else before, path, refuse_if_changed, private=private)
            except (_NotTheSameError, OSError) as error:
                if before is None or not _may_be_written_into(error):
                    raise
            else:
                return
        refuse_if_changed()
        _write_into(target, data)
    except (OSError, ValueError) as error:
        raise _trouble(error, path, writing=True) from error


def _refuse_strange_links(path: Path) -> None:
    """In a folder where everybody may write, such as /tmp, a link of somebody else's may lead to any file of ours.

    The system refuses to follow one there, if it is set up to (`fs.protected_symlinks`); we read the link ourselves.
    Raises OSError.
    """
    if not hasattr(os, "geteuid"):
        return
    for link in (path, *path.parents):
        if link.is_symlink():
            folder = link.parent.stat()
            is_shared = folder.st_mode & stat.S_ISVTX and folder.st_mode & stat.S_IWOTH
            if is_shared and link.lstat().st_uid not in (os.geteuid(), folder.st_uid):
                raise PermissionError(errno.EACCES, "a link that somebody else made")


class _NotTheSameError(Exception):
    """A new file would have another owner, mode or other attributes than the old one."""


def _may_be_written_into(error: Exception) -> bool:
    """Whether the old file itself may be writable all the same: its folder is protected, or it is mounted by itself."""
    return isinstance(error, _NotTheSameError | PermissionError) or (
        isinstance(error, OSError) and error.errno in {errno.EROFS, errno.EBUSY, errno.EXDEV}
    )


def _replace(  # noqa: PLR0913 - all that a write knows
    target: Path,
    data: bytes,
    before: os.stat_result | None,
    path: str | Path,
    refuse_if_changed: Callable[[], None],
    *,
    private: bool,
) -> None:
    _clear(target.parent)
    temporary = target.with_name(f"{TEMPORARY}{os.urandom(6).hex()}.tmp")
    try:
        _write_through(temporary, data, private=private or before is not None)
        if before is not None:
            _make_alike(temporary, target, before)
        refuse_if_changed()
        _rename(temporary, target, path)
    except BaseException:
        with suppress(OSError):
            remove(temporary)
        raise
    remember_name(target.parent)


def _clear(folder: Path) -> None:
    """Delete what an earlier run that was killed while it wrote has left there. Raises nothing."""
    with suppress(OSError):
        for old in folder.glob(TEMPORARY + "*.tmp"):
            found = old.lstat()
            is_ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
            if is_ours and stat.S_ISREG(found.st_mode) and time.time() - found.st_mtime > ABANDONED:
                old.unlink(missing_ok=True)


def remove(path: Path) -> None:
    """Delete a file, if it is there. Raises OSError."""
    _patiently(lambda: path.unlink(missing_ok=True))


def _rename(temporary: Path, target: Path, path: str | Path) -> None:
    try:
        _patiently(lambda: temporary.replace(target))
    except PermissionError as error:
        if not CAN_BE_HELD:
            raise
        # It is not write protection: _to_be_replaced refused that before, and the folder took the temporary file.
        raise FileTrouble("in_use", path=str(path), reason=error.strerror or "") from error


def _patiently(act: Callable[[], T]) -> T:
    """Do it; where another program is in the way, keep trying for PATIENCE seconds. Raises OSError."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return act()
        except PermissionError:
            if not CAN_BE_HELD or time.monotonic() > end:
                raise
        time.sleep(0.02)


def _to_be_replaced(target: Path, path: str | Path) -> os.stat_result | None:
    """What is known of the file to be replaced, None if there is none; refuses what should not be replaced.

    Renaming would get past a file's write protection, which is there for a reason.
    """
    if target.is_dir():
        raise FileTrouble("is_folder", path=str(path))
    if not target.parent.is_dir():
        raise FileTrouble("no_folder", path=str(path))
    if target.is_symlink():  # it was followed as far as it leads
        raise FileTrouble("failed", path=str(path), reason="a link that leads in a circle")
    if not target.exists():
        return None
    found = target.stat()
    if not found.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise FileTrouble("read_only", path=str(path))
    if not stat.S_ISREG(found.st_mode):
        raise FileTrouble("failed", path=str(path), reason="not a regular file")
    return found


def _write_through(temporary: Path, data: bytes, *, private: bool) -> None:
    """Write a new file; what takes the place of another is for nobody else until it has that one's mode."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(temporary, flags, 0o600 if private else 0o666), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _make_alike(temporary: Path, target: Path, before: os.stat_result) -> None:
    """Give a new file owner, mode and extended attributes of the old one. Raises _NotTheSameError where that fails."""
    with suppress(OSError):  # whether it is refused shows below
        if hasattr(os, "chown"):
            os.chown(temporary, before.st_uid, before.st_gid)
    with suppress(OSError):
        temporary.chmod(stat.S_IMODE(before.st_mode))  # after that: a change of owner takes special bits away
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            for name in os.listxattr(target):
                if _attribute(temporary, name) != (value := os.getxattr(target, name)):
                    os.setxattr(temporary, name, value)
    if _nature(temporary) != _nature(target):
        raise _NotTheSameError


def _attribute(path: Path, name: str) -> bytes | None:
    with suppress(OSError):
        return os.getxattr(path, name)
    return None


def _nature(path: Path) -> tuple[object, ...]:
    found = path.stat()
    names: list[str] = []
    if hasattr(os, "listxattr"):
        with suppress(OSError):  # not every file system knows any
            names = sorted(os.listxattr(path))
    return found.st_mode, found.st_uid, found.st_gid, *((name, _attribute(path, name)) for name in names)


def _write_into(target: Path, data: bytes) -> None:
    """Write into the file itself. What fails leaves it as it was: there is room before anything is overwritten."""
    with target.open("r+b", buffering=0) as file:
        before = file.read()
        try:
            _write_at(file, len(before), data[len(before) :])
            _write_at(file, 0, data[: len(before)])
            file.truncate(len(data))
            os.fsync(file.fileno())
        except BaseException:
            with suppress(OSError):
                file.truncate(len(before))
                _write_at(file, 0, before)
            raise


def _write_at(file: IO[bytes], place: int, data: bytes) -> None:
    file.seek(place)
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
    os.fsync(file.fileno())


def remember_name(folder: Path) -> None:
    """Make the rename itself durable; not every system can, and the contents are safe without that."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def _trouble(error: OSError | ValueError, path: str | Path, *, writing: bool = False) -> FileTrouble:
    if not isinstance(error, OSError):  # a path with a null character in it
        return FileTrouble("failed", path=str(path), reason=str(error))
    code = _CODES.get(error.errno or 0, "failed")
    if writing:
        denied = error.errno in {errno.EACCES, errno.EPERM}
        if code == "not_found" and Path(path).parent.is_dir():  # Windows says so of names it does not accept
            code = "failed"
        code = {"not_found": "no_folder", "too_large": "disk_full"}.get(code, "read_only" if denied else code)
    return FileTrouble(code, path=str(path), reason=error.strerror or str(error))
