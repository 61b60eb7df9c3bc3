"""Files that are held as long as a program lives: the system lets go of them however it ends."""

from __future__ import annotations

import sys
from typing import IO

BEYOND = 1 << 40
"""A byte that is never written: on Windows nobody else can read a locked one."""


def hold(file: IO[bytes]) -> bool:
    """Hold an open file until it is closed, or the process ends; False where another holds it. Raises nothing."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415

            place = file.tell()
            file.seek(BEYOND)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(place)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
