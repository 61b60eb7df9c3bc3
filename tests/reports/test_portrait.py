import csv
import io
import json
from html.parser import HTMLParser
from typing import Protocol
from unicodedata import normalize

import pytest
from markdown_it import MarkdownIt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from inspector.domain.document import Document
from inspector.reports import markdown, portrait

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


EDITED = TICKET | {"Title": "Heat pump", "Author": "Eva Strand", "CustomFields": {"x_new": "7"}}
NASTY = [
    *(
        "-7",
        "-1.5",
        "=1+1",
        ' ＝HYPERLINK("http://x")',
        "-2+3",
        "a;=1+1",
        "{{token}}",
        "| a || b |",
        "``` x ` y",
        "**a** _b_ ~~c~~",
    ),
    *(
        "<b>&lt;script&gt;</b>",
        "[a](javascript:b) ![x](y)",
        "one\ntwo\r\nthree",
        "# no heading",
        "\u202eabc",
        "\u2067x \u202b y",
    ),
    *("a\\|b", "\\", "$x$ @someone :smile:", "https://example.com/a_b", "1. x", '日本, "x"', "&copy; &amp;"),
]


class Take(Protocol):
    def __call__(self, mask: bool = False) -> portrait.Portrait: ...


def document(ticket: object) -> Document:
    return Document(json.dumps(ticket).encode())


@pytest.fixture
def taken() -> Take:
    return lambda mask=False: portrait.take(document(TICKET), "Demo · Tim", mask=mask)


@pytest.fixture
def nasty() -> portrait.Portrait:
    """A portrait whose values are hard to write down, in the order of NASTY; its context is as well."""
    fields = {f"x_{number}": text for number, text in enumerate(NASTY)}
    return portrait.take(document({"TicketId": 0, "CustomFields": fields}), "# PROD | `x` \u202e <b>\n- y")


def values(found: portrait.Portrait) -> list[str]:
    return [one.value for one in found.fields if one.name.startswith("CustomFields.")]


def test_what_was_edited_is_no_default() -> None:
    both = portrait.take(document(TICKET), "", edited=document(EDITED))
    rows = {one.name: (one.value, one.edited) for one in both.fields}
    assert rows["Title"] == ("=1+1 | <b>", "Heat pump")
    assert rows["OwnedBy"] == ("Tim Høyland", "")
    assert rows["CustomFields.x_room"] == ("3", "removed")
    assert rows["CustomFields.x_new"] == ("", "7")
    alone = portrait.take(document(TICKET), "")
    assert "As edited" not in alone.to_csv()
    for text in (both.to_html(), both.to_markdown(), both.to_csv()):
        assert "As edited" in text
        assert "Heat pump" in text
    masked = portrait.take(document(TICKET), "", edited=document(EDITED), mask=True)
    assert "Eva" not in masked.to_csv()


def test_what_a_file_held_is_not_called_a_default() -> None:
    found = portrait.take(document(TICKET), "", is_of_defaults=False)
    assert found.title == "What the draft held when it was opened"
    assert "As opened" in found.to_csv()
    assert "Default" not in found.to_csv().splitlines()[0]


def test_a_spreadsheet_reads_the_values(nasty: portrait.Portrait) -> None:
    rows = csv.reader(io.StringIO(nasty.to_csv().removeprefix("\ufeff"), newline=""), strict=True)
    read = [row[2] for row in rows if row[0].startswith("CustomFields.")]
    assert read[:2] == ["-7", "-1.5"], "they stay numbers"
    assert [one.replace("'", "") for one in read] == values(nasty)
    for cell in (cell for one in read for cell in one.split(";")):
        assert normalize("NFKC", cell.strip())[:1] not in ("=", "+", "@") or not cell
        assert not cell.startswith("-") or float(cell) < 0


def test_a_browser_reads_the_values(nasty: portrait.Portrait) -> None:
    page = Page()
    page.feed(nasty.to_html())
    page.close()
    assert [row[1] for row in page.rows if row[0].startswith("CustomFields.x_")] == values(nasty)
    assert page.tags <= TAGS


TABLE = ("table", "thead", "tbody", "tr", "th", "td")
TAGS = {*("html", "head", "meta", "title", "style", "body", "h1", "p", "b", "br", "code"), *TABLE}


class Page(HTMLParser):
    """The cells of a page's tables, and its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def test_markdown_is_read_as_the_same_text(nasty: portrait.Portrait) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(nasty.to_markdown())
    kinds = {one.type for one in tokens}
    assert {one.split("_")[0] for one in kinds} == {"heading", "inline", "paragraph", *TABLE}
    inner = [inline for one in tokens for inline in one.children or ()]
    assert {one.type for one in inner} <= {"text", "text_special"}, "nothing in it is markup"
    cells = ["".join(part.content for part in one.children or ()) for one in tokens if one.type == "inline"]
    read = [cells[place + 1] for place, cell in enumerate(cells) if cell.startswith("CustomFields.x_")]
    assert read == [" ".join(markdown.closed(text).split()) for text in values(nasty)]


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


def test_a_spreadsheet_finds_a_byte_order_mark_and_even_rows(taken: Take) -> None:
    text = taken().to_csv()
    assert text.startswith("\ufeff")
    assert {len(row) for row in csv.reader(io.StringIO(text))} == {7}
