"""Where we are signed in, and as whom; what was asked there, and the lists that are known from there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from inspector.domain import references
from inspector.domain.choices import CULTURES, LANGUAGES, TIME_ZONES
from inspector.domain.context import RequestContext
from inspector.domain.errors import InspectorError, ServerTrouble
from inspector.ui.bench.source import Source
from inspector.ui.bench.turns import Turns
from inspector.words import ladders
from inspector.words.contexts import Choices

if TYPE_CHECKING:
    from inspector.domain.checks import Known
    from inspector.domain.choices import Choice
    from inspector.domain.custom_fields import Fields
    from inspector.domain.ladder import Knowledge, Zones
    from inspector.domain.screen import Surroundings
    from inspector.services.settings import Connection
    from inspector.services.superoffice.client import Session, SuperOffice
    from inspector.services.superoffice.journal import Journal
    from inspector.services.superoffice.lists import Lists, Offer


ZONES = references.Source("timezoneiana")
"""The MDO list that tells the IANA name of a time zone code."""


FINAL = ("forbidden", "not_found", "empty_answer", "unreadable", "not_superoffice", "refused_by_server")
"""What a server says once and for all: it is not asked the same again in this session."""


@dataclass
class Signed:
    """A server, and who we are there."""

    connection: Connection
    session: Session

    @property
    def user(self) -> str:
        """The person's name; the user name where the server did not say."""
        principal = self.session.principal
        return (principal.full_name or principal.user_name) if principal else self.connection.user

    def source(self, context: RequestContext) -> Source:
        """Where an answer came from that this server has just given."""
        return Source.server(self.connection, self.session.principal, context)


@dataclass(frozen=True)
class Learned:
    """What decides the defaults of a person, and what else acts on a new request."""

    knowledge: Knowledge
    names: Mapping[str, Mapping[int, str]]
    """Of the entries of lists, by list and number."""
    surroundings: Surroundings | None = None
    """None until somebody asked."""


@dataclass(frozen=True)
class Others:
    """What a window has to ask whoever knows all windows."""

    is_used: Callable[[Connection], bool]
    """Whether anybody is signed in there, in whichever window."""
    go_where_open: Callable[[Path], bool]
    """Goes to the window that has that draft, if it is another than this one; whether there is one."""
    held: Callable[[], list[Path]]
    """The files whose drafts are open in other windows, or are being saved by them."""
    turns: Turns
    """Who writes a file next."""


