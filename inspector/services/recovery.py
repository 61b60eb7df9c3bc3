"""What an unexpected end leaves of a draft: a journal of its edits, written as they are made.

One file for each draft under edit: what it is, what the server sent, then an edit a line, each with a checksum, each
flushed to the disk before the next. A journal that breaks off is read as far as it is whole, so what is restored is
always what was there at some moment. The file is locked as long as its program lives, and goes when the draft is saved
or given up. It holds what a draft holds, so only its owner may read it.
"""

from __future__ import annotations

import json
import os
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from inspector.domain.document import Document, Edit, Insert, Remove, SetValue
from inspector.domain.errors import InspectorError
from inspector.services import files, settings

FORMAT = "ticket-draft-inspector journal 1"
ENDING = ".journal"


@dataclass(frozen=True)
class About:
    """Which draft it is."""

    name: str = ""
    path: str = ""
    """The file that it was opened from or saved to; empty for one that has none."""
    connection: str = ""
    more: int = 0
    """How many more changes there are than edits in the journal: its first may stand for many, or for saved ones."""
    started: float = field(default_factory=time.time)
    """Seconds since 1970."""


@dataclass(frozen=True)
class Leftover:
    """What a journal that nobody holds any more tells."""

    file: Path
    about: About
    served: bytes
    edits: tuple[Edit, ...]
    ended: float
    """When it was last written to, in seconds since 1970."""
    damaged: bool = False
    """Whether it breaks off within an edit."""

    @property
    def changes(self) -> int:
        """How many changes there are to restore."""
        return len(self.edits) + self.about.more

    def document(self) -> Document:
        """The draft as it was after the last edit that is whole. Raises InspectorError."""
        document = Document(self.served)
        for edit in self.edits:
            document.apply(edit)
        return document


def folder() -> Path:
    """Where journals lie: beside the settings, for both belong to one person on one computer."""
    return settings.folder() / "recovery"


class Journal:
    """The journal of one draft. Its methods block, raise OSError, and are called by one thread at a time."""

    def __init__(self, about: About, served: bytes, place: Path | None = None) -> None:
        """Begin one: the file is there, locked, and on the disk when this returns."""
        place = place or folder()
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = place / f"{os.getpid()}-{os.urandom(4).hex()}{ENDING}"
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        self._file: IO[bytes] = os.fdopen(handle, "r+b", buffering=0)
        try:
            _lock(self._file)
            self._file.write(_record({"format": FORMAT, **about.__dict__}) + _line(served))
            os.fsync(self._file.fileno())
            files.remember_name(place)
        except BaseException:
            self.discard()
            raise

    def write(self, *edits: Edit) -> None:
        """Add edits; they are on the disk when this returns."""
        self._file.write(b"".join(_record(_told(edit)) for edit in edits))
        os.fsync(self._file.fileno())

    def discard(self) -> None:
        """It is not needed any more. Raises nothing: what can't be taken away is offered at the next start."""
        with suppress(OSError):
            self._file.close()
            self.path.unlink(missing_ok=True)


def leftovers(place: Path | None = None) -> list[Leftover]:
    """What earlier runs left, the latest first; journals of programs that run are not touched. Raises nothing."""
    found = []
    for file in (place or folder()).glob("*" + ENDING):
        with suppress(OSError), file.open("r+b", buffering=0) as opened:
            if _lock(opened) and (leftover := _read(file, opened)) is not None:
                found.append(leftover)
    return sorted(found, key=lambda one: one.ended, reverse=True)


def forget(leftover: Leftover) -> None:
    """Take a journal away. Raises OSError."""
    leftover.file.unlink(missing_ok=True)


def _read(file: Path, opened: IO[bytes]) -> Leftover | None:
    """The journal; None, and the file is taken away, where it holds nothing to restore."""
    ended = file.stat().st_mtime
    data = opened.read()
    lines = list(_whole(data))
    try:
        header = json.loads(lines[0])
        about = About(**{name: header[name] for name in ("name", "path", "connection", "more", "started")})
        edits = tuple(_edit(json.loads(line)) for line in lines[2:])
        leftover = Leftover(file, about, lines[1], edits, ended, sum(map(_size, lines)) < len(data))
        if edits and header["format"] == FORMAT:
            leftover.document()  # whether it can be restored is seen now, not when the person asks for it
            return leftover
    except (InspectorError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        pass
    with suppress(OSError):
        file.unlink()
    return None


# -- lines --------------------------------------------------------------------------------------------


def _line(text: bytes) -> bytes:
    """A line with its checksum; JSON has no line breaks of its own once it is compact."""
    return b"%08x " % zlib.crc32(text) + text + b"\n"


def _size(text: bytes) -> int:
    return len(text) + 10


def _record(told: dict[str, Any]) -> bytes:
    return _line(json.dumps(told).encode())


def _whole(data: bytes) -> Iterator[bytes]:
    """The lines up to the first that is not as it was written."""
    for line in data.split(b"\n")[:-1]:
        text = line[9:]
        if line[:9] != b"%08x " % zlib.crc32(text):
            return
        yield text


def _told(edit: Edit) -> dict[str, Any]:
    match edit:
        case SetValue(path, _old, new):
            return {"set": path, "new": new.decode()}
        case Insert(path, row, key, value, served):
            was = None if served is None else served.decode()
            return {"insert": path, "row": row, "key": key, "new": value.decode(), "served": was}
        case Remove(path, row, key):
            return {"remove": path, "row": row, "key": key}


def _edit(told: dict[str, Any]) -> Edit:
    """The edit, good for doing only: what was there before is not in the journal."""
    if "set" in told:
        return SetValue(tuple(told["set"]), b"", told["new"].encode())
    if "insert" in told:
        served = None if told["served"] is None else told["served"].encode()
        return Insert(tuple(told["insert"]), told["row"], told["key"], told["new"].encode(), served)
    return Remove(tuple(told["remove"]), told["row"], told["key"], b"")


# -- whose it is --------------------------------------------------------------------------------------


def _lock(file: IO[bytes]) -> bool:
    """Hold a file until it is closed, or the process ends however it ends; False where another holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415

            file.seek(1 << 40)  # a byte that is never written, for Windows lets nobody read a locked one
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
