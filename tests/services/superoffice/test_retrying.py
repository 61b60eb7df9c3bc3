import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace

import pytest

from inspector.domain.context import RequestContext
from inspector.domain.errors import ServerTrouble
from inspector.services.superoffice import retrying, wire
from inspector.services.superoffice.client import SuperOffice
from inspector.services.superoffice.sign_in import Credentials, auth_for
from tests.present import present
from tests.services.faulty import Asked, Handler, Place, Reply, answer, serving

TOM = Credentials("basic", "tom", "hemmelig")
AS_SERVER = RequestContext()


class Watch:
    def __init__(self) -> None:
        self.waited: list[tuple[float, int, str]] = []
        self.came: list[tuple[int, int | None]] = []

    def received(self, size: int, expected: int | None) -> None:
        self.came.append((size, expected))

    def waiting(self, seconds: float, attempt: int, trouble: ServerTrouble) -> None:
        self.waited.append((seconds, attempt, trouble.code))


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrying, "PAUSES", (0.01, 0.02))


def failing(times: int, reply: bytes) -> Reply:
    left = [times]

    def serve(asked: Asked, handler: Handler) -> bytes:
        if left[0]:
            left[0] -= 1
            return reply
        return answer(200, "{}")

    return serve


async def fetch(place: Place, proven: bool = True) -> tuple[bytes | ServerTrouble, Watch]:
    watch = Watch()
    async with SuperOffice(place.base, auth_for(TOM)) as client:
        client.is_proven = proven
        try:
            got = await client.default_ticket(AS_SERVER, watch)
        except ServerTrouble as trouble:
            return trouble, watch
    return got.body, watch


def refused(got: bytes | ServerTrouble) -> ServerTrouble:
    assert isinstance(got, ServerTrouble)
    return got


@pytest.mark.parametrize("status", [429, 502, 503, 504])
async def test_what_passes_is_tried_twice_more_and_told(status: int) -> None:
    with serving(failing(2, answer(status))) as place:
        got, watch = await fetch(place)
    assert got == b"{}"
    assert [(seconds, attempt) for seconds, attempt, _ in watch.waited] == [(0.01, 2), (0.02, 3)]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 500, 501])
async def test_what_stays_is_not_tried_again(status: int) -> None:
    with serving(failing(1, answer(status))) as place:
        got, watch = await fetch(place)
    assert refused(got).facts["status"] == status
    assert (watch.waited, len(place.asked)) == ([], 1)


async def test_three_times_is_enough() -> None:
    with serving(failing(9, answer(503))) as place:
        got, _ = await fetch(place)
    trouble = refused(got)
    assert (trouble.code, trouble.facts["attempts"], len(place.asked)) == ("unavailable", 3, 3)


async def test_at_the_sign_in_nobody_waits() -> None:
    with serving(failing(1, answer(503))) as place:
        got, _ = await fetch(place, proven=False)
    assert (refused(got).code, len(place.asked)) == ("unavailable", 1)


async def test_a_lost_connection_is_tried_again() -> None:
    with serving(failing(1, b"")) as place:
        got, watch = await fetch(place)
    assert got == b"{}"
    assert watch.waited[0][2] == "connection_lost"


async def test_the_servers_own_pause_counts_and_a_long_one_is_told_instead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    with serving(failing(1, answer(503, Retry_After="7"))) as place:
        monkeypatch.setattr(wire, "asyncio", SimpleNamespace(**{**vars(asyncio), "sleep": sleep}))
        got, watch = await fetch(place)
    assert got == b"{}"
    assert slept == [7]
    assert watch.waited[0][0] == 7
    with serving(failing(1, answer(429, Retry_After="3600"))) as place:
        got, watch = await fetch(place)
    trouble = refused(got)
    assert (trouble.code, trouble.facts["retry_after"], watch.waited) == ("throttled", 3600, [])


async def test_waiting_can_be_cancelled() -> None:
    with serving(failing(9, answer(503, Retry_After="20"))) as place:
        task = asyncio.ensure_future(fetch(place))
        while not place.asked:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert len(place.asked) == 1


async def test_progress_is_told() -> None:
    body = '{"TicketId":0,"X":"' + "x" * 300_000 + '"}'
    with serving(lambda asked, handler: answer(200, body)) as place:
        _, watch = await fetch(place)
    assert watch.came[-1] == (len(body), len(body))


@pytest.mark.parametrize("text", ["", "soon", "-1", "1.5", "٣"])
def test_what_is_not_a_pause(text: str) -> None:
    assert retrying.retry_after({"retry-after": text}) is None


def test_a_pause_until_a_moment() -> None:
    when = format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True)
    assert 86_000 < present(retrying.retry_after({"retry-after": when})) <= 86_400
    assert retrying.retry_after({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}) == 0
