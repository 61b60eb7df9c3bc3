"""A portrait on paper: pages with a line at their foot, on a printer or in a PDF. It may be written in a thread."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPaintDevice,
    QPainter,
    QPalette,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTable,
)

from inspector.reports import page
from inspector.reports.portrait import Portrait
from inspector.words.language import tr

TYPE, SMALL = 9.0, 7.5
"""Sizes of letters, in points."""
FOOT = 24.0
"""The height that is kept for the last line of a page, in points."""
FEW = 30
"""Pages of a document that somebody reads; in longer ones, rows may break."""
INK, PALE = QColor("#1b2330"), QColor("#545e6c")


def layout() -> QPageLayout:
    """A4, upright."""
    size, margins = QPageSize(QPageSize.PageSizeId.A4), QMarginsF(18, 16, 18, 10)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)


def write(portrait: Portrait, device: QPagedPaintDevice) -> None:
    """Put it on the pages of a device; on what it can't be put, nothing is."""
    painter = QPainter()
    if not painter.begin(device):
        return
    paper = QRectF(painter.viewport())
    foot = QRectF(0, 0, paper.width(), FOOT * device.logicalDpiY() / 72)
    foot.moveBottom(paper.height())
    sheet = QRectF(0, 0, paper.width(), foot.top())
    written = laid_out(portrait, device, sheet.size())
    told = "  ·  ".join([portrait.title, *(text for _, text in portrait.occasion.facts[:1])])
    count = written.pageCount()
    for number in range(count):
        if number and not device.newPage():
            break
        _paint(written, painter, sheet.translated(0, number * sheet.height()))
        _sign(painter, foot, told, tr("Page {n} of {count}").format(n=number + 1, count=count))
    painter.end()


def laid_out(portrait: Portrait, device: QPaintDevice, size: QSizeF) -> QTextDocument:
    """The portrait on pages of that size, in the device's own dots."""
    made = QTextDocument()
    made.setUndoRedoEnabled(False)
    made.setDefaultFont(_font(TYPE))
    made.setDocumentMargin(0)
    made.setDefaultStyleSheet(page.STYLE)
    cursor = QTextCursor(made)
    for piece in page.pieces(portrait):
        cursor.insertHtml(piece)
    made.documentLayout().setPaintDevice(device)
    made.setPageSize(size)
    if made.pageCount() <= FEW:
        for table in tables(made):
            _keep_together(made, table)
    return made


def tables(written: QTextDocument) -> list[QTextTable]:
    """The tables of a document."""
    return [frame for frame in written.rootFrame().childFrames() if isinstance(frame, QTextTable)]


def _keep_together(written: QTextDocument, table: QTextTable) -> None:
    """Let a page begin with a table, or with a row of it, that would else begin at the foot of one and go on here."""
    heads = table.format().headerRowCount()
    top, bottom = _place(written, table, range(heads + 1))
    if heads and _page(written, top) != _page(written, bottom):
        form = table.format()
        form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        table.setFormat(form)
    for row in range(heads + 1, table.rows()):
        top, bottom = _place(written, table, range(row, row + 1))
        if _page(written, top) != _page(written, bottom):
            _push_down(written, table, row, _page(written, bottom) * written.pageSize().height() - top)


def _page(written: QTextDocument, place: float) -> int:
    return int(place // written.pageSize().height())


def _place(written: QTextDocument, table: QTextTable, rows: range) -> tuple[float, float]:
    """Where these rows begin and end."""
    place = written.documentLayout().blockBoundingRect
    cells = [table.cellAt(row, column) for row in rows for column in range(table.columns())]
    top = min(place(cell.firstCursorPosition().block()).top() for cell in cells)
    return top, max(place(cell.lastCursorPosition().block()).bottom() for cell in cells) - 1


def _push_down(written: QTextDocument, table: QTextTable, row: int, room: float) -> None:
    """Let a row begin the next page: Qt moves it if its first line finds no room below the row before.

    A page break in a cell may leave a whole page empty.
    """
    line = table.cellAt(row, 0).firstCursorPosition().block().layout().lineAt(0).height()
    screen = QGuiApplication.primaryScreen().logicalDotsPerInchY()  # paddings count in its pixels
    more = max(room - 0.9 * line, 0) * screen / written.documentLayout().paintDevice().logicalDpiY()
    for column in range(table.columns()):
        cell = table.cellAt(row - 1, column)
        form = cell.format().toTableCellFormat()
        form.setBottomPadding(form.bottomPadding() + more)
        cell.setFormat(form)


def _paint(written: QTextDocument, painter: QPainter, part: QRectF) -> None:
    painter.save()
    painter.translate(0, -part.top())
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = part
    context.palette.setColor(QPalette.ColorRole.Text, INK)
    painter.setClipRect(part)
    written.documentLayout().draw(painter, context)
    painter.restore()


def _sign(painter: QPainter, foot: QRectF, title: str, number: str) -> None:
    """The line at the foot of a page."""
    painter.setFont(_font(SMALL))
    painter.setPen(PALE)
    bottom = Qt.AlignmentFlag.AlignBottom
    painter.drawText(foot, bottom | Qt.AlignmentFlag.AlignLeft, title)
    painter.drawText(foot, bottom | Qt.AlignmentFlag.AlignRight, number)


def _font(points: float) -> QFont:
    made = QFont()
    made.setPointSizeF(points)
    return made
