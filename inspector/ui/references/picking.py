"""References are picked from the tenant's lists: which list, who asks for it, and what the draft then says."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from inspector.domain import blank, encoded, entity, numbers, references, request_types
from inspector.domain.document import Insert, Node
from inspector.domain.errors import InspectorError, ServerTrouble
from inspector.domain.references import Entry, Source
from inspector.domain.visible import name_in_line
from inspector.ui.kit.question import answer
from inspector.ui.kit.tasks import told
from inspector.ui.references.dialog import ReferencePicker, since_words
from inspector.words import troubles
from inspector.words.language import tr
from inspector.words.names import field_title
from inspector.words.texts import shown

if TYPE_CHECKING:
    from inspector.services.superoffice.lists import Offer
    from inspector.ui.bench.bench import Bench
    from inspector.ui.tree.view import EntityView

RECENT = 8
"""Picks of each list that are remembered."""
PATIENCE = 10.0
"""Seconds that a pick waits for what its carrier holds; SuperOffice fills it in when the ticket is saved."""


class Picking(QObject):
    """Opens the picker for a reference, and writes what was picked."""

    type_picked = Signal()
    """The ticket has another request type now."""

    def __init__(self, bench: Bench, tree: EntityView) -> None:
        super().__init__(tree)
        self._bench, self._ticket, self._tree = bench, bench.ticket, tree
        self._is_unlisted = False
        """Whether the list that was asked for last can't be had."""
        tree.pick_wanted.connect(self.pick)

    def pick(self, node: Node) -> None:
        """Let the person choose another reference in place of this one."""
        if self._ticket.is_stale:
            return
        if not self._ticket.is_editable(node):
            self._tree.locked.emit(node)
            return
        self._bench.tasks.start("pick", self._replace(node), again="refuse")

    def add_to(self, holder: Node) -> None:
        """Let the person choose a new element of a list of references."""
        self._bench.tasks.start("pick", self._add(holder), again="refuse")

    async def _replace(self, node: Node) -> None:
        if references.custom_source(node) is not None:
            await self._replace_number(node)
            return
        carrier = entity.type_of(node).name
        current = numbers.served(entity.key_of(node, carrier))
        entry = await self._ask(node, _source_of(carrier), current)
        # picking the same again would only lose what the server sent along with it
        if entry is not None and entry.id != current and self._ticket.holds(node):
            fetched = await self._fetched(carrier, entry, node)
            if not (self._ticket.holds(node) and self._ticket.is_editable(node)) or self._ticket.is_stale:
                return
            name = tr("Change {name}").format(name=field_title(node))
            piece = fetched or references.written(carrier, entry, node)
            if self._ticket.set_raw(node, piece, name):
                self._tell(entry, node, is_whole=fetched is not None)
                if node.keys == request_types.PLACE:
                    self.type_picked.emit()

    async def _replace_number(self, node: Node) -> None:
        """Pick for a custom field: its number, and beside it what that stands for, as the server sends it along.

        Where its list can't be had the number is typed, as if there were none.
        """
        form = encoded.parse(str(node.value or ""))
        current = numbers.served(form.body) if form is not None else None
        entry = await self._ask(node, references.custom_source(node), current)
        if self._ticket.is_stale or not (self._ticket.holds(node) and self._ticket.is_editable(node)):
            return
        if entry is not None and entry.id != current:
            name = tr("Change {name}").format(name=field_title(node))
            self._ticket.push_all(references.picked_for(node, entry), name)
        elif entry is None and self._is_unlisted:
            self._tree.edit_in_place(node)

    async def _add(self, holder: Node) -> None:
        carrier = blank.element_of(holder).name
        entry = await self._ask(holder, _source_of(carrier), None)
        if entry is not None and self._ticket.holds(holder):
            if (row := _row_of(entry, holder, carrier)) is not None:
                self._tree.select((*holder.keys, row))
                told = tr("{name} is there already").format(name=entry.name or entry.id)
                self._bench.voice.progress(told)
                return
            fetched = await self._fetched(carrier, entry, holder)
            if not self._ticket.holds(holder) or self._ticket.is_stale:
                return
            row = len(holder)
            name = tr("Add to {name}").format(name=field_title(holder))
            piece = fetched or references.written(carrier, entry)
            self._ticket.push(Insert(holder.path, row, row, piece), name)
            self._tree.select((*holder.keys, row))
            self._tell(entry, holder, is_whole=fetched is not None)

    async def _fetched(self, carrier: str, entry: Entry, node: Node) -> bytes | None:
        """The carrier as the tenant's own call answers it; None where that can't be had."""
        place, voice = self._bench.place, self._bench.voice
        if (
            place.signed is None
            or carrier not in references.CALLED
            or entry.id in references.special_ids(node)
        ):
            return None
        voice.progress(tr("Asking for {name}…").format(name=name_in_line(shown(entry.name)) or entry.id))
        body = b""
        try:
            with suppress(InspectorError, TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    body = await place.carrier(carrier, entry.id)
            before = node if node.kind == "{" else None
            return await asyncio.to_thread(references.fetched, carrier, entry.id, body, before)
        finally:
            voice.progress("")

    def _tell(self, entry: Entry, node: Node, *, is_whole: bool) -> None:
        """Where only number and name could be set, say so."""
        if is_whole or entry.id in references.special_ids(node):
            return
        told = tr("{name}: number and name are set; SuperOffice fills in the rest when the ticket is saved.")
        self._bench.voice.done(told.format(name=name_in_line(shown(entry.name)) or entry.id))

    # -- asking ---------------------------------------------------------------------------------------

    async def _ask(self, node: Node, source: Source | None, current: int | None) -> Entry | None:
        if source is None:
            return None
        bench, name = self._bench, field_title(node)
        dialog = ReferencePicker(bench.theme, name, self._tree.window(), searches=source.is_search)
        start = partial(bench.tasks.start, "list", again="replace")
        if source.is_search:
            name_now = entity.reference_name(node, entity.type_of(node).name)
            known = None if current is None else Entry(current, name_now or "")
            dialog.search_wanted.connect(lambda text: start(self._search(dialog, source, text, known)))
            start(self._search(dialog, source, "", known))
        else:
            start(self._offer(dialog, source, node, current))
        try:
            accepted = await answer(dialog)
        finally:
            bench.tasks.cancel("list")
        if not accepted or dialog.picked is None:
            return None
        self._remember(source, dialog.picked)
        return dialog.picked

    async def _offer(self, dialog: ReferencePicker, source: Source, node: Node, current: int | None) -> None:
        def fail(error: Exception) -> None:
            self._is_unlisted = True
            instead = "" if node.is_container else tr("Close this to type the number instead.")
            dialog.fail(" ".join(filter(None, (_sorry(error), instead))))

        self._is_unlisted = False
        with told(fail):
            offer = await self._bench.place.entries(source)
            special = [_special(number) for number in references.special_ids(node)]
            taken = {entry.id for entry in special}
            entries = [*special, *(entry for entry in offer.entries if entry.id not in taken)]
            allowed = await self._allowed(source, node)
            if allowed is None:
                dialog.offer(entries, self._recent(source), current, _origin(offer))
                return
            fit = [entry for entry in entries if entry.id in allowed and not entry.deleted]
            rest = [_marked(entry) for entry in entries if entry.id not in allowed or entry.deleted]
            dialog.offer(fit, self._recent(source), current, _origin(offer), rest)

    async def _allowed(self, source: Source, node: Node) -> set[int] | None:
        """Which of a list the ticket's request type allows; None where nobody knows, or the list does not go by it."""
        kind = request_types.of(node.root) if len(node.keys) == 1 else request_types.Kind()
        part = references.for_type(source, kind.id) if kind.id else None
        if part is None:
            return None
        try:
            return {entry.id for entry in (await self._bench.place.entries(part)).entries} or None
        except ServerTrouble:
            return None

    async def _search(self, dialog: ReferencePicker, source: Source, text: str, known: Entry | None) -> None:
        """Offer what is found; without a text, also what is `known`: that which is set, found or not."""
        with told(lambda error: dialog.fail(_sorry(error))):
            entries = list((await self._bench.place.search(source, text)).entries)
            if known is not None and not text and known.id not in {entry.id for entry in entries}:
                entries.insert(0, known)
            current = known.id if known is not None else None
            dialog.offer(entries, () if text else self._recent(source), current, "")

    # -- picked recently ------------------------------------------------------------------------------

    def _key(self, source: Source) -> str:
        return f"{self._bench.place.connection_id}:{source.name}"

    def _recent(self, source: Source) -> list[int]:
        found = self._bench.remembered.settings.recent_choices.get(self._key(source), [])
        return [number for text in found if (number := numbers.served(text)) is not None]

    def _remember(self, source: Source, entry: Entry) -> None:
        picked = [entry.id, *(one for one in self._recent(source) if one != entry.id)]
        with self._bench.remembered.edit() as settings:
            settings.recent_choices[self._key(source)] = [str(number) for number in picked[:RECENT]]


def _source_of(carrier: str) -> Source | None:
    return references.source_of(entity.spelled(carrier))


def _row_of(entry: Entry, holder: Node, carrier: str) -> int | None:
    """The place of this entry in a list of references; None where it is not in it."""
    keys = (numbers.served(entity.key_of(element, carrier)) for element in holder)
    return next((row for row, key in enumerate(keys) if key == entry.id), None)


def _marked(entry: Entry) -> Entry:
    """One that is not for the ticket's request type; it says if there is more to it."""
    base = entry.known.get("Status")
    mark = tr("linked") if base == "Merged" else tr("deleted") if entry.deleted or base == "Deleted" else ""
    return replace(entry, hint=" · ".join(filter(None, (mark, entry.hint))), deleted=False)


def _special(number: int) -> Entry:
    """An owner who is nobody; its name is for the list only."""
    name = tr("Unassigned") if number == 0 else tr("Assign by category rules")
    return Entry(number, name, known={"FullName": ""})


def _origin(offer: Offer) -> str:
    if offer.trouble is None:
        return ""
    return tr("from the cache, {since}").format(since=since_words(offer.fetched))


def _sorry(error: Exception) -> str:
    if isinstance(error, ServerTrouble) and error.code == "offline":
        return tr("Sign in to see what the tenant offers; this computer has no copy of the list yet.")
    return troubles.explain(error)
