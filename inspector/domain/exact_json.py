"""JSON cut and joined without changing what was written.

A JSON text stays text: `tidy` checks it and drops the white space, `members` and `elements` cut one level of it
into `Raw` pieces, `scalar` reads a leaf, `pretty` lays it out for a file. Numbers, escapes and the order of members
therefore survive by themselves, and nothing is read that nobody looks at.

msgspec does the cutting at a gigabyte a second. What it refuses although it is JSON (lone surrogates), or folds
(a key twice in one object), takes the slower way through the standard library.
"""

from __future__ import annotations

import codecs
import json
import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from inspector.domain.errors import InvalidJson

if TYPE_CHECKING:
    from msgspec import Raw


@dataclass(frozen=True, slots=True)
class Number:
    """A JSON number, exactly as written.

    A dataclass rather than a `str` subclass: Qt hands it through a QVariant untouched, and it never equals a text.
    """

    text: str

    @property
    def value(self) -> Decimal:
        """The number's exact value; infinite, or 0, where its exponent has more digits than a computer can count."""
        try:
            return Decimal(self.text)
        except InvalidOperation:
            mantissa, _, exponent = self.text.lower().partition("e")
            is_tiny = exponent.startswith("-") or not Decimal(mantissa)
            return Decimal(0) if is_tiny else Decimal("Infinity").copy_sign(Decimal(mantissa))


Scalar = str | Number | bool | None


class _Msgspec:
    """msgspec's decoders, made at first use: importing it takes 25 ms, which the first paint can't spare."""

    def __init__(self) -> None:
        import msgspec  # noqa: PLC0415 - a window without a ticket does without

        self.raw = msgspec.Raw
        self.errors = (msgspec.DecodeError, UnicodeDecodeError)
        self.format = msgspec.json.format
        self.object = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
        self.array = msgspec.json.Decoder(list[msgspec.Raw]).decode


@cache
def _fast() -> _Msgspec:
    return _Msgspec()


def raw(text: bytes) -> Raw:
    """The piece of JSON that `text` spells; it must be compact JSON already."""
    return _fast().raw(text)


def size(piece: Raw) -> int:
    """Length in bytes."""
    return len(memoryview(piece))


def first(piece: Raw) -> str:
    """The first character, which tells the kind of value: one of `{["tfn-` or a digit."""
    return chr(memoryview(piece)[0])


def tidy(body: bytes) -> Raw:
    """The same JSON without white space between its tokens; UTF-16, UTF-32 and a byte order mark are understood.

    Raises InvalidJson `encoding`, `syntax` or `too_deep`: deeper than DEEPEST.
    """
    try:
        encoding = json.detect_encoding(body)
        if encoding == "utf-8":
            _check_utf8(body)
        else:
            body = body.decode(encoding).encode()
    except UnicodeError as error:
        # encode() fails on surrogates, which a decoder lets through in UTF-16 and UTF-32 only
        raise InvalidJson(
            "encoding", reason=error.reason if isinstance(error, UnicodeDecodeError) else ""
        ) from error
    if depth(body) > DEEPEST:
        raise InvalidJson("too_deep")
    try:
        return raw(_fast().format(body, indent=-1))
    except _fast().errors:
        return raw(_SPACE.sub(_kept, _checked(body.decode())).encode())


def _check_utf8(body: bytes) -> None:
    """Raise UnicodeDecodeError where it is not UTF-8; a megabyte at a time, as Python's lock is held meanwhile."""
    check = codecs.getincrementaldecoder("utf-8")().decode
    view = memoryview(body)
    for start in range(0, len(view), _MEGABYTE):
        check(view[start : start + _MEGABYTE])
    check(b"", final=True)


