"""References are picked from the tenant's lists: which list, who asks for it, and what the draft then says."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from inspector.domain import blank, entity, references
from inspector.domain.document import Insert, Node
from inspector.domain.errors import InspectorError, ServerTrouble
from inspector.domain.references import Entry, Source
from inspector.services.superoffice.context import RequestContext
from inspector.ui.kit.question import answer
from inspector.ui.references.dialog import ReferencePicker, since_words
from inspector.words import troubles
from inspector.words.language import tr
from inspector.words.names import field_title

if TYPE_CHECKING:
    from inspector.domain.checks import Known
    from inspector.services.superoffice.client import SuperOffice
    from inspector.services.superoffice.lists import Lists, Offer
    from inspector.ui.window.wiring import Workspace

RECENT = 8
"""Picks of each list that are remembered."""


class Picking(QObject):
    """Opens the picker for a reference, and writes what was picked."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._model, self._tree = workspace.model, workspace.window.tree
        self._lists: dict[str, Lists] = {}
        self._tree.pick_wanted.connect(self.pick)

    def pick(self, node: Node) -> None:
        """Let the person choose another reference in place of this one."""
        if self._workspace.fetching.is_busy:
            return
        if not self._model.is_editable(node):
            self._tree.locked.emit(node)
            return
        self._workspace.tasks.start("pick", self._replace(node), again="refuse")

    def add_to(self, holder: Node) -> bool:
        """Let the person choose a new element of a list of references; False where it is not such a list."""
        if references.source_of(blank.element_of(holder)) is None:
            return False
        self._workspace.tasks.start("pick", self._add(holder), again="refuse")
        return True

    async def _replace(self, node: Node) -> None:
        carrier = entity.type_of(node).name
        current = _number(entity.key_of(node, carrier))
        entry = await self._ask(node, carrier, current)
        # picking the same again would only lose what the server sent along with it
        if entry is not None and entry.id != current and self._is_there(node):
            name = tr("Change {name}").format(name=field_title(node))
            piece = references.written(carrier, entry, node)
            if self._model.set_raw(node, piece, name):
                self._tell(entry, node)

    async def _add(self, holder: Node) -> None:
        carrier = blank.element_of(holder).name
        entry = await self._ask(holder, carrier, None)
        if entry is not None and self._is_there(holder):
            row = len(holder)
            name = tr("Add to {name}").format(name=field_title(holder))
            self._model.push(Insert(holder.path, row, row, references.written(carrier, entry)), name)
            self._tree.select((*holder.keys, row))
            self._tell(entry, holder)

    def _is_there(self, node: Node) -> bool:
        """Whether the node is still in the draft that is open."""
        document = self._model.document
        return document is not None and document.find(node.keys) is node

    def _tell(self, entry: Entry, node: Node) -> None:
        if entry.id in references.special_ids(node):
            return
        told = tr("{name}: number and name are set; SuperOffice fills in the rest when the ticket is saved.")
        self._workspace.window.tell_progress(told.format(name=entry.name or entry.id))

    # -- asking ---------------------------------------------------------------------------------------

    async def _ask(self, node: Node, carrier: str, current: int | None) -> Entry | None:
        source = references.source_of(entity.spelled(carrier))
        if source is None:
            return None
        workspace = self._workspace
        name = field_title(node)
        dialog = ReferencePicker(workspace.theme, name, workspace.window, searches=source.is_search)
        start = partial(workspace.tasks.start, "list", again="replace")
        if source.is_search:
            dialog.search_wanted.connect(lambda text: start(self._search(dialog, source, text)))
            start(self._search(dialog, source, ""))
        else:
            start(self._offer(dialog, source, node, current))
        try:
            accepted = await answer(dialog)
        finally:
            workspace.tasks.cancel("list")
        if not accepted or dialog.picked is None:
            return None
        self._remember(source, dialog.picked)
        return dialog.picked

    async def _offer(self, dialog: ReferencePicker, source: Source, node: Node, current: int | None) -> None:
        try:
            offer = await (await self._lists_here()).entries(self._client(), source, self._context())
        except InspectorError as error:
            dialog.fail(_sorry(error))
        else:
            special = [_special(number) for number in references.special_ids(node)]
            taken = {entry.id for entry in special}
            entries = [*special, *(entry for entry in offer.entries if entry.id not in taken)]
            dialog.offer(entries, self._recent(source), current, _origin(offer))

    async def _search(self, dialog: ReferencePicker, source: Source, text: str) -> None:
        try:
            offer = await (await self._lists_here()).search(self._client(), source, text, self._context())
        except InspectorError as error:
            dialog.fail(_sorry(error))
        else:
            dialog.offer(offer.entries, () if text else self._recent(source), None, "")

    def _client(self) -> SuperOffice | None:
        signed = self._workspace.signed
        return signed.session.client if signed is not None else None

    def _context(self) -> RequestContext:
        return self._workspace.window.context_bar.context()

    async def _lists_here(self) -> Lists:
        """The lists of the connection we are at, or were last."""
        name = self._workspace.connection_id or "none"
        if name not in self._lists:
            self._lists[name] = await asyncio.to_thread(_make_lists, name)
        return self._lists[name]

    async def entries(self, source: Source) -> Sequence[Entry]:
        """A whole list, for those who do not pick. Raises ServerTrouble."""
        return (await (await self._lists_here()).entries(self._client(), source, self._context())).entries

    def known(self) -> Known:
        """What the lists that were asked for hold, so that a reference to nothing is noticed."""
        signed = self._workspace.signed
        lists = self._lists.get(signed.connection.id) if signed else None
        return lists.numbers() if lists is not None else {}

    # -- picked recently ------------------------------------------------------------------------------

    def _key(self, source: Source) -> str:
        return f"{self._workspace.connection_id}:{source.name}"

    def _recent(self, source: Source) -> list[int]:
        found = self._workspace.remembered.settings.recent_choices.get(self._key(source), [])
        return [int(text) for text in found if text.lstrip("-").isdecimal()]

    def _remember(self, source: Source, entry: Entry) -> None:
        picked = [entry.id, *(one for one in self._recent(source) if one != entry.id)]
        with self._workspace.remembered.edit() as settings:
            settings.recent_choices[self._key(source)] = [str(number) for number in picked[:RECENT]]


def _make_lists(connection: str) -> Lists:
    from inspector.services import settings  # noqa: PLC0415
    from inspector.services.superoffice.lists import Lists  # noqa: PLC0415 - brings httpx

    return Lists(settings.cache_folder() / "lists", connection)


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.lstrip("-").isdecimal() else None


def _special(number: int) -> Entry:
    """An owner who is nobody; its name is for the list only."""
    name = tr("Unassigned") if number == 0 else tr("Assign by category rules")
    return Entry(number, name, known={"FullName": ""})


def _origin(offer: Offer) -> str:
    if offer.trouble is None:
        return ""
    return tr("from the cache, {since}").format(since=since_words(offer.fetched))


def _sorry(error: InspectorError) -> str:
    if isinstance(error, ServerTrouble) and error.code == "offline":
        return tr("Sign in to see what the tenant offers; this computer has no copy of the list yet.")
    return troubles.explain(error)
