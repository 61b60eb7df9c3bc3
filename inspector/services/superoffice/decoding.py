"""Unpacking an answer in small pieces: httpx unpacks all that has arrived in one go, and 64 kB of a bomb are 64 MB."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator

import httpx

PIECE = 1 << 20
"""Bytes that are unpacked before others get their turn."""
ACCEPTED = "gzip"
"""What the server is told it may use; if it sends anything else all the same, that is left to httpx."""


async def pieces(response: httpx.Response) -> AsyncIterator[bytes]:
    """The body, unpacked, at most a megabyte at a time. Raises httpx.HTTPError."""
    if response.headers.get("content-encoding", "").strip().lower() not in ("gzip", "x-gzip"):
        async for piece in response.aiter_bytes():
            yield piece
        return
    unpack = zlib.decompressobj(31)
    async for packed in response.aiter_raw():
        left = packed
        while left:
            try:
                yield unpack.decompress(left, PIECE)
            except zlib.error as error:
                raise httpx.DecodingError(str(error)) from None
            left = unpack.unconsumed_tail
            if unpack.eof and unpack.unused_data:  # several packed one after the other (RFC 1952, 2.2)
                left, unpack = unpack.unused_data, zlib.decompressobj(31)
            await asyncio.sleep(0)
    if rest := unpack.flush():
        yield rest
