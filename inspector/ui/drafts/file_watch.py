"""Whether the draft's file is still as this program left it: another may change, move or delete it meanwhile."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from inspector.services import files
from inspector.words.language import tr

if TYPE_CHECKING:
    from inspector.ui.bench.bench import Bench
    from inspector.ui.bench.ticket import DraftFile

ABOUT = "outside"
"""What the notices are about; see `Voice.withdraw`."""
SETTLING = 0.3
"""Seconds after a change: programs write in several steps, and replace files by deleting them first."""


class FileWatch(QObject):
    """Watches the draft's file, and tells in a notice what happened to it."""

    reload_wanted = Signal(object)
    """The person wants to see what is in the file of this Path now."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench, self._ticket = bench, bench.ticket
        self._file: DraftFile | None = None
        self._untold = False
        """Whether there is something to tell once the error on the screen has been read."""
        bench.voice.closed.connect(self._catch_up)
        bench.ticket.shown.connect(self._follow)
        bench.ticket.saved.connect(self._follow)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._stirred)

    def _follow(self) -> None:
        """Watch the file of what is open, if that has one."""
        file = self._ticket.file
        if file is self._file:
            return
        if found := self._watcher.files():
            self._watcher.removePaths(found)
        self._file = file
        if file is not None:
            self._watcher.addPath(str(file.path))
            self._stirred(str(file.path))  # it may have changed already

    def _stirred(self, _path: str) -> None:
        self._bench.tasks.start("watch", self._look(), again="replace")

    def _catch_up(self) -> None:
        if self._untold:
            self._untold = False
            self._stirred("")

    async def _look(self) -> None:
        tasks = self._bench.tasks
        await asyncio.sleep(SETTLING)
        while True:
            await tasks.finish("save")  # it may be just this program that writes
            file = self._file
            if file is None:
                return
            path = file.path
            now = await asyncio.to_thread(files.fingerprint, path)
            if not tasks.is_running("save"):
                break
        if now is not None and str(path) not in self._watcher.files():
            self._watcher.addPath(str(path))  # a file that was replaced is not watched any more
        kept_shut = now is None and await asyncio.to_thread(path.is_file)  # nobody knows what is in it now
        if kept_shut or file is not self._file or tasks.is_running("save"):
            return
        if now == file.fingerprint:
            self._untold = False
            self._bench.voice.withdraw(ABOUT)
            return
        self._untold = self._bench.voice.is_error
        if self._untold:
            return
        tell, name = self._bench.voice.tell, path.name
        if now is None:
            told = tr("{name} was moved or deleted. Saving creates it again.").format(name=name)
            tell(told, "warning", about=ABOUT)
        else:
            told = tr(
                "{name} was changed by another program. You still see your own version; Reload asks before it "
                "discards changes of yours."
            )
            reload = tr("Reload")
            tell(
                told.format(name=name), "warning", reload, lambda: self.reload_wanted.emit(path), about=ABOUT
            )
