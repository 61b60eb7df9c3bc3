"""The conversation with one SuperOffice server."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import quote, urlsplit

import httpx

from inspector.domain import custom_fields, numbers
from inspector.domain.choices import CULTURES, LANGUAGES, Choice
from inspector.domain.context import RequestContext
from inspector.domain.custom_fields import Fields
from inspector.domain.errors import AddressTrouble, ServerTrouble
from inspector.domain.outside import UNFIT, first_elements, parsed
from inspector.services.superoffice import answers
from inspector.services.superoffice.address import candidates
from inspector.services.superoffice.answers import Answer, Carrier, ListItem, Principal, VersionInfo
from inspector.services.superoffice.origin import of_url
from inspector.services.superoffice.sign_in import Credentials, auth_for
from inspector.services.superoffice.tenant import ask_state, may_lead, of_base
from inspector.services.superoffice.wire import Watcher, Way, Wire

CREATE_DEFAULT = "Agents/Ticket/CreateDefaultTicketEntity"
CREATE_DEFAULT_FOR_TYPE = "Agents/Ticket/CreateDefaultForTicketType"
"""The same for a request type: {"TicketTypeId": 2}."""
FOR_TYPE_SINCE = "10.3.5"
"""The first release that knows it (SuperOffice's list of changes for developers, 30 April 2024)."""
CARRIERS = {
    "Associate": ("Agents/Associate/GetAssociate", "associateId"),
    "TicketCategoryEntity": ("Agents/List/GetTicketCategoryEntity", "ticketCategoryEntityId"),
    "TicketPriorityEntity": ("Agents/List/GetTicketPriorityEntity", "ticketPriorityEntityId"),
    "TicketStatusEntity": ("Agents/List/GetTicketStatusEntity", "ticketStatusEntityId"),
    "TicketType": ("Agents/List/GetTicketTypeEntity", "ticketTypeEntityId"),
    "Person": ("Agents/Person/GetPerson", "personId"),
    "Sale": ("Agents/Sale/GetSale", "saleId"),
    "Project": ("Agents/Project/GetProject", "projectId"),
}
"""Which call answers a carrier by its number, and what it calls the number: Swagger files of these agents."""
AS_SERVER = RequestContext()
ENGLISH = RequestContext(language="en")
"""For lists nobody picked a language for: without one, names arrive as `NO:"…";US:"…"`."""

READ_AT_ONCE = 50_000
"""Bytes that are read on the spot: it takes a millisecond."""
_VERSION_PATIENCE = 5.0
T = TypeVar("T")


class SuperOffice:
    """A signed-in client, to be closed after use. Every method raises ServerTrouble."""

    def __init__(
        self,
        base: str,
        auth: httpx.Auth,
        way: Way | None = None,
        *,
        home: tuple[str, str] | None = None,
        public: Wire | None = None,
    ) -> None:
        """`base` ends in `/api/v1/`, see address.candidates.

        `home` is the online environment's origin and the tenant's name there, read from the address where it is not
        given. `public` carries questions without credentials; it is closed together with this client.
        """
        self.base = base
        self.is_proven = False
        """Whether the sign-in went well: trouble that passes is then no reason to give up at once."""
        self.release = ""
        """Of the server, as in `11.10.721.0`, where it told."""
        self._home = home or of_base(base)
        self.way = way or Way()
        self._wire = Wire(auth, self.way)
        self._public = public or Wire(None, self.way)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Let go of the connections; the client can't be used afterwards."""
        await self._wire.aclose()
        await self._public.aclose()

    async def version(self) -> VersionInfo | None:
        """The server's version, None if it keeps that to itself. Needs no sign-in."""
        try:
            answer = await self._wire.call("GET", self.base.removesuffix("/v1/"))
        except ServerTrouble as trouble:
            if "status" in trouble.facts:
                return None
            raise
        return await self._read(answer, lambda body: answers.version_info(parsed(body)))

    async def principal(self) -> Principal:
        """Who is signed in."""
        answer = await self._call("GET", "User/currentPrincipal")
        found = await self._read(answer, lambda body: answers.principal(parsed(body)))
        if found is None:
            raise self._unreadable(answer)
        return found

    async def default_ticket(self, context: RequestContext, watcher: Watcher | None = None) -> Answer:
        """What the server puts into a new ticket: the body of a JSON object, untouched and not parsed.

        Asking changes nothing there, so it may be repeated. Where the context names a request type, it is asked for
        that type's; a server that does not know this call, or not this type, is told apart.
        """
        if context.type_id is None:
            answer = await self._call("POST", CREATE_DEFAULT, context, watcher=watcher)
        else:
            wanted = {"TicketTypeId": context.type_id}
            try:
                answer = await self._call(
                    "POST", CREATE_DEFAULT_FOR_TYPE, context, body=wanted, watcher=watcher
                )
            except ServerTrouble as trouble:
                raise _about_types(trouble, self.release) from None
        return self._an_object(answer)

    async def carrier(self, carrier: str, number: int, context: RequestContext = AS_SERVER) -> Answer:
        """The carrier that a reference holds, as its own call answers it: a JSON object, untouched.

        `carrier` is one of CARRIERS.
        """
        path, name = CARRIERS[carrier]
        return self._an_object(await self._call("POST", path, context, {name: str(number)}))

    def _an_object(self, answer: Answer) -> Answer:
        if answer.body[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] != b"{":
            raise self._unreadable(answer)
        return answer

    async def mdo_list(
        self, name: str, *, context: RequestContext = ENGLISH, flat: bool = True, additional: str = ""
    ) -> list[ListItem]:
        """The items of a list; `flat` leaves out headings, `additional` is the list's own parameter."""
        parameters = {"flat": str(flat).lower()} | ({"additional": additional} if additional else {})
        answer = await self._call("GET", "MDOList/" + quote(name, safe=""), context, parameters)
        return await self._read(answer, lambda body: answers.list_items(first_elements(body, answers.MOST)))

    async def rows(
        self, archive: str, parameters: Mapping[str, str], context: RequestContext = ENGLISH
    ) -> list[dict[str, Any]]:
        """Rows of an archive, by OData parameters (SuperOffice's documentation of searching with OData)."""
        asked = {name: value for name, value in parameters.items() if value}
        answer = await self._call("GET", quote(archive), context, asked)
        return await self._read(answer, lambda body: answers.archive_rows(parsed(body)))

    async def startup_preferences(self) -> list[Any]:
        """The preferences that SuperOffice's request screens begin with (CustomerService agent), as served."""
        return await self._agent_items("CustomerService/GetCustomerServiceStartup", "SelectedPreferences")

    async def mailboxes(self, context: RequestContext = ENGLISH) -> list[Any]:
        """The mail boxes that requests come by (CustomerService agent), as served."""
        return await self._agent_items("CustomerService/GetMailboxes", context=context)

    async def relation_rules(self, context: RequestContext = ENGLISH) -> list[Any]:
        """What happens between related requests (List agent), as served."""
        return await self._agent_items("List/GetAllTicketRelationDefinitionEntities", context=context)

    async def request_types(self, context: RequestContext = ENGLISH) -> list[Any]:
        """All request types, as administrators see them (List agent, TicketTypeEntity), as served."""
        return await self._agent_items("List/GetTicketTypes", context=context)

    async def statuses(self, context: RequestContext = ENGLISH) -> list[Any]:
        """All request statuses (List agent, TicketStatusEntity), as served."""
        return await self._agent_items("List/GetTicketStatuses", context=context)

    async def priorities(self, context: RequestContext = ENGLISH) -> list[Any]:
        """All priorities, deleted ones as well (List agent, TicketPriorityEntity), as served."""
        wanted = {"IncludeDeleted": True}
        return await self._agent_items("List/GetAllTicketPriorities", context=context, body=wanted)

    async def categories(self, context: RequestContext = ENGLISH) -> list[Any]:
        """All categories (List agent, TicketCategoryEntity), as served."""
        return await self._agent_items("List/GetTicketCategories", context=context)

    async def own_zone(self, context: RequestContext = ENGLISH) -> Carrier:
        """The person's own time zone (PreferredTimeZone of the TimeZone agent), as served."""
        return await self._carrier("POST", "Agents/TimeZone/GetDefaultTimeZoneInformation", context)

    async def base_zone(self, context: RequestContext = ENGLISH) -> Carrier:
        """The installation's time zone (TimeZoneData), as served."""
        return await self._carrier("GET", "TimeZone/base", context)

    async def _carrier(self, method: str, path: str, context: RequestContext) -> Carrier:
        return await self._read(await self._call(method, path, context), lambda body: Carrier(parsed(body)))

    async def _agent_items(
        self, method: str, member: str = "", context: RequestContext = ENGLISH, body: object = None
    ) -> list[Any]:
        """The array that an agent's method answers, or that is a member of its answer."""
        answer = await self._call("POST", f"Agents/{method}", context, body=body)

        def items(body: bytes) -> list[Any]:
            if not member:
                return first_elements(body, answers.MOST)
            return Carrier(parsed(body)).items(member)[: answers.MOST]

        return await self._read(answer, items)

    async def custom_fields(self, context: RequestContext = ENGLISH) -> Fields:
        """What the tenant says of the fields of its own that tickets have; titles in the language of the context."""
        answer = await self._call("GET", "Ticket/CustomField", context)
        return await self._read(answer, lambda body: custom_fields.read(first_elements(body, answers.MOST)))

    async def languages(self, context: RequestContext = ENGLISH) -> list[Choice]:
        """The languages texts can be asked for in."""
        return answers.coded_choices(await self.mdo_list("language", context=context), LANGUAGES)

    async def cultures(self, context: RequestContext = ENGLISH) -> list[Choice]:
        """The cultures numbers and dates inside texts can be written in."""
        return answers.coded_choices(await self.mdo_list("culture", context=context), CULTURES)

    async def time_zones(self, context: RequestContext = ENGLISH) -> list[Choice]:
        """The active time zones, from the first of three documented places that has some."""

        async def with_iana() -> list[Choice]:
            return answers.zones_of_iana(await self.mdo_list("timezoneiana", context=context))

        async def with_code() -> list[Choice]:
            return answers.zones_with_code(await self.mdo_list("timezonewithcode", context=context))

        return await _first_filled(lambda: self._zones_of_archive(context), with_iana, with_code)

    async def _zones_of_archive(self, context: RequestContext) -> list[Choice]:
        parameters = {
            "$select": "timeZone,country,region,cities,isActive",
            "$orderby": "country",
            "$top": "1000",
        }
        answer = await self._call("GET", "TimeZone", context, parameters)
        return await self._read(answer, lambda body: answers.zones_of_archive(parsed(body)))

    async def _call(  # noqa: PLR0913 - all of it is one call
        self,
        method: str,
        path: str,
        context: RequestContext = AS_SERVER,
        parameters: Mapping[str, str] | None = None,
        *,
        body: object = None,
        watcher: Watcher | None = None,
    ) -> Answer:
        """`body` is sent as JSON."""

        async def here() -> Answer:
            url, headers = self.base + path, context.headers()
            if not self.is_proven:  # at the sign-in a person waits, and may have mistyped
                return await self._wire.call(method, url, headers, parameters=parameters, body=body)
            return await self._wire.call_patiently(
                method, url, headers, parameters=parameters, body=body, watcher=watcher
            )

        try:
            return await here()
        except ServerTrouble as trouble:
            if trouble.code not in ("wrong_subdomain", "unavailable") or not await self._found_elsewhere():
                raise
        return await here()

    async def _found_elsewhere(self) -> bool:
        """Ask the environment about an online tenant: True where it has moved; `base` is then its new address.

        Raises ServerTrouble where the tenant is not running. The question carries no credentials.
        """
        if self._home is None:
            return False
        state = await ask_state(self._public, *self._home)
        if trouble := state.trouble():
            raise trouble
        moved = bool(state.api) and state.api != self.base
        if moved and not (may_lead(self.base, state.api) or may_lead(self._home[0], state.api)):
            raise ServerTrouble("redirect", reason=of_url(state.api))
        if moved:
            self.base = state.api
        return moved

    async def _read(self, answer: Answer, read: Callable[[bytes], T]) -> T:
        """What an answer says; a large one is read beside the window. Whatever reading raises means: unreadable."""
        try:
            if len(answer.body) > READ_AT_ONCE:
                return await asyncio.to_thread(read, answer.body)
            return read(answer.body)
        except UNFIT:
            raise self._unreadable(answer) from None

    def _unreadable(self, answer: Answer) -> ServerTrouble:
        return ServerTrouble("unreadable", status=answer.status, host=urlsplit(self.base).hostname)


def _about_types(trouble: ServerTrouble, release: str) -> ServerTrouble:
    """What a failure means where the defaults of a request type were asked for: on an older server, or a newer one."""
    words = f"{trouble.facts.get('message', '')} {trouble.facts.get('reason', '')}".lower()
    is_unknown = trouble.facts.get("status") in {404, 405, 501} or any(
        sign in words for sign in _NO_SUCH_CALL
    )
    if is_unknown and _numbers(release) < _numbers(FOR_TYPE_SINCE):
        return ServerTrouble("no_types", **trouble.facts, needs=FOR_TYPE_SINCE)
    is_none = is_unknown or trouble.code == "empty_answer"
    return ServerTrouble("no_such_type", **trouble.facts) if is_none else trouble


def _numbers(release: str) -> list[int]:
    """Of a release, to be compared; nothing for one that is not known."""
    return [numbers.served(part) or 0 for part in release.split(".")]


_NO_SUCH_CALL = ("no such method", "no action was found", "no http resource was found", "unknown method")
"""What servers say of a call that they do not have; the second and third are ASP.NET's."""


async def _first_filled(*ways: Callable[[], Awaitable[list[Choice]]]) -> list[Choice]:
    """The first list with anything in it; the first trouble if none has."""
    troubles = []
    for way in ways:
        try:
            found = await way()
        except ServerTrouble as trouble:
            troubles.append(trouble)
        else:
            if found:
                return found
    raise troubles[0] if troubles else ServerTrouble("empty_answer")


@dataclass(frozen=True)
class Session:
    """A client that is known to work. `principal` is None on a server that does not tell who is signed in."""

    client: SuperOffice
    principal: Principal | None
    version: VersionInfo | None


async def sign_in(
    pasted: str,
    credentials: Credentials,
    *,
    allow_plain_http: bool = False,
    way: Way | None = None,
) -> Session:
    """Find the API behind a pasted address and prove that the credentials open it.

    Raises AddressTrouble and ServerTrouble: `sign_in_refused`, `not_superoffice` or `not_found` if nothing
    there is the API, `redirect` if it sends us elsewhere, else whatever the server or the way to it did.
    """
    bases = candidates(pasted, allow_plain_http=allow_plain_http)
    try:
        httpx.URL(bases[0]).host  # noqa: B018
    except (httpx.InvalidURL, UnicodeError):  # looks like a host name, but is not one by the rules of IDNA
        raise AddressTrouble("not_an_address") from None
    return await enter(SuperOffice(bases[0], auth_for(credentials), way), bases)


async def enter(client: SuperOffice, bases: list[str]) -> Session:
    """Prove that one of these addresses is the API, and that it lets the client in; else the client is closed.

    Raises ServerTrouble.
    """
    try:
        principal = await _settle(client, bases)
        client.is_proven = True
        version = await _version_soon(client)
        client.release = version.net_server if version is not None else ""
        return Session(client, principal, version)
    except BaseException:
        await client.aclose()
        raise


async def _settle(client: SuperOffice, bases: list[str]) -> Principal | None:
    """Leave the client at the base that works.

    Asking who we are is cheap; where no address knows the answer, creating a default proves the API as well.
    """

    async def who() -> Principal | None:
        return await client.principal()

    async def default() -> None:
        await client.default_ticket(AS_SERVER)

    troubles = []
    for proof in (who, default):
        for client.base in bases:
            try:
                return await proof()
            except ServerTrouble as trouble:
                if not _may_be_elsewhere(trouble):
                    raise
                troubles.append(trouble)
    raise _verdict(troubles)


def _may_be_elsewhere(trouble: ServerTrouble) -> bool:
    missing = trouble.facts.get("status") in {404, 405, 501}
    return missing or trouble.code in {"not_superoffice", "unreadable", "empty_answer", "redirect"}


def _verdict(troubles: list[ServerTrouble]) -> ServerTrouble:
    """What to say when nothing fitted: a redirect tells most, then whatever is more than "not found"."""
    for trouble in troubles:
        if trouble.code == "redirect":
            return trouble
    host = troubles[0].facts.get("host")
    nothing = all(trouble.code == "not_found" for trouble in troubles)
    return (
        ServerTrouble("not_found", **troubles[0].facts)
        if nothing
        else ServerTrouble("not_superoffice", host=host)
    )


async def _version_soon(client: SuperOffice) -> VersionInfo | None:
    """The version is an ornament: worth a few seconds, not worth a failure."""
    try:
        async with asyncio.timeout(_VERSION_PATIENCE):
            return await client.version()
    except (TimeoutError, ServerTrouble):
        return None