DEEPEST = 500
"""Levels of arrays and objects that are taken in; a ticket has six.

Left to msgspec it would depend on the Python: after 1,000 levels or 1,500 it gives up, but from Python 3.14 on only
where the thread's stack ends, after 100,000 or so. The text for a file grows with the square of that, to 20 GB.
"""
_STRETCH = 1 << 14
"""Brackets that are counted at once: Python's lock is held meanwhile."""
_NO_MARKS = bytes(set(range(256)) - set(b'"[]{}'))
_MARKED = re.compile(rb'"[^"]*"?')
_STEPS = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")  # as signed bytes: one down, one up


def depth(body: bytes) -> int:
    """How many levels of arrays and objects a text has, which need not be checked yet; counted to DEEPEST at most."""
    marks = b"".join(part.translate(None, _NO_MARKS) for part in _portions(body))
    marks = marks.replace(b'""', b"")  # strings without brackets
    if b'"' in marks:
        marks = _MARKED.sub(b"", marks)
    steps, level, deepest = array("b", marks.translate(_STEPS)), 0, 0
    for start in range(0, len(steps), _STRETCH):
        levels = list(accumulate(steps[start : start + _STRETCH], initial=level))
        level, deepest = levels[-1], max(deepest, *levels)
        if deepest > DEEPEST:
            break
    return deepest


def _portions(body: bytes) -> Iterable[bytes]:
    """The text without escapes that tell of a quotation mark; a megabyte each, for Python's lock is held meanwhile."""
    start = 0
    while start < len(body):
        part = body[start : start + _MEGABYTE]
        if (len(part) - len(part.rstrip(b"\\"))) % 2:  # half an escape
            part = body[start : start + _MEGABYTE + 1]
        start += len(part)
        yield part.replace(b"\\\\", b"").replace(b'\\"', b"") if b"\\" in part else part


def pretty(piece: Raw) -> bytes:
    """Two-space indent, one member a line, for a file that people read."""
    try:
        return _fast().format(bytes(piece), indent=2)
    except _fast().errors:
        return "".join(_lines(bytes(piece).decode())).encode()


class Key(str):
    """A key that was written with escapes it did not need, and is written so again."""

    __slots__ = ("spelled",)
    spelled: bytes


def members(piece: Raw | bytes) -> tuple[list[str], list[Raw]]:
    """The keys and values of an object, in order; a key that occurs twice is listed twice."""
    try:
        found = _fast().object(piece)
    except _fast().errors:
        return _members_slowly(piece)
    keys, values = list(found), list(found.values())
    # `{` + each `"key":value` + `,` between + `}`: any other length means an escaped key, or one that was folded
    expected = 1 + sum(map(size, values)) + 4 * len(keys) + len("".join(keys).encode())
    if keys and expected != len(memoryview(piece)):
        return _members_slowly(piece)
    return keys, values


@dataclass(frozen=True, slots=True)
class Run:
    """Many leaves in a row, left uncut until somebody looks: the members of a large object from row `start` on."""

    start: int
    text: memoryview
    """As in the object, without braces and without the last comma."""

    def __len__(self) -> int:
        return RUN

    def members(self) -> tuple[list[str], list[Raw]]:
        """The keys and values."""
        return members(b"{" + self.text + b"}")

    def may_hold(self, keys: Iterable[bytes]) -> bool:
        """Whether one of these keys may be in it, each spelled and with its colon; False is certain."""
        text = bytes(self.text)
        return b"\\" in text or any(key in text for key in keys)

    def may_hold_folded(self, keys: Iterable[str]) -> bool:
        """Whether a key may be in it that is one of these in folded case; a False is sure."""
        text = bytes(self.text).decode().casefold()
        return "\\" in text or any(f'"{key}":' in text for key in keys)


_MEGABYTE = 1 << 20
LARGE = _MEGABYTE
"""Bytes from which an object is cut into runs. Cutting a million leaves at once would take half a second, during which
msgspec keeps Python's lock and the window stands still, and a hundred bytes of memory for each leaf."""

