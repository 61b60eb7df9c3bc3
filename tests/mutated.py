"""Bad luck with a file: what disks, crashes, synchronising programs and other hands make of it."""

from __future__ import annotations

import os
from random import Random

MUTATED = int(os.environ.get("MUTATED", "150"))
"""How many damaged copies of a file are tried; 1,000 in the long form (see README.md)."""
OTHER = (b"", b"null", b"[]", b"7", b'"text"', b"{}", b"\xff\xfe{\0}\0", b"[" * 50_000, b'{"a":1e400}')


def mutated(whole: bytes, number: int) -> bytes:
    """The file with one thing wrong with it, the same for the same number."""
    chance = Random(number)  # noqa: S311 - nobody is to be kept from guessing
    place = chance.randrange(len(whole))
    match chance.randrange(6):
        case 0:  # a bit
            return whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :]
        case 1:  # a cut
            return whole[:place]
        case 2:  # zeros
            length = min(chance.choice([1, 16, 512, 4096]), len(whole) - place)
            return whole[:place] + bytes(length) + whole[place + length :]
        case 3:  # a line that is there twice
            lines = whole.splitlines(keepends=True)
            line = chance.randrange(len(lines))
            return b"".join([*lines[: line + 1], *lines[line:]])
        case 4:  # a line that is gone
            lines = whole.splitlines(keepends=True)
            del lines[chance.randrange(len(lines))]
            return b"".join(lines)
        case _:
            return chance.choice(OTHER)
