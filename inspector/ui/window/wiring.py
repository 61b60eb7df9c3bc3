"""Makes the features of a window and connects them; what each does, it knows itself."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal

from inspector.ui.bench.bench import Bench
from inspector.ui.bench.place import Place
from inspector.ui.bench.source_texts import whereabouts
from inspector.ui.bench.ticket import OpenTicket
from inspector.ui.bench.voice import Voice
from inspector.ui.defaults.fetching import Fetching
from inspector.ui.defaults.learning import Learning
from inspector.ui.defaults.moving import Moving
from inspector.ui.defaults.retyping import Retyping
from inspector.ui.details.explaining import Explaining
from inspector.ui.drafts.drafts import Drafts
from inspector.ui.drafts.recovering import Recovering
from inspector.ui.find.finding import Finding
from inspector.ui.kit.saying import speech
from inspector.ui.kit.tasks import Tasks
from inspector.ui.panes.docking import Docking
from inspector.ui.problems.checking import Checking
from inspector.ui.references.picking import Picking
from inspector.ui.sign_in.demo_tenant import Demo, Tenant
from inspector.ui.sign_in.demo_users import DemoUsers
from inspector.ui.sign_in.signing_in import SigningIn
from inspector.ui.tree.clipboard import Clipboard
from inspector.ui.tree.elements import Elements
from inspector.ui.tree.large_editor import LongTexts
from inspector.ui.tree.model import EntityModel
from inspector.ui.tree.pins import Pins
from inspector.ui.tree.selection import Selection
from inspector.ui.window import enabling, language_menu
from inspector.ui.window.features import Features
from inspector.ui.window.going_round import GoingRound
from inspector.ui.window.looks import Looks
from inspector.ui.window.menus import open_context_menu
from inspector.ui.window.verbs import Verb, verbs
from inspector.words.language import tr

if TYPE_CHECKING:
    from inspector.domain.document import Keys
    from inspector.services.credentials import Keyring
    from inspector.ui.bench.remembered import Remembered
    from inspector.ui.bench.source import Source
    from inspector.ui.kit.theme import Theme
    from inspector.ui.window.window import MainWindow

LAST_PATIENCE = 5.0
"""Seconds that a window's end waits for the keyring."""


