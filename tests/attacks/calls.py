"""Each call that the program makes, as it makes it: up to the values that the window is given."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from dataclasses import fields as fields_of
from itertools import count
from pathlib import Path

from starlette.types import ASGIApp

from inspector.demo import business, people
from inspector.demo.tenant import app as demo
from inspector.domain import checks, checkup, custom_fields, entity, references, request_types, rights
from inspector.domain.context import RequestContext
from inspector.domain.document import Document
from inspector.domain.errors import ServerTrouble
from inspector.domain.ladder import Gap, ladder_of
from inspector.domain.origins import Evidence
from inspector.domain.references import SOURCES, Source
from inspector.services.superoffice import browser, setup, standing
from inspector.services.superoffice.answers import Principal
from inspector.services.superoffice.browser import Before, Browser
from inspector.services.superoffice.client import CARRIERS, SuperOffice, sign_in
from inspector.services.superoffice.lists import Lists
from inspector.services.superoffice.oidc import Grant, OpenId, Provider
from inspector.services.superoffice.probe import probe
from inspector.services.superoffice.renewal import RenewingAuth
from inspector.services.superoffice.sign_in import Credentials, auth_for
from inspector.services.superoffice.wire import Way, Wire
from inspector.ui.bench.place import ZONES
from inspector.ui.defaults.answer import read_answer
from inspector.words import checkups, ladders
from inspector.words.kinds import kind_words
from inspector.words.ladders import Speaker
from inspector.words.names import styled_name
from inspector.words.rights import rights_words
from tests.identity import CLIENT, CTX, Identity
from tests.present import present

ROOT = "http://127.0.0.1:9"
"""Where nothing listens: what is asked there stays in this process."""
BASE = f"{ROOT}/SuperOffice/api/v1/"
PASSWORD, REFRESH, CLIENT_SECRET = "demo", "refresh-1", "client-secret-1"
ADMIN = Credentials("basic", "admin", PASSWORD)
ENGLISH = RequestContext("en")
PROVIDER = Provider(f"{ROOT}/login/.well-known/openid-configuration", CLIENT, CLIENT_SECRET)
_numbers = count()


@dataclass
class Stage:
    """Where one call is tried."""

    way: Way
    folder: Path
    """For what is kept of lists."""
    identity: Identity = field(default_factory=lambda: Identity(ROOT))


@dataclass(frozen=True)
class Call:
    """What is attacked, and what asks for it."""

    path: str
    """A part of the path that no other call has."""
    ask: Callable[[Stage], Awaitable[object]]
    missing: tuple[str, ...] = ()
    """Paths that are not there, so that this one is asked."""
    is_online: bool = False
    """Whether it is asked of the identity provider's tenant, not of the demo tenant."""
    leads: bool = False
    """Whether it is its word where credentials are sent."""

    def app(self, stage: Stage) -> ASGIApp:
        """The server that answers truly."""
        return stage.identity.app() if self.is_online else demo()


def client(stage: Stage) -> SuperOffice:
    return SuperOffice(BASE, auth_for(ADMIN), stage.way)


async def enter(stage: Stage) -> object:
    session = await sign_in(f"{ROOT}/SuperOffice", ADMIN, way=stage.way)
    await session.client.aclose()
    return session.principal


async def try_the_sign_in(stage: Stage) -> object:
    steps = [
        step
        async for step in probe(
            f"{ROOT}/SuperOffice", lambda: sign_in(f"{ROOT}/SuperOffice", ADMIN, way=stage.way), stage.way
        )
    ]
    for step in steps:
        if step.trouble is not None:
            raise step.trouble
    return steps


async def version(stage: Stage) -> object:
    async with client(stage) as asked:
        return await asked.version()


async def default_ticket(stage: Stage) -> object:
    async with client(stage) as asked:
        return read_answer((await asked.default_ticket(ENGLISH)).body).to_bytes()


async def default_of_type(stage: Stage) -> object:
    context = RequestContext("en", request_type="2")
    async with client(stage) as asked:
        document = read_answer((await asked.default_ticket(context)).body)
    return request_types.other_than_asked(document, context), request_types.left_behind(document.root)


def carrier_of(carrier: str) -> Callable[[Stage], Awaitable[object]]:
    """What a pick writes."""
    number = {
        "Person": min(people.PERSONS),
        "Sale": min(business.SALES),
        "Project": min(business.PROJECTS),
    }.get(carrier, 1)

    async def ask(stage: Stage) -> object:
        async with client(stage) as asked:
            body = (await asked.carrier(carrier, number, ENGLISH)).body
        piece = references.fetched(carrier, number, body)
        assert piece is None or Document(b'{"Picked":' + piece + b"}").find(("Picked",)) is not None
        return piece

    return ask


