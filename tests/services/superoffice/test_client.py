import asyncio
import base64
import gzip
import importlib.abc
import json
import os
import sys
from typing import Any

import httpx
import pytest

from inspector.domain.choices import Choice
from inspector.domain.context import RequestContext
from inspector.domain.errors import ServerTrouble
from inspector.services.superoffice.answers import ListItem, VersionInfo
from inspector.services.superoffice.client import SuperOffice
from inspector.services.superoffice.sign_in import Credentials, auth_for
from inspector.services.superoffice.wire import LARGEST_BODY, Way
from tests.services.faulty import NOT_FOUND, Asked, Handler, Place, Reply, answer, serving
from tests.waiting import PATIENCE

TOM = Credentials("basic", "tøm", "hemmelig: æ日")
AS_SERVER = RequestContext()


def client(place: Place) -> SuperOffice:
    return SuperOffice(place.base, auth_for(TOM))


def always(reply: bytes) -> Reply:
    return lambda asked, handler: reply


def by_path(**replies: str) -> Reply:
    """JSON by the last part of the path; 404 for the rest."""
    return lambda asked, handler: (
        answer(200, replies[name])
        if (name := asked.path.split("?")[0].rsplit("/", 1)[1]) in replies
        else NOT_FOUND
    )


async def test_a_default_ticket_arrives_byte_for_byte() -> None:
    body = b'\xef\xbb\xbf {"TicketId": 0, "Number": 1.10, "Big": 12345678901234567890, "X": "\xc3\xa6"}\r\n'
    with serving(always(answer(200, body, SO_TIMEZONE="NO"))) as place:
        async with client(place) as server:
            got = await server.default_ticket(RequestContext("sv", "de", "NO", True))
    assert got.body == body
    assert (got.status, got.headers["so-timezone"]) == (200, "NO")
    assert 0 < got.seconds < 5
    (asked,) = place.asked
    assert (asked.method, asked.path) == (
        "POST",
        "/SuperOffice/api/v1/Agents/Ticket/CreateDefaultTicketEntity",
    )
    assert asked.body == b""
    expected = {
        "accept": "application/json",
        "content-length": "0",
        "so-language": "sv",
        "accept-language": "sv",
        "so-culture": "de",
        "so-timezone": "NO, includeTZOffset",
        "authorization": "Basic " + base64.b64encode("tøm:hemmelig: æ日".encode()).decode(),
    }
    assert expected.items() <= asked.headers.items()


