"""The pictures of the guide, made by the program itself: `python -m tests.pictures` makes them all anew.

The program runs with its demo tenant, in each language, light and off screen. Each picture is a part of a window, with
two pixels for each logical one, and in no more colours than a small PNG has.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
from array import array
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QLocale, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from inspector.domain.context import RequestContext
from inspector.services.settings import Connection
from inspector.ui.defaults.rebase_board import RebaseBoard
from inspector.ui.kit import qt_texts
from inspector.ui.kit.event_loop import EventLoop
from inspector.ui.sign_in.dialog import SignInDialog
from inspector.words.language import speak
from tests.journeys.program import Program
from tests.present import present

SCALE = 2
ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "resources" / "help" / "guide"
LANGUAGES = {"en": ("en_GB", "en"), "de": ("de_DE", "de"), "nb": ("nb_NO", "no")}
"""The computer's language and country, and the language that the demo tenant is asked for, by that of the window."""
USER = "agent"
"""Who finds most kinds of marks: see inspector/demo/rights.py."""
WIDTH, HEIGHT, DETAILS = 1120, 840, 400
COLOURS, TURNS = 32, 100
TITLE = {
    "en": "No heat on the second floor",
    "de": "Keine Wärme im zweiten Stock",
    "no": "Ingen varme i andre etasje",
}
"""What somebody typed, by the language of the ticket."""


def main() -> int:
    """Make them all, or those of one language: each needs a process of its own, as it does in the program."""
    parser = argparse.ArgumentParser(description="Make the pictures of the guide anew.")
    parser.add_argument("languages", nargs="*", default=[], help="their codes; all, if none is named")
    parser.add_argument("--into", type=Path, default=GUIDE, help="where the folders of the languages are")
    options = parser.parse_args()
    drawn = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(SCALE)}
    codes = []
    for language in options.languages or LANGUAGES:
        folder = options.into.absolute() / language
        program = f"from tests import pictures; pictures.make({language!r}, {str(folder)!r})"
        ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=drawn, check=False)  # noqa: S603
        codes.append(ended.returncode)
    return max(codes)


def make(language: str, into: str) -> None:
    """Those of one language, in this process."""
    folder = Path(into)
    with tempfile.TemporaryDirectory() as kept:
        os.environ["TICKET_INSPECTOR_CONFIG"] = kept
        folder.mkdir(parents=True, exist_ok=True)
        app = QApplication([])
        computer, ticket = LANGUAGES[language]
        QLocale.setDefault(QLocale(computer))
        speak(language)
        qt_texts.translate()
        with EventLoop(app) as loop:
            asyncio.set_event_loop(loop)
            loop.run_until_complete(_take_all(Program(app, folder), ticket, folder))


async def _take_all(program: Program, ticket: str, folder: Path) -> None:
    await _begin(program, ticket)
    for take in (_sign_in, _tree, _filter, _details, _problems, _changed, _rebase):
        shown, part = await take(program)
        await _laid_out()
        _save(shown, part, folder / f"{take.__name__.strip('_').replace('_', '-')}.png")
    await Program.end_all()


async def _laid_out() -> None:
    for _ in range(TURNS):  # of the loop
        await asyncio.sleep(0)


async def _begin(program: Program, language: str) -> None:
    """The demo tenant's ticket, in that language, in readable names and groups."""
    memory, features, bench = program._window.memory, program._workspace.features, program._workspace.bench
    memory.name_style, memory.is_grouped = "label", True
    features.looks.appear("light")
    program._window.resize(WIDTH, HEIGHT)
    await program.appear()
    program._window.splitter.setSizes([WIDTH - DETAILS, DETAILS])
    features.demo.connection.user = USER
    features.signing_in.demo()
    await program.until(lambda: bench.ticket.document, "a ticket")
    await program.rest()
    features.fetching._choose(RequestContext(language))
    features.fetching.fetch()
    await program.rest()


# -- what each picture shows ---------------------------------------------------------------------------

Shown = tuple[QWidget, QRect]
"""A widget, and the part of it that is shown."""


