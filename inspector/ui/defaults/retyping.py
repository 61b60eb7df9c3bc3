"""Another request type was picked in the tree: its defaults are offered, and what stays without them is told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from inspector.domain import request_types
from inspector.domain.visible import name_in_line
from inspector.words.language import tr
from inspector.words.names import path_words
from inspector.words.texts import shown
from inspector.words.values import value_words

if TYPE_CHECKING:
    from inspector.domain.document import Node
    from inspector.ui.bench.bench import Bench
    from inspector.ui.bench.place import Signed
    from inspector.ui.bench.source import Source

TakeOver = Callable[[bytes, "Source", str], Awaitable[bool]]
"""Shows what changes with new defaults, and makes it one step of that name; False where the person would rather not."""


class Retyping(QObject):
    """Offers the defaults of the request type that was picked."""

    asking = Signal()
    """The server is needed for this now: whoever asks it for something less urgent makes way."""

    def __init__(self, bench: Bench, parent: QObject, take_over: TakeOver) -> None:
        super().__init__(parent)
        self._bench, self._ticket, self._take_over = bench, bench.ticket, take_over
        self._offered = 0
        """The type whose defaults are offered; 0: none."""
        bench.ticket.edited.connect(self._withdraw_what_is_over)
        bench.ticket.shown.connect(self._withdraw_what_is_over)
        bench.ticket.closing.connect(self._stop)
        bench.place.leaving.connect(self._stop)

    def offer(self) -> None:
        """Another type was picked: say what it leaves as it is, and offer what it would bring."""
        document, signed = self._ticket.document, self._bench.place.signed
        if document is None:
            return
        now, before = request_types.of(document.root), request_types.served(document.root)
        if now.id in (0, before.id):
            return
        self._offered = now.id
        told = tr("The request type is “{name}” now.").format(name=_name(now))
        style = self._bench.memory.name_style
        staying = [_value(node, style) for node in request_types.left_behind(document.root)]
        if staying and before.id:
            stays = tr("Left as they came with “{before}”: {values}.")
            told = f"{told} {stays.format(before=_name(before), values=', '.join(staying))}"
        button = tr("Take This Type's Defaults") if signed is not None else ""
        self._bench.voice.tell(told, "info", button, self.take, about="type")

    def take(self) -> None:
        """Ask for the defaults of the type that the draft has, and put the draft onto them."""
        if self._bench.place.signed is not None and self._ticket.document is not None:
            self.asking.emit()
            # it is a rebase, as far as others are concerned
            self._bench.tasks.start("rebase", self._ask(self._bench.place.signed), again="replace")

    async def _ask(self, signed: Signed) -> None:
        voice, document, source = self._bench.voice, self._ticket.document, self._ticket.source
        if document is None or not self._ticket.take_typed():
            return
        kind = request_types.of(document.root)
        context = source.context if source is not None and source.is_from(signed.connection) else None
        context = replace(context or self._bench.place.context, request_type=str(kind.id))
        voice.progress(tr("Asking for the defaults of {name}…").format(name=_name(kind)))
        try:
            answer = await signed.session.client.default_ticket(context)
            step = tr("Take the Defaults of {name}").format(name=_name(kind))
            if not await self._take_over(answer.body, signed.source(context), step):
                voice.progress("")
        except Exception as error:  # whatever it is, nobody waits any longer
            voice.progress("")
            voice.fail(error, tr("The defaults could not be fetched."), tr("Try Again"), self.take)

    def _withdraw_what_is_over(self) -> None:
        document = self._ticket.document
        if document is None or request_types.of(document.root).id != self._offered:
            self._bench.voice.withdraw("type")

    def _stop(self) -> None:
        self._bench.tasks.cancel("rebase")
        self._bench.voice.withdraw("type")


def _name(kind: request_types.Kind) -> str:
    return name_in_line(shown(kind.name)) or tr("number {n}").format(n=kind.id)


def _value(node: Node, style: str) -> str:
    """As in `Status New`."""
    return f"{path_words(node.keys, style)} {name_in_line(value_words(node).text)}"
