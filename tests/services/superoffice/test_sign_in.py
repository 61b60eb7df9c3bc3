import base64
import json
from contextlib import AbstractContextManager

import httpx
import pytest

from inspector.domain.context import RequestContext
from inspector.domain.errors import AddressTrouble, ServerTrouble
from inspector.services.superoffice import client
from inspector.services.superoffice.client import sign_in
from inspector.services.superoffice.sign_in import Credentials, auth_for
from inspector.services.superoffice.wire import Way
from tests.present import present
from tests.services.faulty import NOT_FOUND, Asked, Handler, Place, answer, serving
from tests.waiting import PATIENCE

TOM = Credentials("basic", "tom", "hemmelig")
RIGHT = "Basic " + base64.b64encode(b"tom:hemmelig").decode()
CARRIER = json.dumps({"UserName": "tom", "FullName": "Tom Berg", "AssociateId": 5})
VERSION = json.dumps({"NetServerVersion": "11.10.721.0"})
PAGE = answer(200, "<html>Welcome</html>", "text/html")


def tenant(
    folder: str = "/SuperOffice", elsewhere: bytes = NOT_FOUND, **calls: str
) -> AbstractContextManager[Place]:
    """A server whose API is in a folder; `calls` name what it has, all else is `elsewhere`."""
    paths = {
        f"{folder}/api": calls.get("version"),
        f"{folder}/api/v1/User/currentPrincipal": calls.get("principal"),
        f"{folder}/api/v1/Agents/Ticket/CreateDefaultTicketEntity": calls.get("default"),
    }

    def reply(asked: Asked, handler: Handler) -> bytes:
        found = paths.get(asked.path)
        if found is None or ("Agents" in asked.path and asked.method != "POST"):
            return elsewhere
        return answer(200, found) if asked.headers.get("authorization") == RIGHT else answer(401)

    return serving(reply)


async def refusal(pasted: str, credentials: Credentials = TOM, **more: bool) -> ServerTrouble:
    with pytest.raises(ServerTrouble) as caught:
        await sign_in(pasted, credentials, way=Way(patience=httpx.Timeout(PATIENCE)), **more)
    return caught.value


@pytest.mark.parametrize("folder", ["/SuperOffice", ""])
async def test_a_bare_host_is_enough(folder: str) -> None:
    with tenant(folder, principal=CARRIER, version=VERSION, default="{}") as place:
        session = await sign_in(place.root, TOM)
        assert session.client.base == f"{place.root}{folder}/api/v1/"
        assert present(session.principal).full_name == "Tom Berg"
        assert present(session.version).net_server == "11.10.721.0"
        assert (await session.client.default_ticket(RequestContext())).body == b"{}"
        await session.client.aclose()


@pytest.mark.parametrize("tail", ["", "/", "/api", "/api/v1/", "/default.aspx?x=1"])
async def test_a_pasted_path_asks_nowhere_else(tail: str) -> None:
    with tenant("/crm", principal=CARRIER) as place:
        async with (await sign_in(f"127.0.0.1:{place.port}/crm{tail}", TOM)).client:
            assert all(asked.path.startswith("/crm/api") for asked in place.asked)


@pytest.mark.parametrize("folder", ["/SuperOffice", ""])
@pytest.mark.parametrize("elsewhere", [NOT_FOUND, answer(405), answer(501), PAGE, answer(200, "null")])
async def test_a_server_that_can_only_create_a_default_works(folder: str, elsewhere: bytes) -> None:
    with tenant(folder, elsewhere, default='{"TicketId": 0}') as place:
        session = await sign_in(place.root, TOM)
        async with session.client:
            assert session.client.base == f"{place.root}{folder}/api/v1/"
            assert (session.principal, session.version) == (None, None)


async def test_a_wrong_password_is_tried_once() -> None:
    with tenant(principal=CARRIER, default="{}") as place:
        trouble = await refusal(place.root, Credentials("basic", "tom", "wrong"))
    assert trouble.code == "sign_in_refused"
    assert len(place.asked) == 1, "more tries could lock the account"


