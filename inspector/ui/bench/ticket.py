"""What is open: the document, where it came from, which file holds it, and the one door for every change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from inspector.domain import custom_fields, exact_json, references, rights, zones
from inspector.domain.context import UNTRANSLATED
from inspector.domain.custom_fields import Fields
from inspector.domain.document import Document, Edit, Keys, Node, Remove, SetValue
from inspector.domain.errors import InspectorError
from inspector.domain.exact_json import Scalar
from inspector.ui.bench.source import Source
from inspector.ui.bench.steps import change_words, step_text
from inspector.words.language import tr
from inspector.words.names import field_title

if TYPE_CHECKING:
    from msgspec import Raw

    from inspector.domain.checks import Problem

Decision = Literal["leave", "stay", "keep"]
"""What becomes of unsaved changes: saved or given up, a reason to stay, or carried over onto what comes."""


@dataclass(frozen=True)
class DraftFile:
    """The file that a draft is saved in."""

    path: Path
    fingerprint: str
    """Of what this program last read from it or wrote to it; see services/files.py."""


@dataclass(frozen=True)
class Snapshot:
    """The draft at one moment, for a thread to save; nothing that is done meanwhile changes it."""

    serial: int
    piece: Raw
    default: bytes | Raw | None
    step: object
    """Stands for what the steps had led to; see `OpenTicket.note_saved`."""


class View(Protocol):
    """Whoever shows rows of the document, and has to tell of them before and after they change."""

    def replacing(self) -> AbstractContextManager[None]:
        """Around the moment at which another document takes the place of the one shown."""

    def changing(self, edit: Edit) -> AbstractContextManager[None]:
        """Around the moment at which an edit is carried out."""


class Guard(Protocol):
    """Whoever asks the person before unsaved changes would be lost."""

    async def may_leave(self) -> bool:
        """Whether what is open may be given up; False where the person wants to stay."""

    async def may_fetch(self) -> Decision:
        """The same before new defaults come, onto which the changes could be carried over."""


class Unguarded:
    """Gives up whatever is open without a question."""

    async def may_leave(self) -> bool:
        """True."""
        return True

    async def may_fetch(self) -> Decision:
        """It may be left."""
        return "leave"


class Typed:
    """What stands in open editors, while it is asked for."""

    is_refused = False

    def refuse(self) -> None:
        """Some of it can't be taken: it stays in its editor, and the person was told why."""
        self.is_refused = True