class Workspace(QObject):
    """One window at work; made after the first paint."""

    window_wanted = Signal(object)
    """Another window is to show this: the Path of a draft, what an earlier run left (Leftover), or None."""

    def __init__(
        self, window: MainWindow, remembered: Remembered, theme: Theme, keyring: Keyring, tenant: Tenant
    ) -> None:
        super().__init__(window)
        self.window = window
        self.bench = Bench(
            OpenTicket(self),
            Place(remembered.settings.last_connection, self),
            remembered,
            Voice(self),
            Tasks(self),
            theme,
            window.memory,
        )
        self.bench.ticket.edited.connect(self.bench.voice.forget)  # before anybody tells of this edit
        self._verbs = verbs()
        self.features = self._make(keyring, tenant)
        self._connect()
        self._call_verbs()
        self.refresh()

    def _make(self, keyring: Keyring, tenant: Tenant) -> Features:
        """The features; each hears of the bench itself, in this order."""
        bench, window, tree = self.bench, self.window, self.window.tree
        self.model = EntityModel(bench.ticket, self)
        tree.setModel(self.model)
        pins = Pins(bench, tree)
        demo = Demo(bench, tenant, window.weather_menu)
        demo_users = DemoUsers(bench.place, window.user_menu, window.context_bar.user_button)
        elements = Elements(bench, tree)
        return Features(
            bench,
            window,
            keyring,
            demo,
            demo_users,
            SigningIn(bench, window, keyring, demo),
            Fetching(bench, window.context_bar, window.transfer, self._rebase_onto),
            Moving(bench, self),
            Learning(bench, self),
            Retyping(bench, self, self._rebase_onto),
            Drafts(bench, window, window.recent_menu),
            Recovering(bench, window.recovery),
            Explaining(bench, tree, window.details),
            Checking(bench, window.problems, window.readiness),
            Finding(bench, tree, window.filter_box, window.count, window.no_hits),
            Picking(bench, tree),
            Selection(bench, tree, window.path_bar),
            elements,
            Clipboard(bench, tree, elements),
            LongTexts(bench, tree),
            pins,
            Docking(bench, window, tree),
            Looks(bench, window, tree),
            GoingRound(window),
        )

    # -- connecting -----------------------------------------------------------------------------------

    def _connect(self) -> None:
        """What one feature tells, and another does because of it."""
        it, window = self.features, self.window
        it.fetching.asking.connect(it.moving.make_way)
        it.fetching.sign_in_wanted.connect(it.signing_in.open_dialog)
        window.tree.large_editor_wanted.connect(it.large_editor.edit)
        it.selection.hidden_wanted.connect(it.finding.clear)
        it.pins.moved.connect(it.finding.search_again)
        it.elements.reference_wanted.connect(it.picking.add_to)
        it.picking.type_picked.connect(it.retyping.offer)
        it.retyping.asking.connect(it.moving.make_way)
        it.checking.edit_wanted.connect(self._edit)
        it.docking.chosen.connect(it.selection.go_to)
        it.drafts.window_wanted.connect(self.window_wanted)
        it.drafts.compare_wanted.connect(self._compare)
        it.recovering.window_wanted.connect(self.window_wanted)
        window.problems.chosen.connect(it.selection.go_to)
        window.details.unlock_wanted.connect(it.selection.unlock)
        window.details.reset_wanted.connect(it.selection.reset)
        window.welcome.sign_in_requested.connect(it.signing_in.open_dialog)
        window.context_bar.sign_in_requested.connect(it.signing_in.open_dialog)
        window.welcome.demo_requested.connect(it.signing_in.demo)
        window.welcome.demo_user_requested.connect(it.signing_in.demo)
        window.welcome.open_requested.connect(it.drafts.open)
        window.welcome.connection_requested.connect(it.signing_in.enter)
        window.welcome.draft_requested.connect(it.drafts.open_path)
        it.demo_users.wanted.connect(it.signing_in.demo)
        window.dropped.connect(it.drafts.open_dropped)
        window.export_menu.aboutToShow.connect(lambda: it.exporting)  # it fills the menu
        self._connect_voice()

    def _connect_voice(self) -> None:
        voice, window = self.bench.voice, self.window
        voice.told.connect(window.notice.tell)
        voice.hushed.connect(window.notice.hide)
        voice.progressed.connect(window.tell_progress)
        language_menu.fill(window.language_menu, self.bench.memory)
        window.notice.acted.connect(voice.act)
        window.notice.closed.connect(voice.note_closed)
        window.context_bar.unfit.connect(lambda text: voice.tell(text, "warning"))
        self.bench.tasks.failed.connect(voice.fail)
        self.model.rejected.connect(lambda _index, error: voice.fail(error, about="typed"))
        window.tree.refusal_over.connect(lambda: voice.settle("typed"))

    def _compare(self) -> None:
        self.features.rebasing.start()

    async def _rebase_onto(self, body: bytes, source: Source, step: str = "") -> bool:
        return await self.features.rebasing.onto(body, source, step)

    def _edit(self, keys: Keys) -> None:
        self.features.selection.go_to(keys)
        self.window.tree.edit_current()

    # -- verbs ----------------------------------------------------------------------------------------

    def _call_verbs(self) -> None:
        """Have each menu entry call its verb, and be offered when it may."""
        bench, window = self.bench, self.window
        for verb in self._verbs:
            window.actions_by_name[verb.name].triggered.connect(
                lambda _checked=False, verb=verb: self._call(verb)
            )
        window.tree.header().addAction(window.actions_by_name["types"])
        window.tree.customContextMenuRequested.connect(self._open_context_menu)
        self.features.docking.shown.connect(
            lambda name, shown: window.actions_by_name[name].setChecked(shown)
        )
        for signal in (
            *(bench.ticket.shown, bench.ticket.edited, bench.ticket.saved, bench.ticket.stale_changed),
            *(bench.ticket.unlocked, bench.ticket.stack.cleanChanged, bench.ticket.stack.indexChanged),
            *(bench.place.changed, bench.place.choices_changed, bench.remembered.changed),
            *(bench.memory.changed, bench.theme.changed, speech.changed),
        ):
            signal.connect(self.refresh)  # after all others: they were made before
        for signal in (bench.ticket.shown, bench.place.changed):
            signal.connect(self.features.looks.fit)  # the band at the top came, or went
        window.tree.current_node_changed.connect(self._offer)
        window.filter_box.textChanged.connect(self._offer)
        bench.ticket.shown.connect(self._take_keyboard)

    def _call(self, verb: Verb) -> None:
        """Do what a menu entry or its key says; what works on the ticket comes after what is still in an editor."""
        if not verb.needs or self.bench.ticket.take_typed():
            verb.calls(self.features)

    def refresh(self, *_what: object) -> None:
        """Bring title, status bar, ways to begin and verbs in line with what is open."""
        window, ticket, place = self.window, self.bench.ticket, self.bench.place
        window.setWindowModified(ticket.is_unsaved)
        where = place.connection.name if place.connection is not None else tr("not signed in")
        window.name_draft(ticket.name if ticket.document is not None else "", where)
        window.show_ticket(ticket.document is not None or place.signed is not None)
        window.welcome.show_recent(self.bench.remembered.settings)
        window.whereabouts.setText(whereabouts(place, ticket.source))
        window.export_menu.menuAction().setEnabled(ticket.document is not None)
        self._offer()

    def _offer(self, *_what: object) -> None:
        """Enable and tick the verbs that the situation allows."""
        ticket, actions = self.bench.ticket, self.window.actions_by_name
        node = self.window.tree.current_node() if ticket.document is not None else None
        pinned = node is not None and node.keys in self.model.layout.pins
        holding = enabling.facts(
            self.bench,
            node,
            pinned=pinned,
            askable=self.features.moving.can_ask_again(),
            changed_only=self.features.finding.is_changed_only,
        )
        enabled = enabling.enabled(self._verbs, holding)
        for verb in self._verbs:
            actions[verb.name].setEnabled(verb.name in enabled)
            if verb.ticked and verb.ticked != "docked":
                actions[verb.name].setChecked(verb.ticked in holding)
        actions["undo"].setStatusTip(ticket.stack.undoText())
        actions["redo"].setStatusTip(ticket.stack.redoText())

    def _open_context_menu(self, at: QPoint) -> None:
        place = self.window.tree.viewport().mapToGlobal(at)
        open_context_menu(self.window.actions_by_name, self.window, place)

    def _take_keyboard(self) -> None:
        """Have a new ticket ready for keys, unless somebody is at work elsewhere in the window."""
        box, at = self.window.filter_box, self.window.focusWidget()
        is_away = at is None or not at.isVisible()  # as the button of a notice is that was pressed, and went
        is_idle = (is_away or at is box) and not box.text()
        if self.bench.ticket.document is not None and is_idle:
            self.window.tree.setFocus()

    # -- the window -----------------------------------------------------------------------------------

    def come_forward(self) -> None:
        """Put the window before all others."""
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def holds(self, path: Path) -> bool:
        """Whether that draft is open here."""
        return path in self.bench.ticket.files()

    async def close(self) -> bool:
        """End everything in order, after asking about unsaved changes; False where the person wants to stay."""
        it, bench = self.features, self.bench
        while await bench.ticket.guard.may_leave():
            agreed = bench.ticket.at_stake()
            if not await it.finish_exports():  # what fails is told in the window, which stays for that
                return False
            if bench.ticket.at_stake() == agreed:
                break
        else:
            return False
        self.window.setEnabled(False)  # what is edited from now on would be lost
        self.window.remember()
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_PATIENCE):
                await it.signing_in.finish()  # a password to be remembered, unless its keyring hangs
        await bench.remembered.finish()
        it.finding.close()
        await it.recovering.close()
        await bench.tasks.close()
        await it.signing_in.close()
        it.explaining.close()
        bench.ticket.stack.clear()  # PySide does not survive it when the collector takes commands apart (6.11)
        return True
