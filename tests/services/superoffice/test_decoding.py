import gzip
from collections.abc import AsyncIterator

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.services.superoffice import decoding


def response(packed: bytes, cuts: list[int], encoding: str = "gzip") -> httpx.Response:
    async def raw() -> AsyncIterator[bytes]:
        at = 0
        for cut in sorted(cuts):
            yield packed[at:cut]
            at = max(at, cut)
        yield packed[at:]

    return httpx.Response(200, headers={"Content-Encoding": encoding}, content=raw())


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=3), st.lists(st.integers(0, 400), max_size=5))
async def test_what_was_packed_comes_out_however_it_was_cut(bodies: list[bytes], cuts: list[int]) -> None:
    packed = b"".join(map(gzip.compress, bodies))
    assert b"".join([piece async for piece in decoding.pieces(response(packed, cuts))]) == b"".join(bodies)


async def test_no_piece_of_a_bomb_is_large() -> None:
    packed = gzip.compress(b"0" * (20 << 20))
    sizes = [len(piece) async for piece in decoding.pieces(response(packed, []))]
    assert sum(sizes) == 20 << 20
    assert max(sizes) <= decoding.PIECE


async def test_what_is_not_packed_is_passed_on_and_what_is_not_gzip_is_refused() -> None:
    assert (
        b"".join([piece async for piece in decoding.pieces(response(b"plain", [2], "identity"))]) == b"plain"
    )
    with pytest.raises(httpx.DecodingError):
        [piece async for piece in decoding.pieces(response(b"no gzip at all", []))]
