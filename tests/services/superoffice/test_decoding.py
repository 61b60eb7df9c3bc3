import gzip
import math
from collections.abc import AsyncIterator
from typing import cast

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.services.superoffice import decoding
from inspector.services.superoffice.oidc import Grant, OpenId
from inspector.services.superoffice.renewal import RenewingAuth


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


async def read(made: httpx.Response) -> bytes:
    return b"".join([piece async for piece in decoding.pieces(made)])


@pytest.mark.parametrize("encoding", ["identity", "", "identity, identity", " Identity "])
async def test_what_is_not_packed_is_passed_on(encoding: str) -> None:
    assert await read(response(b"plain", [2], encoding)) == b"plain"


@pytest.mark.parametrize("encoding", ["gzip", "GZIP", "x-gzip", "identity, gzip"])
async def test_one_packing_is_undone_whatever_it_is_called(encoding: str) -> None:
    assert await read(response(gzip.compress(b"plain"), [2], encoding)) == b"plain"


@pytest.mark.parametrize(
    "encoding",
    [
        "gzip, gzip",
        "gzip,x-gzip",
        "deflate",
        "br",
        "zstd",
        "compress",
        "gzip, br",
        "aes128gcm",
        "\N{KELVIN SIGN}",
    ],
)
async def test_what_was_not_asked_for_is_refused_before_anything_is_read(encoding: str) -> None:
    """Else httpx would unpack it, if it can, as a whole; and what it can't it would pass on as if it were the body."""
    was_read = []

    async def raw() -> AsyncIterator[bytes]:
        was_read.append(True)
        yield gzip.compress(gzip.compress(b"0" * (1 << 20)))

    made = httpx.Response(200, headers=[(b"Content-Encoding", encoding.encode())], content=raw())
    with pytest.raises(httpx.DecodingError):
        await read(made)
    assert not was_read


async def test_said_in_two_headers_it_is_packed_twice_as_well() -> None:
    headers = [("Content-Encoding", "gzip"), ("Content-Encoding", "gzip")]
    with pytest.raises(httpx.DecodingError):
        await read(httpx.Response(200, headers=headers, stream=response(b"", []).stream))


@pytest.mark.parametrize(
    "packed", [b"no gzip at all", gzip.compress(b"0" * 100) + b"rest"], ids=["none", "rest"]
)
async def test_what_is_not_gzip_is_refused(packed: bytes) -> None:
    with pytest.raises(httpx.DecodingError):
        await read(response(packed, []))


@given(st.integers(1, 19))
async def test_what_breaks_off_is_refused(cut: int) -> None:
    with pytest.raises(httpx.DecodingError, match="breaks off"):
        await read(response(gzip.compress(b"body")[:cut], []))


async def test_nothing_at_all_is_nothing() -> None:
    assert await read(response(b"", [])) == b""


async def test_empty_parts_end_by_a_rule() -> None:
    async def raw() -> AsyncIterator[bytes]:
        while True:
            yield gzip.compress(b"")

    with pytest.raises(httpx.DecodingError, match="empty"):
        await read(httpx.Response(200, headers={"Content-Encoding": "gzip"}, content=raw()))
    some = gzip.compress(b"") * decoding.MOST_EMPTY + gzip.compress(b"body")
    assert await read(response(some, [])) == b"body"


async def test_the_answer_to_a_token_that_ran_out_is_not_unpacked() -> None:
    """httpx reads what came before it sends again, whole and however it is packed."""
    read: list[bytes] = []
    closed: list[bool] = []

    class Bomb(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            read.append(b"")
            yield gzip.compress(gzip.compress(b"0" * (1 << 20)))

        async def aclose(self) -> None:
            closed.append(True)

    def answer(request: httpx.Request) -> httpx.Response:
        if request.headers["Authorization"] == "Bearer old":
            return httpx.Response(401, headers={"Content-Encoding": "gzip, gzip"}, stream=Bomb())
        return httpx.Response(200, stream=response(b"", []).stream)

    class Provider:
        async def renew(self, _token: str) -> Grant:
            return Grant("new", "r", math.inf)

    auth = RenewingAuth(cast("OpenId", Provider()), Grant("old", "r", math.inf), lambda _grant: None)
    async with httpx.AsyncClient(auth=auth, transport=httpx.MockTransport(answer)) as client:
        assert (await client.get("https://crm.example.com")).status_code == 200
    assert closed
    assert not read
