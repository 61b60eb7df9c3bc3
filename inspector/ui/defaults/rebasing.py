"""A draft is put onto defaults that moved: the comparison, the board, and one step that can be undone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand

from inspector.domain import rebase
from inspector.domain.document import Document
from inspector.domain.errors import InspectorError
from inspector.domain.rebase import Difference
from inspector.ui.bench.source import Source
from inspector.ui.defaults.rebase_board import RebaseBoard
from inspector.ui.kit.question import answer
from inspector.words.language import counted, tr

if TYPE_CHECKING:
    from msgspec import Raw

    from inspector.ui.window.wiring import Workspace


Opened = tuple[Document, Source]


class RebaseCommand(QUndoCommand):
    """Another document in place of the one at hand; undoing brings the old one back, with all steps before.

    Each goes with where it came from.
    """

    def __init__(self, rebasing: Rebasing, before: Opened, after: Opened) -> None:
        super().__init__(tr("Rebase onto New Defaults"))
        self._rebasing, self._before, self._after = rebasing, before, after

    def redo(self) -> None:
        """Show the new one."""
        self._rebasing.put(*self._after)

    def undo(self) -> None:
        """Show the old one."""
        self._rebasing.put(*self._before)


class Rebasing(QObject):
    """Asks for the current defaults, and lets the person decide."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace

    def start(self) -> None:
        """Ask the server, and compare with what is open."""
        workspace = self._workspace
        if workspace.signed is not None and workspace.model.document is not None:
            workspace.explaining.make_way()
            workspace.tasks.start("rebase", self._ask(), again="replace")

    async def _ask(self) -> None:
        workspace = self._workspace
        signed, context = workspace.signed, workspace.window.context_bar.context()
        assert signed is not None
        workspace.window.tree.take_typed()
        workspace.window.tell_progress(tr("Asking for the current defaults…"))
        try:
            answer = await signed.session.client.default_ticket(context)
            await self.onto(answer.body, signed.source(context))
        except InspectorError as error:
            workspace.window.tell_progress("")
            workspace.fail(error, tr("The defaults could not be fetched."), tr("Try Again"), self.start)

    async def onto(self, body: bytes, source: Source) -> bool:
        """Let the person decide, and put the draft onto these defaults; False where they would rather not.

        Where nothing differs, draft and source stay as they are. Raises InspectorError where the body is no ticket.
        """
        from inspector.ui.defaults.fetching import read_answer  # noqa: PLC0415 - it knows this module's owner

        workspace = self._workspace
        new = await asyncio.to_thread(read_answer, body)
        while True:  # until nobody works on the draft while something is worked out
            document, before = workspace.model.document, workspace.source
            if document is None or before is None:
                return False
            mine = document.root.raw
            found = await asyncio.to_thread(_differences, bytes(mine), _default(document), new)
            if not self._is_still(document, mine):
                continue
            if not found:
                workspace.window.tell_progress(tr("Your draft already matches the defaults"))
                return True
            board = RebaseBoard(
                workspace.theme,
                found,
                workspace.window,
                old_known=document.default is not None,
                volatile=workspace.model.volatile,
            )
            if not await answer(board):
                return False
            rebased, edits = await asyncio.to_thread(rebase.rebased, body, found, board.model.choices)
            if self._is_still(document, mine):
                break
        workspace.undo_stack.push(RebaseCommand(self, (document, before), (rebased, source)))
        many, none = tr("{n} of your values were kept"), tr("Everything is as the server says now")
        told = counted(len(edits), tr("1 of your values was kept"), many, none)
        workspace.window.tell_progress(told)
        return True

    def _is_still(self, document: Document, piece: Raw) -> bool:
        """Whether that is open, as it was."""
        return self._workspace.model.document is document and document.root.raw == piece

    def put(self, document: Document, source: Source) -> None:
        """Show this document in place of the other; only the command calls this."""
        self._workspace.recovering.begin_anew(document)
        self._workspace.swap(document, source)


def _default(document: Document) -> bytes | None:
    return None if document.default is None else bytes(document.default)


def _differences(mine: bytes, old: bytes | None, new: Document) -> list[Difference]:
    """On copies: what is on screen is not touched from another thread."""
    base = Document(old).root if old is not None else None
    return rebase.differences(Document(mine).root, base, new.root)
