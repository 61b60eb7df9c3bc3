"""The guide's window: its pages at the left, the one that is read beside them, and a search through all of them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout

from inspector.domain import folding
from inspector.ui.guide.help_window import HelpWindow
from inspector.ui.guide.page_view import PageView
from inspector.ui.guide.pages import Page
from inspector.ui.kit.keyboard import Binding
from inspector.ui.kit.labels import Label
from inspector.ui.kit.memory import WindowMemory
from inspector.ui.kit.saying import said, say
from inspector.ui.kit.theme import Theme
from inspector.words.language import counted, tr

Key = QKeySequence.StandardKey
SIZE, LIST, ROOM = QSize(960, 720), 208, 14
"""Logical pixels: of a first window where there is room, the width of the list, and what is around each title in it."""


class GuideWindow(HelpWindow):
    """One for the whole program."""

    def __init__(self, theme: Theme, memory: WindowMemory, pages: list[Page]) -> None:
        super().__init__("guide", tr("Guide"), theme, memory, SIZE)
        self._texts = {page.name: (page.title, _plain(page)) for page in pages}
        self.view = PageView(theme, pages)
        self.list = QListWidget()
        say(self.list.setAccessibleName, tr("Pages"))
        for page in pages:
            item = QListWidgetItem(page.title, self.list)
            item.setData(Qt.ItemDataRole.UserRole, page.name)
        say(self.search.setAccessibleName, tr("Search in the guide"))
        say(self.search.setPlaceholderText, tr("Search in the guide"))
        self.found = Label()
        self.found.setProperty("muted", True)
        self.back, self.forward = said(QPushButton(), tr("Back")), said(QPushButton(), tr("Forward"))
        self._lay_out()
        self._connect()
        self._theme = theme
        theme.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self.list.setFixedWidth(self._theme.px(LIST))
        for item in self._items():
            item.setSizeHint(QSize(0, self.list.fontMetrics().height() + ROOM))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.forward)
        row.addWidget(self.search, 1)
        row.addWidget(self.found)
        parts = QHBoxLayout()
        parts.setSpacing(8)
        parts.addWidget(self.list)
        parts.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addLayout(row)
        column.addLayout(parts, 1)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(lambda item, _before: self._choose(item))
        self.search.textChanged.connect(self._look_for)
        self.search.returnPressed.connect(self._go_on)
        self.view.shown.connect(self._show_chosen)
        for button, go, offered in (
            (self.back, self.view.backward, self.view.backwardAvailable),
            (self.forward, self.view.forward, self.view.forwardAvailable),
        ):
            button.setEnabled(False)
            button.clicked.connect(go)
            offered.connect(button.setEnabled)
        acts = (
            *(self._to_search, self.view.backward, self.view.forward),
            *(lambda: self.view.zoom(1), lambda: self.view.zoom(-1), lambda: self.view.zoom(0), self.close),
        )
        for one, act in zip(keys(), acts, strict=True):
            for key in one.keys:
                QShortcut(key, self, act)

    # -- pages ----------------------------------------------------------------------------------------

    def open_at(self, page: str) -> None:
        """Come to the front with that page; keys scroll it."""
        self.view.go_to(page)
        self.come_forward()
        self.view.setFocus()

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None and (name := item.data(Qt.ItemDataRole.UserRole)) != self.view.page:
            self.view.go_to(name)

    def _show_chosen(self, page: str) -> None:
        for item in self._items():
            if item.data(Qt.ItemDataRole.UserRole) == page:
                self.list.setCurrentItem(item)

    def _items(self) -> Iterable[QListWidgetItem]:
        return map(self.list.item, range(self.list.count()))

    # -- searching ------------------------------------------------------------------------------------

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _look_for(self, text: str) -> None:
        """Only the pages that hold every word are listed, each with how often; the first spot is shown."""
        words = tuple(folding.words(text))
        pages = 0
        for item in self._items():
            title, whole = self._texts[item.data(Qt.ItemDataRole.UserRole)]
            holds = all(word in folding.folded(whole) for word in words)
            item.setHidden(not holds)
            item.setText(f"{title} · {len(folding.spots(whole, words))}" if holds and words else title)
            pages += holds
        told = counted(pages, tr("1 page"), tr("{n} pages"), tr("Nothing found"))
        self.found.setText(told if words else "")
        self.view.mark(words if pages else ())
        if words and pages and not self._is_listed(self.view.page):
            self.view.go_to(self._listed()[0])
        self.view.next_hit(first=True)

    def _go_on(self) -> None:
        """To the next spot; behind the last of a page, to the next page that holds every word."""
        if self.view.next_hit() or not self.search.text().strip() or not (listed := self._listed()):
            return
        place = listed.index(self.view.page) + 1 if self.view.page in listed else 0
        self.view.go_to(listed[place % len(listed)])
        self.view.next_hit(first=True)

    def _listed(self) -> list[str]:
        return [item.data(Qt.ItemDataRole.UserRole) for item in self._items() if not item.isHidden()]

    def _is_listed(self, page: str) -> bool:
        return page in self._listed()


def keys() -> list[Binding]:
    """What keys do in the guide."""

    def of(what: str, *keys: Key | str) -> Binding:
        found = [
            one for key in keys for one in (QKeySequence.keyBindings(key) if isinstance(key, Key) else [key])
        ]
        return Binding(tr("Guide"), what, tuple(QKeySequence(one) for one in found))

    return [
        of(tr("Search in the guide"), Key.Find),
        of(tr("Back"), Key.Back),
        of(tr("Forward"), Key.Forward),
        of(tr("Larger text"), "Ctrl++", "Ctrl+="),
        of(tr("Smaller text"), "Ctrl+-"),
        of(tr("Text of the usual size"), "Ctrl+0"),
        of(tr("Close the guide"), Key.HelpContents),
    ]


def _plain(page: Page) -> str:
    """Its text as it is read."""
    document = QTextDocument()
    document.setMarkdown(page.text)
    return document.toPlainText()
