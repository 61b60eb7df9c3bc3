import csv
import io
import json
from typing import Protocol

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from inspector.domain.document import Document
from inspector.reports import portrait

TICKET = {
    "TicketId": 0,
    "Title": "=1+1 | <b>",
    "Author": "Tim Høyland",
    "OwnedBy": {"AssociateId": 7, "FullName": "Tim Høyland"},
    "Slevel": "Internal",
    "Origin": None,
    "CustomFields": {"x_room": "[I:3]"},
    "FieldProperties": {
        "Title": {"FieldRight": {"Mask": "Update, UIHintMandatory", "Reason": "A title is needed"}},
        "Author": {"FieldRight": {"Mask": "Read", "Reason": "Only the server"}},
    },
}


class Take(Protocol):
    def __call__(self, mask: bool = False) -> portrait.Portrait: ...


@pytest.fixture
def taken() -> Take:
    return lambda mask=False: portrait.take(Document(json.dumps(TICKET).encode()), "Demo · Tim", mask=mask)


def test_it_tells_defaults_demands_locks_and_choices(taken: Take) -> None:
    fields = {one.name: one for one in taken().fields}
    assert list(fields) == [*list(TICKET)[:-1], "CustomFields.x_room"]
    assert fields["Title"].rights == "mandatory"
    assert fields["Title"].reason == "A title is needed"
    assert (fields["Author"].rights, fields["Author"].reason) == ("read-only", "Only the server")
    assert fields["OwnedBy"].value == "Tim Høyland"
    assert "Internal, External" in fields["Slevel"].allowed
    assert fields["OwnedBy"].label
    assert "associate" in fields["OwnedBy"].allowed


def test_persons_are_masked_on_request_but_not_that_there_is_none(taken: Take) -> None:
    fields = {one.name: one.value for one in taken(mask=True).fields}
    assert fields["OwnedBy"] == fields["Author"] == portrait.MASKED
    assert fields["Title"] == "=1+1 | <b>"
    assert "Høyland" not in "".join(fields.values())


def test_a_page_shows_what_was_served_as_text(taken: Take, qapp: QApplication) -> None:
    page = QTextDocument()
    page.setHtml(taken().to_html())
    assert "=1+1 | <b>" in page.toPlainText()
    assert "<script" not in taken().to_html()


def test_a_markdown_table_keeps_its_columns(taken: Take) -> None:
    lines = [line for line in taken().to_markdown().splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in lines} == {7}


def test_a_spreadsheet_gets_no_formula(taken: Take) -> None:
    text = taken().to_csv()
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert {len(row) for row in rows} == {7}
    title = next(row for row in rows if row[0] == "Title")
    assert title[2] == "'=1+1 | <b>"
