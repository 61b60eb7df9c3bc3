"""Every feature of one window, for whoever connects them and for the table of verbs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector.services.credentials import Keyring
    from inspector.ui.bench.bench import Bench
    from inspector.ui.bench.ticket import OpenTicket
    from inspector.ui.connections.managing import Managing
    from inspector.ui.defaults.fetching import Fetching
    from inspector.ui.defaults.learning import Learning
    from inspector.ui.defaults.moving import Moving
    from inspector.ui.defaults.rebasing import Rebasing
    from inspector.ui.defaults.retyping import Retyping
    from inspector.ui.details.explaining import Explaining
    from inspector.ui.drafts.drafts import Drafts
    from inspector.ui.drafts.recovering import Recovering
    from inspector.ui.export.exporting import Exporting
    from inspector.ui.find.finding import Finding
    from inspector.ui.panes.docking import Docking
    from inspector.ui.problems.checking import Checking
    from inspector.ui.references.picking import Picking
    from inspector.ui.sign_in.demo_tenant import Demo
    from inspector.ui.sign_in.signing_in import SigningIn
    from inspector.ui.tree.clipboard import Clipboard
    from inspector.ui.tree.elements import Elements
    from inspector.ui.tree.large_editor import LongTexts
    from inspector.ui.tree.pins import Pins
    from inspector.ui.tree.selection import Selection
    from inspector.ui.tree.view import EntityView
    from inspector.ui.window.going_round import GoingRound
    from inspector.ui.window.looks import Looks
    from inspector.ui.window.window import MainWindow


@dataclass
class Features:
    """What a window can do. Whatever a start can do without is made when it is first wanted."""

    bench: Bench
    window: MainWindow
    keyring: Keyring
    demo: Demo
    signing_in: SigningIn
    fetching: Fetching
    moving: Moving
    learning: Learning
    retyping: Retyping
    drafts: Drafts
    recovering: Recovering
    explaining: Explaining
    checking: Checking
    finding: Finding
    picking: Picking
    selection: Selection
    elements: Elements
    clipboard: Clipboard
    large_editor: LongTexts
    pins: Pins
    docking: Docking
    looks: Looks
    going_round: GoingRound

    @property
    def ticket(self) -> OpenTicket:
        """What is open."""
        return self.bench.ticket

    @property
    def tree(self) -> EntityView:
        """The property tree."""
        return self.window.tree

    @cached_property
    def rebasing(self) -> Rebasing:
        """What brings a draft onto newer defaults."""
        from inspector.ui.defaults.rebasing import Rebasing  # noqa: PLC0415 - its board is seldom needed

        made = Rebasing(self.bench, self.window)
        made.asking.connect(self.moving.make_way)
        return made

    @cached_property
    def managing(self) -> Managing:
        """The saved connections and stored secrets."""
        from inspector.ui.connections.managing import Managing  # noqa: PLC0415 - its dialogs are seldom needed

        return Managing(self.bench, self.window, self.keyring)

    @cached_property
    def exporting(self) -> Exporting:
        """The entries of File > Export, made when that menu is opened first."""
        from inspector.ui.export.exporting import Exporting  # noqa: PLC0415 - what paints portraits is no part of a start

        return Exporting(self.bench, self.window, self.window.export_menu)

    async def finish_exports(self) -> bool:
        """Wait until all that is exported is in its files; False where something went wrong, which was told."""
        return "exporting" not in vars(self) or await self.exporting.finish()

    def tell_who(self) -> None:
        """Who is signed in, and where."""
        from inspector.ui.connections.identity import IdentityCard  # noqa: PLC0415 - seldom needed

        if self.bench.place.signed is not None:
            IdentityCard(self.bench.place.signed, self.window).show()

    def find(self) -> None:
        """Find properties, or what Details say where the keyboard is there."""
        holder, details = self.window.focusWidget(), self.window.details
        if holder is not None and details.isAncestorOf(holder):
            details.open_search()
        else:
            self.finding.focus()

    def reset_layout(self) -> None:
        """Panes, borders and columns as they were at first."""
        self.docking.hide_all()
        self.window.reset_layout()

    def tell_about(self) -> None:
        """What this program is."""
        from inspector.ui.about.about import AboutDialog  # noqa: PLC0415 - seldom needed

        dialog = AboutDialog(self.window)
        dialog.finished.connect(lambda _result: self.bench.tasks.cancel("about"))
        dialog.open()
        self.bench.tasks.start("about", dialog.tell_keyring(self.keyring), again="replace")

    def check_for_updates(self) -> None:
        """Ask whether there is a newer version."""
        from inspector.ui.about.updates import UpdateDialog  # noqa: PLC0415 - seldom needed

        UpdateDialog(self.bench, self.window).open()