class OpenTicket(QObject):
    """The ticket that is open, if one is. Views tell of their rows around each change; see `add_view`."""

    closing = Signal()
    """It is about to make way for another ticket, or for none: what is under way for it is over."""
    replacing = Signal()
    """Another document is about to be shown: another ticket's, or this one's by a step that is done or undone."""
    shown = Signal()
    """Another document is shown, or none: what `source` and `file` say holds from now on."""
    applying = Signal(object)
    """An Edit is about to be carried out."""
    edited = Signal()
    """The document changed, by an edit, its undoing or its redoing."""
    begun_anew = Signal()
    """What is open can't be reached by the edits so far: whoever writes them down begins anew with the document."""
    saved = Signal()
    """It is in `file`, as far as `stack` is clean."""
    unlocked = Signal(object)
    """The Node that the person unlocked."""
    learned = Signal()
    """What the tenant says of its own fields is known, or no longer."""
    moving_changed = Signal(object)
    """The keys of the properties that are now known to move by themselves, or no longer are."""
    stale_changed = Signal()
    typed_wanted = Signal(object)
    """Whoever has an open editor makes an edit of what is typed there, or refuses to in this `Typed`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        """The steps since the ticket was opened."""
        self.document: Document | None = None
        self.source: Source | None = None
        """Where the document came from; None where nothing is open."""
        self.file: DraftFile | None = None
        """The file that holds the draft, or did; None where it is in none."""
        self.being_written: Path | None = None
        """The file that it is just being saved in."""
        self.serial = 0
        """How many tickets have been opened or closed so far; no step that is undone changes it."""
        self.guard: Guard = Unguarded()
        self.moving: frozenset[Keys] = frozenset()
        """Properties whose value differs each time the server is asked."""
        self.problems: list[Problem] = []
        """What stands between the draft and a ticket, as far as anybody has looked."""
        self.zones: Mapping[str, str] = {}
        """The rules behind the time zone codes of the tenant, as far as they were asked for."""
        self.fields = custom_fields.NONE
        """What the tenant says of the fields of its own in what is open."""
        self.fields_trouble: InspectorError | None = None
        """Why it does not, if it was asked."""
        self.is_stale = False
        """Whether something newer is on its way: what is edited meanwhile would be lost when it comes."""
        self._views: list[View] = []
        self._unlocked: set[Keys] = set()
        self._in_step = 0
        """How many steps of several edits are being made, one in another."""
        self._states: list[object] = [object()]
        """What stands for each state that undo and redo lead to, by the number of steps done."""
        self._in_file: object = None
        """The one of them that was saved last."""
        self.stack.indexChanged.connect(self._stepped)

    # -- what is open ---------------------------------------------------------------------------------

    def add_view(self, view: View) -> None:
        """From now on, have this view tell of its rows around each change."""
        self._views.append(view)

    def remove_view(self, view: View) -> None:
        """The view is closed."""
        self._views.remove(view)

    def show(self, document: Document, source: Source, file: DraftFile | None = None) -> None:
        """Open another ticket: there is nothing to undo, and nothing is unlocked."""
        self._open(document, source, file)

    def clear(self) -> None:
        """Have nothing open any more."""
        self._open(None, None, None)

    def _open(self, document: Document | None, source: Source | None, file: DraftFile | None) -> None:
        self.closing.emit()
        self.serial += 1
        self.replacing.emit()
        self.file = file
        self._unlocked.clear()
        self._replace(document, source)
        self.stack.clear()
        self._states, self._in_file = [object()], None
        self.shown.emit()

    def rebase(self, document: Document, source: Source, step: str = "") -> None:
        """Put another document in place of the one at hand, as one step; each goes with where it came from."""
        assert self.document is not None
        assert self.source is not None
        document.form = self.document.form  # the file stays what it is
        self._push(Rebase(self, (self.document, self.source), (document, source), step))

    def swap(self, document: Document, source: Source) -> None:
        """Carry such a step out, or back; only its command calls this."""
        self.replacing.emit()
        self._replace(document, source)
        self.begun_anew.emit()
        self.shown.emit()

    def _replace(self, document: Document | None, source: Source | None) -> None:
        before = self.document  # kept alive until no index points into it
        with ExitStack() as views:
            for view in self._views:
                views.enter_context(view.replacing())
            self.document, self.source = document, source
            self._learn()
        del before

    def learn(self, fields: Fields, trouble: InspectorError | None = None) -> None:
        """This is what the tenant says of its own fields, from now on; or why that is not known."""
        if fields is not self.fields or trouble is not self.fields_trouble:
            self.fields, self.fields_trouble = fields, trouble
            self._learn()
            self.learned.emit()

    def _learn(self) -> None:
        if self.document is not None:
            custom_fields.learn(self.document.root, self.fields)

    def snapshot(self, document: Document) -> Snapshot:
        """That document as it is now, whether it is the one that is open or was."""
        step = self._states[self.stack.index()] if document is self.document else object()
        return Snapshot(self.serial, document.root.raw, document.default, step)

    def note_saved(self, file: DraftFile, saved: Snapshot) -> None:
        """This is in that file; what is open may have been changed, undone or redone meanwhile.

        It is clean once undo or redo leads to what was saved. Where another ticket is open by now, nothing is noted.
        """
        if self.document is None or self.serial != saved.serial:
            return
        self.file = file
        if self.document.root.raw == saved.piece:
            self._in_file = self._states[self.stack.index()]
            self.stack.setClean()
        else:
            self._in_file = saved.step
            self.stack.resetClean()
            self.begun_anew.emit()
        self.saved.emit()

    def _stepped(self, index: int) -> None:
        while len(self._states) <= index:
            self._states.append(object())
        if self._states[index] is self._in_file:
            self.stack.setClean()

    @property
    def zone(self) -> tzinfo | None:
        """The rules of the time zone that it was asked for in; None where there is none, or they are not known."""
        context = self.source.context if self.source is not None else None
        code = context.time_zone if context is not None else None
        return zones.zone_of(code, self.zones) if code else None

    # -- what may be done with it ---------------------------------------------------------------------

    @property
    def name(self) -> str:
        """What the person calls the draft: its file, if it has one."""
        return self.file.path.name if self.file is not None else tr("New ticket")

    @property
    def is_untranslated(self) -> bool:
        """Whether the person asked for texts as they are stored, with all their languages in them."""
        context = self.source.context if self.source is not None else None
        return context is not None and context.language == UNTRANSLATED

    def files(self) -> list[Path]:
        """The file that holds the draft, and the one that it is just being saved in, if there are such."""
        held = self.file.path if self.file is not None else None
        return [path for path in dict.fromkeys((held, self.being_written)) if path is not None]

    @property
    def is_unsaved(self) -> bool:
        """Whether something is open that is in no file as it is now, and was changed."""
        return self.document is not None and not self.stack.isClean()

    def take_typed(self) -> bool:
        """Make an edit of what is typed in an open editor, as if the person had left it.

        False where that can't be taken: it stays in the editor, the person was told, and whoever asked gives up.
        """
        typed = Typed()
        self.typed_wanted.emit(typed)
        return not typed.is_refused

    def at_stake(self) -> object:
        """What would be lost. Whoever asked and had to wait then compares: equal as long as nobody worked on."""
        taken = self.take_typed()
        return self.serial, None if self.document is None else self.document.root.raw, taken

    def holds(self, node: Node) -> bool:
        """Whether the node is in the draft that is open, still or again."""
        return self.document is not None and self.document.find(node.keys) is node

    def is_still(self, document: Document, piece: Raw) -> bool:
        """Whether that is open, as it was."""
        return self.document is document and document.root.raw == piece

    def set_stale(self, stale: bool) -> None:
        """Say whether something newer is on its way."""
        self.is_stale = stale
        self.stale_changed.emit()

    def set_moving(self, moving: frozenset[Keys]) -> None:
        """These properties move by themselves."""
        changed, self.moving = self.moving ^ moving, moving
        self.moving_changed.emit(changed)

    def unlock(self, node: Node) -> None:
        """Let a property be edited although the SuperOffice screens lock it."""
        self._unlocked.add(node.keys)
        self.unlocked.emit(node)

    def is_unlocked(self, node: Node) -> bool:
        """Whether the person unlocked this property, or one it lies in."""
        keys = node.keys
        return any(keys[:length] in self._unlocked for length in range(1, len(keys) + 1))

    def is_lifted(self, node: Node) -> bool:
        """Whether no right locks this property, only the screens or its own set-up, and the person unlocked it."""
        return rights.hint_of(node).lock.may_be_lifted and self.is_unlocked(node)

    def is_editable(self, node: Node) -> bool:
        """Whether the rights, or the person, let it be changed."""
        return rights.hint_of(node).editable or self.is_lifted(node)

    # -- changing it ----------------------------------------------------------------------------------

    def push(self, edit: Edit, text: str) -> None:
        """Carry out an edit as a step of that name."""
        assert self.document is not None
        told = "" if self._in_step else change_words(self.document, edit)
        self._push(EditCommand(self, edit, step_text(text, told)))

    def push_all(self, edits: Sequence[Edit], text: str) -> None:
        """Carry out several edits as one step."""
        with self.one_step(text):
            for edit in edits:
                self.push(edit, text)

    @contextmanager
    def one_step(self, text: str) -> Iterator[None]:
        """Whatever is pushed meanwhile is one step of that name."""
        self._branch_off()
        self.stack.beginMacro(step_text(text))
        self._in_step += 1
        try:
            yield
        finally:
            self._in_step -= 1
            self.stack.endMacro()

    def _push(self, command: QUndoCommand) -> None:
        self._branch_off()
        self.stack.push(command)

    def _branch_off(self) -> None:
        """What was undone can't be redone from here on."""
        del self._states[self.stack.index() + 1 :]

    def set_raw(self, node: Node, text: bytes, name: str) -> bool:
        """Give a node another piece of JSON, as a step; False where it is already that."""
        old = bytes(node.raw)
        if old == text:
            return False
        self.push(SetValue(node.path, old, text), name)
        return True

    def set_value(self, node: Node, value: Scalar) -> bool:
        """Give a node another value, as a step."""
        name = tr("Change {name}").format(name=field_title(node))
        return self.set_raw(node, exact_json.spell(value), name)

    def set_null(self, node: Node) -> bool:
        """Set a node to null, as a step."""
        return self.set_raw(node, b"null", tr("Set {name} to Null").format(name=field_title(node)))

    def reset(self, node: Node) -> bool:
        """Give a node the served value back, as a step; False where it has none, or has it, or is no longer there.

        A member that was written along with a reference goes back with it: else it would be another's name beside the
        number that was picked. So does the name beside a custom field.
        """
        if not self.holds(node):
            return False
        node = references.picked_with(node) or node
        name = tr("Reset {name}").format(name=field_title(node))
        edits = [] if node.served is None else _set(node, bytes(node.served))
        beneath = sorted(custom_fields.companions(node), key=lambda one: -one.row)
        for beside in beneath:  # the last one first: rows move when one goes
            edits += [Remove.of(beside)] if beside.served is None else _set(beside, bytes(beside.served))
        if len(edits) == 1:
            self.push(edits[0], name)
        elif edits:
            self.push_all(edits, name)
        return bool(edits)

    def apply(self, edit: Edit) -> None:
        """Carry out an edit, with each view telling of its rows; only its command calls this."""
        assert self.document is not None
        self.applying.emit(edit)
        with ExitStack() as views:
            for view in self._views:
                views.enter_context(view.changing(edit))
            self.document.apply(edit)
        self.edited.emit()


def _set(node: Node, text: bytes) -> list[Edit]:
    """The edit that gives a node that JSON; none where it has it."""
    old = bytes(node.raw)
    return [] if old == text else [SetValue(node.path, old, text)]


class EditCommand(QUndoCommand):
    """One edit on the stack."""

    def __init__(self, ticket: OpenTicket, edit: Edit, text: str) -> None:
        super().__init__(text)
        self._ticket, self._edit = ticket, edit

    def redo(self) -> None:
        """Apply the edit."""
        self._ticket.apply(self._edit)

    def undo(self) -> None:
        """Apply its inverse."""
        self._ticket.apply(self._edit.inverse)


Opened = tuple[Document, Source]


class Rebase(QUndoCommand):
    """Another document in place of the one at hand; undoing brings the old one back, with all steps before."""

    def __init__(self, ticket: OpenTicket, before: Opened, after: Opened, step: str = "") -> None:
        super().__init__(step_text(step or tr("Rebase onto New Defaults")))
        self._ticket, self._before, self._after = ticket, before, after

    def redo(self) -> None:
        """Show the new one."""
        self._ticket.swap(*self._after)

    def undo(self) -> None:
        """Show the old one."""
        self._ticket.swap(*self._before)
