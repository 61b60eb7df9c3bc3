"""From the bytes of a ticket to the painted tree, against json.loads and against a QTreeWidget that holds it all.

A process of its own: `python -m tests.benchmarks.tree FILE ROUNDS WIDGET_SHARE` prints the seconds of each round as
JSON. WIDGET_SHARE 10 fills the QTreeWidget from a tenth of the entries of the largest list or dictionary.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from PySide6.QtWidgets import QAbstractItemView, QApplication, QTreeWidget, QTreeWidgetItem

from inspector.ui.bench.source import Source
from inspector.ui.bench.ticket import OpenTicket
from inspector.ui.defaults.answer import read_answer
from inspector.ui.kit.theme import Theme
from inspector.ui.tree.model import EntityModel
from inspector.ui.tree.view import EntityView
from tests.benchmarks.painting import Painting


def shown(view: QAbstractItemView) -> Painting:
    """The view as a window that was painted empty already."""
    view.resize(900, 700)
    view.show()
    painting = Painting(view)
    wait_for(painting)
    return painting


def wait_for(painting: Painting) -> None:
    """Let Qt work until it has painted what is in the view now."""
    painting.forget()
    while not painting.painted:
        QApplication.processEvents()
    QApplication.processEvents()


def our_side(app: QApplication) -> Callable[[bytes], None]:
    """What the program does with the body of an answer."""
    view, ticket = EntityView(Theme(app, "light")), OpenTicket(app)
    model = EntityModel(ticket, view)
    view.setModel(model)
    painting = shown(view)

    def run(body: bytes) -> None:
        ticket.show(read_answer(body), Source("file"))
        wait_for(painting)

    return run


def widget_side() -> Callable[[bytes], None]:
    """What one would do without a model: an item for everything."""
    tree = QTreeWidget()
    tree.setHeaderLabels(["Property", "Value"])
    tree.setUniformRowHeights(True)
    painting = shown(tree)

    def run(body: bytes) -> None:
        tree.clear()
        tree.addTopLevelItems(list(map(item, *zip(*json.loads(body).items(), strict=True))))
        wait_for(painting)

    return run


def item(key: object, value: Any) -> QTreeWidgetItem:
    """An item with all that lies in it."""
    if not isinstance(value, dict | list):
        return QTreeWidgetItem([str(key), str(value)])
    made = QTreeWidgetItem([str(key), str(len(value))])
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    made.addChildren([item(*entry) for entry in entries])
    return made


def thinned(body: bytes, share: int) -> bytes:
    """The same with only one in `share` messages and custom fields."""
    ticket = json.loads(body)
    ticket["Messages"] = ticket["Messages"][::share]
    ticket["CustomFields"] = dict(list(ticket["CustomFields"].items())[::share])
    return json.dumps(ticket, ensure_ascii=False, separators=(",", ":")).encode()


def seconds(run: Callable[[bytes], object], body: bytes) -> float:
    """How long it takes, beginning with nothing to be collected."""
    gc.collect()
    began = perf_counter()
    run(body)
    return perf_counter() - began


def main(file: str, rounds: int, share: int) -> dict[str, list[float]]:
    app = QApplication([])
    body = Path(file).read_bytes()
    thin = thinned(body, share) if share > 1 else body
    scale = len(body) / len(thin)
    ours, widget = our_side(app), widget_side()
    times: dict[str, list[float]] = {"ours": [], "json": [], "widget": []}
    for number in range(rounds + 1):
        round_ = {
            "ours": seconds(ours, body),
            "json": seconds(json.loads, body),
            "widget": seconds(widget, thin) * scale,
        }
        for side, took in round_.items() if number else ():  # the first warms up
            times[side].append(took)
    return times


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
