"""Whether the draft's file is still as this program left it: another may change, move or delete it meanwhile."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject

from inspector.services import files
from inspector.words.language import tr

if TYPE_CHECKING:
    from inspector.ui.window.wiring import Workspace

SETTLING = 0.3
"""Seconds after a change: programs write in several steps, and replace files by deleting them first."""


class FileWatch(QObject):
    """Watches one file; tells in a notice what happened to it and, when asked, whether it has changed."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._path: Path | None = None
        self._print: str | None = None
        self._untold = False
        """Whether there is something to tell once the error on the screen has been read."""
        workspace.window.notice.closed.connect(self._catch_up)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._stirred)

    @property
    def fingerprint(self) -> str:
        """What this program last read from the file or wrote to it; empty where there is no file."""
        return self._print or ""

    def hold(self, path: Path, fingerprint: str) -> None:
        """From now on this is the file, with what was read from it or written to it."""
        self.release()
        self._path, self._print = path, fingerprint
        self._watcher.addPath(str(path))
        self._stirred(str(path))  # it may have changed already

    def release(self) -> None:
        """There is no file any more."""
        if found := self._watcher.files():
            self._watcher.removePaths(found)
        self._path = self._print = None

    async def is_other(self, path: Path) -> bool:
        """Whether there is something in that file that this program neither read nor wrote."""
        now = await asyncio.to_thread(files.fingerprint, path)
        return path == self._path and now is not None and now != self._print

    def _stirred(self, _path: str) -> None:
        self._workspace.tasks.start("watch", self._look(), again="replace")

    def _catch_up(self) -> None:
        if self._untold:
            self._untold = False
            self._workspace.tasks.start("watch", self._look(), again="replace")

    async def _look(self) -> None:
        await asyncio.sleep(SETTLING)
        await self._workspace.tasks.finish("save")  # it may be just this program that writes
        path = self._path
        if path is None:
            return
        now = await asyncio.to_thread(files.fingerprint, path)
        if now is not None and str(path) not in self._watcher.files():
            self._watcher.addPath(str(path))  # a file that was replaced is not watched any more
        kept_shut = now is None and await asyncio.to_thread(path.is_file)  # nobody knows what is in it now
        if now == self._print or kept_shut or path != self._path:
            return
        self._untold = self._workspace.window.notice.is_error
        if self._untold:
            return
        tell, name = self._workspace.tell, path.name
        if now is None:
            tell(tr("{name} was moved or deleted. Saving creates it again.").format(name=name), "warning")
        else:
            told = (
                tr("{name} was changed by another program. You still see it as it was.")
                if self._workspace.undo_stack.isClean()
                else tr(
                    "{name} was changed by another program. Your own changes are still here, not yet saved; "
                    "Reload asks you before it discards them."
                )
            )
            tell(
                told.format(name=name),
                "warning",
                tr("Reload"),
                lambda: self._workspace.drafts.open_path(path),
            )