class Place(QObject):
    """The server that this window is signed in to, if it is."""

    leaving = Signal()
    """What was asked of the server is over, and so is what it may still answer."""
    entered = Signal()
    """Somebody signed in, and begins anew there."""
    changed = Signal()
    """Who is signed in where, if anybody is, is not what it was."""
    signed_out = Signal()
    """Nobody is signed in here any more: the person left, or closed the window."""
    choices_changed = Signal()
    learned_changed = Signal()
    """More is known of what decides the defaults here, or nothing any more."""

    def __init__(self, connection_id: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.signed: Signed | None = None
        self.connection_id = connection_id
        """Of the connection that this window is at, or was last; at first, the one that any window was at last."""
        self.context = RequestContext()
        """The language, culture, time zone and request type that are chosen."""
        self.choices = Choices(LANGUAGES, CULTURES, TIME_ZONES)
        """What can be chosen."""
        self.others = Others(self._is_here, lambda _path: False, list, Turns())
        self._lists: dict[str, Lists] = {}
        self._types: dict[str, Sequence[Choice]] = {}
        """By connection: the request types there. Their numbers mean something there only."""
        self._carriers: dict[tuple[str, str, str | None, int], bytes] = {}
        """By connection, carrier, language and number: what was asked for in this session."""
        self.zones: Zones | None = None
        """The time zones that dates are told in there, if somebody wanted to know; kept as long."""
        self.learned: Learned | None = None
        """What decides the defaults of whoever is signed in, if somebody wanted to know; kept until they leave."""
        self._fields: dict[str, Fields | ServerTrouble] = {}
        """By language: what the tenant says of its own fields, as far as it was asked in this session, or answered."""

    # -- coming and going -----------------------------------------------------------------------------

    def enter(self, signed: Signed) -> None:
        """Begin anew there."""
        self.signed, self.connection_id = signed, signed.connection.id
        self._forget()
        self.changed.emit()
        self.entered.emit()

    def renew(self, signed: Signed) -> None:
        """The sign-in that ended goes on with another session."""
        self.signed = signed
        self.changed.emit()

    def leave(self) -> Signed | None:
        """Stop all that was asked of the server, and forget who we were there: that is given back.

        Nothing is shown otherwise yet: whoever leaves goes elsewhere, or signs out.
        """
        self.leaving.emit()
        before, self.signed = self.signed, None
        self._forget()
        return before

    def sign_out(self) -> Signed | None:
        """Leave, for no other server."""
        before = self.leave()
        self.changed.emit()
        self.signed_out.emit()
        return before

    @property
    def connection(self) -> Connection | None:
        """The one we are signed in to."""
        return self.signed.connection if self.signed is not None else None

    def _is_here(self, connection: Connection) -> bool:
        return self.connection is connection

    @cached_property
    def journal(self) -> Journal:
        """The requests of this window; not needed before the first."""
        from inspector.services.superoffice.journal import Journal  # noqa: PLC0415 - the first paint does without

        return Journal()

    def set_choices(self, choices: Choices) -> None:
        """This can be chosen from now on."""
        self.choices = choices
        if self.signed is not None:
            self._types[self.signed.connection.id] = choices.request_types
        self.choices_changed.emit()

    def context_words(self, source: Source) -> str:
        """In which language and so on, and for which request type, what is open was asked for, in a few words."""
        types = self._types.get(source.connection.id, ()) if source.connection is not None else ()
        return replace(self.choices, request_types=types).describe(source.context or RequestContext())

    # -- lists ----------------------------------------------------------------------------------------

    async def entries(self, source: references.Source) -> Offer:
        """A whole list. Raises ServerTrouble."""
        return await (await self._lists_here()).entries(self._client(), source, self.context)

    async def carrier(self, carrier: str, number: int) -> bytes:
        """What the tenant's own call answers for such a reference; once a session. Raises ServerTrouble."""
        if self.signed is None:
            raise ServerTrouble("offline")
        key = self.signed.connection.id, carrier, self.context.language, number
        if key not in self._carriers:
            answer = await self.signed.session.client.carrier(carrier, number, self.context)
            self._carriers[key] = answer.body
        return self._carriers[key]

    async def zone_rules(self) -> dict[str, str]:
        """The IANA names of the rules behind the tenant's time zones, by code; empty where it does not tell."""
        try:
            entries = (await self.entries(ZONES)).entries
        except InspectorError:
            return {}
        told = [one.known for one in entries if one.known.keys() >= {"code", "iana"}]
        return {str(known["code"]): str(known["iana"]) for known in told}

    async def search(self, source: references.Source, text: str) -> Offer:
        """The first rows of an archive that hold the text. Raises ServerTrouble."""
        return await (await self._lists_here()).search(self._client(), source, text, self.context)

    def known(self) -> Known:
        """What the lists that were asked for hold, so that a reference to nothing is noticed."""
        lists = self._lists.get(self.signed.connection.id) if self.signed is not None else None
        return lists.numbers() if lists is not None else {}

    # -- what decides the defaults ---------------------------------------------------------------------

    async def learn(self) -> None:
        """Ask what decides the defaults of whoever is signed in, and for the lists that name it: six calls at most."""
        from inspector.services.superoffice import standing  # noqa: PLC0415 - few ask
        from inspector.services.superoffice.answers import Principal  # noqa: PLC0415 - the same

        signed = self.signed
        if signed is None or self.learned is not None:
            return
        who = signed.session.principal or Principal(signed.connection.user)
        knowledge = await standing.ask(signed.session.client, who)
        wanted = ladders.needed_lists(knowledge)
        found = await asyncio.gather(*(self._names(references.Source(name)) for name in wanted))
        if self.signed is signed:
            self.learned = Learned(knowledge, dict(zip(wanted, found, strict=True)))
            self.learned_changed.emit()

    async def learn_zones(self) -> None:
        """Ask for the time zones that dates are told in: two calls."""
        from inspector.services.superoffice import standing  # noqa: PLC0415 - few ask

        signed = self.signed
        if signed is None or self.zones is not None:
            return
        zones = await standing.ask_zones(signed.session.client)
        if self.signed is signed:
            self.zones = zones
            self.learned_changed.emit()

    async def look_around(self) -> None:
        """Ask what else may act on a new request: three calls."""
        from inspector.services.superoffice import standing  # noqa: PLC0415 - few ask

        signed = self.signed
        if signed is None or self.learned is None or self.learned.surroundings is not None:
            return
        around = await standing.ask_screen(signed.session.client)
        if self.signed is signed and self.learned is not None:
            self.learned = replace(self.learned, surroundings=around)
            self.learned_changed.emit()

    async def _names(self, source: references.Source) -> dict[int, str]:
        """What the entries of a list are called; nothing where it can't be had."""
        try:
            return {entry.id: entry.name for entry in (await self.entries(source)).entries}
        except InspectorError:
            return {}

    def _forget(self) -> None:
        """What was asked in this session, by this person."""
        self._carriers.clear()
        self._fields = {}  # an answer that is still on its way is for the dictionary of then
        if self.learned is not None or self.zones is not None:
            self.learned = self.zones = None
            self.learned_changed.emit()

    async def custom_fields(self, context: RequestContext) -> Fields:
        """What the tenant says of the fields of its own, asked once per session and language. Raises ServerTrouble."""
        client, known, language = self._client(), self._fields, context.language or ""
        if client is None:
            raise ServerTrouble("offline")
        if language not in known:
            try:
                known[language] = await client.custom_fields(context)
            except ServerTrouble as trouble:
                if trouble.code not in FINAL:
                    raise
                known[language] = trouble
        told = known[language]
        if isinstance(told, ServerTrouble):
            raise told
        return told

    def _client(self) -> SuperOffice | None:
        return self.signed.session.client if self.signed is not None else None

    async def _lists_here(self) -> Lists:
        """The lists of the connection we are at, or were last."""
        name = self.connection_id or "none"
        if name not in self._lists:
            self._lists[name] = await asyncio.to_thread(_make_lists, name)
        return self._lists[name]


def _make_lists(connection: str) -> Lists:
    from inspector.services import settings  # noqa: PLC0415 - with what follows
    from inspector.services.superoffice.lists import Lists  # noqa: PLC0415 - brings httpx

    return Lists(settings.cache_folder() / "lists", connection)
