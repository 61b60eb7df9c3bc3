"""A true answer with something wrong with it, as a server out of its mind, or a hostile one, would give it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from tests.mutated import mutated

ANSWERS = int(os.environ.get("ANSWERS", "100"))
"""How many wrong answers are given to each call; 10,000 in the long form (see README.md)."""

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Served:
    """An answer, as a server gives it."""

    status: int
    headers: Headers
    body: bytes


VALUES = (
    *(b"null", b"true", b"false", b"0", b"-1", b"0.5", b"1e400", b"-1e400", b"NaN", b"-Infinity", b"1e-400"),
    *(b"9" * 5000, b"9223372036854775808", b"1" + b"0" * 4000, b'"--5"', b'"%s"' % (b"9" * 5000), b'"1e400"'),
    *(
        b'""',
        b'" "',
        b'"\\ud800"',
        b'"\\u0000"',
        b'"a\\r\\nSet-Cookie: b"',
        b'"\\u202egnp.exe"',
        '"٧"'.encode(),
    ),
    *(b"[]", b"{}", b"[null]", b'{"":null}', b'{"value":[]}', b"[[]]", b'[{"Id":{}}]', b'{"Error":true}'),
    *(b"[" * 450 + b"]" * 450, b'{"ChildItems":[' * 450 + b"]}" * 450, b"[" * 50_000, b'{"a":' * 50_000),
    *(
        b"[%s]" % b",".join([b"{}"] * 10_000),
        b'"%s"' % (b"x" * 100_000),
        b"[%s]" % b",".join([b"1e400"] * 999),
    ),
    *(b'"http://[::1"', b'"https://xn--"', b'"javascript:alert(1)"', b'"https://evil.example/api"', b'"//"'),
    *(b'"http://evil.example/"', b'"https://a@evil.example"', b'"https://evil.example:99999"', b'"file:///"'),
    *(
        b'"parentId=--5&iana=%00&locationCode=%"',
        b'"countryId=1e400&IANA"',
        b'"9999-99-99T99:99:99Z"',
        b'"[i:"',
    ),
)
"""JSON that stands where something else was expected; some of it is none."""

_HOLE = "\0a hole\0"
_NAMES = (
    "error",
    "Message",
    "ErrorType",
    "error_description",
    "value",
    "",
    "ChildItems",
    "\ud800",
    "Id",
    "x" * 9999,
)
_HEADERS: tuple[Headers, ...] = (
    *(
        (("Content-Type", kind),)
        for kind in ("text/html", "text/plain; charset=utf-7", "application/json; charset=\0")
    ),
    *((("Content-Type", kind),) for kind in ("", ";;;", "text/plain", "application/xml", "x" * 9999)),
    *(
        (("Content-Encoding", kind),)
        for kind in ("gzip", "br", "gzip, gzip", "deflate", "identity", ",", "\xff")
    ),
    *((("Content-Length", size),) for size in ("0", "-1", "9" * 5000, "x", "1e400", "1, 2")),
    *(
        (("Retry-After", wait),)
        for wait in ("9" * 400, "-1", "soon", "Mon, 99 Foo 99999 99:99:99 +9999", "1e400")
    ),
    *(
        (("Location", place),)
        for place in ("/", "https://evil.example/", "http://[::1", "https://xn--/", "//", "\xff")
    ),
    *(
        (("Location", place),)
        for place in ("file:///etc/passwd", "https://a:b@evil.example", "", "http://x:99999/")
    ),
    *(
        (("Set-Cookie", cookie),)
        for cookie in ("a=b; expires=99-99-9999", "=;=;", "x" * 9999, "a=b; max-age=1e400")
    ),
    *(
        (("WWW-Authenticate", "Basic realm=\xff"),),
        (("X-Request-Id", "x" * 9999),),
        (("Transfer-Encoding", "gzip"),),
    ),
)
_STATUSES = (
    200,
    201,
    204,
    206,
    299,
    300,
    301,
    302,
    303,
    307,
    308,
    400,
    401,
    403,
    404,
    405,
    407,
    409,
    421,
    429,
    500,
)
_LATER = (501, 502, 503, 504, 511, 599, 999)


def wrong(true: Served, number: int) -> Served:
    """The answer with something wrong with it, the same for the same number."""
    chance = Random(number)  # noqa: S311 - nobody is to be kept from guessing
    match chance.randrange(8):
        case 0:
            return replace(true, body=mutated(true.body, number))
        case 1:
            return replace(true, body=chance.choice(VALUES))
        case 2:
            headers = (*true.headers, *chance.choice(_HEADERS), *chance.choice(_HEADERS))
            return replace(true, status=chance.choice((*_STATUSES, *_LATER)), headers=headers)
        case 3:
            body = _wrong_json(true.body, chance)
            return Served(
                chance.choice((*_STATUSES, *_LATER)), (*true.headers, *chance.choice(_HEADERS)), body
            )
        case _:
            return replace(true, body=_wrong_json(true.body, chance))


def _wrong_json(body: bytes, chance: Random) -> bytes:
    """The same JSON with a value, a name or a number of members that nobody expects."""
    try:
        value = json.loads(body)
    except ValueError:
        return chance.choice(VALUES)
    raw = chance.choice(VALUES)
    places = list(_places(value))
    if not places:
        return raw
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        holder, key = chance.choice(places)
        match chance.randrange(6):
            case 0 if isinstance(holder, dict) and key in holder:
                holder[chance.choice(_NAMES)] = holder.pop(key)
            case 1 if isinstance(holder, dict) and key in holder:
                holder[key.swapcase()] = _HOLE
            case 2 if isinstance(holder, list):
                holder.append(_HOLE)
            case 3 if key in (holder if isinstance(holder, dict) else range(len(holder))):
                del holder[key]
            case _ if isinstance(holder, dict) or key < len(holder):
                holder[key] = _HOLE
    text = json.dumps(value).encode()
    return text.replace(json.dumps(_HOLE).encode(), raw)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each object or list in it, with each of its keys or indexes."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict | list):
            for key in list(one) if isinstance(one, dict) else range(len(one)):
                yield one, key
                waiting.append(one[key])
