"""What is open in the window, and the window's verbs. The longer ones live beside it:

`connecting.py` signing in and out, `fetching.py` asking the server, `drafts.py` files, `finding.py` the filter,
`selection.py` the current property.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QDockWidget, QUndoView

from inspector.domain import checks, pointers
from inspector.domain.checks import Problem
from inspector.domain.document import Document
from inspector.services.settings import Connection
from inspector.ui.bench.remembered import Remembered
from inspector.ui.bench.source import Source
from inspector.ui.kit.memory import NAME_STYLES
from inspector.ui.kit.tasks import Tasks
from inspector.ui.kit.theme import Theme
from inspector.ui.problems.words import fix_words, summary
from inspector.ui.tree.model import Column, EntityModel
from inspector.ui.window.notice import Level
from inspector.ui.window.window import MainWindow
from inspector.words import failures, troubles
from inspector.words.language import tr

if TYPE_CHECKING:
    from inspector.services.credentials import Keyring
    from inspector.services.superoffice.client import Session
    from inspector.services.superoffice.context import RequestContext
    from inspector.services.superoffice.journal import Journal
    from inspector.ui.connections.managing import Managing
    from inspector.ui.defaults.rebasing import Rebasing
    from inspector.ui.export.exporting import Exporting
    from inspector.ui.panes.raw_json import RawJson
    from inspector.ui.panes.request_log import RequestLog
    from inspector.ui.sign_in.signing_in import Demo


CHECKABLE = (
    *("light", "dark", "system", "names_api", "names_label", "names_both"),
    *("request_log", "raw_json", "history", "pin", "group"),
)
REPLACING = ("sign_in", "fetch", "open", "save", "save_as")
"""What is under way under these names will put something else on screen, or in the file."""
ASKING = ("ask", "pick", "rebase", "close")
"""What a person is being asked under these names is about what is on screen."""
LAST_PATIENCE = 5.0
"""Seconds that the program's end waits for the keyring."""


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
class Others:
    """What a window has to ask whoever knows all windows."""

    is_used: Callable[[Connection], bool]
    """Whether anybody is signed in there, in whichever window."""
    go_where_open: Callable[[Path], bool]
    """Goes to the window that has that draft, if it is another than this one; whether there is one."""


