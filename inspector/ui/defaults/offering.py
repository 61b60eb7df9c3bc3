"""What the pickers offer: what is documented, then what the tenant has, and on top what was picked lately."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from inspector.domain import references
from inspector.domain.choices import CULTURES, LANGUAGES, TIME_ZONES, Choice
from inspector.domain.errors import InspectorError
from inspector.words.contexts import Choices
from inspector.words.language import tr
from inspector.words.locales import recognisable
from inspector.words.texts import shown

if TYPE_CHECKING:
    from inspector.ui.bench.bench import Bench
    from inspector.ui.bench.place import Signed
    from inspector.ui.defaults.context_bar import ContextBar

MOST = 2_000
"""Request types that are offered; a tenant has a handful."""


class Offering(QObject):
    """Fills the pickers, and asks for the tenant's lists once somebody has signed in."""

    def __init__(self, bench: Bench, bar: ContextBar) -> None:
        super().__init__(bar)
        self._bench, self._place, self._bar = bench, bench.place, bar
        bench.remembered.changed.connect(self._show_recent)
        bench.place.entered.connect(self._begin)
        bench.place.leaving.connect(lambda: bench.tasks.cancel("lists"))
        bench.place.choices_changed.connect(self._offer)
        self._offer()
        self._show_recent()

    def _offer(self) -> None:
        self._bar.set_choices(self._place.choices)

    def _show_recent(self) -> None:
        """Offer first what was picked lately, in whichever window."""
        self._bar.set_recent(self._bench.remembered.settings.recent_choices)

    def _begin(self) -> None:
        if (signed := self._place.signed) is not None:
            self._bench.tasks.start("lists", self._fetch_lists(signed), again="replace")

    async def _fetch_lists(self, signed: Signed) -> None:
        """Offer what is documented until the tenant's own lists are there."""
        client = signed.session.client
        await self._make_known(Choices(LANGUAGES, CULTURES, TIME_ZONES))
        lists: list[Sequence[Choice]] = []
        for ask, built_in in (
            (client.languages, LANGUAGES),
            (client.cultures, CULTURES),
            (client.time_zones, TIME_ZONES),
        ):
            try:
                lists.append(await ask() or built_in)
            except InspectorError:
                lists.append(built_in)  # the pickers work without the tenant's list
        lists.append(await self._request_types())
        await self._make_known(Choices(*lists), await self._place.zone_rules())

    async def _request_types(self) -> list[Choice]:
        """All that the tenant has; those that this user is not offered there say why. None where it does not tell."""
        every, offered = (
            await self._entries(references.ALL_TYPES),
            await self._entries(references.OFFERED_TYPES),
        )
        own = {entry.id for entry in offered} if offered else None
        return [
            Choice(str(one.id), shown(one.name), why_not=_why_not(one, own))
            for one in (every or offered or ())[:MOST]
        ]

    async def _entries(self, source: references.Source) -> Sequence[references.Entry] | None:
        try:
            return (await self._place.entries(source)).entries
        except InspectorError:
            return None  # the picker works without

    async def _make_known(self, choices: Choices, iana: Mapping[str, str] | None = None) -> None:
        known = await asyncio.to_thread(recognisable, choices, datetime.now(UTC), iana)
        self._place.set_choices(known)


def _why_not(entry: references.Entry, own: Collection[int] | None) -> str:
    """Why this user is not offered a request type; empty where they are. `own` are the types that they are."""
    if entry.deleted:
        return tr("deleted")
    if own is not None and entry.id in own:
        return ""
    if entry.known.get("ShowInNew") is False:
        return tr("not in + New")
    return tr("not for your group") if own is not None else ""
