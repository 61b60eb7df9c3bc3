"""Files that are held as long as a program lives: the system lets go of them however it ends."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import IO

BEYOND = 1 << 40
"""The place of a byte that is never written: on Windows nobody else can read a locked one."""
_ANOTHER = {errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK, 0}
"""0: wine says only that it failed."""


def hold(file: IO[bytes]) -> bool:
    """Hold an open file until it is closed, or the process ends; False where another holds it.

    Raises OSError where the file lies in a place that does not support this.
    """
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows has it

            place = file.tell()
            file.seek(BEYOND)
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            finally:
                file.seek(place)
        else:
            import fcntl  # noqa: PLC0415 - all others have it

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _ANOTHER:
            return False
        raise
    return True


def claim(path: Path) -> IO[bytes] | None:
    """Make a file if there is none, and hold it; None where another holds it. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = path.open("ab", buffering=0)
    try:
        if hold(file):
            return file
    except OSError:
        file.close()
        raise
    file.close()
    return None
