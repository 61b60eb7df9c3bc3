"""The story of the current property in Details, with what is known of it besides the ticket: who asked, when, where."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from inspector.domain import exact_json
from inspector.domain.document import Node
from inspector.domain.origins import Evidence
from inspector.ui.bench.source import Source
from inspector.ui.details import why
from inspector.ui.details.where_from import NOTHING
from inspector.ui.details.why import Background
from inspector.ui.kit.saying import speech
from inspector.words import troubles
from inspector.words.language import tr

if TYPE_CHECKING:
    from msgspec import Raw

    from inspector.ui.bench.bench import Bench
    from inspector.ui.bench.place import Learned
    from inspector.ui.details.pane import DetailsPane
    from inspector.ui.tree.view import EntityView


class Explaining(QObject):
    """Keeps Details in step with the tree and with what is known."""

    def __init__(self, bench: Bench, tree: EntityView, pane: DetailsPane) -> None:
        super().__init__(pane)
        self._bench, self._ticket, self._tree, self._pane = bench, bench.ticket, tree, pane
        self._remembered: tuple[bytes | Raw | None, Node | None] = None, None
        """The default that the draft was made from, and the same as a node."""
        self._late = QTimer(self)  # what happens at once is told at once: a fetch changes all of it
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._tell)
        for signal in (
            *(bench.ticket.shown, bench.ticket.edited, bench.ticket.unlocked, bench.ticket.moving_changed),
            bench.ticket.learned,
            *(bench.remembered.changed, bench.memory.changed, bench.place.choices_changed),
            *(bench.place.learned_changed, tree.current_node_changed, speech.changed),
        ):
            signal.connect(self._tell_soon)
        bench.place.entered.connect(self._learn_zones)
        bench.place.leaving.connect(self._stop)
        pane.copy_wanted.connect(self.copy_as_text)
        pane.where_from.ladder_wanted.connect(self.ask_where_from)
        pane.where_from.screen_wanted.connect(self.look_around)
        pane.unfold(is_open=bench.memory.for_developers)
        pane.unfolded.connect(self._remember_fold)

    def _tell_soon(self, *_what: object) -> None:
        self._late.start()

    def close(self) -> None:
        """Tell nothing more: the window and what is in it are about to go, in whichever order."""
        self._late.stop()

    def _tell(self) -> None:
        """Tell of the current property."""
        node = self._tree.current_node() if self._ticket.document is not None else None
        self._pane.background = self._background()
        self._pane.name_style = self._bench.memory.name_style
        self._pane.unfold(is_open=self._bench.memory.for_developers)
        self._pane.show_node(node, unlocked=node is not None and self._ticket.is_unlocked(node))

    def _remember_fold(self, is_open: bool) -> None:
        self._bench.memory.for_developers = is_open

    def _background(self) -> Background:
        source = self._ticket.source or Source("file")
        who, context, choices = source.asked_by, source.context, self._bench.place.choices
        code = context.time_zone if context is not None else None
        evidence = Evidence(
            who.associate_id if who else None,
            who.full_name if who else "",
            source.fetched,
            self._ticket.moving,
            source.kind != "server",
            self._default() if source.kind != "server" else None,
            context.type_id if context is not None else None,
        )
        return Background(
            evidence,
            self._ticket.zone,
            choices.time_zone(code) if code else "",
            source.connection.name if source.connection is not None else "",
            self._bench.place.context_words(source) if context is not None else "",
            learned=self._learned(source),
            zones=self._bench.place.zones if self._is_from_here(source) else None,
            may_ask=self._is_from_here(source),
            is_asking=self._bench.tasks.is_running("learn"),
            fields_trouble=troubles.explain(trouble)
            if (trouble := self._ticket.fields_trouble) is not None
            else "",
        )

    def _default(self) -> Node | None:
        """What the server would have put there, as far as that is known of a draft from a file."""
        document = self._ticket.document
        piece = document.default if document is not None else None
        if piece is not self._remembered[0]:
            self._remembered = piece, None if piece is None else Node("", exact_json.raw(bytes(piece)))
        return self._remembered[1]

    # -- where it comes from --------------------------------------------------------------------------

    def _is_from_here(self, source: Source) -> bool:
        """Whether it is a default that the person who is signed in was given."""
        place = self._bench.place
        if place.signed is None:
            return False
        return source.is_from(place.connection) and source.asked_by == place.signed.session.principal

    def _learned(self, source: Source) -> Learned | None:
        """What was asked for, with the request type that this default was asked for."""
        learned = self._bench.place.learned
        if learned is None or source.context is None or not self._is_from_here(source):
            return None
        type_asked = str(source.context.type_id or "")
        return replace(learned, knowledge=replace(learned.knowledge, type_asked=type_asked))

    def ask_where_from(self) -> None:
        """Tell what could decide the current property's default; that is asked for once a session."""
        node, background = self._tree.current_node(), self._background()
        told = why.where_from(node, background) if node is not None else NOTHING
        if told.rows:
            self._pane.reveal_where_from()
        elif told.may_ask:
            place = self._bench.place
            ask = place.learn_zones if told.is_zone else place.learn
            self._bench.tasks.start("learn", self._learn(ask), again="join")
            self._tell_soon()
        elif node is not None and not background.may_ask:
            self._bench.voice.done(
                tr("Sign in and fetch a default: then the tenant can be asked where it comes from")
            )
        else:
            self._bench.voice.done(tr("Of this property no more is known than Details say"))

    async def _learn(self, ask: Callable[[], Awaitable[None]]) -> None:
        try:
            await ask()
        finally:
            self._tell()
            QTimer.singleShot(0, self._pane, self._pane.reveal_where_from)

    def look_around(self) -> None:
        """Ask what else may act on a new request, once for the session."""
        self._bench.tasks.start("look_around", self._bench.place.look_around(), again="join")

    # -- zones ----------------------------------------------------------------------------------------

    def _learn_zones(self) -> None:
        self._bench.tasks.start("zones", self._ask_zones(), again="replace")

    def _stop(self) -> None:
        for task in ("zones", "learn", "look_around"):
            self._bench.tasks.cancel(task)

    async def _ask_zones(self) -> None:
        """Ask the tenant which rules are behind its time zone codes."""
        self._ticket.zones = await self._bench.place.zone_rules()
        self._tell_soon()

    # -- the message ----------------------------------------------------------------------------------

    def copy_as_text(self) -> None:
        """Copy what one sends to the admin about the current field."""
        node = self._tree.current_node()
        if node is not None and node.parent is not None:
            unlocked = self._ticket.is_unlocked(node)
            QGuiApplication.clipboard().setText(why.message(node, self._background(), unlocked=unlocked))
            self._bench.voice.done(tr("Copied; paste it into a message to the administrator"))
