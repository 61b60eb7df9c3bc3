"""The filter: from a key press to the rows that match, without ever stopping the window."""

from __future__ import annotations

import asyncio
from collections import ChainMap
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from inspector.domain import custom_fields, folding, search, tags
from inspector.domain.custom_fields import Fields
from inspector.domain.document import Document, Keys, Node, Path
from inspector.ui.find.tag_completer import TagCompleter
from inspector.words import glossary
from inspector.words.dates import date_words
from inspector.words.language import counted, tr
from inspector.words.texts import shown
from inspector.words.values import plain_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from inspector.ui.bench.bench import Bench
    from inspector.ui.find.filter_box import FilterBox
    from inspector.ui.tree.view import EntityView

PATIENCE = 0.25
"""Seconds to wait after a load or an edit before the index is brought up to date: painting comes first."""


CHANGED = "@modified"
"""The tag of what was changed: see domain/tags.py."""


class Finding(QObject):
    """What is typed into the Filter, and what it finds."""

    def __init__(
        self, bench: Bench, tree: EntityView, box: FilterBox, count: QLabel, no_hits: QLabel
    ) -> None:
        super().__init__(tree)
        self._bench, self._ticket, self._tree = bench, bench.ticket, tree
        self._box, self._count, self._no_hits = box, count, no_hits
        self._index = new_index()
        self._thread = ThreadPoolExecutor(1, "find")  # one at a time: the index is not shared
        self._branches: list[tuple[str | int, ...]] | None = None
        self._kept: list[Keys] = []
        """Properties that were edited since the filter was typed: they stay in sight, found or not."""
        box.textChanged.connect(lambda _text: self._search_anew())
        box.setCompleter(TagCompleter(box))
        box.left.connect(tree.setFocus)
        ticket = bench.ticket
        ticket.shown.connect(self._kept.clear)
        ticket.edited.connect(self._keep)
        ticket.learned.connect(self._learn)
        for signal in (ticket.shown, ticket.edited, ticket.moving_changed, tree.refusal_over):
            signal.connect(self.search_again)

    def _learn(self) -> None:
        """Properties are called otherwise from now on: what was indexed before is of no use."""
        self._index.stop()
        self._index = new_index(self._ticket.fields)
        self.search_again()

    def focus(self) -> None:
        """Put the cursor into the Filter."""
        self._box.setFocus()
        self._box.selectAll()

    def clear(self) -> None:
        """Show every property again, at once."""
        self._box.clear()
        self._show(search.Found(0, 0, None))

    @property
    def is_changed_only(self) -> bool:
        """Whether the Filter asks for what was changed, whatever else it asks for."""
        return CHANGED in self._box.text().split()

    def toggle_changed(self) -> None:
        """Ask for what was changed, besides what is typed; or no longer."""
        words = [word for word in self._box.text().split() if word != CHANGED]
        self._box.setText(" ".join(words if self.is_changed_only else [*words, CHANGED]))

    def search_again(self, *_what: object) -> None:
        """Another document, an edit, other pins: find again what was asked for."""
        self._search(PATIENCE)

    def _keep(self) -> None:
        """What is being edited must not vanish under the person's hands because it is no longer what was looked for."""
        node = self._tree.current_node()
        if self._box.text() and node is not None and node.keys not in self._kept:
            self._kept.append(node.keys)

    def _search_anew(self) -> None:
        self._kept.clear()
        self._search()

    def _search(self, patience: float = 0.0) -> None:
        if self._ticket.document is not None:
            self._bench.tasks.start("find", self._find(self._box.text(), patience), again="replace")

    async def _find(self, text: str, patience: float) -> None:
        await asyncio.sleep(patience)
        document = self._ticket.document
        if document is None:
            return
        marks = self._marks(document) if "@" in text else {}
        snapshot = search.Snapshot.of(document.root, marks)
        found = await asyncio.get_running_loop().run_in_executor(self._thread, self._ask, snapshot, text)
        if document is self._ticket.document:
            self._show(found)

    def _marks(self, document: Document) -> dict[str, set[Path]]:
        """Which properties have the tags that only the window knows."""
        problems = [document.find(problem.keys) for problem in self._ticket.problems]
        return {
            "@modified": {node.path for node in document.modified()},
            "@volatile": {node.path for keys in self._ticket.moving if (node := document.find(keys))},
            "@pinned": {
                node.path for keys in self._tree.entity_model().layout.pins if (node := document.find(keys))
            },
            "@problem": {node.path for node in problems if node is not None},
        }

    def _ask(self, snapshot: search.Snapshot, text: str) -> search.Found:
        self._index.update(snapshot)
        return self._index.find(text)

    def close(self) -> None:
        """Stop searching; what is being indexed is given up."""
        self._bench.tasks.cancel("find")
        self._index.stop()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _show(self, found: search.Found) -> None:
        tree, model = self._tree, self._tree.entity_model()
        if not model.shows(found.rows) and not tree.take_typed():
            return  # until it can be taken
        current = tree.current_node()
        keys = current.keys if current else ()
        if found.rows is not None and self._branches is None:
            self._branches = tree.expanded_keys()
        words = folding.words(self._box.text()) if found.rows is not None else ()
        tree.mark_hits(tuple(word for word in words if not word.startswith("@")))
        rows = self._with_kept(found.rows)
        model.show_matches(rows)
        if rows is not None:
            tree.expand_matches(rows)
        elif self._branches is not None:
            tree.expand_keys(self._branches)
            self._branches = None
        if not (keys and tree.select(keys)) and found.hits == 1 and found.rows is not None:
            tree.select(self._only_hit(found.rows))
        if found.total:
            document = self._ticket.document
            self._count.setText(_count_words(found, len(document.root) if document is not None else 0))
        nothing = rows is not None and not rows
        if nothing:
            self._no_hits.setText(_nothing_words(self._box.text()))
        if nothing is self._no_hits.isHidden():  # Qt paints all anew that it is told to show, shown or not
            self._no_hits.setVisible(nothing)
            tree.setVisible(not nothing)

    def _only_hit(self, rows: search.Matches) -> Keys:
        """Where the only hit is."""
        assert self._ticket.document is not None
        node, inner = self._ticket.document.root, rows or None
        while inner:
            row = inner.rows[0]
            node, inner = node.child(row), inner.below(row)
        return node.keys

    def _with_kept(self, rows: search.Matches | None) -> search.Matches | None:
        document = self._ticket.document
        if rows is not None and document is not None:
            for node in filter(None, map(document.find, self._kept)):
                rows = rows.including(node.path)
        return rows


