"""JSON read with all that lies in it, ten times as fast as it is cut level by level; still nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any

from inspector.domain import exact_json
from inspector.domain.document import Node
from inspector.domain.exact_json import Runs

if TYPE_CHECKING:
    from msgspec import Raw

SMALL = 1 << 15
"""Bytes up to which a list or an object is read with all that lies in it; a larger one is first cut."""

SLICE = 1 << 18
"""Bytes, about, that are read at a time. Python's lock is held for a millisecond then."""

TOGETHER = 8
"""Runs of leaves that are read at a time: as long as a slice, about."""


class Spelled:
    """A number that Python might spell in another way."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


class Doubled(dict[str, Any]):
    """An object in which a key stands more than once. The last is found by its name, the others by nothing."""


class _Again(str):
    """A key that stands again further on in the same object: none like it is ever equal to another."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


Tree = str | int | Spelled | bool | None | list[Any] | dict[str, Any] | Node
"""A value and what lies in it; a node, where that is too much to be read at once."""

LEAVES = frozenset((str, int, Spelled, bool, NoneType))
"""The types of values in which nothing lies."""


def read(piece: Raw, cut_into: Runs | None = None) -> Tree:
    """The value of a piece of compact JSON; whoever has cut it already hands over what it was cut into."""
    if exact_json.size(piece) <= SMALL or exact_json.first(piece) not in "{[":
        try:
            return _read(bytes(piece))
        except RecursionError:
            pass  # cut, it is less deep
    return Node("", piece, cut_into=cut_into)


def read_all(pieces: list[Raw]) -> list[Tree]:
    """The values of many pieces: at once, if all are small."""
    if max(map(exact_json.size, pieces)) <= SMALL:
        try:
            return _read(exact_json.spell_array(pieces))  # type: ignore[return-value]
        except RecursionError:
            pass
    return list(map(read, pieces))


def parts(holder: Node) -> Iterator[tuple[list[str], list[Tree]]]:
    """The names and values in a large object, or those in a list without names, a slice at a time."""
    average = exact_json.size(holder.raw) // max(1, len(holder))
    step = max(1, SLICE >> average.bit_length())  # another value somewhere moves no slice
    for stretch in holder.stretches():
        if isinstance(stretch, list):
            for start in range(0, len(stretch), TOGETHER):
                runs = stretch[start : start + TOGETHER]
                found: Any = _read(exact_json.spell_object(run.text for run in runs))
                yield list(map(str, found) if type(found) is Doubled else found), list(found.values())
            continue
        names, pieces = stretch
        for start in range(0, len(pieces), step):
            part = slice(start, start + step)
            yield names[part], read_all(pieces[part])
    holder.forget()


def _read(text: bytes) -> Tree:
    """msgspec is fast, but it folds keys that stand twice, and `-0` is 0 to it. So only what it would write as it was
    written is believed; all else is read anew."""
    fast = _fast()
    tree: Tree
    try:
        tree = fast.decode(text)
        if fast.encode(tree) == text:
            return tree
    except fast.errors:
        pass
    tree = _exact.scan_once(text.decode(), 0)[0]
    return tree


class _Msgspec:
    """msgspec's ways to read and to write, made at first use as in `exact_json`."""

    def __init__(self) -> None:
        import msgspec  # noqa: PLC0415 - a window without a ticket does without

        self.errors = (msgspec.DecodeError, UnicodeDecodeError, OverflowError)
        self.decode = msgspec.json.Decoder(float_hook=Spelled).decode
        self.encode = msgspec.json.Encoder(enc_hook=lambda number: msgspec.Raw(number.text)).encode


@cache
def _fast() -> _Msgspec:
    return _Msgspec()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    last = {key: at for at, (key, _) in enumerate(pairs)}
    return Doubled((key if last[key] == at else _Again(key), value) for at, (key, value) in enumerate(pairs))


_exact: Any = json.JSONDecoder(object_pairs_hook=_object, parse_int=Spelled, parse_float=Spelled)
