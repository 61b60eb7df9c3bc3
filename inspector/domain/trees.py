"""JSON read with all that lies in it, ten times as fast as it is cut level by level; still nothing is lost."""

from __future__ import annotations

import json
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from msgspec import Raw


class Spelled:
    """A number that Python might spell in another way."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


Tree = str | int | Spelled | bool | None | list[Any] | dict[str, Any]
"""A value and what lies in it. """

LEAVES = frozenset((str, int, Spelled, bool, NoneType))
"""The types of values in which nothing lies."""


class Doubled(dict[str, Any]):
    """An object in which a key stands more than once. The last is found by its name, the others by nothing."""


class _Again(str):
    """A key that stands again further on in the same object: none like it is ever equal to another."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def read(piece: Raw | bytes) -> Tree:
    """The value that a piece of compact JSON spells. Python's lock is held meanwhile, so it should be a small one.

    msgspec is fast, but it folds keys that stand twice, and `-0` is 0 to it. So only what it would write as it was
    written is believed; all else is read anew. Raises RecursionError.
    """
    text, fast = bytes(piece), _fast()
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
        import msgspec  # noqa: PLC0415

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
