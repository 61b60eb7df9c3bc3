"""The portrait on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPdfWriter, QTextDocument, QTextTable
from PySide6.QtWidgets import QApplication

from inspector.domain.document import Document
from inspector.reports import portrait
from inspector.reports.portrait import Occasion, Portrait
from inspector.ui.export import paper
from inspector.words import language
from tests.demo_tickets import demo_ticket

OCCASION = Occasion([("Tenant", "Demo")])


def written(found: Portrait, path: Path) -> int:
    """How many pages it has as a PDF."""
    writer = QPdfWriter(str(path))
    writer.setPageLayout(paper.layout())
    paper.write(found, writer)
    del writer
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))


@pytest.mark.parametrize("code", list(language.LANGUAGES))
@pytest.mark.parametrize("user", ["admin", "agent", "trainee"])
def test_the_demo_ticket_fits_on_five_pages(qapp: QApplication, tmp_path: Path, code: str, user: str) -> None:
    language.speak(code)
    edited = demo_ticket(user, code, Title="Kettle", Origin="Chat")
    try:
        found = portrait.take(demo_ticket(user, code), OCCASION, edited=edited)
        assert 2 <= written(found, tmp_path / "portrait.pdf") <= 5
    finally:
        language.speak("en")


def pages_of(made: QTextDocument) -> list[list[list[set[int]]]]:
    """On which pages each cell of each row of each table lies."""
    places, height = made.documentLayout(), made.pageSize().height()

    def pages(table: QTextTable, row: int, column: int) -> set[int]:
        cell = table.cellAt(row, column)
        first, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
        ends = (places.blockBoundingRect(first).top(), places.blockBoundingRect(last).bottom() - 1)
        return {int(end // height) for end in ends}

    return [
        [[pages(table, row, column) for column in range(table.columns())] for row in range(table.rows())]
        for table in paper.tables(made)
    ]


@pytest.mark.parametrize("height", range(6000, 13000, 500))
def test_no_page_ends_within_a_row_or_behind_a_heading(
    qapp: QApplication, height: int, tmp_path: Path
) -> None:
    device = QPdfWriter(str(tmp_path / "portrait.pdf"))
    found = portrait.take(demo_ticket("agent"), OCCASION)
    made = paper.laid_out(found, device, QSizeF(8000, height))
    used = set()
    for table, rows in zip(paper.tables(made), pages_of(made), strict=True):
        heads = table.format().headerRowCount()
        assert all(set.union(*row) == row[0] and len(row[0]) == 1 for row in rows)
        assert rows[0][0] == rows[heads][0], "the heading stands with what it heads"
        used |= {page for row in rows for page in row[0]}
    assert used == set(range(made.pageCount())), "no page is empty"


def test_a_ticket_with_a_great_many_fields_is_written_too(qapp: QApplication, tmp_path: Path) -> None:
    fields = ", ".join(f'"x_{number}": "value {number}"' for number in range(1500))
    served = Document(f'{{"TicketId": 0, "CustomFields": {{{fields}}}}}'.encode())
    assert written(portrait.take(served, OCCASION), tmp_path / "portrait.pdf") > paper.FEW