def _count_words(found: search.Found, own: int) -> str:
    """How many properties the ticket has, and how many there are with all that lies in them."""
    if found.rows is None:
        told = counted(own, tr("1 property"), tr("{n} properties"), tr("no properties"))
        inner = QLocale().toString(found.total)
        return (
            tr("{properties}, {n} with inner ones").format(properties=told, n=inner)
            if own < found.total
            else told
        )
    return tr("{hits} of {total}").format(hits=found.hits, total=found.total)


def _nothing_words(text: str) -> str:
    """Why nothing may have been found, and what to do."""
    for word in text.split():
        is_type = word.casefold().startswith("@type:")
        if (
            word.startswith("@")
            and not is_type
            and not any(tag.startswith(word.casefold()) for tag in tags.ALL)
        ):
            told = tr("There is no tag {tag}; there are {tags}. Press Esc to see all properties.")
            return told.format(tag=word, tags=", ".join(tags.ALL))
    return tr("No property matches. Press Esc to see them all.")


def new_index(fields: Fields = custom_fields.NONE) -> search.Index:
    """An index of what a person may look for in a ticket whose tenant has these fields of its own."""
    titles = {name: shown(told.title) for name, told in fields.by_name.items() if told.title}
    labels = (lambda: ChainMap(dict(glossary.labels()), titles)) if titles else glossary.labels
    return search.Index(search.Wording(_searched_words, date_words, labels))


def _searched_words(node: Node) -> str:
    """What a person may look for in a value: as it reads, and as it was served."""
    shown = plain_words(node).text
    if node.is_container:
        return shown
    value = node.value
    return f"{shown} {getattr(value, 'text', value)}"