def whole(*parts: object) -> None:
    """What could not be read is told as a gap there; here as the trouble that made it."""
    if any(isinstance(part, Gap) for part in parts):
        raise ServerTrouble("unreadable")


async def standing_of(stage: Stage) -> object:
    """What decides a person's defaults, up to the rungs in words."""
    async with client(stage) as asked:
        who = await asked.principal()
        knowledge = await standing.ask(asked, who)
        document = Document((await asked.default_ticket(ENGLISH)).body)
    evidence = Evidence(who.associate_id, who.full_name)
    for name in ("Status", "Category", "OwnedBy", "Slevel"):
        node = present(document.find((name,)))
        ladder = present(ladder_of(node, knowledge, evidence))
        ladders.as_text(ladders.rows(ladder, Speaker(node, evidence), knowledge.asked))
    whole(knowledge.user, knowledge.settings)
    return knowledge


async def surroundings(stage: Stage) -> object:
    """What else may act on a new request, in words."""
    async with client(stage) as asked:
        around = await standing.ask_screen(asked)
    ladders.screen_facts(around, Document(b'{"TicketId":0}').root)
    whole(around.triggers, around.relations, around.mailboxes)
    return around


def choices(kind: str) -> Callable[[Stage], Awaitable[object]]:
    """What the context bar offers; what comes of it is then asked for."""

    async def ask(stage: Stage) -> object:
        async with client(stage) as asked:
            ways = {"language": asked.languages, "culture": asked.cultures, "zone": asked.time_zones}
            offered = await ways[kind]()
            for one in offered[:2]:
                await asked.mdo_list("ticketpriority", context=RequestContext(one.code, one.code, one.code))
            return offered

    return ask


def entries(source: Source, carrier: str = "") -> Callable[[Stage], Awaitable[object]]:
    """What can be picked; then the same from what was kept of it, and what a pick writes."""

    async def ask(stage: Stage) -> object:
        name = str(next(_numbers) % 4)
        async with client(stage) as asked:
            lists = Lists(stage.folder, name)
            offer = await lists.entries(asked, source, ENGLISH)
            if offer.trouble is None:
                kept = await Lists(stage.folder, name).entries(None, source, ENGLISH)
                assert kept.entries == offer.entries, "what was kept is what was told"
            lists.numbers()
            for entry in offer.entries[:3] if carrier else ():
                json.loads(references.written(carrier, entry))
            return offer.entries

    return ask


async def fields(stage: Stage) -> object:
    """What the tenant's own fields are called, and what comes of it for a ticket that has them."""
    async with client(stage) as asked:
        told = await asked.custom_fields(ENGLISH)
    names = list(told.by_name)[:50]
    held = json.dumps(dict.fromkeys(names, ""))
    document = read_answer(
        b'{"TicketId":0,"Title":"","BaseStatus":"Active","CustomFields":%s}' % held.encode()
    )
    custom_fields.learn(document.root, told)
    for node in custom_fields.named_in(document.root):
        styled_name(node, "both")
        kind_words(node)
        rights_words(rights.hint_of(node))
    checks.problems(document)
    return told


def rows(source: Source, carrier: str) -> Callable[[Stage], Awaitable[object]]:
    async def ask(stage: Stage) -> object:
        async with client(stage) as asked:
            offer = await Lists(stage.folder, "0").search(asked, source, "a", ENGLISH)
            for entry in offer.entries[:3]:
                json.loads(references.written(carrier, entry))
            return offer.entries

    return ask


async def check_up(stage: Stage) -> object:
    """How requests are set up, and what is wrong with it; what can't be read is a gap."""
    async with client(stage) as asked:
        found = await setup.ask(asked, Principal("admin", service_user_id=2), ENGLISH)
    told = [checkups.finding_words(one, found) for one in checkup.findings(found)[:50]]
    whole(*(getattr(found, part.name) for part in fields_of(found)))
    return told


async def enter_by_browser(stage: Stage) -> object:
    """With last time's refresh token; whoever refuses it is asked through a browser that nobody sits at."""
    nobody = Browser(lambda _url: None, "", patience=0.0)
    session = await browser.sign_in(PROVIDER, nobody, Before("", REFRESH), way=stage.way)
    await session.client.aclose()
    return session.principal


