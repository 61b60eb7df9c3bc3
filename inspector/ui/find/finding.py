"""The filter: from a key press to the rows that match, without ever stopping the window."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from inspector.domain import search
from inspector.domain.document import Document, Node, Path
from inspector.ui.find.tag_completer import TagCompleter
from inspector.ui.kit.language import tr
from inspector.words import glossary
from inspector.words import values as texts

if TYPE_CHECKING:
    from inspector.ui.window.wiring import Workspace

PATIENCE = 0.25
"""Seconds to wait after a load or an edit before the index is brought up to date: painting comes first."""


class Finding(QObject):
    """What is typed into the Filter, and what it finds."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._window = workspace.window
        self._index = new_index()
        self._thread = ThreadPoolExecutor(1, "find")  # one at a time: the index is not shared
        self._branches: list[tuple[str | int, ...]] | None = None
        self._window.filter_box.textChanged.connect(lambda _text: self._search())
        self._window.filter_box.setCompleter(TagCompleter(self._window.filter_box))
        self._window.filter_box.left.connect(self._window.tree.setFocus)

    def focus(self) -> None:
        """Put the cursor into the Filter."""
        self._window.filter_box.setFocus()
        self._window.filter_box.selectAll()

    def clear(self) -> None:
        """Show every property again, at once."""
        self._window.filter_box.clear()
        self._show(search.Found(0, 0, None))

    def document_changed(self) -> None:
        """Another document, or an edit: find again what was asked for."""
        self._search(PATIENCE)

    def _search(self, patience: float = 0.0) -> None:
        if self._workspace.model.document is not None:
            self._workspace.tasks.start(
                "find", self._find(self._window.filter_box.text(), patience), again="replace"
            )

    async def _find(self, text: str, patience: float) -> None:
        await asyncio.sleep(patience)
        document = self._workspace.model.document
        if document is None:
            return
        snapshot = search.Snapshot.of(document.root, self._marks(document))
        found = await asyncio.get_running_loop().run_in_executor(self._thread, self._ask, snapshot, text)
        if document is self._workspace.model.document:
            self._show(found)

    def _marks(self, document: Document) -> dict[str, set[Path]]:
        """Which properties have the tags that only the window knows."""
        problems = [document.find(problem.keys) for problem in self._workspace.problems]
        return {
            "@modified": {node.path for node in document.modified()},
            "@volatile": {
                node.path for keys in self._workspace.model.volatile if (node := document.find(keys))
            },
            "@pinned": {
                node.path for keys in self._workspace.model.layout.pins if (node := document.find(keys))
            },
            "@problem": {node.path for node in problems if node is not None},
        }

    def _ask(self, snapshot: search.Snapshot, text: str) -> search.Found:
        self._index.update(snapshot)
        return self._index.find(text)

    def close(self) -> None:
        """Stop searching; what is being indexed is given up."""
        self._workspace.tasks.cancel("find")
        self._index.stop()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _show(self, found: search.Found) -> None:
        tree, model = self._window.tree, self._workspace.model
        current = tree.current_node()
        keys = current.keys if current else ()
        if found.rows is not None and self._branches is None:
            self._branches = tree.expanded_keys()
        words = self._window.filter_box.text().casefold().split() if found.rows is not None else ()
        tree.mark_hits(tuple(word for word in words if not word.startswith("@")))
        model.show_matches(found.rows)
        if found.rows is not None:
            tree.expand_matches(found.rows)
        elif self._branches is not None:
            tree.expand_keys(self._branches)
            self._branches = None
        if keys:
            tree.select(keys)
        if found.total:
            self._window.count.setText(_count_words(found))
        nothing = found.rows is not None and not found.hits
        if (
            nothing is self._window.no_hits.isHidden()
        ):  # Qt paints all anew that it is told to show, shown or not
            self._window.no_hits.setVisible(nothing)
            tree.setVisible(not nothing)


def _count_words(found: search.Found) -> str:
    if found.rows is None:
        return texts.counted(found.total, tr("1 property"), tr("{n} properties"), tr("no properties"))
    return tr("{hits} of {total}").format(hits=found.hits, total=found.total)


def new_index() -> search.Index:
    """An index of what a person may look for in a ticket."""
    return search.Index(search.Wording(value_words, glossary.labels))


def value_words(node: Node) -> str:
    """What a person may look for in a value: as it reads, and as it was served."""
    shown = texts.value_words(node).text
    if node.is_container:
        return shown
    value = node.value
    return f"{shown} {getattr(value, 'text', value)}"
