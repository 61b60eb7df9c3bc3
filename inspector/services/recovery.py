"""What an unexpected end leaves of a draft: a journal of its edits, written as they are made.

One file for each draft under edit: what it is, what the server sent, then an edit a line, each with a checksum, each
flushed to the disk before the next. A journal that breaks off is read as far as it is whole, so what is restored is
always what was there at some moment. The file is locked as long as its program lives, and goes when the draft is saved
or given up. It holds what a draft holds, so only its owner may read it.
"""

from __future__ import annotations

import json
import os
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import IO, Any

from inspector.domain.document import Document, Edit, Insert, Remove, SetValue
from inspector.domain.errors import InspectorError
from inspector.domain.spelling import Form
from inspector.services import files, locking, settings

FORMAT = "ticket-draft-inspector journal 1"
ENDING = ".journal"
PATIENCE = 0.5
"""Seconds."""
YOUNG = 60.0
"""Seconds: an empty journal younger than this may be one that another program is about to begin."""


@dataclass(frozen=True)
class About:
    """Which draft it is."""

    name: str = ""
    path: str = ""
    """The file that it was opened from or saved to; empty for one that has none."""
    fingerprint: str = ""
    """What was in that file when the draft was last opened from it or saved to it (see files.fingerprint)."""
    connection: str = ""
    more: int = 0
    """How many more changes there are than edits in the journal: the first edit may stand for many, or saved ones."""
    started: float = field(default_factory=time.time)
    """Seconds since 1970."""
    replaces: str = ""
    """The name of the journal whose place this one takes; the end may have come before that one was deleted."""
    form: str = ""
    """How its file is spelled (see `spelling.Form.told`)."""


@dataclass(frozen=True)
class Leftover:
    """What a journal of an earlier run tells; held, so that no other program offers it meanwhile."""

    file: Path
    held: IO[bytes] = field(repr=False, compare=False)
    about: About
    served: bytes
    edits: tuple[Edit, ...]
    ended: float
    """When it was last written to, in seconds since 1970."""
    damaged: bool = False
    """Whether it breaks off within an edit, or goes on with something that can't be done."""

    @property
    def changes(self) -> int:
        """How many changes there are to restore."""
        return len(self.edits) + self.about.more

    def document(self) -> Document:
        """The draft as it was after the last edit that is whole."""
        document = Document(self.served)
        with suppress(ValueError, TypeError):
            document.form = Form.from_text(self.about.form)
        for edit in self.edits:
            document.apply(edit)
        return document

    def release(self) -> None:
        """Let others offer it."""
        self.held.close()


def folder() -> Path:
    """Where journals lie: with one person's data, on this computer only."""
    return settings.data_folder() / "recovery"


class Journal:
    """The journal of one draft. Its methods block, raise OSError, and are called by one thread at a time."""

    def __init__(self, about: About, served: bytes, place: Path | None = None) -> None:
        """Begin one: the file is there, locked, and on the disk when this returns."""
        place = place or folder()
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = place / f"{os.getpid()}-{os.urandom(4).hex()}{ENDING}"
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        self._file: IO[bytes] = os.fdopen(handle, "r+b", buffering=0)
        self._whole = 0
        self._is_broken = False
        try:
            self._hold()
            self._add(_record({"format": FORMAT, **about.__dict__}) + _line(served))
            files.remember_name(place)
        except BaseException:
            self.discard()
            raise

    def _hold(self) -> None:
        """Keep other programs off; one that is just starting may be checking whether this was left over."""
        end = time.monotonic() + PATIENCE
        with suppress(OSError):  # where files can't be held, a journal is written all the same
            while not locking.hold(self._file) and time.monotonic() < end:
                time.sleep(0.01)

    def write(self, *edits: Edit) -> None:
        """Add edits; they are on the disk when this returns.

        After a failure nothing more is added, since what is restored must have no gap: begin another journal.
        """
        if not self._is_broken:
            self._add(b"".join(_record(_told(edit)) for edit in edits))

    def _add(self, data: bytes) -> None:
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]  # a disk that is nearly full takes a part
            os.fsync(self._file.fileno())
        except OSError:
            self._is_broken = True
            with suppress(OSError):
                self._file.truncate(self._whole)
            raise
        self._whole += len(data)

    def discard(self) -> None:
        """Delete it: it is not needed any more. Raises nothing; what can't be deleted is offered at the next start."""
        with suppress(OSError):
            self._file.close()
            files.remove(self.path)


def leftovers(place: Path | None = None) -> list[Leftover]:
    """What earlier runs left, the latest first; what others hold is not touched. Raises nothing.

    They are held until they are released or forgotten.
    """
    found = []
    for file in (place or folder()).glob("*" + ENDING):
        with suppress(OSError):
            opened = file.open("r+b", buffering=0)
            leftover = None
            try:
                leftover = _read(file, opened) if locking.hold(opened) else None
            finally:
                if leftover is None:
                    opened.close()
            if leftover is not None:
                found.append(leftover)
    for old in [one for one in found if one.file.name in {other.about.replaces for other in found}]:
        found.remove(old)
        with suppress(OSError):
            forget(old)
    return sorted(found, key=lambda one: one.ended, reverse=True)


def forget(leftover: Leftover) -> None:
    """Delete a journal. Raises OSError."""
    leftover.release()
    files.remove(leftover.file)


def _read(file: Path, opened: IO[bytes]) -> Leftover | None:
    """The journal; None where it holds nothing to restore: such a file goes, unless a newer version wrote it."""
    ended = file.stat().st_mtime
    data = opened.read()
    lines = list(_whole(data))
    try:
        header = json.loads(lines[0])
        if header["format"] != FORMAT:
            return None
        about = About(**{one.name: header[one.name] for one in fields(About) if one.name in header})
        edits = tuple(_possible(lines[1], lines[2:]))
    except (InspectorError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        edits = ()
    if edits:
        read = sum(map(_size, lines[: len(edits) + 2]))
        return Leftover(file, opened, about, lines[1], edits, ended, damaged=read < len(data))
    if lines or time.time() - ended > YOUNG:
        with suppress(OSError):
            opened.close()
            file.unlink()
    return None


def _possible(served: bytes, lines: list[bytes]) -> Iterator[Edit]:
    """The edits up to the first that can't be carried out. Raises InspectorError where there is no document."""
    document = Document(served)
    with suppress(
        InspectorError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError
    ):
        for line in lines:
            edit = _edit(json.loads(line))
            document.apply(edit)
            yield edit


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
    """The edit, good for doing but not for undoing: what was there before is not in the journal."""
    if "set" in told:
        return SetValue(tuple(told["set"]), b"", told["new"].encode())
    if "insert" in told:
        served = None if told["served"] is None else told["served"].encode()
        return Insert(tuple(told["insert"]), told["row"], told["key"], told["new"].encode(), served)
    return Remove(tuple(told["remove"]), told["row"], told["key"], b"")
