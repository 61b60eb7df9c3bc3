"""Reading and writing a draft so that no file is ever left half-written; synchronous, for a thread."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from inspector.domain.errors import FileTrouble

LARGEST = 256 * 1024 * 1024
"""Bytes. Far above any draft; what is larger was opened by mistake and would only fill the memory."""
CAN_BE_HELD = sys.platform == "win32"
"""Whether a file that another program has open can be neither replaced nor deleted, perhaps not even read."""
PATIENCE = 2.0
"""Seconds that such a program gets to let go of it: an antivirus or a backup looks at what was just written."""

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
        return _patiently(Path(path).read_bytes)
    except (OSError, ValueError) as error:
        raise _trouble(error, path) from error


def fingerprint(path: str | Path) -> str | None:
    """What tells one state of a file's contents from another; None where it can't be read. Raises nothing."""
    try:
        return fingerprint_of(read_draft(path))
    except FileTrouble:
        return None


def fingerprint_of(data: bytes) -> str:
    """The fingerprint of a file that holds this."""
    return hashlib.sha256(data).hexdigest()


def write_draft(path: str | Path, data: bytes) -> None:
    """Replace a file's contents, whole or not at all; mode and symbolic link stay. Raises FileTrouble.

    The new file is complete on the disk before it takes the old one's name, so that neither a full disk nor a
    power cut costs the old one.
    """
    if len(data) > LARGEST:
        raise FileTrouble("too_large", path=str(path))
    try:
        target = Path(os.path.realpath(path))
        mode = _mode_to_keep(target, path)
        temporary = target.with_name(f".{os.urandom(6).hex()}.tmp")
        try:
            _write_through(temporary, data, mode)
            _rename(temporary, target, path)
        except BaseException:
            with suppress(OSError):
                remove(temporary)
            raise
        remember_name(target.parent)
    except (OSError, ValueError) as error:
        raise _trouble(error, path, writing=True) from error


def remove(path: Path) -> None:
    """Delete a file, if it is there. Raises OSError."""
    _patiently(lambda: path.unlink(missing_ok=True))


def _rename(temporary: Path, target: Path, path: str | Path) -> None:
    try:
        _patiently(lambda: temporary.replace(target))
    except PermissionError as error:
        if not CAN_BE_HELD:
            raise
        # It is not write protection: _mode_to_keep refused that before, and the folder took the temporary file.
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


def _mode_to_keep(target: Path, path: str | Path) -> int | None:
    """The mode of the file to be replaced, None if there is none; refuses what should not be replaced.

    Renaming would get past a file's write protection, which is there for a reason.
    """
    if target.is_dir():
        raise FileTrouble("is_folder", path=str(path))
    if not target.parent.is_dir():
        raise FileTrouble("no_folder", path=str(path))
    if not target.exists():
        return None
    mode = stat.S_IMODE(target.stat().st_mode)
    if not mode & 0o222 or not os.access(target, os.W_OK):
        raise FileTrouble("read_only", path=str(path))
    return mode


def _write_through(temporary: Path, data: bytes, mode: int | None) -> None:
    with temporary.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        temporary.chmod(mode)


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
