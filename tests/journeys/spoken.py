"""The program with somebody at its tree, run by test_screen_reader, which listens from outside.

Arguments: a draft, or nothing for the demo. Each line on standard input is something to do: keys, such as `Down`, the
name of a verb, or a number, which stands for an act that is the same each time. What the tree then shows goes to
standard output as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from inspector.domain import blank, entity
from inspector.domain.document import Node
from inspector.ui.find import finding
from inspector.ui.kit.event_loop import EventLoop
from inspector.ui.tree.view import EntityView
from tests.journeys.program import Program, choose_served_names
from tests.present import present

KEYS = ("Down", "Down", "Up", "Right", "Left", "Home", "End", "PgDown")
SOUGHT = ("", "", "name", "a", "tags", "@modified", "nothing has this")


class Acts:
    """What a person may do to the tree, each time the same for the same number."""

    def __init__(self, program: Program) -> None:
        self._program, self._it = program, program._workspace.features
        self._tree, self._ticket = program._window.tree, program._workspace.bench.ticket
        self._first = present(self._ticket.document).to_bytes()

    async def do(self, number: int) -> None:
        chance = Random(number)  # noqa: S311 - nobody is to be kept from guessing
        if chance.random() < 0.5:
            self._tree.setFocus()
            await self._program.press(chance.choice(KEYS))
            return
        stack, it = self._ticket.stack, self._it
        acts: list[Callable[[], object]] = [
            lambda: self._fold(chance),
            lambda: self._fold(chance),
            lambda: self._program._window.filter_box.setText(chance.choice(SOUGHT)),
            lambda: self._set_a_text(chance),
            lambda: self._at_an_element(chance, it.elements.duplicate),
            lambda: self._at_an_element(chance, it.elements.remove),
            lambda: self._at_an_element(chance, lambda: it.elements.move(chance.choice((-1, 1)))),
            *(stack.undo, stack.undo, stack.redo),
            *(it.pins.toggle_pin, it.pins.toggle_groups, it.looks.toggle_names),
            *(it.selection.expand_below, self._tree.collapseAll, it.elements.reset_all),
            lambda: self._ticket.show(entity.open_ticket(self._first), present(self._ticket.source)),
        ]
        chance.choice(acts)()

    def _fold(self, chance: Random) -> None:
        if rows := list(rows_of(self._tree)):
            index = chance.choice(rows)
            self._tree.setExpanded(index, not self._tree.isExpanded(index))

    def _nodes(self) -> list[Node]:
        nodes = (self._tree.entity_model().node(index) for index in rows_of(self._tree))
        return [node for node in nodes if node is not None]

    def _set_a_text(self, chance: Random) -> None:
        if texts := [node for node in self._nodes() if node.kind == '"' and self._ticket.is_editable(node)]:
            self._ticket.set_value(chance.choice(texts), f"text {chance.randrange(9)}")

    def _at_an_element(self, chance: Random, act: Callable[[], object]) -> None:
        if elements := [node for node in self._nodes() if blank.holds_elements(node.parent)]:
            self._tree.select(chance.choice(elements).keys)
            act()


def rows_of(tree: EntityView, parent: QModelIndex | None = None) -> Iterator[QModelIndex]:
    """The rows that are unfolded, from the top, as the model has them."""
    model, parent = tree.entity_model(), parent or QModelIndex()
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        yield index
        if tree.isExpanded(index):
            yield from rows_of(tree, index)


def on_screen(tree: EntityView) -> dict[str, object]:
    """What a screen reader should say of each row, and of where the keyboard is."""
    said, model = Qt.ItemDataRole.AccessibleTextRole, tree.entity_model()
    columns, here = range(model.columnCount()), tree.currentIndex()
    return {
        "rows": [[index.siblingAtColumn(column).data(said) for column in columns] for index in rows_of(tree)],
        "here": here.data(said) if here.isValid() and tree.hasFocus() else None,
    }


async def _press(program: Program, key: str) -> None:
    if key != "look":
        await program.press(key)


async def live(app: QApplication, draft: str) -> None:
    program = Program(app, Path.cwd())
    await program.appear()
    if draft:
        program._workspace.features.drafts.open_path(Path(draft))
    else:
        await program.menu("Connection", "Try the Demo Tenant")
    await program.filled()
    acts = Acts(program)
    while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
        if line in program._window.actions_by_name:
            program._window.actions_by_name[
                line
            ].trigger()  # what opens a dialog goes on until that is closed
        else:
            await (acts.do(int(line)) if line.isdigit() else _press(program, line))
            await program.rest()
        print(json.dumps(on_screen(program._window.tree)), flush=True)
    await Program.end_all()


if __name__ == "__main__":
    finding.PATIENCE = 0.0
    choose_served_names()
    app = QApplication([])
    with asyncio.Runner(loop_factory=lambda: EventLoop(app)) as runner:
        runner.run(live(app, *sys.argv[1:] or [""]))
