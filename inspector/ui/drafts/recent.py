"""File > Open Recent: the drafts that were opened or saved last, in whichever window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from inspector.ui.kit.labels import as_entry, plain

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from inspector.ui.bench.remembered import Remembered

MOST = 10
"""Files that are remembered."""


class Recent(QObject):
    """The menu, in step with the settings."""

    chosen = Signal(object)
    """The Path of a draft to be opened."""

    def __init__(self, remembered: Remembered, menu: QMenu) -> None:
        super().__init__(menu)
        self._remembered, self._menu = remembered, menu
        remembered.changed.connect(self._fill)
        self._fill()

    def latest(self) -> Path | None:
        """The one that was opened or saved last."""
        files = self._remembered.settings.recent_files
        return Path(files[0]) if files else None

    def add(self, path: Path) -> None:
        """This one is the latest from now on."""
        path = path.absolute()
        with self._remembered.edit() as settings:
            others = [one for one in settings.recent_files if Path(one) != path]  # whatever its case
            settings.recent_files = [str(path), *others][:MOST]

    def _fill(self) -> None:
        self._menu.clear()
        for name in self._remembered.settings.recent_files:
            action = self._menu.addAction(as_entry(Path(name).name))
            action.setToolTip(plain(name))
            action.triggered.connect(lambda _checked=False, name=name: self.chosen.emit(Path(name)))
        self._menu.menuAction().setEnabled(not self._menu.isEmpty())
