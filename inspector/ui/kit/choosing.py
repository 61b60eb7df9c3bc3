"""Where something is to be saved: a file dialog whose answer has an ending by which the file is found again."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from inspector.ui.kit.question import Button, answer, question
from inspector.ui.kit.saying import said
from inspector.ui.kit.theme import Theme
from inspector.words.language import tr

ASKS_ITSELF = sys.platform == "darwin"
"""Whether the system's own dialog asks before a file is replaced, and can't be kept from it."""


def begin_in(dialog: QFileDialog, *folders: Path | None) -> None:
    """Begin in the first of these that is still there, else among the person's documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    there = (folder for folder in (*folders, Path(documents)) if folder is not None and folder.is_dir())
    dialog.setDirectory(str(next(there, Path.home())))


async def choose_place(
    theme: Theme, window: QWidget, make: Callable[[], QFileDialog], endings: Sequence[str]
) -> Path | None:
    """Show the dialog that `make` gives, and again where a file is not to be replaced; None where nothing was chosen.

    A name without one of the endings (such as `.json`) gets the first of them; Qt gives it only to names without a dot.
    It stays as it is where all files are listed, or where there is such a file. Whether that is to be replaced is asked
    here: Qt's own dialog would ask in an event loop of its own, and before the name is complete.
    """
    while True:
        dialog = make()
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(endings[0].removeprefix("."))
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        if not await answer(dialog) or not (chosen := dialog.selectedFiles()):
            return None
        typed = path = Path(chosen[0])
        if "(*)" not in dialog.selectedNameFilter() and not await asyncio.to_thread(typed.is_file):
            path = with_ending(typed, endings)
        has_agreed = ASKS_ITSELF and path == typed
        if has_agreed or not await asyncio.to_thread(path.is_file) or await _may_replace(theme, window, path):
            return path


def with_ending(path: Path, endings: Sequence[str]) -> Path:
    """The path, with the first of the endings where it has none of them."""
    if path.suffix.casefold() in endings:
        return path
    return path.with_name(path.name.rstrip(".") + endings[0])


async def _may_replace(theme: Theme, window: QWidget, path: Path) -> bool:
    box = question(
        theme,
        window,
        tr("Replace file"),
        tr("There is a file “{name}” already. Replace it?").format(name=path.name),
        tr("What is in it now will be lost."),
        Button.Yes,
        Button.Cancel,
    )
    said(box.button(Button.Yes), tr("Replace"))
    return await answer(box) == Button.Yes