async def test_a_wrong_password_on_a_minimal_server() -> None:
    with tenant(default="{}") as place:
        assert (await refusal(place.root, Credentials("basic", "tom", "wrong"))).code == "sign_in_refused"


@pytest.mark.parametrize(
    ("everything", "code"),
    [
        (NOT_FOUND, "not_found"),
        (PAGE, "not_superoffice"),
        (answer(405), "not_superoffice"),
        (answer(200, "It works!", "text/plain"), "not_superoffice"),
        (answer(302, Location="https://login.example.com/start?x=1"), "redirect"),
        (answer(403), "forbidden"),
        (answer(500), "server_error"),
        (answer(503), "unavailable"),
        (answer(421), "wrong_subdomain"),
    ],
)
async def test_what_is_not_superoffice_says_why(everything: bytes, code: str) -> None:
    with serving(lambda asked, handler: everything) as place:
        trouble = await refusal(place.root)
    assert trouble.code == code
    assert trouble.facts["host"] == "127.0.0.1"


async def test_the_way_to_the_server_fails_as_itself() -> None:
    assert (await refusal("crm.invalid")).code == "unknown_host"


async def test_plain_http_is_not_even_tried() -> None:
    with pytest.raises(AddressTrouble, match="plain_http"):
        await sign_in("http://crm.invalid", TOM)
    assert (await refusal("http://crm.invalid", allow_plain_http=True)).code == "unknown_host"


async def test_a_name_only_idna_knows_to_be_wrong() -> None:
    with pytest.raises(AddressTrouble, match="not_an_address"):
        await sign_in("https://xn--a.example/SO", TOM)


async def test_a_version_that_takes_its_time_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_VERSION_PATIENCE", 0.1)

    answered: list[str] = []

    def reply(asked: Asked, handler: Handler) -> bytes:
        if asked.path.endswith("/api"):
            place.over.wait(PATIENCE)
            answered.append(asked.path)
        return answer(200, CARRIER)

    with serving(reply) as place:
        session = await sign_in(place.root, TOM)
        assert not answered
        async with session.client:
            assert session.version is None


async def test_a_transport_serves_every_try() -> None:
    def reply(request: httpx.Request) -> httpx.Response:
        wanted = request.url.path == "/api/v1/User/currentPrincipal"
        return httpx.Response(200, content=CARRIER) if wanted else httpx.Response(404)

    session = await sign_in("https://demo.invalid", TOM, way=Way(httpx.MockTransport(reply)))
    async with session.client:
        assert session.client.base == "https://demo.invalid/api/v1/"


@pytest.mark.parametrize(
    ("scheme", "pasted", "header", "sent"),
    [
        ("bearer", "8A%3aCust12345.aBc%2B%2f%3D", "Authorization", "Bearer 8A:Cust12345.aBc+/="),
        ("bearer", "Bearer 8A%253ACust12345.x", "Authorization", "Bearer 8A:Cust12345.x"),
        ("bearer", "8A:Cust12345.x", "Authorization", "Bearer 8A:Cust12345.x"),
        ("bearer", "100%", "Authorization", "Bearer 100%"),
        ("bearer", "a%0d%0ab", "Authorization", "Bearer a%0d%0ab"),
        ("ticket", "7T%3Aabc%2B", "Authorization", "SOTicket 7T:abc+"),
        ("session", "XSRF-TOKEN=a%3D%3D; x=%3D", "X-XSRF-TOKEN", "a=="),
        ("session", "XSRF-TOKEN=a%3D%3D; x=%3D", "Cookie", "XSRF-TOKEN=a%3D%3D; x=%3D"),
        ("basic", "a%3Ab", "Authorization", "Basic " + base64.b64encode(b"tom:a%3Ab").decode()),
    ],
)
def test_a_token_is_sent_as_it_was_before_an_address_bar_encoded_it(
    scheme: str, pasted: str, header: str, sent: str
) -> None:
    request = httpx.Request("GET", "https://crm.example.com")
    flow = auth_for(Credentials(scheme, "tom", pasted)).sync_auth_flow(request)
    assert next(flow).headers[header] == sent