class Workspace(QObject):
    """Holds what is open and carries out the verbs; made after the first paint."""

    window_wanted = Signal(object)
    """Another window is to show this: the Path of a draft, what an earlier run left (Leftover), or None."""
    quit_wanted = Signal()
    """The program is to end, with all its windows."""
    signed_out = Signal()
    shown = Signal()
    """Another document is open, or none: what `source` says of it holds from now on."""
    ticket: object = None
    """Another for each ticket that is opened; no undo and no redo makes another."""

    def __init__(
        self,
        window: MainWindow,
        remembered: Remembered,
        theme: Theme,
        keyring: Keyring,
        demo: Demo,
    ) -> None:
        from inspector.ui.defaults.fetching import Fetching  # noqa: PLC0415
        from inspector.ui.details.background import Explaining  # noqa: PLC0415
        from inspector.ui.drafts.drafts import Drafts  # noqa: PLC0415
        from inspector.ui.drafts.recovering import Recovering  # noqa: PLC0415
        from inspector.ui.find.finding import Finding  # noqa: PLC0415
        from inspector.ui.references.picking import Picking  # noqa: PLC0415
        from inspector.ui.sign_in.signing_in import Connecting  # noqa: PLC0415 - they know this class
        from inspector.ui.tree.elements import Restructuring  # noqa: PLC0415
        from inspector.ui.tree.large_editor import LongTexts  # noqa: PLC0415
        from inspector.ui.tree.pins import LayingOut  # noqa: PLC0415
        from inspector.ui.tree.selection import Selection  # noqa: PLC0415

        super().__init__(window)
        self.window, self.remembered, self.theme = window, remembered, theme
        self.others = Others(self._is_used, lambda _path: False)
        self.signed: Signed | None = None
        self.source: Source | None = None
        """Where what is open came from; None where nothing is."""
        self.connection_id = remembered.settings.last_connection
        """Of the connection that this window is at, or was last; at first, the one that any window was at last."""
        self._journal: Journal | None = None
        self._request_log: RequestLog | None = None
        self._raw_json: RawJson | None = None
        self._history: QDockWidget | None = None
        self._managing: Managing | None = None
        self._keyring = keyring
        self.tasks = Tasks(self)
        self.undo_stack = QUndoStack(self)
        self.model = EntityModel(self.undo_stack, self)
        window.tree.setModel(self.model)
        self.problems: list[Problem] = []
        self._on_notice: Callable[[], None] = lambda: None
        self._notice_about = ""
        self.connecting = Connecting(self, keyring, demo)
        self.drafts = Drafts(self)
        self.fetching = Fetching(self)
        self.finding = Finding(self)
        self.selection = Selection(self)
        self.restructuring = Restructuring(self)
        self.picking = Picking(self)
        self.explaining = Explaining(self)
        self.recovering = Recovering(self)
        self.long_texts = LongTexts(self)
        self.laying_out = LayingOut(self)
        self._wire()
        self.refresh()

    # -- wiring ---------------------------------------------------------------------------------------

    def _wire(self) -> None:
        window = self.window
        self.tasks.failed.connect(self.fail)
        self.remembered.changed.connect(self.refresh)  # after all others: they were made before
        self.model.edited.connect(self._edited)
        self.model.rejected.connect(lambda _index, error: self.fail(error))
        window.problems.fix_wanted.connect(self._fix)
        window.readiness.clicked.connect(window.problems.focus)
        self.undo_stack.cleanChanged.connect(self.refresh)  # no lambdas: they would outlive this object
        self.undo_stack.indexChanged.connect(self._name_undo)
        window.notice.acted.connect(self._act_on_notice)
        window.welcome.sign_in_requested.connect(self.connecting.open_dialog)
        window.welcome.demo_requested.connect(self.connecting.demo)
        window.dropped.connect(self.drafts.open_dropped)
        window.welcome.open_requested.connect(self.drafts.open)
        window.export_menu.aboutToShow.connect(lambda: self.exporting)  # it fills the menu
        for name, act in self._verbs().items():
            window.actions_by_name[name].triggered.connect(lambda _checked=False, act=act: act())
        self.model.set_name_style(window.memory.name_style)
        window.memory.changed.connect(self._look_again)
        for name in CHECKABLE:
            window.actions_by_name[name].setCheckable(True)

    def _verbs(self) -> dict[str, Callable[[], object]]:
        return {
            "sign_in": self.connecting.open_dialog,
            "sign_out": self.connecting.sign_out,
            "demo": self.connecting.demo,
            "who": self._tell_who,
            "connections": lambda: self.managing().open_connections(),
            "secrets": lambda: self.managing().open_secrets(),
            "fetch": self.fetching.fetch,
            "rebase": self._rebase,
            "pin": self.laying_out.toggle_pin,
            "group": self.laying_out.toggle_groups,
            "volatile": self.explaining.look_for_volatile,
            "copy_text": self.explaining.copy_as_text,
            "cancel": self.fetching.cancel,
            "open": self.drafts.open,
            "new_window": self.drafts.open_window,
            "save": self.drafts.save,
            "save_as": self.drafts.save_as,
            "close_window": self.window.close,
            "quit": self.quit_wanted.emit,
            "undo": self.undo_stack.undo,
            "redo": self.undo_stack.redo,
            "edit": self.window.tree.edit_current,
            "edit_large": self.long_texts.edit,
            "copy_value": self.selection.copy_value,
            "copy_path": self.selection.copy_path,
            "copy_dotted": lambda: self.selection.copy_path(pointers.dotted),
            "copy_python": lambda: self.selection.copy_path(pointers.python),
            "go_to_path": self.selection.ask_path,
            "raw_json": self._toggle_raw_json,
            "reset": self.selection.reset_current,
            "set_null": self.selection.set_null,
            "reset_all": self.restructuring.reset_all,
            "add": self.restructuring.add,
            "duplicate": self.restructuring.duplicate,
            "remove": self.restructuring.remove,
            "move_up": lambda: self.restructuring.move(-1),
            "move_down": lambda: self.restructuring.move(1),
            "rename_key": self.restructuring.rename_key,
            "copy_json": self.restructuring.copy_json,
            "paste": self.restructuring.paste,
            "history": self._toggle_history,
            "find": self.finding.focus,
            "expand": self.selection.expand_below,
            "collapse": self.window.tree.collapseAll,
            "full_screen": self._toggle_full_screen,
            "request_log": self._toggle_request_log,
            "names_api": lambda: self._call_names("api"),
            "names_label": lambda: self._call_names("label"),
            "names_both": lambda: self._call_names("both"),
            "light": lambda: self._appear("light"),
            "dark": lambda: self._appear("dark"),
            "system": lambda: self._appear("system"),
            "about": self._about,
            "updates": self._check_for_updates,
        }

    # -- what is open ---------------------------------------------------------------------------------

    def show(self, document: Document, source: Source) -> None:
        """Put another document into the tree; what was selected and unfolded stays so, where it is still there."""
        self.tasks.cancel("rebase")  # that was of the one before
        self.ticket, self.source = object(), source
        tree = self.window.tree
        current, branches = tree.current_node(), tree.expanded_keys()
        keys = current.keys if current else ()
        self.model.load(document)
        self.laying_out.refresh()
        tree.expand_keys(branches)
        if not (keys and tree.select(keys)) and not tree.select(("Title",)):
            tree.setCurrentIndex(self.model.index(0, Column.VALUE))
        self.window.show_ticket(True)
        if self.window.focusWidget() in (None, self.window.filter_box) and not self.window.filter_box.text():
            tree.setFocus()
        self.finding.document_changed()
        self._check()
        self.shown.emit()
        self.refresh()

    def swap(self, document: Document, source: Source) -> None:
        """Put it in place of the one at hand, as an undo step does; all other steps stay."""
        self.source = source
        tree = self.window.tree
        branches = tree.expanded_keys()
        self.model.swap(document)
        self.laying_out.refresh()
        tree.expand_keys(branches)
        self.shown.emit()
        self._edited()

    def clear(self) -> None:
        """Show nothing any more."""
        self.ticket, self.source = object(), None
        self.model.load(None)
        self._check()
        self.shown.emit()
        self.refresh()

    def refresh(self) -> None:
        """Bring title, status bar and the verbs in line with what is open."""
        window, document = self.window, self.model.document
        window.setWindowModified(document is not None and not self.undo_stack.isClean())
        place = self.signed.connection.name if self.signed else tr("not signed in")
        window.name_draft(self.drafts.name() if document is not None else "", place)
        window.show_ticket(document is not None or self.signed is not None)
        self.fetching.refresh()
        window.export_menu.menuAction().setEnabled(document is not None)
        self.connecting.refresh()
        enabled = {
            "save": document is not None,
            "save_as": document is not None,
            "find": document is not None,
            "expand": document is not None,
            "group": document is not None,
            "go_to_path": document is not None,
            "reset_all": document is not None and document.root.is_modified and not self.fetching.is_busy,
            "collapse": document is not None,
            "sign_out": self.signed is not None,
            "who": self.signed is not None,
            "rebase": self.signed is not None and document is not None and not self.fetching.is_busy,
            "volatile": self.explaining.can_ask_again() and not self.fetching.is_busy,
            "fetch": self.signed is not None and not self.fetching.is_busy,
            "cancel": self.fetching.is_busy,
        }
        for name, state in enabled.items():
            window.actions_by_name[name].setEnabled(state)
        for name in ("light", "dark", "system"):
            window.actions_by_name[name].setChecked(self.window.memory.appearance == name)
        for style in NAME_STYLES:
            window.actions_by_name[f"names_{style}"].setChecked(self.model.name_style == style)
        self._name_undo()
        self.selection.refresh()
        self.restructuring.refresh(self.window.tree.current_node() if document is not None else None)

    def _name_undo(self) -> None:
        undo, redo = self.window.actions_by_name["undo"], self.window.actions_by_name["redo"]
        undo.setEnabled(self.undo_stack.canUndo() and not self.fetching.is_busy)
        redo.setEnabled(self.undo_stack.canRedo() and not self.fetching.is_busy)
        undo.setStatusTip(self.undo_stack.undoText())
        redo.setStatusTip(self.undo_stack.redoText())

    def _edited(self) -> None:
        self.refresh()
        self._check()
        self.finding.document_changed()

    def _check(self) -> None:
        document = self.model.document
        self.problems = checks.problems(document, self.picking.known()) if document else []
        self.window.problems.show_problems(self.problems)
        self._light()

    def _light(self) -> None:
        """Say in the status bar how much is left."""
        light, left = self.window.readiness, bool(self.problems)
        light.setVisible(self.model.document is not None)
        light.setText(summary(self.problems))
        light.setIcon(self.theme.icon("warning" if left else "check", "amber" if left else "green"))

    def _fix(self, problem: Problem) -> None:
        """Mend a problem, or lead to where the person can."""
        document = self.model.document
        node = document.find(problem.keys) if document is not None and not self.fetching.is_busy else None
        if node is None:
            return
        edit = checks.fix(problem, node)
        if edit is not None:
            self.model.push(edit, fix_words(problem))
        else:
            self.selection.go_to(problem.keys)
            self.window.tree.edit_current()

    def _is_used(self, connection: Connection) -> bool:
        return self.signed is not None and self.signed.connection is connection

    # -- telling --------------------------------------------------------------------------------------

    def tell(
        self,
        text: str,
        level: Level = "info",
        button: str = "",
        act: Callable[[], None] = lambda: None,
        *,
        details: str = "",
    ) -> None:
        """Show a notice; `act` is what its button does, `details` are lines to be shown on demand."""
        self._on_notice, self._notice_about = act, ""
        self.window.notice.tell(text, level, button, details)

    def settle(self, about: str) -> None:
        """What was told about this is over, and what was no error; another error waits until it is read."""
        if self._notice_about == about or not self.window.notice.is_error:
            self.window.notice.hide()

    def _act_on_notice(self) -> None:
        self._on_notice()

    def fail(
        self,
        error: BaseException,
        doing: str = "",
        button: str = "",
        act: Callable[[], None] = lambda: None,
        *,
        about: str = "",
    ) -> None:
        """Tell of an error, in words; `doing` says what was tried, the button what to do now.

        `about` names what makes it untrue one day: see `settle`.
        """
        if not hasattr(error, "code"):
            logging.getLogger("inspector").error("unforeseen", exc_info=error)
        text = f"{doing} {troubles.explain(error)}".strip()
        self.tell(text, "error", button, act, details=failures.write(error, doing))
        self._notice_about = about

    def journal(self) -> Journal:
        """The requests of this program; not needed before the first."""
        if self._journal is None:
            from inspector.services.superoffice.journal import Journal  # noqa: PLC0415

            self._journal = Journal()
        return self._journal

    # -- verbs on the window --------------------------------------------------------------------------

    def come_forward(self) -> None:
        """Put the window before all others."""
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _toggle_full_screen(self) -> None:
        self.window.setWindowState(self.window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _toggle_request_log(self) -> None:
        from inspector.ui.panes.request_log import RequestLog  # noqa: PLC0415 - few open it

        if self._request_log is None:
            self._request_log = RequestLog(self.journal(), self.window)
            self._dock(self._request_log, Qt.DockWidgetArea.BottomDockWidgetArea)
        else:
            self._request_log.setVisible(self._request_log.isHidden())

    def _toggle_raw_json(self) -> None:
        from inspector.ui.panes.raw_json import RawJson  # noqa: PLC0415 - few open it

        if self._raw_json is None:
            self._raw_json = RawJson(self)
            self._dock(self._raw_json.pane, Qt.DockWidgetArea.RightDockWidgetArea)
            self.window.resizeDocks([self._raw_json.pane], [400], Qt.Orientation.Horizontal)
        else:
            self._raw_json.pane.setVisible(self._raw_json.pane.isHidden())

    def _toggle_history(self) -> None:
        if self._history is None:
            self._history = QDockWidget(tr("History"), self.window)
            self._history.setObjectName("history")
            steps = QUndoView(self.undo_stack)
            steps.setEmptyLabel(tr("As served"))
            steps.setCleanIcon(self.theme.icon("check", "green"))
            steps.setAccessibleName(tr("History"))
            self._history.setWidget(steps)
            self._dock(self._history, Qt.DockWidgetArea.RightDockWidgetArea)
        else:
            self._history.setVisible(self._history.isHidden())

    def _dock(self, pane: QDockWidget, area: Qt.DockWidgetArea) -> None:
        """Show a pane for the first time; its verb is ticked as long as it is visible."""
        self.window.addDockWidget(area, pane)
        pane.visibilityChanged.connect(self.window.actions_by_name[pane.objectName()].setChecked)

    def _call_names(self, style: str) -> None:
        self.window.memory.name_style = style

    def _appear(self, appearance: str) -> None:
        self.window.memory.appearance = appearance
        self.theme.set_appearance(appearance)  # type: ignore[arg-type]

    def _look_again(self) -> None:
        """Look as the person chose, in whichever window."""
        if self.model.name_style != self.window.memory.name_style:
            self.model.set_name_style(self.window.memory.name_style)
        self.laying_out.refresh()
        self.refresh()

    @cached_property
    def exporting(self) -> Exporting:
        """The entries of File > Export, made when that menu is opened first."""
        from inspector.ui.export.exporting import Exporting  # noqa: PLC0415 - what paints portraits is no part of a start

        return Exporting(self)

    @cached_property
    def rebasing(self) -> Rebasing:
        """What brings a draft onto newer defaults."""
        from inspector.ui.defaults.rebasing import Rebasing  # noqa: PLC0415 - its board is seldom needed

        return Rebasing(self)

    def _rebase(self) -> None:
        self.rebasing.start()

    def managing(self) -> Managing:
        """The saved connections and stored secrets."""
        if self._managing is None:
            from inspector.ui.connections.managing import Managing  # noqa: PLC0415 - its dialogs are seldom needed

            self._managing = Managing(self, self._keyring)
        return self._managing

    def _tell_who(self) -> None:
        from inspector.ui.connections.identity import IdentityCard  # noqa: PLC0415

        if self.signed is not None:
            IdentityCard(self.signed, self.window).show()

    def _about(self) -> None:
        from inspector.ui.about.about import AboutDialog  # noqa: PLC0415

        dialog = AboutDialog(self.window)
        dialog.open()
        self.tasks.start("about", dialog.tell_keyring(self._keyring), again="replace")

    def _check_for_updates(self) -> None:
        from inspector.ui.about.updates import UpdateDialog  # noqa: PLC0415

        UpdateDialog(self).open()

    @property
    def is_busy(self) -> bool:
        """Whether something is under way that will change what is shown."""
        return self.tasks.is_running(*REPLACING, "find")

    def may_be_replaced(self) -> bool:
        """Whether another draft may be shown here without a question, and takes nothing from whoever is at work."""
        self.window.tree.take_typed()
        is_busy = self.tasks.is_running(*REPLACING, *ASKING)
        return not is_busy and (self.model.document is None or self.undo_stack.isClean())

    async def close(self) -> bool:
        """End everything in order, after asking about unsaved changes; False where the person wants to stay."""
        if not await self.drafts.may_leave():
            return False
        self.window.setEnabled(False)  # what is edited from now on would be lost
        self.window.remember()
        with suppress(TimeoutError):
            async with asyncio.timeout(
                LAST_PATIENCE
            ):  # a password to be remembered, unless its keyring hangs
                await self.connecting.finish()
        await self.remembered.finish()
        self.finding.close()
        await self.recovering.close()
        await self.tasks.close()
        await self.connecting.close()
        self.undo_stack.clear()  # PySide does not survive it when the collector takes commands apart (6.11)
        return True
