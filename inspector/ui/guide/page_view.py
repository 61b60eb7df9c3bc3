"""A page of the guide on screen. It shows what the program brings along, and fetches nothing from anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from inspector.domain.folding import spots
from inspector.domain.lengths import length
from inspector.ui.guide.pages import Page, folder
from inspector.ui.kit.saying import say
from inspector.ui.kit.theme import Theme
from inspector.words.language import tr

WIDEST = 680
"""Logical pixels of a line at most: longer ones are hard to read."""
MARGIN = 24
FINEST = 2
"""Pixels of a picture for each logical one: see tests/pictures.py."""
PICTURE = "\ufffc"
"""What stands in a text where Qt draws a picture."""
SMALLEST, LARGEST = 7, 32
"""Points of the text."""


class PageView(QTextBrowser):
    """Shows one page; links lead to others, and it knows the way back."""

    shown = Signal(str)
    """The name of the page that is shown now."""

    def __init__(self, theme: Theme, pages: Iterable[Page]) -> None:
        super().__init__()
        self._theme = theme
        self._pages = {page.name: page.text for page in pages}
        self.page = ""
        """The name of the page that is shown."""
        self._words: tuple[str, ...] = ()
        self._hits: list[QTextCursor] = []
        say(self.setAccessibleName, tr("Page"))
        self.setOpenLinks(False)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.anchorClicked.connect(lambda url: self.go_to(url.path()))
        self.sourceChanged.connect(self._arrived)
        theme.changed.connect(self._dress_anew)

    def go_to(self, name: str) -> None:
        """Show that page; what is no page is passed over."""
        if name in self._pages:
            self.setSource(QUrl(name), QTextDocument.ResourceType.MarkdownResource)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A page, or a picture that lies beside the pages; nothing else, whatever a page asks for."""
        path = name.path() if isinstance(name, QUrl) else name
        if kind == QTextDocument.ResourceType.MarkdownResource.value:
            return self._pages.get(path)
        file = folder() / path
        if kind != QTextDocument.ResourceType.ImageResource.value or file.parent != folder():
            return None
        image = QImage(str(file))
        image.setDevicePixelRatio(FINEST)
        return image

    # -- looking for something ------------------------------------------------------------------------

    def mark(self, words: tuple[str, ...]) -> None:
        """Mark these folded words, on every page from now on; none unmarks all."""
        self._words = words
        self._mark()

    def _mark(self) -> None:
        self._hits = [hit for block in _blocks(self.document()) for hit in _hits(block, self._words)]
        ground = QColor(self._theme.colour("amber"))
        ground.setAlpha(56)
        look = QTextCharFormat()
        look.setBackground(ground)
        look.setUnderlineStyle(
            QTextCharFormat.UnderlineStyle.SingleUnderline
        )  # colour alone is not seen by all
        look.setUnderlineColor(self._theme.colour("amber"))
        marks = []
        for hit in self._hits:
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = hit, look
            marks.append(mark)
        self.setExtraSelections(marks)

    def next_hit(self, *, first: bool = False) -> bool:
        """Go to the next spot that is marked, or to the first; False where there is none."""
        here = 0 if first else self.textCursor().selectionEnd()
        found = next((hit for hit in self._hits if hit.selectionStart() >= here), None)
        if found is not None:
            self.setTextCursor(found)
        return found is not None

    # -- how it looks ---------------------------------------------------------------------------------

    def zoom(self, step: int) -> None:
        """Larger or smaller text by so many points; 0 is the usual size."""
        font = self.font()
        size = font.pointSizeF() + step if step else self._usual()
        font.setPointSizeF(min(max(size, SMALLEST), LARGEST))
        self.setFont(font)
        self._fit()

    def _usual(self) -> float:
        return self._theme.font().pointSizeF()

    def _arrived(self, page: QUrl) -> None:
        self.page = page.path()
        self._dress()
        self._mark()
        self.shown.emit(self.page)

    def _dress_anew(self) -> None:
        """Links and lines take their colours when a page is read."""
        place = self.verticalScrollBar().value()
        self.reload()
        self._dress()
        self._mark()
        self.verticalScrollBar().setValue(place)

    def _dress(self) -> None:
        document = self.document()
        document.setDocumentMargin(MARGIN)
        for block in _blocks(document):
            _space(block)
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._dress_table(frame)
        self._fit()

    def _dress_table(self, table: QTextTable) -> None:
        """Hairlines between the rows, and room in the cells."""
        look = table.format()
        look.setBorder(0)
        look.setCellSpacing(0)
        look.setCellPadding(6)
        look.setBorderCollapse(True)
        look.setTopMargin(4)
        look.setBottomMargin(12)
        table.setFormat(look)
        for row in range(table.rows()):
            for column in range(table.columns()):
                cell = table.cellAt(row, column)
                line = cell.format().toTableCellFormat()
                line.setBottomBorder(1)
                line.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                line.setBottomBorderBrush(self._theme.colour("line"))
                if not row:
                    line.setFontWeight(QFont.Weight.Bold)
                cell.setFormat(line)

    def _fit(self) -> None:
        """Lines no longer than can be read, and pictures no wider than there is room for."""
        scale = self.font().pointSizeF() / self._usual()
        width = min(self.viewport().width(), self._theme.px(round(WIDEST * scale)) + 2 * MARGIN)
        self.setLineWrapColumnOrWidth(width)
        for block in _blocks(self.document()):
            if block.text() == PICTURE:
                self._fit_picture(block, width - 2 * MARGIN)

    def _fit_picture(self, block: QTextBlock, room: int) -> None:
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        picture = cursor.charFormat().toImageFormat()
        drawn = QImage(str(folder() / picture.name()))
        if drawn.isNull():
            return
        width, ratio = min(drawn.width() // FINEST, room), self.devicePixelRatioF()
        fitting = drawn.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
        fitting.setDevicePixelRatio(ratio)  # Qt's own scaling while it draws would be coarse
        self.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(picture.name()), fitting)
        picture.setWidth(width)
        cursor.setCharFormat(picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines and pictures follow the room."""
        super().resizeEvent(event)
        self._fit()


def _blocks(document: QTextDocument) -> Iterable[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _hits(block: QTextBlock, words: tuple[str, ...]) -> Iterable[QTextCursor]:
    """Each spot of these words, selected; Qt counts UTF-16 units."""
    text = block.text()
    for at, size in spots(text, words):
        cursor = QTextCursor(block)
        start = block.position() + length(text[:at])
        cursor.setPosition(start)
        cursor.setPosition(start + length(text[at : at + size]), QTextCursor.MoveMode.KeepAnchor)
        yield cursor


def _space(block: QTextBlock) -> None:
    """Room around headings, paragraphs and pictures."""
    look = block.blockFormat()
    if QTextCursor(block).currentTable() is not None:
        return
    look.setTopMargin(20 if look.headingLevel() > 1 else 0)
    look.setBottomMargin(6 if block.textList() is not None else 8)
    QTextCursor(block).setBlockFormat(look)