class Sought(importlib.abc.MetaPathFinder):
    """Notes what Python looks for in every folder that it knows, and finds nothing itself."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        self.names.append(name)


async def test_no_module_is_looked_for_while_a_server_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(always(answer(200, "{}"))) as place:
        async with client(place) as server:
            await server.default_ticket(AS_SERVER)
            monkeypatch.setattr(sys, "meta_path", [sought := Sought(), *sys.meta_path])
            await server.default_ticket(AS_SERVER)
    assert sought.names == []


async def test_nothing_picked_sends_nothing() -> None:
    with serving(always(answer(200, "{}"))) as place:
        async with client(place) as server:
            await server.default_ticket(AS_SERVER)
    assert (
        not {"accept-language", "so-language", "so-culture", "so-timezone", "cookie"}
        & place.asked[0].headers.keys()
    )


async def test_a_gzipped_answer_is_unpacked() -> None:
    packed = answer(200, gzip.compress(b'{"TicketId": 0}'), Content_Encoding="gzip")
    with serving(always(packed)) as place:
        async with client(place) as server:
            assert (await server.default_ticket(AS_SERVER)).body == b'{"TicketId": 0}'


async def test_a_large_ticket_passes_untouched_while_the_loop_lives() -> None:
    body = b'{"Message": "a ticket, no error", "Text": "' + os.urandom(16 << 20).hex().encode() + b'"}'
    gaps = []

    async def watch() -> None:
        while True:
            before = asyncio.get_running_loop().time()
            await asyncio.sleep(0.005)
            gaps.append(asyncio.get_running_loop().time() - before)

    with serving(always(answer(200, body))) as place:
        async with client(place) as server:
            watching = asyncio.create_task(watch())
            got = await server.default_ticket(AS_SERVER)
            watching.cancel()
    assert got.body == body
    assert len(gaps) > 5


async def test_an_endless_answer_is_dropped_while_it_streams() -> None:
    sent = []

    def reply(asked: Asked, handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{")
        piece = b'"a":1,' * 100_000
        while True:  # until the client hangs up
            handler.wfile.write(piece)
            sent.append(len(piece))

    with serving(reply) as place:
        async with client(place) as server:
            with pytest.raises(ServerTrouble) as caught:
                await server.default_ticket(AS_SERVER)
    assert caught.value.code == "too_large"
    assert sum(sent) < LARGEST_BODY + 20_000_000


async def test_a_bomb_is_dropped_too() -> None:
    packed = gzip.compress(b"{" + b" " * LARGEST_BODY)
    with serving(always(answer(200, packed, Content_Encoding="gzip"))) as place:
        async with client(place) as server:
            with pytest.raises(ServerTrouble, match="too_large"):
                await server.default_ticket(AS_SERVER)


async def test_a_cancelled_call_ends_at_once_and_the_next_one_works() -> None:
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()

    def reply(asked: Asked, handler: Handler) -> bytes:
        if len(place.asked) == 1:
            loop.call_soon_threadsafe(begun.set)
            place.over.wait(PATIENCE)
        return answer(200, "{}")

    with serving(reply) as place:
        async with client(place) as server:
            first = asyncio.create_task(server.default_ticket(AS_SERVER))
            await begun.wait()
            first.cancel()
            with pytest.raises(asyncio.CancelledError):
                await first
            assert (await server.default_ticket(AS_SERVER)).body == b"{}"
            place.over.set()


async def test_a_redirect_within_the_server_is_followed_with_the_same_call() -> None:
    def reply(asked: Asked, handler: Handler) -> bytes:
        if "/moved/" in asked.path:
            return answer(200, '{"TicketId": 0}')
        return answer(302, Location="/moved/CreateDefaultTicketEntity?x=1")

    with serving(reply) as place:
        async with client(place) as server:
            await server.default_ticket(RequestContext("en"))
    assert [(asked.method, asked.headers["so-language"]) for asked in place.asked] == [("POST", "en")] * 2
    assert place.asked[1].path == "/moved/CreateDefaultTicketEntity?x=1"
    assert "authorization" in place.asked[1].headers


async def test_a_redirect_elsewhere_gets_no_password() -> None:
    with serving(always(answer(200, "{}"))) as other:
        elsewhere = answer(307, Location=f"{other.root}/login?token=abc")
        with serving(always(elsewhere)) as place:
            async with client(place) as server:
                with pytest.raises(ServerTrouble) as caught:
                    await server.default_ticket(AS_SERVER)
    assert caught.value.code == "redirect"
    assert caught.value.facts["reason"] == other.root
    assert other.asked == []


async def test_going_in_circles_ends() -> None:
    with serving(always(answer(308, Location="/again"))) as place:
        async with client(place) as server:
            with pytest.raises(ServerTrouble, match="redirect"):
                await server.principal()
    assert len(place.asked) < 10


async def test_the_principal_is_read_from_the_carrier() -> None:
    carrier = {
        "UserType": "InternalAssociate",
        "Associate": "TOM",
        "AssociateId": 103,
        "RoleName": "User level 0",
        "FullName": "Tom Berg",
        "EMailAddress": None,
        "EjUserId": 7,
        "DatabaseContextIdentifier": "Cust12345",
        "UserName": "tom@example.com",
    }
    with serving(by_path(currentPrincipal=json.dumps(carrier))) as place:
        async with client(place) as server:
            got = await server.principal()
    assert (got.user_name, got.full_name, got.associate_id) == ("tom@example.com", "Tom Berg", 103)
    assert (got.associate, got.role, got.email) == ("TOM", "User level 0", "")
    assert (got.database, got.service_user_id, got.user_type) == ("Cust12345", 7, "InternalAssociate")


@pytest.mark.parametrize("body", ["{}", "[]", '{"UserName": null}', '{"UserName": "to'])
async def test_a_principal_without_a_name_is_none(body: str) -> None:
    with serving(by_path(currentPrincipal=body)) as place:
        async with client(place) as server:
            with pytest.raises(ServerTrouble, match="unreadable"):
                await server.principal()


async def test_the_version_is_asked_of_the_api_itself() -> None:
    served = {
        "v1": "https://crm/api/v1",
        "NetServerVersion": "11.10.721.0",
        "NetServerDate": "2026-02-24",
        "Version": "v1",
    }
    with serving(by_path(api=json.dumps(served))) as place:
        async with client(place) as server:
            assert await server.version() == VersionInfo("11.10.721.0", "v1", "2026-02-24", "")
    assert place.asked[0].path == "/SuperOffice/api"


@pytest.mark.parametrize(
    "reply", [NOT_FOUND, answer(200, "<html>", "text/html"), answer(200, "{}"), answer(401)]
)
async def test_a_version_may_stay_unknown(reply: bytes) -> None:
    with serving(always(reply)) as place:
        async with client(place) as server:
            assert await server.version() is None


LIST = [
    {
        "Id": 1,
        "Name": "Support",
        "ToolTip": None,
        "Type": "",
        "ChildItems": [{"Id": 2, "Name": "On-line", "Deleted": True}],
    },
    {"id": "3", "name": "Sales", "extraInfo": "parentId=1", "styleHint": "bold"},
    None,
]


async def test_a_list_is_read_with_its_branches() -> None:
    with serving(by_path(ejcategory=json.dumps(LIST))) as place:
        async with client(place) as server:
            got = await server.mdo_list(
                "ejcategory", context=RequestContext("de"), flat=False, additional="a&b"
            )
    assert got == [
        ListItem(1, "Support", children=(ListItem(2, "On-line", deleted=True),)),
        ListItem(3, "Sales", extra_info="parentId=1", style_hint="bold"),
    ]
    assert place.asked[0].path == "/SuperOffice/api/v1/MDOList/ejcategory?flat=false&additional=a%26b"
    assert place.asked[0].headers["so-language"] == "de"


async def test_a_list_name_can_not_leave_its_place() -> None:
    with serving(always(answer(200, "[]"))) as place:
        async with client(place) as server:
            assert await server.mdo_list("../User/x?y", context=AS_SERVER) == []
    assert place.asked[0].path == "/SuperOffice/api/v1/MDOList/..%2FUser%2Fx%3Fy?flat=true"


@pytest.mark.parametrize(
    ("body", "code"), [("null", "empty_answer"), ("{}", "unreadable"), ("[1,", "unreadable")]
)
async def test_what_is_not_a_list_is_trouble(body: str, code: str) -> None:
    with serving(always(answer(200, body))) as place:
        async with client(place) as server:
            with pytest.raises(ServerTrouble, match=code):
                await server.mdo_list("sale")


async def test_languages_have_names_even_where_the_server_has_none() -> None:
    languages = [
        {"Id": 1, "ExtraInfo": "no"},
        {"Id": 2, "Name": "English!", "ExtraInfo": "en"},
        {"Id": 3, "ExtraInfo": "xx"},
    ]
    cultures = [
        {"Id": 2055, "Name": "German (Switzerland)", "ExtraInfo": "de-ch"},
        {"Id": 0, "Name": "no code"},
    ]
    with serving(by_path(language=json.dumps(languages), culture=json.dumps(cultures))) as place:
        async with client(place) as server:
            assert await server.languages() == [
                Choice("no", "Norwegian"),
                Choice("en", "English!"),
                Choice("xx", "xx"),
            ]
            assert await server.cultures() == [Choice("de-ch", "German (Switzerland)")]


ARCHIVE = {
    "value": [
        {"PrimaryKey": "1", "timeZone": "UTC", "country": "", "region": "UTC/GMT", "isActive": 1},
        {"timeZone": "US-NY", "country": "United States", "region": "New York", "isActive": True},
        {"timeZone": "BD", "country": "Bangladesh", "region": None, "isActive": False},
    ]
}
IANA = [
    {
        "Id": 39,
        "Name": "New South Wales",
        "ExtraInfo": "countryId=36&locationCode=AU-NSW&isActive=True&IANA=Australia/Sydney",
    },
    {"Id": 37, "Name": "Broken Hill", "ExtraInfo": "locationCode=AU3&isActive=False"},
]
CODES = [{"Id": 261, "Name": "Norway (GMT+01.00)", "Type": "NO"}, {"Id": 2, "Name": "no code"}]


@pytest.mark.parametrize(
    ("replies", "zones"),
    [
        (
            {"TimeZone": ARCHIVE, "timezoneiana": IANA},
            [Choice("UTC", "UTC/GMT"), Choice("US-NY", "United States, New York")],
        ),
        (
            {"TimeZone": ARCHIVE["value"]},
            [Choice("UTC", "UTC/GMT"), Choice("US-NY", "United States, New York")],
        ),
        ({"TimeZone": {"value": []}, "timezoneiana": IANA}, [Choice("AU-NSW", "New South Wales")]),
        ({"timezonewithcode": CODES}, [Choice("NO", "Norway (GMT+01.00)")]),
    ],
)
async def test_time_zones_come_from_wherever_the_server_has_them(
    replies: dict[str, Any], zones: list[Choice]
) -> None:
    with serving(by_path(**{name: json.dumps(body) for name, body in replies.items()})) as place:
        async with client(place) as server:
            assert await server.time_zones() == zones


async def test_no_time_zones_anywhere_is_trouble() -> None:
    with serving(always(NOT_FOUND)) as place:
        async with client(place) as server:
            with pytest.raises(ServerTrouble, match="not_found"):
                await server.time_zones()
    assert len(place.asked) == 3


async def test_a_transport_replaces_the_network() -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(200, content=b'{"TicketId": 0}'))
    async with SuperOffice("https://demo.invalid/api/v1/", auth_for(TOM), Way(transport)) as server:
        assert (await server.default_ticket(AS_SERVER)).body == b'{"TicketId": 0}'


def test_secrets_do_not_show() -> None:
    assert "hemmelig" not in repr(TOM)
    with pytest.raises(ValueError, match="ntlm"):
        auth_for(Credentials("ntlm"))


def test_a_secret_that_can_not_be_sent_does_not_leak_into_an_error() -> None:
    assert auth_for(Credentials("basic", "tom", "\ud800secret"))


# -- request types, and the carriers of references ------------------------------------------------------

OF_TYPE = RequestContext("sv", request_type="2")


@pytest.mark.parametrize("proven", [True, False])
async def test_the_defaults_of_a_request_type_have_a_call_of_their_own(proven: bool) -> None:
    with serving(always(answer(200, '{"TicketId": 0}'))) as place:
        async with client(place) as server:
            server.is_proven = proven
            await server.default_ticket(OF_TYPE)
            await server.default_ticket(RequestContext(request_type="none"))
    asked, plain = place.asked
    assert asked.path.endswith("/api/v1/Agents/Ticket/CreateDefaultForTicketType")
    assert json.loads(asked.body) == {"TicketTypeId": 2}
    assert asked.headers["content-type"] == "application/json"
    assert asked.headers["so-language"] == "sv"
    assert plain.path.endswith("/CreateDefaultTicketEntity"), "what is no number asks for no type"


NEWER, OLDER = VersionInfo("11.10.721.0"), VersionInfo("10.3.4.448")
MESSAGE = '{"Message": "No HTTP resource was found that matches the request URI"}'


@pytest.mark.parametrize(
    ("reply", "version", "code"),
    [
        (NOT_FOUND, None, "no_types"),
        (NOT_FOUND, OLDER, "no_types"),
        (NOT_FOUND, VersionInfo("unknown"), "no_types"),
        (NOT_FOUND, NEWER, "no_such_type"),
        (NOT_FOUND, VersionInfo("10.3.5"), "no_such_type"),
        (answer(405), None, "no_types"),
        (answer(501), None, "no_types"),
        (answer(400, MESSAGE), None, "no_types"),
        (answer(500, '{"Message": "No such method: CreateDefaultForTicketType"}'), None, "no_types"),
        (answer(200, "null"), OLDER, "no_such_type"),
        (answer(403, MESSAGE.replace("No HTTP", "Some")), None, "forbidden"),
        (answer(200, "[]"), None, "unreadable"),
        (answer(200, "<html>"), None, "not_superoffice"),
    ],
)
async def test_a_server_without_such_defaults_is_told_from_one_that_lacks_this_type(
    reply: bytes, version: VersionInfo | None, code: str
) -> None:
    with serving(always(reply)) as place:
        async with client(place) as server:
            server.release = version.net_server if version is not None else ""
            with pytest.raises(ServerTrouble) as raised:
                await server.default_ticket(OF_TYPE)
    assert raised.value.code == code
    assert (raised.value.facts.get("needs") == "10.3.5") is (code == "no_types")


async def test_a_carrier_is_asked_for_by_its_number() -> None:
    body = b'{"TicketPriorityId": 3, "Deadline": 2.0}'
    with serving(always(answer(200, body))) as place:
        async with client(place) as server:
            got = await server.carrier("TicketPriorityEntity", 3, RequestContext("sv"))
    assert got.body == body
    (asked,) = place.asked
    path = "/SuperOffice/api/v1/Agents/List/GetTicketPriorityEntity?ticketPriorityEntityId=3"
    assert (asked.method, asked.path, asked.headers["so-language"]) == ("POST", path, "sv")


async def test_what_is_no_carrier_is_told() -> None:
    with serving(always(answer(200, "[1]"))) as place:
        async with client(place) as server:
            with pytest.raises(ServerTrouble, match="unreadable"):
                await server.carrier("Person", 3)
