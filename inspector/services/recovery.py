"""What an unexpected end leaves of a draft: a journal of its edits, written as they are made.

One file for each draft under edit: what it is, what the server sent, then an edit a line, each with a number and a
checksum, each flushed to the disk before the next. A journal that breaks off is read as far as it is whole, so what is
restored is what was there at some moment. One that was damaged gives what is whole in it. It is then put aside, as is
one that gives nothing: what could not be understood is never deleted. The file is locked as long as its program lives,
and goes when the draft is saved or given up. It holds what a draft holds, so only its owner may read it.
"""

from __future__ import annotations

import json
import os
import re
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from inspector.domain import outside
from inspector.domain.document import Document, Edit, Insert, Remove, SetValue
from inspector.domain.errors import InspectorError
from inspector.domain.spelling import Form
from inspector.services import files, locking, settings

FORMAT = "ticket-draft-inspector journal 1"
ENDING = ".journal"
DAMAGED = ".damaged"
"""What the name of one that was put aside ends in, after ENDING."""
LARGEST = 1 << 30
"""Bytes; what is larger was not written by us."""
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
    context: str = ""
    """What it was asked for in, in words; empty where it was not asked for, or in an earlier version's journal."""
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
    """Whether something in it is not as it was written: changes may be missing, or what was served may be another."""
    cut: bool = False
    """Whether it breaks off within an edit: the end came while that was written down."""

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


@dataclass(frozen=True)
class Found:
    """What a look into the folder brought."""

    leftovers: list[Leftover]
    """The latest first; held until they are released or forgotten."""
    put_aside: list[Path]
    """Journals of which nothing could be restored, under the names that they have now."""


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
        self._whole = self._count = 0
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
            numbered = enumerate(edits, self._count + 1)
            self._add(b"".join(_record(_told(edit) | {"n": number}) for number, edit in numbered))
            self._count += len(edits)

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


def look(place: Path | None = None) -> Found:
    """See what earlier runs left; what others hold is not touched. Raises nothing."""
    found, put_aside = [], []
    for file in (place or folder()).glob("*" + ENDING):
        with suppress(OSError):
            opened = file.open("r+b", buffering=0)
            leftover = None
            try:
                leftover = _read(file, opened) if locking.hold(opened) else None
            except _UnreadableError:
                opened.close()
                put_aside.append(_put_aside(file))
            finally:
                if leftover is None:
                    opened.close()
            if leftover is not None:
                found.append(leftover)
    for old in [one for one in found if one.file.name in {other.about.replaces for other in found}]:
        found.remove(old)
        with suppress(OSError):
            forget(old)
    return Found(sorted(found, key=lambda one: one.ended, reverse=True), put_aside)


def forget(leftover: Leftover) -> None:
    """Delete a journal; put it aside if there is something in it that was not understood. Raises OSError."""
    leftover.release()
    if leftover.damaged or leftover.cut:
        _put_aside(leftover.file)
    else:
        files.remove(leftover.file)


def _put_aside(file: Path) -> Path:
    return file.replace(file.with_name(file.name + DAMAGED))


class _UnreadableError(Exception):
    """Something is in it, and nothing can be restored from it."""


def _read(file: Path, opened: IO[bytes]) -> Leftover | None:
    """The journal; None where nothing was written into it, so that it goes, or where a newer version wrote it."""
    found = file.stat()
    ended = found.st_mtime
    data = opened.read(min(found.st_size, LARGEST) + 1)  # room for it is made before it is read
    if not data.strip(b"\0"):  # the latter where a disk had noted its length but not yet what is in it
        if time.time() - ended > YOUNG:
            opened.close()
            file.unlink()
        return None
    *pieces, cut = data.split(b"\n")
    lines = [_Line.of(piece) for piece in pieces]
    if not lines or len(data) > LARGEST:
        raise _UnreadableError
    for place in (1, 2):  # a header or a served text that is there twice; edits have numbers
        while len(lines) > place and lines[place].text == lines[place - 1].text:
            del lines[place]
    first, *rest = lines
    header = _parsed(first.text)
    version = header.get("format")
    if first.is_whole and version != FORMAT and isinstance(version, str):
        return None
    if not rest:
        raise _UnreadableError
    edits, is_whole = _possible(rest)
    damaged = not is_whole or len(lines) < len(pieces) or not all(line.is_whole for line in lines)
    if not edits:
        if damaged or cut:
            raise _UnreadableError
        opened.close()
        file.unlink()
        return None
    return Leftover(file, opened, _about(header, first), rest[0].text, edits, ended, damaged, bool(cut))


def _about(header: dict[str, Any], line: _Line) -> About:
    """What fits of what a header says; one that was damaged may name any file, so only words are taken from it."""
    told = settings.fitting(About(), header, [])
    return About(**told if line.is_whole else {name: told.get(name, "") for name in _WORDS})


_WORDS = ("name", "connection", "context", "form")
_PLAIN = re.compile(rb'\{"set": \[[0-9, ]*\], "new": "(?:\\"|[-0-9tfn])')
"""How a line begins that sets a text, a number or the like: a change that leaves all others where they are."""


def _possible(lines: list[_Line]) -> tuple[tuple[Edit, ...], bool]:
    """The edits that can be carried out on what the first line serves, and whether there were no others.

    After a line that was damaged, or is missing, those that follow may mean another place than they say; they are
    taken only if the damaged line set a plain value. A line that is there twice counts once.
    """
    edits: list[Edit] = []
    is_whole, last = True, 0
    with suppress(InspectorError, *outside.UNFIT):
        document = Document(lines[0].text)
        for line in lines[1:]:
            told = _parsed(line.text) if line.is_whole else {}
            number = told.get("n", last + 1)  # journals of earlier versions have no numbers
            if not told and _PLAIN.match(line.text):
                is_whole, last = False, number
            elif told and number <= last:
                is_whole = False
            elif not told or number != last + 1:
                break
            else:
                edit = _edit(told)
                document.apply(edit)
                edits.append(edit)
                last = number
        else:
            return tuple(edits), is_whole
    return tuple(edits), False


# -- lines --------------------------------------------------------------------------------------------


def _line(text: bytes) -> bytes:
    """A line with its checksum; JSON has no line breaks of its own once it is compact."""
    return b"%08x " % zlib.crc32(text) + text + b"\n"


def _record(told: dict[str, Any]) -> bytes:
    return _line(json.dumps(told).encode())


@dataclass(frozen=True)
class _Line:
    text: bytes
    is_whole: bool
    """Whether it is as it was written."""

    @classmethod
    def of(cls, line: bytes) -> _Line:
        text = line[9:]
        return cls(text, line[:9] == b"%08x " % zlib.crc32(text))


def _parsed(text: bytes) -> dict[str, Any]:
    """The JSON object; an empty one where it is something else."""
    try:
        told = outside.parsed(text)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


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