async def _sign_in(program: Program) -> Shown:
    program._workspace.features.signing_in.open_dialog()
    dialog = present(program._window.findChild(SignInDialog))
    dialog.form.fill(Connection(url="crm.example.com", user="ingrid"))
    await program.rest()
    dialog.set_keyring(True, "", "")  # whatever the computer has on which the pictures are made
    dialog.resize(dialog.width(), 0)
    dialog._fit()
    return dialog, dialog.rect()


async def _tree(program: Program) -> Shown:
    present(program._window.findChild(SignInDialog)).close()
    tree = program._window.tree
    tree.select(("Title",))
    await program.rest()
    header = tree.header().height()
    rows = _rows(program, "TicketId", "Person")[1]
    return tree, rows.adjusted(0, -header - rows.top() + tree.header().y() + header, 0, 0)


async def _filter(program: Program) -> Shown:
    window, tree = program._window, program._window.tree
    window.filter_box.setText("@mandatory")
    await program.until(
        lambda: not tree.entity_model().index_at(("Slevel",)).isValid(), "the rows that are found"
    )
    await program.rest()
    last = tree.model().index(tree.model().rowCount() - 1, 0)
    while (below := tree.indexBelow(last)).isValid():
        last = below
    left = present(tree.parentWidget())
    bottom = tree.viewport().mapTo(left, tree.visualRect(last).bottomLeft()).y()
    return left, QRect(8, 0, left.width() - 8, bottom)


async def _details(program: Program) -> Shown:
    window = program._window
    window.filter_box.clear()
    await program.rest()
    window.tree.select(("Slevel",))
    await program.rest()
    await _laid_out()
    buttons = [one for one in window.details.findChildren(QAbstractButton) if one.isVisible()]
    lowest = max(one.mapTo(window.details, one.rect().bottomLeft()).y() for one in buttons)
    return window.details, window.details.rect().intersected(QRect(0, 0, DETAILS, lowest + 16))


async def _problems(program: Program) -> Shown:
    return program._window.problems, program._window.problems.rect()


async def _changed(program: Program) -> Shown:
    ticket, tree = program._workspace.bench.ticket, program._window.tree
    document = present(ticket.document)
    language = str(present(present(ticket.source).context).language)
    ticket.set_value(present(document.find(("Title",))), TITLE[language])
    ticket.set_value(present(document.find(("AlertTimeout",))), "2026-12-24T09:00:00")
    tree.select(("Origin",))
    await program.rest()
    return _rows(program, "TicketId", "FromAddress")


async def _rebase(program: Program) -> Shown:
    bench, features = program._workspace.bench, program._workspace.features
    new = json.loads(bytes(present(present(bench.ticket.document).default)))
    new |= {"AlertTimeout": "2026-12-01T09:00:00", "Deadline": "2026-12-01T16:00:00", "AlertLevel": 2}
    source = present(bench.ticket.source)
    bench.tasks.start("rebase", features.rebasing.onto(json.dumps(new).encode(), source), again="replace")
    board = await program.until(lambda: program._window.findChild(RebaseBoard), "the board")
    board.resize(1000, 320)
    await program.until(board.isVisible, "the board on the screen")
    return board, board.rect()


def _rows(program: Program, first: str, last: str) -> Shown:
    """The tree from one property to another."""
    tree = program._window.tree
    top, bottom = (
        tree.visualRect(tree.entity_model().index_at((name,))).translated(0, tree.viewport().y())
        for name in (first, last)
    )
    return tree, QRect(0, top.top(), tree.width(), bottom.bottom() - top.top())


# -- writing it down -----------------------------------------------------------------------------------


def _save(shown: QWidget, part: QRect, file: Path) -> None:
    image = shown.grab(part).toImage().convertToFormat(QImage.Format.Format_RGB32)
    common = [colour for colour, _ in Counter(array("I", bytes(image.constBits()))).most_common(COLOURS)]
    plain = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    assert image.convertToFormat(QImage.Format.Format_Indexed8, common, plain).save(str(file), quality=0)


if __name__ == "__main__":
    sys.exit(main())
