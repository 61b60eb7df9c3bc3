"""Unpacking an answer in small pieces, and only what was asked for.

httpx unpacks all that has arrived in one go, 64 kB of a bomb are 64 MB, and packed twice 3 kB are 2 GB, whatever was
said in Accept-Encoding. So nothing here is left to it.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator
from typing import cast

import httpx

PIECE = 1 << 20
"""Bytes that are unpacked before others get their turn."""
ACCEPTED = "gzip"
"""What a server is told it may use."""
MOST_EMPTY = 100
"""Packed parts with nothing in them, one after the other, after which no more is awaited: they could go on for ever."""


async def pieces(response: httpx.Response) -> AsyncIterator[bytes]:
    """The body, unpacked, at most a megabyte at a time.

    Raises httpx.HTTPError; it is a DecodingError where the body is packed in another way than asked for, or cut.
    """
    told = response.headers.get("content-encoding", "").lower()
    packed = [one for one in map(str.strip, told.split(",")) if one not in ("", "identity")]
    if packed and packed not in (["gzip"], ["x-gzip"]):
        raise httpx.DecodingError(f"packed in a way that was not asked for: {told[:100]!r}")
    if response.is_stream_consumed:  # its transport had it whole, and no network has
        yield response.content
        return
    async for piece in _unpacked(response) if packed else response.aiter_raw():
        yield piece


async def skip(response: httpx.Response) -> None:
    """Let go of a body: before it sends again, httpx would read and unpack all of one that is still to come."""
    if not response.is_stream_consumed:
        await cast("httpx.AsyncByteStream", response.stream).aclose()
        response.stream = httpx.ByteStream(b"")


async def _unpacked(response: httpx.Response) -> AsyncIterator[bytes]:
    unpack, fed, empty = zlib.decompressobj(31), False, 0
    async for packed in response.aiter_raw():
        left = packed
        while left:
            fed = True
            try:
                piece = unpack.decompress(left, PIECE)
            except zlib.error as error:
                raise httpx.DecodingError(str(error)) from None
            left = unpack.unconsumed_tail
            if piece:
                empty = 0
                yield piece
            if unpack.eof:
                left, fed = unpack.unused_data, False  # another part may follow (RFC 1952, 2.2)
                unpack = zlib.decompressobj(31)
                empty += not piece
                if empty > MOST_EMPTY:
                    raise httpx.DecodingError("nothing but empty parts")
            await asyncio.sleep(0)
    if fed:
        raise httpx.DecodingError("the packed body breaks off")