async def renewal(stage: Stage) -> object:
    """A token that ran out is renewed in the middle of work."""
    wire = Wire(None, stage.way)
    auth = RenewingAuth(OpenId(wire, PROVIDER), Grant("old-access-token", REFRESH, 0.0), lambda _grant: None)
    base = f"{ROOT}{stage.identity.api_path}/v1/"
    async with SuperOffice(base, auth, stage.way, public=wire) as asked:
        return (await asked.default_ticket(ENGLISH)).body


async def state(stage: Stage) -> object:
    """Where a sign-in goes on, whose token names the tenant."""
    claim = "http://schemes.superoffice.net/identity/"
    api = f"{ROOT}{stage.identity.api_path}/"
    grant = Grant("access", claims={"iss": ROOT, f"{claim}ctx": CTX, f"{claim}webapi_url": api})
    wire = Wire(None, stage.way)
    try:
        return await browser._bases(wire, grant, "")
    finally:
        await wire.aclose()


async def move(stage: Stage) -> object:
    """A tenant that is elsewhere now: its environment says where."""
    base, home = f"{ROOT}/data1/{CTX}/api/v1/", (ROOT, CTX)
    stage.identity.good.add("access-token-1")
    auth = auth_for(Credentials("bearer", secret="access-token-1"))
    async with SuperOffice(base, auth, stage.way, home=home) as asked:
        return (await asked.default_ticket(ENGLISH)).body


LISTED = {carrier: source for carrier, source in SOURCES.items() if not source.is_search}
SEARCHED = {carrier: source for carrier, source in SOURCES.items() if source.is_search}
assert set(SOURCES) <= set(entity.REFERENCE_KEYS)

CALLS = {
    "who is signed in": Call("user/currentprincipal", enter),
    "the version": Call("/api", version),
    "the test of a connection": Call("/api/", try_the_sign_in),
    "the default ticket": Call("createdefaultticketentity", default_ticket),
    "the default of a request type": Call("createdefaultfortickettype", default_of_type),
    "languages": Call("mdolist/language", choices("language")),
    "cultures": Call("mdolist/culture", choices("culture")),
    "time zones": Call("/timezone", choices("zone")),
    "time zones with IANA names": Call("mdolist/timezoneiana", choices("zone"), ("v1/TimeZone", "withcode")),
    "time zones with codes": Call(
        "mdolist/timezonewithcode", choices("zone"), ("v1/TimeZone", "timezoneiana")
    ),
    "the user's row": Call("archive/dynamic", standing_of),
    "the preferences of a start": Call("getcustomerservicestartup", standing_of),
    "the levels of preferences": Call("archive/userpreferences", standing_of),
    "scripts": Call("v1/triggerscript", surroundings),
    "relation rules": Call("getallticketrelationdefinitionentities", surroundings),
    "mail boxes": Call("getmailboxes", surroundings),
    "custom fields": Call("ticket/customfield", fields),
    "zones, for Details": Call("mdolist/timezoneiana", entries(ZONES)),
    **{
        f"list of {source.name}": Call(f"mdolist/{source.name}".lower(), entries(source, carrier))
        for carrier, source in LISTED.items()
    },
    "list of all request types": Call("mdolist/tickettype", entries(references.ALL_TYPES)),
    "statuses of a request type": Call(
        "mdolist/ticketticketstatus", entries(present(references.for_type(SOURCES["TicketStatusEntity"], 2)))
    ),
    **{
        f"the carrier {carrier}": Call(path.lower(), carrier_of(carrier))
        for carrier, (path, _name) in CARRIERS.items()
    },
    **{
        f"search for {source.name}": Call(f"v1/{source.name}".lower(), rows(source, carrier))
        for carrier, source in SEARCHED.items()
    },
    **{
        f"the check-up: {word}": Call(word, check_up)
        for word in (
            *("gettickettypes", "getticketstatuses", "getallticketpriorities", "getticketcategories"),
            *("existingcategorymembers", "ticket/customfield", "archive/dynamic"),
        )
    },
    "who describes the provider": Call("openid-configuration", enter_by_browser, is_online=True, leads=True),
    "the provider's keys": Call("well-known/jwks", enter_by_browser, is_online=True),
    "the token": Call("oauth/tokens", enter_by_browser, is_online=True),
    "the token's renewal": Call("oauth/tokens", renewal, is_online=True),
    "the tenant's state": Call("api/state", state, is_online=True),
    "the tenant's state, where it has moved": Call("api/state", move, is_online=True),
    "who is signed in, online": Call("user/currentprincipal", enter_by_browser, is_online=True),
}