RUN = 512
_TEXT = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_LEAVES = re.compile(rb'(?:%b:(?:%b|[^"{\[,}]++),){%d}' % (_TEXT, _TEXT, RUN))


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs that a large object begins with, and an object of the members after them."""

    piece: Raw
    runs: list[Run]
    rest: Raw | bytes


def runs(piece: Raw) -> Runs:
    """The runs of an object; it has none where it isn't large."""
    found: list[Run] = []
    text, at = memoryview(piece), 1
    while len(text) >= LARGE and (leaves := _LEAVES.match(text, at)):
        found.append(Run(RUN * len(found), text[at : leaves.end() - 1]))
        at = leaves.end()
    return Runs(piece, found, b"{" + text[at:] if found else piece)


def elements(piece: Raw) -> list[Raw]:
    """The elements of an array."""
    try:
        return _fast().array(piece)
    except _fast().errors:
        text = bytes(piece).decode()
        return [raw(item.encode()) for item in _cut(text)]


def scalar(piece: Raw) -> Scalar:
    """The value of a leaf; numbers as written. Not for containers."""
    text = bytes(piece)
    match text[:1]:
        case b'"':
            value: str = _strict.scan_once(text.decode(), 0)[0]
            return value
        case b"t" | b"f":
            return text == b"true"
        case b"n":
            return None
    return Number(text.decode())


def spell(value: Scalar) -> bytes:
    """A leaf as JSON: readable text as it is; only a string that UTF-8 can't hold is written with escapes."""
    if isinstance(value, Number):
        return value.text.encode()
    try:
        return _readable(value).encode()
    except UnicodeEncodeError:
        return json.dumps(value).encode()


_readable = json.JSONEncoder(ensure_ascii=False).encode


def spell_member(key: str, piece: Raw) -> bytes:
    """One member of an object."""
    return (key.spelled if isinstance(key, Key) else spell(key)) + b":" + bytes(piece)


def spell_object(parts: Iterable[bytes | memoryview]) -> bytes:
    """An object from its members and runs of members."""
    return b"{" + b",".join(parts) + b"}"


def spell_array(items: Iterable[Raw]) -> bytes:
    """An array from its elements."""
    return b"[" + b",".join(map(bytes, items)) + b"]"


# -- the slower way ----------------------------------------------------------------------------------

_SPACE = re.compile(r'("(?:[^"\\]|\\.)*")|[ \t\r\n]+')
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def _kept(match: re.Match[str]) -> str:
    return match[1] or ""


def _refuse(name: str) -> None:
    raise InvalidJson("syntax", reason=name)


_strict: Any = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_refuse)


def _checked(text: str) -> str:
    try:
        _strict.decode(text)
    except json.JSONDecodeError as error:
        raise InvalidJson("syntax", reason=error.msg, position=error.pos, line=error.lineno) from error
    return text


def _cut(text: str) -> list[str]:
    """The parts of a compact array or object between its commas and colons, one level deep."""
    parts, at = [], 1
    while at < len(text) - 1:
        _, end = _strict.raw_decode(text, at)
        parts.append(text[at:end])
        at = end + 1
    return parts


def _members_slowly(piece: Raw | bytes) -> tuple[list[str], list[Raw]]:
    parts = _cut(bytes(piece).decode())
    return [_key(text) for text in parts[::2]], [raw(value.encode()) for value in parts[1::2]]


def _key(text: str) -> Key:
    key = Key(json.loads(text))
    key.spelled = text.encode()
    return key


def _lines(text: str) -> Iterable[str]:
    """The tokens of a compact text with the white space of `pretty` between them."""
    depth, before = 0, ""
    for token in _TOKEN.findall(text):
        depth -= token in "]}"
        opened = before in ("[", "{")
        if token in ("]", "}"):
            yield "" if opened else "\n" + "  " * depth
        elif opened or before == ",":
            yield "\n" + "  " * depth
        yield ": " if token == ":" else token
        depth += token in "[{"
        before = token
